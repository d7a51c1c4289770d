/// What is known of the policies' pods, and what follows from it: pure.
@NullMarked
package dev.sessionkeeper.operator.fleet;

import org.jspecify.annotations.NullMarked;
