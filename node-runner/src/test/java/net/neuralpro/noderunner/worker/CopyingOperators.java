package net.neuralpro.noderunner.worker;

import java.io.IOException;
import java.util.List;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorProvider;
import net.neuralpro.transforms.operators.Parameter;
import net.neuralpro.transforms.operators.Trust;

/** An operator that copies, or ends the worker it is in. */
public final class CopyingOperators implements OperatorProvider {
  record Deed(@Parameter(value = "What it does.", standard = "\"copy\"") String deed) {}

  @Override
  public OperatorCatalogue catalogue() {
    return new OperatorCatalogue(List.of(new Copying()));
  }

  static final class Copying implements Operator<Deed> {
    @Override
    public String name() {
      return "copying";
    }

    @Override
    public String description() {
      return "Copies, or ends the worker.";
    }

    @Override
    public Class<Deed> parameters() {
      return Deed.class;
    }

    @Override
    public Trust trust() {
      return Trust.FOREIGN;
    }

    @Override
    public void apply(Deed parameters, Invocation invocation) throws IOException {
      if (parameters.deed().equals("exit")) {
        Runtime.getRuntime().halt(3);
      }
      invocation.output(
          "copy",
          invocation.files().add(invocation.files().read(invocation.input("file"), 1 << 24)));
    }
  }
}
