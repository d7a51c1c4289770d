@NullMarked
package dev.sessionkeeper.sidecar.upstream;

import org.jspecify.annotations.NullMarked;
