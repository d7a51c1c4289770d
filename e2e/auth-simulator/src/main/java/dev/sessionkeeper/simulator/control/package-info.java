/// What a test commands and observes: faults, clock, calls, effects.
@NullMarked
package dev.sessionkeeper.simulator.control;

import org.jspecify.annotations.NullMarked;
