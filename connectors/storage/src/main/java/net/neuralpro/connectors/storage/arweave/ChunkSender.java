package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.storage.StorageException;

/** Brings a transaction and its chunks to a node, some chunks at once. */
final class ChunkSender {
  private static final int MAX_ANSWER = 1 << 20;

  /** What nodes call chunks that they will never take. */
  private static final Set<String> FATAL =
      Set.of(
          "invalid_json",
          "chunk_too_big",
          "data_path_too_big",
          "offset_too_big",
          "data_size_too_big",
          "chunk_proof_ratio_not_attractive",
          "invalid_proof");

  private final ArweaveNodes nodes;
  private final int parallelism;

  ChunkSender(ArweaveNodes nodes, int parallelism) {
    this.nodes = nodes;
    this.parallelism = parallelism;
  }

  /** Says where a transaction stands. */
  @FunctionalInterface
  interface Standings {
    ArweaveStore.Standing of(String identifier) throws IOException;
  }

  /**
   * Posts a transaction, unless a node knows it.
   *
   * @throws StorageException ARWEAVE-REFUSED if no node takes it
   */
  void post(ArweaveTransaction transaction, Standings standings) throws IOException {
    String json = transaction.json().toString();
    nodes.first(
        "post transaction " + transaction.id(),
        node -> {
          if (standings.of(transaction.id()).known()) {
            return node;
          }
          ArweaveNodes.Answer answer = nodes.post(node, "/tx", json, MAX_ANSWER);
          if (!answer.isOk() && answer.status() != 208) {
            throw new StorageException(
                "ARWEAVE-REFUSED",
                "it answers "
                    + answer.words()
                    + "; if no node knows the transaction an hour from now it is not paid, and can"
                    + " be signed anew once its file in the folder of uploads is removed");
          }
          return node;
        });
  }

  /** Sends all chunks that no node has yet. */
  void send(Path file, ChunkTree tree, Upload upload) throws IOException {
    List<ChunkTree.Chunk> chunks = tree.chunks();
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(parallelism);
    try (FileChannel data = FileChannel.open(file)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < parallelism; thread++) {
        running.add(
            threads.submit(
                () -> {
                  for (int index = next.getAndIncrement();
                      index < chunks.size();
                      index = next.getAndIncrement()) {
                    if (!upload.isSent(index)) {
                      send(data, tree, chunks.get(index));
                      upload.markSent(index);
                    }
                  }
                  return chunks;
                }));
      }
      try {
        for (Future<?> thread : running) {
          thread.get();
        }
      } finally {
        threads.shutdownNow();
        threads.awaitTermination(2, TimeUnit.MINUTES);
        upload.save();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot send " + file + ": it was interrupted", e);
    }
  }

  private void send(FileChannel data, ChunkTree tree, ChunkTree.Chunk chunk) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(chunk.length());
    while (bytes.hasRemaining()) {
      if (data.read(bytes, chunk.start() + bytes.position()) < 0) {
        throw new EOFException("Cannot send chunks: the file became shorter meanwhile");
      }
    }
    byte[] path = tree.path(chunk);
    if (!ChunkTree.proves(tree.root(), tree.size(), chunk, path, bytes.array())) {
      throw new IOException("Cannot send chunks: the file was changed meanwhile");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("data_root", Base64Url.encode(tree.root()));
    json.put("data_size", Long.toString(tree.size()));
    json.put("data_path", Base64Url.encode(path));
    json.put("offset", Long.toString(chunk.end() - 1));
    json.put("chunk", Base64Url.encode(bytes.array()));
    String text = json.toString();
    nodes.first(
        "send chunk " + chunk.index(),
        node -> {
          ArweaveNodes.Answer answer = nodes.post(node, "/chunk", text, MAX_ANSWER);
          if (answer.isOk() || answer.status() == 208) {
            return node;
          }
          if (FATAL.stream().anyMatch(answer.words()::contains)) {
            throw new StorageException("ARWEAVE-REFUSED", "it answers " + answer.words());
          }
          throw new ArweaveNodes.UnavailableException("it answers " + answer.words());
        });
  }
}
