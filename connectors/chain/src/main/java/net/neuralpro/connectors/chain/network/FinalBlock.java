package net.neuralpro.connectors.chain.network;

/**
 * The last final block.
 *
 * @param number of the block
 * @param hash of the block, with 0x
 * @param time of the block, seconds since 1970
 */
public record FinalBlock(long number, String hash, long time) {}
