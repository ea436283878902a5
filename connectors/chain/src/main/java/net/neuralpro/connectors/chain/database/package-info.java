/** Files of tables that lose nothing. */
@NullMarked
package net.neuralpro.connectors.chain.database;

import org.jspecify.annotations.NullMarked;
