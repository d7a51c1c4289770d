/// The Auth server over HTTP, and what its answers mean.
@NullMarked
package dev.sessionkeeper.sidecar.supabase;

import org.jspecify.annotations.NullMarked;
