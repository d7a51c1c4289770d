/// From a policy to the contract of the sidecar; pure.
@NullMarked
package dev.sessionkeeper.policy.translation;

import org.jspecify.annotations.NullMarked;
