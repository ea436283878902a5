/** Measures the main job against what people would take instead, and writes down the ratios. */
@NullMarked
package net.neuralpro.pipelines.cli.benchmark;

import org.jspecify.annotations.NullMarked;
