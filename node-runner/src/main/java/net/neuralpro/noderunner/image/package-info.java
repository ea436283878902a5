/** The image in which nodes run the shipped operators, made of what is on this computer. */
@NullMarked
package net.neuralpro.noderunner.image;

import org.jspecify.annotations.NullMarked;
