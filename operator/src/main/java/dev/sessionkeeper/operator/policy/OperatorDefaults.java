package dev.sessionkeeper.operator.policy;

import dev.sessionkeeper.operator.injection.Injection;

/// What the operator was installed with, for members that a policy leaves to it.
///
/// @param injector program and version, for the annotation on pods
/// @param kind what kind of container the cluster allows
public record OperatorDefaults(
    String sidecarImage, String redirectImage, String injector, Injection.Kind kind) {}
