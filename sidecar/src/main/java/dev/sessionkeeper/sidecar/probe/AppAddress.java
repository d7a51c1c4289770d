package dev.sessionkeeper.sidecar.probe;

/// Where the application listens.
public record AppAddress(String host, int port) {}
