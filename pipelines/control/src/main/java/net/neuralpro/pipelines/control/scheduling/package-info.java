/** The scheduler: who does which task, when it is checked, and what its requester is told. */
@NullMarked
package net.neuralpro.pipelines.control.scheduling;

import org.jspecify.annotations.NullMarked;
