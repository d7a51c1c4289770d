@NullMarked
package dev.sessionkeeper.sidecar.admin;

import org.jspecify.annotations.NullMarked;
