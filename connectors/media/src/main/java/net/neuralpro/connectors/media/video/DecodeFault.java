package net.neuralpro.connectors.media.video;

/**
 * Something that went wrong while decoding.
 *
 * @param rule MEDIA-DECODE (a packet that the decoder refused), MEDIA-CORRUPT (a packet that the
 *     container knows to be damaged or cut off), MEDIA-CONCEALED (a picture whose missing parts the
 *     decoder guessed), MEDIA-READ (the container broke off), MEDIA-TIME (a time that cannot be) or
 *     MEDIA-TRUNCATED (fewer packets or less time than the container declares)
 * @param place the file, and where in it
 * @param message what was found
 */
public record DecodeFault(String rule, String place, String message) {}
