/// The settings of the simulated server under their real names, and Go's duration syntax.
@NullMarked
package dev.sessionkeeper.simulator.config;

import org.jspecify.annotations.NullMarked;
