/** LeRobotDataset v3.0: planned, written file by file, and verified. */
@NullMarked
package net.neuralpro.connectors.lake.lerobot;

import org.jspecify.annotations.NullMarked;
