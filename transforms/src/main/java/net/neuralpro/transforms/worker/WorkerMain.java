package net.neuralpro.transforms.worker;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.InProcessExecutor;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorProvider;

/**
 * A worker process: runs the derivations that come in on its standard input, one after another, and
 * answers on its standard output. It opens no file and no socket; blocks come and go through its
 * parent, which checks each.
 */
public final class WorkerMain {
  private final DataInputStream in;
  private final DataOutputStream out;

  private WorkerMain(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Runs until the standard input ends. The one argument is the class of its operators. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    System.setOut(System.err);
    OperatorCatalogue catalogue =
        Class.forName(arguments[0])
            .asSubclass(OperatorProvider.class)
            .getDeclaredConstructor()
            .newInstance()
            .catalogue();
    WorkerMain worker = new WorkerMain(in, out);
    InProcessExecutor executor = new InProcessExecutor(catalogue, new ParentBlockStore(in, out));
    worker.say(Message.of(Message.Kind.READY));
    for (Optional<Message> next = Message.read(in); next.isPresent(); next = Message.read(in)) {
      worker.run(executor, next.get());
    }
  }

  private void run(InProcessExecutor executor, Message message) throws IOException {
    if (message.kind() != Message.Kind.RUN) {
      throw new IOException("Cannot understand " + message.kind() + " where RUN was expected");
    }
    try {
      Derivation derivation = DagJson.read(message.body(), Derivation.class);
      Outcome outcome = executor.execute(derivation);
      say(new Message(Message.Kind.DONE, DagJson.write(outcome)));
    } catch (IOException | RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      String text = e + (trace.length == 0 ? "" : " at " + trace[0]);
      say(new Message(Message.Kind.FAILED, text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void say(Message message) throws IOException {
    message.write(out);
    out.flush();
  }

  /** The parent's block store as seen from the worker. */
  private record ParentBlockStore(DataInputStream in, DataOutputStream out) implements BlockStore {
    @Override
    public synchronized void put(Block block) throws IOException {
      Multicodec codec = block.cid().codec();
      byte[] body = new byte[block.bytes().length + 1];
      body[0] = (byte) codec.ordinal();
      System.arraycopy(block.bytes(), 0, body, 1, block.bytes().length);
      new Message(Message.Kind.PUT, body).write(out);
      out.flush();
    }

    @Override
    public synchronized Optional<Block> get(Cid cid) throws IOException {
      new Message(Message.Kind.GET, cid.bytes()).write(out);
      out.flush();
      Message answer =
          Message.read(in).orElseThrow(() -> new IOException("The parent process has ended"));
      return switch (answer.kind()) {
        case BLOCK -> Optional.of(new Block(cid, answer.body()));
        case ABSENT -> Optional.empty();
        default -> throw new IOException("Cannot understand " + answer.kind() + " as a block");
      };
    }

    @Override
    public boolean has(Cid cid) throws IOException {
      return get(cid).isPresent();
    }
  }
}
