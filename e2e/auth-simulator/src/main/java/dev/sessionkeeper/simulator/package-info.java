/// A stand-in for the Supabase Auth server, held to recordings of the real one.
@NullMarked
package dev.sessionkeeper.simulator;

import org.jspecify.annotations.NullMarked;
