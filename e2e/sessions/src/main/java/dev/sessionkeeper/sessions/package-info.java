/// Sessions as browsers store them, and the key that signs their access tokens.
@NullMarked
package dev.sessionkeeper.sessions;

import org.jspecify.annotations.NullMarked;
