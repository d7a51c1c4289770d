/// The contract between operator and sidecar: what one writes and the other reads.
@NullMarked
package dev.sessionkeeper.contract;

import org.jspecify.annotations.NullMarked;
