/** The requester's side of a network: derivations go to nodes, and outcomes come back. */
@NullMarked
package net.neuralpro.pipelines.control.network;

import org.jspecify.annotations.NullMarked;
