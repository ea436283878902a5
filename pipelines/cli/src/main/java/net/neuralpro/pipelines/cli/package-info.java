/** The command neural. */
@NullMarked
package net.neuralpro.pipelines.cli;

import org.jspecify.annotations.NullMarked;
