/** All that a run needs, on one computer, with no server. */
@NullMarked
package net.neuralpro.pipelines.flows.local;

import org.jspecify.annotations.NullMarked;
