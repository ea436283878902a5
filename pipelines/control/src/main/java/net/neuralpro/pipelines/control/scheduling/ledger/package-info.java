/** What the scheduler knows of tasks, in a file that loses nothing. */
@NullMarked
package net.neuralpro.pipelines.control.scheduling.ledger;

import org.jspecify.annotations.NullMarked;
