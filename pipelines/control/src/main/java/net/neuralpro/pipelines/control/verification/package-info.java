/** How nodes' results are checked: who is drawn, what is compared, who is paid, slashed, asked. */
@NullMarked
package net.neuralpro.pipelines.control.verification;

import org.jspecify.annotations.NullMarked;
