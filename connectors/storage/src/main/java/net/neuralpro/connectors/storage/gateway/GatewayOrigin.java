package net.neuralpro.connectors.storage.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.BusyOriginException;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.connectors.storage.http.Web;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/**
 * A trustless gateway: an HTTP server that gives blocks and CARs by CID and need not be trusted.
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/trustless-gateway/">Trustless gateway</a>
 */
public final class GatewayOrigin implements BlockOrigin {
  /** How long a gateway may keep silent; it may have to look for the data elsewhere. */
  public static final Duration STALL = Duration.ofSeconds(60);

  /** How long a gateway is left alone that is busy and does not say for how long. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String RAW = "application/vnd.ipld.raw";
  private static final String CAR = "application/vnd.ipld.car";

  private final URI address;
  private final Web web;

  private GatewayOrigin(URI address, Web web) {
    this.address = address;
    this.web = web;
  }

  /** The gateway at this address, as {@code https://host}. */
  public static GatewayOrigin at(URI address, Reach reach) throws IOException {
    return at(address, reach, STALL);
  }

  /** The same, which may keep silent so long. */
  public static GatewayOrigin at(URI address, Reach reach, Duration stall) throws IOException {
    reach.require(address);
    String text = address.toString();
    return new GatewayOrigin(
        URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text),
        new Web(reach, stall));
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public Optional<Block> block(Cid cid) throws IOException {
    try (Web.Answer answer = ask("/ipfs/" + cid + "?format=raw", RAW)) {
      if (isMissing(answer)) {
        return Optional.empty();
      }
      requireGood(answer, RAW);
      Block block = new Block(cid, answer.bytes(Block.MAX_SIZE));
      if (!block.isGenuine()) {
        throw new StorageException(
            "GATEWAY-ALTERED",
            "Cannot use what %s gives for block %s: its bytes have another identifier"
                .formatted(name(), cid));
      }
      return Optional.of(block);
    }
  }

  @Override
  public BlockStream blocks(Cid file, ByteRange range) throws IOException {
    String to = range.end() == Long.MAX_VALUE ? "*" : Long.toString(range.end() - 1);
    String query = "?format=car&dag-scope=entity&entity-bytes=" + range.start() + ":" + to;
    Web.Answer answer = ask("/ipfs/" + file + query, CAR + "; version=1; order=dfs; dups=y");
    try {
      if (isMissing(answer)) {
        throw new IOException("Cannot fetch " + file + " from " + name() + ": it is not there");
      }
      requireGood(answer, CAR);
      return new CarReader(answer.body(), "what " + name() + " gives for " + file);
    } catch (IOException e) {
      answer.close();
      throw e;
    }
  }

  private Web.Answer ask(String path, String accepted) throws IOException {
    return web.send(
        HttpRequest.newBuilder(URI.create(address + path)).header("Accept", accepted).GET());
  }

  private static boolean isMissing(Web.Answer answer) {
    return answer.status() == 404 || answer.status() == 410;
  }

  private void requireGood(Web.Answer answer, String type) throws IOException {
    if (answer.status() == 429 || answer.status() == 503) {
      throw new BusyOriginException(
          "Cannot fetch from %s: it has too much to do and answers %d %s"
              .formatted(name(), answer.status(), answer.message()),
          patience(answer.header("retry-after")));
    }
    if (answer.status() != 200) {
      throw new IOException(
          "Cannot fetch from %s: it answers %d %s"
              .formatted(name(), answer.status(), answer.message()));
    }
    if (!answer.header("content-type").startsWith(type)) {
      throw new StorageException(
          "GATEWAY-TYPE",
          "Cannot fetch from %s: it gives '%s' where %s was asked for; perhaps it is no trustless"
                  .formatted(
                      name(), answer.header("content-type").replaceAll("\\p{Cntrl}", " "), type)
              + " gateway");
    }
  }

  private static Duration patience(String seconds) {
    return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : PATIENCE;
  }

  @Override
  public void close() {}
}
