/// Which policy a pod belongs to: pure.
@NullMarked
package dev.sessionkeeper.operator.policy;

import org.jspecify.annotations.NullMarked;
