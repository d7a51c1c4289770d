/// What the packages promise each other.
@NullMarked
package dev.sessionkeeper.operator.architecture;

import org.jspecify.annotations.NullMarked;
