/// What clients derive from the URL of a Supabase project. Pure.
@NullMarked
package dev.sessionkeeper.supabase;

import org.jspecify.annotations.NullMarked;
