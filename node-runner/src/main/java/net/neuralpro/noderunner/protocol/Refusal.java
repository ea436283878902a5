package net.neuralpro.noderunner.protocol;

/**
 * Why a call was refused.
 *
 * @param rule of the fault
 * @param message in words
 */
public record Refusal(String rule, String message) {}
