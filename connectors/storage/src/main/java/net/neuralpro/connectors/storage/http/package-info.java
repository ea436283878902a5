/** Requests to servers that may be down, slow or hostile. */
@NullMarked
package net.neuralpro.connectors.storage.http;

import org.jspecify.annotations.NullMarked;
