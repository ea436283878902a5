/** Content-addressed bytes, kept and fetched. */
@NullMarked
package net.neuralpro.connectors.storage;

import org.jspecify.annotations.NullMarked;
