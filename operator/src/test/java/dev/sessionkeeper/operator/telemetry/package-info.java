@NullMarked
package dev.sessionkeeper.operator.telemetry;

import org.jspecify.annotations.NullMarked;
