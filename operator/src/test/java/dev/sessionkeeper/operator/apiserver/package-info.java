/// An API server as far as the operator speaks to one.
@NullMarked
package dev.sessionkeeper.operator.apiserver;

import org.jspecify.annotations.NullMarked;
