@NullMarked
package dev.sessionkeeper.sidecar.verify;

import org.jspecify.annotations.NullMarked;
