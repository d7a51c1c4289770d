@NullMarked
package dev.sessionkeeper.sidecar.cookie;

import org.jspecify.annotations.NullMarked;
