/// The specification of a `SessionPolicy` as records, as users write it.
@NullMarked
package dev.sessionkeeper.policy;

import org.jspecify.annotations.NullMarked;
