/// The schema of a policy: how its records state it, and what a document makes of it.
@NullMarked
package dev.sessionkeeper.policy.schema;

import org.jspecify.annotations.NullMarked;
