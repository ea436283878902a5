/** Tables as Parquet files: fit for random access, the same bytes each time, without Hadoop. */
@NullMarked
package net.neuralpro.connectors.lake.parquet;

import org.jspecify.annotations.NullMarked;
