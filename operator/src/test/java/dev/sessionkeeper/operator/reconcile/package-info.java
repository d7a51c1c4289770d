@NullMarked
package dev.sessionkeeper.operator.reconcile;

import org.jspecify.annotations.NullMarked;
