package net.neuralpro.transforms.validate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ParameterException;

/** What a recipe that says nothing gives. */
final class Parameters {
  static final ValidateParameters STANDARD = standard();

  private Parameters() {}

  private static ValidateParameters standard() {
    try {
      return OperatorParameters.complete(
          new ValidateOperator(), JsonNodeFactory.instance.objectNode());
    } catch (ParameterException e) {
      throw new IllegalStateException(e);
    }
  }
}
