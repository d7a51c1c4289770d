@NullMarked
package dev.sessionkeeper.sidecar.supabase;

import org.jspecify.annotations.NullMarked;
