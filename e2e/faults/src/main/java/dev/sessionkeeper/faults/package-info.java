/// Users, sidecars and what fails around them, as processes of one machine.
@NullMarked
package dev.sessionkeeper.faults;

import org.jspecify.annotations.NullMarked;
