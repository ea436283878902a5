package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import net.neuralpro.connectors.storage.PermanentStore;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Data on Arweave: paid once, in winston (10¹² to an AR), and kept from then on. Nodes are not
 * trusted: a transaction is checked by its identifier and signature, data by the root that the
 * transaction commits to. Safe for use by several threads.
 */
public final class ArweaveStore implements PermanentStore {
  /** Larger data is not read. */
  public static final long MAX_READ = 1L << 30;

  private static final int SHORT = 4 << 10;
  private static final int MAX_TRANSACTION = 64 << 10;
  private static final Pattern ANCHOR = Pattern.compile("[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{64}");
  private static final Pattern AMOUNT = Pattern.compile("0|[1-9][0-9]{0,29}");

  private final ArweaveSettings settings;
  private final ArweaveNodes nodes;
  private final Optional<ArweaveWallet> wallet;
  private final Path uploads;

  /**
   * A store behind some nodes.
   *
   * @param wallet who pays; without it the store can only be read
   * @param uploads a folder for what is known of uploads, which must outlive the process
   */
  public ArweaveStore(ArweaveSettings settings, Optional<ArweaveWallet> wallet, Path uploads) {
    this.settings = settings;
    this.nodes = new ArweaveNodes(settings);
    this.wallet = wallet;
    this.uploads = uploads;
  }

  /**
   * Whether a transaction is in the chain.
   *
   * @param known whether a node knows it at all
   * @param confirmations how many blocks have come since its own; empty while it waits for one
   */
  public record Standing(boolean known, OptionalLong confirmations) {}

  @Override
  public BigInteger price(long bytes) throws IOException {
    return amount("ask for the price", "/price/" + bytes);
  }

  @Override
  public BigInteger balance() throws IOException {
    return amount("ask for the balance", "/wallet/" + wallet().address() + "/balance");
  }

  private ArweaveWallet wallet() throws IOException {
    return wallet.orElseThrow(
        () -> new StorageException("ARWEAVE-WALLET", "Cannot pay on Arweave without a wallet"));
  }

  private BigInteger amount(String what, String path) throws IOException {
    return new BigInteger(text(what, path, AMOUNT));
  }

  private String text(String what, String path, Pattern form) throws IOException {
    return nodes.first(
        what,
        node -> {
          ArweaveNodes.Answer answer = nodes.get(node, path, SHORT);
          String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
          if (!answer.isOk() || !form.matcher(text).matches()) {
            throw new StorageException("ARWEAVE-NODE", "it answers " + answer.words());
          }
          return text;
        });
  }

  /** Where a transaction stands. */
  public Standing standing(String identifier) throws IOException {
    requireIdentifier(identifier);
    return nodes.first(
        "ask where transaction " + identifier + " stands",
        node -> {
          ArweaveNodes.Answer answer = nodes.get(node, "/tx/" + identifier + "/status", SHORT);
          if (answer.status() == 404) {
            return new Standing(false, OptionalLong.empty());
          }
          if (answer.status() != 200 && answer.status() != 202) {
            throw new StorageException("ARWEAVE-NODE", "it answers " + answer.words());
          }
          return new Standing(true, confirmations(answer));
        });
  }

