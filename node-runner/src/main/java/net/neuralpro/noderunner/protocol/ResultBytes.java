package net.neuralpro.noderunner.protocol;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.KeyedDigest;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * The bytes of a result: those of the outcome's block, and then, for each output in the order of
 * names, those of the output's block and of all that it links to, depth first. The derivation that
 * the outcome names is no part of it: whoever asked for it has it.
 */
public final class ResultBytes implements BlockStream {
  private final BlockStore store;
  private final Deque<Cid> outputs;
  private Optional<Block> head;
  private Optional<DepthFirst> open = Optional.empty();

  private ResultBytes(BlockStore store, Block head, Collection<Cid> outputs) {
    this.store = store;
    this.head = Optional.of(head);
    this.outputs = new ArrayDeque<>(outputs);
  }

  /**
   * The blocks of a result.
   *
   * @param outcome CID of the outcome's block
   * @throws IOException if that is not in the store or is no outcome
   */
  public static ResultBytes of(BlockStore store, Cid outcome) throws IOException {
    Block block = store.get(outcome).orElseThrow(() -> new MissingBlockException(outcome));
    Outcome read = DagJson.read(block, Outcome.class);
    return new ResultBytes(
        store,
        block,
        read instanceof Outcome.Produced produced ? produced.outputs().values() : List.of());
  }

  @Override
  public Optional<Block> next() throws IOException {
    if (head.isPresent()) {
      Optional<Block> first = head;
      head = Optional.empty();
      return first;
    }
    while (true) {
      Optional<Block> block = open.isPresent() ? open.get().next() : Optional.empty();
      if (block.isPresent() || outputs.isEmpty()) {
        return block;
      }
      open = Optional.of(DepthFirst.of(store, outputs.pop()));
    }
  }

  @Override
  public void close() {}

  /**
   * The digest that only who has all of a result can make.
   *
   * @param node that it is keyed with
   * @param nonce of the task
   * @throws IOException if a block of the result is not in the store
   */
  public static Digest keyed(BlockStore store, Cid outcome, Address node, Digest nonce)
      throws IOException {
    KeyedDigest digest = new KeyedDigest(node, new BigInteger(1, nonce.bytes()));
    try (ResultBytes blocks = of(store, outcome)) {
      for (Optional<Block> block = blocks.next(); block.isPresent(); block = blocks.next()) {
        byte[] bytes = block.get().bytes();
        digest.add(bytes, 0, bytes.length);
      }
    }
    return digest.finish();
  }
}
