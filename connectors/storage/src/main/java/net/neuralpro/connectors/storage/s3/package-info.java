/** Blocks as objects of a bucket, in Amazon's S3 or any store that speaks its protocol. */
@NullMarked
package net.neuralpro.connectors.storage.s3;

import org.jspecify.annotations.NullMarked;
