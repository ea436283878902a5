/** Dataset versions and what they are made of. */
@NullMarked
package net.neuralpro.schemas.dataset;

import org.jspecify.annotations.NullMarked;
