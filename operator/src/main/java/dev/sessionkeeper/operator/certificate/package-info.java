/// The operator's own authority and the webhook's certificate; pure but for randomness.
@NullMarked
package dev.sessionkeeper.operator.certificate;

import org.jspecify.annotations.NullMarked;
