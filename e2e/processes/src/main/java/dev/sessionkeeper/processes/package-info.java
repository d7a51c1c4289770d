/// Child processes on loopback, the lines between them, and waiting for them.
@NullMarked
package dev.sessionkeeper.processes;

import org.jspecify.annotations.NullMarked;
