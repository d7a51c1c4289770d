/// Signing keys, and access tokens as the real server writes and refuses them.
@NullMarked
package dev.sessionkeeper.simulator.jwt;

import org.jspecify.annotations.NullMarked;
