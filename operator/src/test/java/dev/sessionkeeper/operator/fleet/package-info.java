@NullMarked
package dev.sessionkeeper.operator.fleet;

import org.jspecify.annotations.NullMarked;
