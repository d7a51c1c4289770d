@NullMarked
package dev.sessionkeeper.operator.store;

import org.jspecify.annotations.NullMarked;
