/** What contributors are paid by: facts, the rule, and the statement of an epoch. */
@NullMarked
package net.neuralpro.schemas.reward;

import org.jspecify.annotations.NullMarked;
