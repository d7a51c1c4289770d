package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.Json;
import java.security.Key;
import java.util.Optional;

/// One key of the server.
///
/// @param keyId empty = tokens carry no `kid`
/// @param published the public part for the JWKS; absent for symmetric keys
record JwtKey(
    String keyId,
    SigningMethod method,
    boolean signs,
    Key signingKey,
    Key verificationKey,
    Optional<Json.Members> published) {}
