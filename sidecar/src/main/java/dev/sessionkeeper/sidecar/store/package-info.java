/// What replicas share: the words of it, and how it is encrypted. Knows no particular store.
@NullMarked
package dev.sessionkeeper.sidecar.store;

import org.jspecify.annotations.NullMarked;
