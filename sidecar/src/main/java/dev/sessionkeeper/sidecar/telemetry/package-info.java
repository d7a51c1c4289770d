/// What the sidecar shows of itself: metrics and logs. Implements the event interfaces below it.
@NullMarked
package dev.sessionkeeper.sidecar.telemetry;

import org.jspecify.annotations.NullMarked;
