package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// One key of a Secret in the namespace of the pods.
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretKeyReference(String name, String key) {}
