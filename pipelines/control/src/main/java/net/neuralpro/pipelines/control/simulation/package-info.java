/** What it costs to cheat: strategies of nodes against the real checks, calculated and played. */
@NullMarked
package net.neuralpro.pipelines.control.simulation;

import org.jspecify.annotations.NullMarked;
