@NullMarked
package dev.sessionkeeper.operator.policy;

import org.jspecify.annotations.NullMarked;
