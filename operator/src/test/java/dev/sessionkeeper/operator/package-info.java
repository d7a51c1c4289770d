@NullMarked
package dev.sessionkeeper.operator;

import org.jspecify.annotations.NullMarked;
