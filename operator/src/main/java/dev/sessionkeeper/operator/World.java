package dev.sessionkeeper.operator;

import java.time.Clock;
import java.util.function.LongSupplier;

/// What the operator takes from its surroundings; made by `Main` alone.
///
/// @param clock for instants
/// @param nanos for durations, monotonic, in nanoseconds
/// @param version of this build
record World(Clock clock, LongSupplier nanos, String version) {}
