@NullMarked
package dev.sessionkeeper.operator.certificate;

import org.jspecify.annotations.NullMarked;
