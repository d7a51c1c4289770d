/// The promises of Sessionkeeper, told with a real browser and a real Next.js app.
@NullMarked
package dev.sessionkeeper.stories;

import org.jspecify.annotations.NullMarked;
