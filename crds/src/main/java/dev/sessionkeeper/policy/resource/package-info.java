/// `SessionPolicy` as a resource of the API server, with its status; for the operator alone.
@NullMarked
package dev.sessionkeeper.policy.resource;

import org.jspecify.annotations.NullMarked;
