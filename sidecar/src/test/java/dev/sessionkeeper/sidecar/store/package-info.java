@NullMarked
package dev.sessionkeeper.sidecar.store;

import org.jspecify.annotations.NullMarked;
