package net.neuralpro.connectors.storage.gateway;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.neuralpro.connectors.storage.car.DepthFirst.Repeats;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;

/**
 * What a stranger asks of a gateway.
 *
 * @param path names below the CID, may be empty
 * @param bytes of a file, for a CAR
 */
record GatewayRequest(
    Cid cid, String path, Format format, Scope scope, EntityBytes bytes, Repeats repeats) {
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
    EntityBytes bytes = EntityBytes.parse(query.getOrDefault("entity-bytes", "0:*"));
    return new GatewayRequest(
        cid,
        below,
        car ? Format.CAR : Format.RAW,
        scope,
        scope == Scope.ENTITY ? bytes : EntityBytes.ALL,
        accept.contains("dups=y") || "y".equals(query.get("car-dups"))
            ? Repeats.GIVEN
            : Repeats.LEFT_OUT);
  }

  /**
   * The entity tag of the CAR that is asked for: its bytes follow from the root and the request.
   */
  String tag(Cid root) {
    String end = bytes.to().isPresent() ? Long.toString(bytes.to().getAsLong()) : "*";
    return "\"%s.car.%s.%d_%s.%s\""
        .formatted(
            root,
            scope.name().toLowerCase(Locale.ROOT),
            bytes.from(),
            end,
            repeats == Repeats.GIVEN ? "y" : "n");
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
}
