@NullMarked
package dev.sessionkeeper.sidecar.refresh;

import org.jspecify.annotations.NullMarked;
