/// Breaks the rules on purpose, to show that they bite.
@NullMarked
package dev.sessionkeeper.operator.architecture.planted.one;

import org.jspecify.annotations.NullMarked;
