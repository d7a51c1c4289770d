/// From a policy to the configuration of its sidecars. Pure.
@NullMarked
package dev.sessionkeeper.policy.translation;

import org.jspecify.annotations.NullMarked;
