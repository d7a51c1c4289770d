@NullMarked
package dev.sessionkeeper.sidecar.telemetry;

import org.jspecify.annotations.NullMarked;
