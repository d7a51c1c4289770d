/// The operator: injects the sidecar into the pods that policies select.
@NullMarked
package dev.sessionkeeper.operator;

import org.jspecify.annotations.NullMarked;
