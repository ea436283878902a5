package net.neuralpro.transforms.operators;

/** The parameters of an operator that has none. */
public record NoParameters() {}
