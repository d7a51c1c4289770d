/// What the sidecar would do and why, in words, for people who ask: a session from a cookie, a rule
/// for a request. Loaded for the commands `inspect` and `explain` only.
@NullMarked
package dev.sessionkeeper.sidecar.inspect;

import org.jspecify.annotations.NullMarked;
