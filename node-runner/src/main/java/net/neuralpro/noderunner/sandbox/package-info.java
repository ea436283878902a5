/**
 * Runs programs of strangers so that they reach nothing of this computer but what they are given.
 */
@NullMarked
package net.neuralpro.noderunner.sandbox;

import org.jspecify.annotations.NullMarked;
