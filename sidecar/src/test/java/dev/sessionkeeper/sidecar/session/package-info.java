@NullMarked
package dev.sessionkeeper.sidecar.session;

import org.jspecify.annotations.NullMarked;
