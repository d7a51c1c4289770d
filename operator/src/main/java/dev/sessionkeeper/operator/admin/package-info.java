/// The operator's own port: probes and metrics.
@NullMarked
package dev.sessionkeeper.operator.admin;

import org.jspecify.annotations.NullMarked;
