/** Descriptions of datasets as Croissant, which search engines and trainers read. */
@NullMarked
package net.neuralpro.connectors.lake.croissant;

import org.jspecify.annotations.NullMarked;
