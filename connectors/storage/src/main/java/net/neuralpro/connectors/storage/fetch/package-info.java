/** Files fetched from origins that need not be trusted, straight to where they shall lie. */
@NullMarked
package net.neuralpro.connectors.storage.fetch;

import org.jspecify.annotations.NullMarked;
