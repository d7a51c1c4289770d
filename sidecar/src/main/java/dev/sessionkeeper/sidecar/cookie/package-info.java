/// Cookies as text: the request header, the response lines, what may be changed in them. Pure.
@NullMarked
package dev.sessionkeeper.sidecar.cookie;

import org.jspecify.annotations.NullMarked;
