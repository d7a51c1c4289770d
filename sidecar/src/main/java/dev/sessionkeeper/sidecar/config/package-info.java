/// Files of the sidecar: the configuration and the secrets, read, watched and swapped.
@NullMarked
package dev.sessionkeeper.sidecar.config;

import org.jspecify.annotations.NullMarked;
