/// JSON as Go's `encoding/json` reads, refuses and writes it.
@NullMarked
package dev.sessionkeeper.simulator.json;

import org.jspecify.annotations.NullMarked;
