/// Which rule of the policy a request target falls under. Pure.
@NullMarked
package dev.sessionkeeper.sidecar.route;

import org.jspecify.annotations.NullMarked;
