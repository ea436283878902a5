package net.neuralpro.transforms.operators;

/** A parameter that an operator does not have, or a value that it cannot have. */
public final class ParameterException extends Exception {
  private static final long serialVersionUID = 1;

  private final String parameter;

  public ParameterException(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  /** The parameter's name; empty if it is none alone. */
  public String parameter() {
    return parameter;
  }
}
