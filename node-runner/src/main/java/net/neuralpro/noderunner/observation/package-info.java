/** What a node's owner sees of it, and how figures are served. */
@NullMarked
package net.neuralpro.noderunner.observation;

import org.jspecify.annotations.NullMarked;
