/// One refresh per session: single flight, replay, negative cache, and mercy on the Auth server.
@NullMarked
package dev.sessionkeeper.sidecar.refresh;

import org.jspecify.annotations.NullMarked;
