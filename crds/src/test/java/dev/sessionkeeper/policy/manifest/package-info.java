@NullMarked
package dev.sessionkeeper.policy.manifest;

import org.jspecify.annotations.NullMarked;
