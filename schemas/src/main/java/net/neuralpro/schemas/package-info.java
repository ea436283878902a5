/**
 * What the data is: records, tables, content identifiers, derivations, and the ports between rooms.
 */
@NullMarked
package net.neuralpro.schemas;

import org.jspecify.annotations.NullMarked;
