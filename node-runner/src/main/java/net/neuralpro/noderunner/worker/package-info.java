/** The shipped operators' workers, held by a sandbox. */
@NullMarked
package net.neuralpro.noderunner.worker;

import org.jspecify.annotations.NullMarked;
