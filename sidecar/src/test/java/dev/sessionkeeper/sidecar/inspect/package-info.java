@NullMarked
package dev.sessionkeeper.sidecar.inspect;

import org.jspecify.annotations.NullMarked;
