package net.neuralpro.connectors.storage.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Security;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Which addresses may be asked. A name from elsewhere must not lead into the network of the person
 * who runs the command (server-side request forgery).
 */
public enum Reach {
  /** Only addresses of the public internet. */
  PUBLIC,
  /** Any address: somebody on this computer named it. */
  ANY;

  static {
    // a name that was looked at must mean the same address when it is connected to
    Security.setProperty("networkaddress.cache.ttl", "-1");
  }

  /**
   * Refuses an address that may not be asked.
   *
   * @throws StorageException GATEWAY-ADDRESS if the name leads to any address that is not public
   */
  public void require(URI uri) throws IOException {
    String host = uri.getHost();
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || host == null || uri.getRawUserInfo() != null) {
      throw new StorageException(
          "GATEWAY-ADDRESS",
          "Cannot ask '%s': an address such as https://host is needed, without a password"
              .formatted(uri.getRawUserInfo() == null ? uri : "…@" + host));
    }
    if (this == ANY) {
      return;
    }
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(bare(host));
    } catch (UnknownHostException e) {
      throw new IOException("Cannot find the address of " + host + "; perhaps it is misspelt", e);
    }
    for (InetAddress address : addresses) {
      if (!isPublic(address)) {
        throw new StorageException(
            "GATEWAY-ADDRESS",
            ("Cannot ask %s: it leads to %s, which is not on the public internet; if that is meant,"
                    + " allow it in the storage settings")
                .formatted(host, address.getHostAddress()));
      }
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return isPublic4(bytes);
    }
    return address instanceof Inet6Address && isPublic6(bytes);
  }

  /** Beside those that Java knows: shared, documentation, benchmark and reserved networks. */
  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    boolean special =
        first == 0
            || first == 127
            || first >= 224
            || (first == 100 && second >= 64 && second < 128)
            || (first == 192 && second == 0 && (third == 0 || third == 2))
            || (first == 198 && (second == 18 || second == 19))
            || (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return !special;
  }

  /** Global unicast, but none that stands for an address of version 4, where it must be checked. */
  private static boolean isPublic6(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean global = (first & 0xe0) == 0x20;
    boolean teredoOrDocumentation =
        first == 0x20
            && second == 0x01
            && ((bytes[2] == 0 && bytes[3] == 0)
                || ((bytes[2] & 0xff) == 0x0d && (bytes[3] & 0xff) == 0xb8));
    boolean sixToFour = first == 0x20 && second == 0x02;
    return global && !teredoOrDocumentation && !sixToFour;
  }
}
