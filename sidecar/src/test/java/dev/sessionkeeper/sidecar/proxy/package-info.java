/// The data path over raw sockets, between a browser and an application of exact bytes.
@NullMarked
package dev.sessionkeeper.sidecar.proxy;

import org.jspecify.annotations.NullMarked;
