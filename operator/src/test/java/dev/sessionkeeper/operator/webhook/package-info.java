@NullMarked
package dev.sessionkeeper.operator.webhook;

import org.jspecify.annotations.NullMarked;
