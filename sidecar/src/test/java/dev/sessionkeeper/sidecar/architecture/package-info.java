/// What the packages promise each other.
@NullMarked
package dev.sessionkeeper.sidecar.architecture;

import org.jspecify.annotations.NullMarked;
