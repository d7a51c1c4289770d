/// Whether the Auth server signed an access token.
@NullMarked
package dev.sessionkeeper.sidecar.verify;

import org.jspecify.annotations.NullMarked;
