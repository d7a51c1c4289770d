/// The public HTTP interface of the simulated server, without sockets.
@NullMarked
package dev.sessionkeeper.simulator.api;

import org.jspecify.annotations.NullMarked;
