/** What those who keep a scheduler running see of it. */
@NullMarked
package net.neuralpro.pipelines.control.scheduling.observation;

import org.jspecify.annotations.NullMarked;
