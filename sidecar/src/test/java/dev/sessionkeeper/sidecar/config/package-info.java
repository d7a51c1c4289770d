@NullMarked
package dev.sessionkeeper.sidecar.config;

import org.jspecify.annotations.NullMarked;