  private static OptionalLong confirmations(ArweaveNodes.Answer answer) {
    try {
      JsonNode count = Json.read(answer.body()).path("number_of_confirmations");
      return count.canConvertToLong() ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that was put before with these tags by this wallet is not paid again: an upload that
   * broke off goes on, one that is complete is named.
   *
   * @throws StorageException ARWEAVE-PRICE, ARWEAVE-BALANCE, ARWEAVE-REFUSED, ARWEAVE-FORGED,
   *     ARWEAVE-UNCONFIRMED or another of the family
   */
  @Override
  public String put(Path file, Map<String, String> tags, BigInteger agreed) throws IOException {
    ChunkTree tree = tree(file);
    List<Tag> given = Tag.of(tags);
    try (Upload upload = Upload.open(uploads, tree, given, wallet())) {
      if (!upload.isComplete()) {
        ArweaveTransaction transaction = agreed(upload, tree, given, agreed);
        ChunkSender sender = new ChunkSender(nodes, settings.parallelism());
        sender.post(transaction, this::standing);
        sender.send(file, tree, upload);
        readBack(file, transaction, upload);
        upload.finish();
      }
      return upload.transaction().orElseThrow().id();
    }
  }

  private static ChunkTree tree(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0 || size > ChunkTree.MAX_SIZE) {
      throw new StorageException(
          "ARWEAVE-SIZE", "Cannot put " + file + " on Arweave: it has " + size + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return ChunkTree.of(in, size);
    }
  }

  /** The transaction that pays, which costs no more than was agreed. */
  private ArweaveTransaction agreed(
      Upload upload, ChunkTree tree, List<Tag> tags, BigInteger agreed) throws IOException {
    if (upload.transaction().isPresent()) {
      ArweaveTransaction begun = upload.transaction().get();
      requireAgreed(begun.content().reward(), agreed);
      return begun;
    }
    BigInteger price = price(tree.size());
    requireAgreed(price, agreed);
    BigInteger balance = balance();
    if (balance.compareTo(price) < 0) {
      throw new StorageException(
          "ARWEAVE-BALANCE",
          "Cannot pay %s winston: wallet %s has %s".formatted(price, wallet().address(), balance));
    }
    byte[] anchor = anchor();
    ArweaveTransaction signed = ArweaveTransaction.sign(wallet(), tree, tags, anchor, price);
    upload.begin(signed);
    return signed;
  }

  private byte[] anchor() throws IOException {
    String text = text("ask for a recent block", "/tx_anchor", ANCHOR);
    try {
      return Base64Url.decode(text);
    } catch (IllegalArgumentException e) {
      throw new StorageException("ARWEAVE-NODE", "Cannot use the recent block " + text, e);
    }
  }

  private static void requireAgreed(BigInteger price, BigInteger agreed) throws IOException {
    if (price.compareTo(agreed) > 0) {
      throw new StorageException(
          "ARWEAVE-PRICE",
          "Cannot put it on Arweave: it costs %s winston, %s were agreed to"
              .formatted(price, agreed));
    }
  }

  /** Reads what was put until it is there, and compares it to the byte. */
  private void readBack(Path file, ArweaveTransaction transaction, Upload upload)
      throws IOException {
    long deadline = System.nanoTime() + settings.readBackWithin().toNanos();
    Path copy = Files.createTempFile(uploads, ".read-back-", ".tmp");
    try {
      while (!fetch(transaction.id(), copy, Files.size(file)).equals(Optional.of(transaction))) {
        if (System.nanoTime() > deadline) {
          upload.forgetSent();
          throw new StorageException(
              "ARWEAVE-UNCONFIRMED",
              "Cannot read transaction "
                  + transaction.id()
                  + " back yet; it is posted and not paid twice if you put the same again later");
        }
        Thread.sleep(settings.readBackEvery().toMillis());
      }
      if (Files.mismatch(file, copy) >= 0) {
        throw new StorageException(
            "ARWEAVE-FORGED", "Cannot use what was put: " + file + " was changed meanwhile");
      }
    } catch (StorageException e) {
      upload.forgetSent();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot read " + transaction.id() + " back: it was interrupted", e);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /**
   * {@inheritDoc} They are fetched into a file and checked before the first is given.
   *
   * @throws StorageException ARWEAVE-MISSING if no node has it, ARWEAVE-FORGED if what they give is
   *     not genuine, ARWEAVE-SIZE if it has more than 1 GiB
   */
  @Override
  public InputStream open(String identifier) throws IOException {
    requireIdentifier(identifier);
    Path copy = Files.createTempFile("neural-arweave-", ".tmp");
    try {
      if (fetch(identifier, copy, MAX_READ).isEmpty()) {
        throw new StorageException(
            "ARWEAVE-MISSING",
            "Cannot find " + identifier + " on Arweave; perhaps it is not in a block yet");
      }
      return new BufferedInputStream(
          Files.newInputStream(copy, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /** The transaction with its data in a file, if a node has both, checked. */
  private Optional<ArweaveTransaction> fetch(String identifier, Path target, long limit)
      throws IOException {
    Optional<ArweaveTransaction> transaction =
        nodes.first("fetch transaction " + identifier, node -> transaction(node, identifier));
    if (transaction.isEmpty()) {
      return Optional.empty();
    }
    ArweaveTransaction.Content content = transaction.get().content();
    if (content.dataSize() == 0 || content.dataSize() > limit) {
      throw new StorageException(
          "ARWEAVE-SIZE",
          "Cannot fetch %s: it has %d bytes, 1 to %d are read"
              .formatted(identifier, content.dataSize(), limit));
    }
    boolean there =
        nodes.first(
            "fetch the data of " + identifier, node -> data(node, transaction.get(), target));
    return there ? transaction : Optional.empty();
  }

  private Optional<ArweaveTransaction> transaction(URI node, String identifier) throws IOException {
    ArweaveNodes.Answer answer = nodes.get(node, "/tx/" + identifier, MAX_TRANSACTION);
    if (answer.status() == 404 || answer.status() == 202) {
      return Optional.empty();
    }
    if (!answer.isOk()) {
      throw new StorageException("ARWEAVE-NODE", "it answers " + answer.words());
    }
    ArweaveTransaction given = ArweaveTransaction.read(answer.body(), "transaction " + identifier);
    if (!given.id().equals(identifier)) {
      throw new StorageException("ARWEAVE-FORGED", "it gives another transaction, " + given.id());
    }
    return Optional.of(given);
  }

  private boolean data(URI node, ArweaveTransaction transaction, Path target) throws IOException {
    long size = transaction.content().dataSize();
    int status = nodes.download(node, "/" + transaction.id(), target, Math.max(size, SHORT));
    if (status == 404 || status == 202) {
      return false;
    }
    if (status != 200) {
      throw new StorageException("ARWEAVE-NODE", "it answers with status " + status);
    }
    if (Files.size(target) != size
        || !Arrays.equals(tree(target).root(), transaction.content().dataRoot())) {
      throw new StorageException(
          "ARWEAVE-FORGED",
          "the data that it gives is not that of the transaction; perhaps ask another node");
    }
    return true;
  }

  private static void requireIdentifier(String identifier) throws IOException {
    if (!ArweaveTransaction.isIdentifier(identifier)) {
      throw new StorageException(
          "ARWEAVE-MALFORMED",
          "Cannot look for '" + identifier + "': an identifier has 43 letters of base 64");
    }
  }

  @Override
  public void close() {}
}
