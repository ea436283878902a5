package net.neuralpro.transforms.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorProvider;
import net.neuralpro.transforms.operators.Parameter;
import net.neuralpro.transforms.operators.Trust;

/** An operator that does, by name, what hostile media might make a worker do. */
public final class HostileOperators implements OperatorProvider {
  record Deed(@Parameter(value = "What it does.", standard = "\"copy\"") String deed) {}

  @Override
  public OperatorCatalogue catalogue() {
    return new OperatorCatalogue(List.of(new Hostile()));
  }

  static final class Hostile implements Operator<Deed> {
    @Override
    public String name() {
      return "hostile";
    }

    @Override
    public String description() {
      return "Does what hostile media might make a worker do.";
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
      switch (parameters.deed()) {
        case "copy" ->
            invocation.output(
                "copy",
                invocation.files().add(invocation.files().read(invocation.input("file"), 1 << 24)));
        case "reject" -> throw new RejectedInputException(Finding.error("TEST-BAD", "here", "bad"));
        case "exit" -> Runtime.getRuntime().halt(139);
        case "hang" -> {
          long spins = 0;
          while (spins >= 0) {
            spins = (spins + 1) & Long.MAX_VALUE;
          }
        }
        case "hoard" -> {
          List<byte[]> hoard = new ArrayList<>();
          while (!hoard.contains(new byte[0])) {
            hoard.add(new byte[1 << 20]);
          }
        }
        case "flood" -> {
          for (int index = 0; ; index++) {
            invocation
                .store()
                .put(
                    Block.of(
                        Multicodec.RAW,
                        ("block " + index).repeat(1000).getBytes(StandardCharsets.UTF_8)));
          }
        }
        case "babble" -> {
          try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write(new byte[] {77, 1, 2, 3, 4, 5});
          }
        }
        case "scratch" -> report(invocation, () -> Files.size(Files.createTempFile("a", "b")));
        case "write" ->
            report(
                invocation,
                () -> Files.writeString(WorkerInstallationFolder.of().resolve("owned"), "x"));
        case "call" ->
            report(
                invocation,
                () -> {
                  try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), 22)) {
                    return String.valueOf(socket.getPort());
                  }
                });
        case "peek" -> report(invocation, () -> invocation.store().require(Secret.CID).toString());
        default -> throw new IllegalArgumentException(parameters.deed());
      }
    }

    private interface Deedful {
      Object run() throws IOException;
    }

    private static void report(Invocation invocation, Deedful deed) throws IOException {
      String result;
      try {
        result = "did it: " + deed.run();
      } catch (IOException e) {
        result = "could not: " + e.getClass().getSimpleName() + " " + e.getMessage();
      }
      invocation.output("report", invocation.files().add(result.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The folder that workers run from: the parent of their scratch folder. */
  private static final class WorkerInstallationFolder {
    static Path of() {
      return Path.of(System.getProperty("java.io.tmpdir")).getParent();
    }
  }

  /** A block that is in the store but not among the inputs. */
  static final class Secret {
    static final Block BLOCK = Block.of(Multicodec.RAW, "secret".getBytes(StandardCharsets.UTF_8));
    static final Cid CID = BLOCK.cid();

    private Secret() {}
  }
}
