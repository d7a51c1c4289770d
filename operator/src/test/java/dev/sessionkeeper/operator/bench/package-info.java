/// What the operator takes and how fast it answers; started by `operator/bench/run`.
@NullMarked
package dev.sessionkeeper.operator.bench;

import org.jspecify.annotations.NullMarked;
