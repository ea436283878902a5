/** A computer that does tasks for a network: it claims, derives, seals, reveals and is paid. */
@NullMarked
package net.neuralpro.noderunner.agent;

import org.jspecify.annotations.NullMarked;
