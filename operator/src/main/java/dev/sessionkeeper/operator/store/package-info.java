/// The API server: what is watched, and what is written.
@NullMarked
package dev.sessionkeeper.operator.store;

import org.jspecify.annotations.NullMarked;
