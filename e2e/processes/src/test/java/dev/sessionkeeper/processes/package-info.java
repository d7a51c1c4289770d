/// Holds the harness of the processes to what it promises.
@NullMarked
package dev.sessionkeeper.processes;

import org.jspecify.annotations.NullMarked;
