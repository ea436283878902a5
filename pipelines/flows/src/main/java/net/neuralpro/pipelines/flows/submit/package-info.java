/** Submission: recordings made safe to share, stored, described and signed by their contributor. */
@NullMarked
package net.neuralpro.pipelines.flows.submit;

import org.jspecify.annotations.NullMarked;
