/** What nodes, requesters and the scheduler say to each other: records as canonical DAG-JSON. */
@NullMarked
package net.neuralpro.noderunner.protocol;

import org.jspecify.annotations.NullMarked;
