/// The checks of the application that the kubelet was told to make.
@NullMarked
package dev.sessionkeeper.sidecar.probe;

import org.jspecify.annotations.NullMarked;
