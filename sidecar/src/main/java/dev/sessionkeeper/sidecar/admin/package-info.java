/// The admin port: probes, metrics, version. Never reachable through the data path.
@NullMarked
package dev.sessionkeeper.sidecar.admin;

import org.jspecify.annotations.NullMarked;
