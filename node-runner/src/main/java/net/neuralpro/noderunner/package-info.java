/** What a contributor's computer runs: derivations of others, in a sandbox, for pay. */
@NullMarked
package net.neuralpro.noderunner;

import org.jspecify.annotations.NullMarked;
