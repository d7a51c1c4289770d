@NullMarked
package dev.sessionkeeper.sidecar;

import org.jspecify.annotations.NullMarked;
