/// What is done to a pod: pure, from a pod and a value to a pod.
@NullMarked
package dev.sessionkeeper.operator.injection;

import org.jspecify.annotations.NullMarked;
