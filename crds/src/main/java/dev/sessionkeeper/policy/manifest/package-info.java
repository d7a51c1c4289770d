/// Manifests of policies as files: YAML, the schema with its defaults, and what is wrong.
@NullMarked
package dev.sessionkeeper.policy.manifest;

import org.jspecify.annotations.NullMarked;
