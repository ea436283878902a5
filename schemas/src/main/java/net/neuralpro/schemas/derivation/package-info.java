/** The derivation: operator, parameters and inputs that name outputs. */
@NullMarked
package net.neuralpro.schemas.derivation;

import org.jspecify.annotations.NullMarked;
