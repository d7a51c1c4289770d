@NullMarked
package dev.sessionkeeper.sidecar.host;

import org.jspecify.annotations.NullMarked;
