/** The scheduler's API over HTTP: who calls, and how much they may send. */
@NullMarked
package net.neuralpro.pipelines.control.scheduling.api;

import org.jspecify.annotations.NullMarked;
