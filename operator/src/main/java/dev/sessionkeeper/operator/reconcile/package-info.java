/// What the leading replica does: keeps each policy's objects, pods and status as they should be.
@NullMarked
package dev.sessionkeeper.operator.reconcile;

import org.jspecify.annotations.NullMarked;
