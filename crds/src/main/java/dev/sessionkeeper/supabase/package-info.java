/// What Supabase's clients make of the URL that they were given.
@NullMarked
package dev.sessionkeeper.supabase;

import org.jspecify.annotations.NullMarked;
