/// What three sidecars do as processes.
@NullMarked
package dev.sessionkeeper.faults;

import org.jspecify.annotations.NullMarked;
