/** Merkle trees after RFC 6962, with salted leaves. */
@NullMarked
package net.neuralpro.schemas.merkle;

import org.jspecify.annotations.NullMarked;
