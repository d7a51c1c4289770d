package dev.sessionkeeper.contract;

/// A scope in which browsers may hold session cookies of earlier times.
///
/// @param domain empty for the host alone
public record CookieScope(String domain, String path) {}
