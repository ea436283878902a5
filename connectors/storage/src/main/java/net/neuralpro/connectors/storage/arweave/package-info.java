/** Arweave: transactions, chunks with proofs, bundles (ANS-104), and the store made of them. */
@NullMarked
package net.neuralpro.connectors.storage.arweave;

import org.jspecify.annotations.NullMarked;
