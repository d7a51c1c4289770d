@NullMarked
package dev.sessionkeeper.sidecar.route;

import org.jspecify.annotations.NullMarked;
