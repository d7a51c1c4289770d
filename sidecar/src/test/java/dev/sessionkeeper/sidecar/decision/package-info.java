@NullMarked
package dev.sessionkeeper.sidecar.decision;

import org.jspecify.annotations.NullMarked;
