/// Connections to the application, and HTTP/1.1 on them.
@NullMarked
package dev.sessionkeeper.sidecar.upstream;

import org.jspecify.annotations.NullMarked;
