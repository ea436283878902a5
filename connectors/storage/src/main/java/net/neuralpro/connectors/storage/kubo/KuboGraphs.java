package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MissingBlockException;

/**
 * Whole graphs of blocks to and from a node, as CARs.
 *
 * @param api the node
 */
record KuboGraphs(KuboApi api) {
  /**
   * All blocks from a root downwards, each once, depth first.
   *
   * @throws NotOnNodeException if the root is not there
   */
  BlockStream export(Cid root, KuboCall call) throws IOException {
    InputStream answer = api.open(call.with("arg", root).with("progress", false));
    CarReader reader;
    try {
      reader = new CarReader(answer, "the CAR of " + api.name());
      if (!reader.roots().equals(List.of(root))) {
        throw new StorageException(
            "KUBO-ANSWER",
            "Cannot export %s: %s answers with a CAR of %s"
                .formatted(root, api.name(), reader.roots()));
      }
    } catch (IOException | RuntimeException e) {
      answer.close();
      throw e;
    }
    return new ExportedBlocks(reader, root, api.name());
  }

  /** Writes the CAR of a root, as far as the node has it itself. */
  void export(Cid root, OutputStream car) throws IOException {
    try (BlockStream blocks = export(root, KuboCall.of("dag/export").offline())) {
      CarWriter writer = new CarWriter(car, List.of(root));
      writer.writeAll(blocks);
      car.flush();
    } catch (NotOnNodeException e) {
      throw e.asMissing(root);
    }
  }

  /**
   * Looks whether a node has all blocks from a root downwards itself.
   *
   * @throws MissingBlockException if it does not
   */
  void requireWhole(Cid root) throws IOException {
    try {
      api.ask(
          KuboCall.of("dag/stat").with("arg", root).with("progress", false).offline(),
          KuboAnswer::last);
    } catch (NotOnNodeException e) {
      throw e.asMissing(root);
    }
  }

  /**
   * Sends a CAR that is sound and whole to a node. It is kept in a file until that is known, since
   * a node keeps what it got of one that is neither.
   */
  Set<Cid> importCar(InputStream car) throws IOException {
    Path file = Files.createTempFile("neural-", ".car");
    try {
      CarContents contents = new CarContents();
      Set<Cid> roots = check(car, file, contents);
      for (Cid outside : contents.outside(roots)) {
        requireWhole(outside);
      }
      send(file, contents.blocks());
      for (Cid root : roots) {
        if (!new KuboBlocks(api).has(root)) {
          throw KuboAnswer.fault(api.name() + " does not have " + root + " after all");
        }
      }
      return roots;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Set<Cid> check(InputStream car, Path file, CarContents contents)
      throws IOException {
    CarReader reader = new CarReader(car, "the CAR");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      CarWriter writer = new CarWriter(out, reader.roots());
      for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
        contents.add(next.get());
        writer.write(next.get());
      }
    }
    return new LinkedHashSet<>(reader.roots());
  }

  private void send(Path file, long blocks) throws IOException {
    KuboCall call =
        KuboCall.of("dag/import")
            .with("pin-roots", false)
            .with("stats", true)
            .with("cid-base", "base32")
            .sending(MultipartBody.of(() -> Files.newInputStream(file)), KuboCall.Repeat.SAFE);
    JsonNode answer = api.ask(call, KuboAnswer::last).path("Stats");
    long taken = KuboAnswer.number(answer, "BlockCount");
    if (taken != blocks) {
      throw KuboAnswer.fault("%s took %d blocks of %d".formatted(api.name(), taken, blocks));
    }
  }
}
