/** Copies of recordings without the places and the trip's ends that their contributor hides. */
@NullMarked
package net.neuralpro.pipelines.flows.sanitise;

import org.jspecify.annotations.NullMarked;
