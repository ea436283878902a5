/** What a chain has to do with recordings and versions: who came first, what is taken back. */
@NullMarked
package net.neuralpro.pipelines.flows.chain;

import org.jspecify.annotations.NullMarked;
