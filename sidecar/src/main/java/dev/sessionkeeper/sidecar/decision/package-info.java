/// What a request is answered or forwarded with: one decision, one switch. Pure.
@NullMarked
package dev.sessionkeeper.sidecar.decision;

import org.jspecify.annotations.NullMarked;
