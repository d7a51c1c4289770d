@NullMarked
package dev.sessionkeeper.operator.injection;

import org.jspecify.annotations.NullMarked;
