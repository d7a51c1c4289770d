/// The Supabase session: its cookie format, its life, and what may be decided about it. Pure.
@NullMarked
package dev.sessionkeeper.sidecar.session;

import org.jspecify.annotations.NullMarked;
