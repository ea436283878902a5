package net.neuralpro.connectors.storage.gateway;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.car.DepthFirst.Repeats;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;

/**
 * What a stranger asks of a gateway.
 *
 * @param path names below the CID, may be empty
 * @param range of a file, for a CAR
 */
record GatewayRequest(
    Cid cid, String path, Format format, Scope scope, ByteRange range, Repeats repeats) {
  private static final String PREFIX = "/ipfs/";
  private static final int MAX_URI = 2000;

  enum Format {
    RAW,
    CAR
  }

  enum Scope {
    BLOCK,
    ENTITY,
    ALL
  }

  /**
   * Reads a request.
   *
   * @param accept the header, may be empty
   * @throws IllegalArgumentException if it cannot be understood; the message is for the stranger
   */
  static GatewayRequest read(URI uri, String accept) {
    String path = uri.getPath();
    if (path == null || !path.startsWith(PREFIX) || uri.toString().length() > MAX_URI) {
      throw new IllegalArgumentException("only /ipfs/CID is served");
    }
    String rest = path.substring(PREFIX.length());
    int slash = rest.indexOf('/');
    Cid cid = Cid.parse(slash < 0 ? rest : rest.substring(0, slash));
    String below = slash < 0 ? "" : rest.substring(slash + 1).replaceAll("/+$", "");
    Map<String, String> query = query(uri.getQuery());
    String wanted = query.getOrDefault("format", "");
    boolean car = wanted.equals("car") || (wanted.isEmpty() && accept.contains("ipld.car"));
    boolean raw = wanted.equals("raw") || (wanted.isEmpty() && accept.contains("ipld.raw"));
    if (car == raw) {
      throw new IllegalArgumentException("format=raw or format=car is needed");
    }
    Scope scope =
        scope(
            query.getOrDefault("dag-scope", query.containsKey("entity-bytes") ? "entity" : "all"));
    ByteRange range = range(query.getOrDefault("entity-bytes", "0:*"));
    return new GatewayRequest(
        cid,
        below,
        car ? Format.CAR : Format.RAW,
        scope,
        scope == Scope.ENTITY ? range : ByteRange.ALL,
        accept.contains("dups=y") || "y".equals(query.get("car-dups"))
            ? Repeats.GIVEN
            : Repeats.LEFT_OUT);
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", 20)) {
      int equals = pair.indexOf('=');
      query.put(
          equals < 0 ? pair : pair.substring(0, equals),
          equals < 0 ? "" : pair.substring(equals + 1));
    }
    return query;
  }

  private static Scope scope(String text) {
    return switch (text) {
      case "block" -> Scope.BLOCK;
      case "entity" -> Scope.ENTITY;
      case "all" -> Scope.ALL;
      default -> throw new IllegalArgumentException("dag-scope is block, entity or all");
    };
  }

  private static ByteRange range(String text) {
    String[] ends = text.split(":", 2);
    if (ends.length != 2
        || !ends[0].matches("\\d{1,18}")
        || !(ends[1].equals("*") || ends[1].matches("\\d{1,18}"))) {
      throw new IllegalArgumentException("entity-bytes is FROM:TO with numbers from 0, or FROM:*");
    }
    long start = Long.parseLong(ends[0]);
    long end = ends[1].equals("*") ? Long.MAX_VALUE : Long.parseLong(ends[1]) + 1;
    return new ByteRange(start, Math.max(start, end));
  }
}
