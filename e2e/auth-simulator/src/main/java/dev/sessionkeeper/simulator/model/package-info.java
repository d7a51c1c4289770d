/// Users, sessions and refresh tokens, and the rules by which tokens rotate. Pure: no Vert.x, no
/// clock.
@NullMarked
package dev.sessionkeeper.simulator.model;

import org.jspecify.annotations.NullMarked;
