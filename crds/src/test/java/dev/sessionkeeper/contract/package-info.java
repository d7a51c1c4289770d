@NullMarked
package dev.sessionkeeper.contract;

import org.jspecify.annotations.NullMarked;
