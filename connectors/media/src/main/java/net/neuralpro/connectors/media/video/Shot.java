package net.neuralpro.connectors.media.video;

/**
 * A shot's beginning.
 *
 * @param shot its number, from 0
 * @param firstFrame its first frame
 * @param timeNanos that frame's time on the container's clock
 * @param start why it begins
 */
public record Shot(int shot, long firstFrame, long timeNanos, ShotStart start) {}
