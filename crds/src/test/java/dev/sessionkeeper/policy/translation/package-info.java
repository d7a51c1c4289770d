@NullMarked
package dev.sessionkeeper.policy.translation;

import org.jspecify.annotations.NullMarked;
