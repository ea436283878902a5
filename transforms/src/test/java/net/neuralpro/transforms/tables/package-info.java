/** Tables in memory for the tests of operators. */
@NullMarked
package net.neuralpro.transforms.tables;

import org.jspecify.annotations.NullMarked;
