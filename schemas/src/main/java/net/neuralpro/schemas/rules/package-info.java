/** Rules with an id, and the findings and verdicts they lead to. */
@NullMarked
package net.neuralpro.schemas.rules;

import org.jspecify.annotations.NullMarked;
