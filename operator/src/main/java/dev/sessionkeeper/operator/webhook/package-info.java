/// The admission webhook: the API server asks, a pod is injected, skipped or refused.
@NullMarked
package dev.sessionkeeper.operator.webhook;

import org.jspecify.annotations.NullMarked;
