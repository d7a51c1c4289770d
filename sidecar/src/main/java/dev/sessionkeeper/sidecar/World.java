package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.AppProbes;
import java.time.Clock;
import java.util.function.LongSupplier;

/// What a sidecar takes from its surroundings; made by `Main` alone.
///
/// @param clock for instants
/// @param nanos for durations, monotonic, in nanoseconds
/// @param version of this build
/// @param probes the checks of the application that the pod states
record World(Clock clock, LongSupplier nanos, String version, AppProbes probes) {}
