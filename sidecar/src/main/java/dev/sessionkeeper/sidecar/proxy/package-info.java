/// The data path: one request, from its head to the last byte of its answer.
@NullMarked
package dev.sessionkeeper.sidecar.proxy;

import org.jspecify.annotations.NullMarked;
