/** Trustless gateways: other people's are asked, and our own is served. */
@NullMarked
package net.neuralpro.connectors.storage.gateway;

import org.jspecify.annotations.NullMarked;
