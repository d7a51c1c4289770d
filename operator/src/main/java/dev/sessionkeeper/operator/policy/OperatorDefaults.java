package dev.sessionkeeper.operator.policy;

import dev.sessionkeeper.operator.injection.Injection;

/// What the operator was installed with, for members that a policy leaves to it.
///
/// @param pullPolicy of the redirect image; a policy states that of its sidecar
/// @param injector program and version, for the annotation on pods
/// @param kind what kind of container the cluster allows
public record OperatorDefaults(
    String sidecarImage,
    String redirectImage,
    String pullPolicy,
    String injector,
    Injection.Kind kind) {}
