package net.neuralpro.connectors.storage;

/**
 * How a store is.
 *
 * @param name what messages call it
 * @param software what keeps the blocks, with its version
 * @param blocks how many it keeps
 * @param bytes how much they hold together
 * @param pins how many roots are pinned
 */
public record StoreStatus(String name, String software, long blocks, long bytes, long pins) {}
