/// The addresses of the servers that a configuration names.
@NullMarked
package dev.sessionkeeper.sidecar.host;

import org.jspecify.annotations.NullMarked;
