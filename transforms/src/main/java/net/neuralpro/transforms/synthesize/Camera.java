package net.neuralpro.transforms.synthesize;

/**
 * Where a camera is and looks.
 *
 * @param x metres east
 * @param y metres north
 * @param yaw radians from east to north
 * @param shake of the horizon, in 1/1000 of the picture's height
 */
record Camera(double x, double y, double yaw, double shake) {}
