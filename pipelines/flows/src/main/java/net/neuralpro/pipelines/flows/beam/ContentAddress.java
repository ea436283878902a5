package net.neuralpro.pipelines.flows.beam;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * The address of a file or folder below a root: {@code cid://ROOT/path} in the workspace's store,
 * {@code ipfs://ROOT/path} wherever the settings say, and {@code cid://new/NAME/path} for what is
 * being written.
 *
 * @param scheme {@code cid} or {@code ipfs}
 * @param root a CID, or {@code new}
 * @param path below the root, without a slash before it; a folder's ends with one, or is empty
 */
record ContentAddress(String scheme, String root, String path) implements ResourceId {
  /** The root below which drafts are written. */
  static final String NEW = "new";

  private static final long serialVersionUID = 1;
  private static final Pattern FORM = Pattern.compile("(cid|ipfs):/{1,2}([a-z0-9]+)(?:/(.*))?");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ContentAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Cannot understand '"
              + text
              + "': cid://CID/path, ipfs://CID/path or cid://new/NAME/path");
    }
    String path = matcher.group(3) == null ? "" : matcher.group(3);
    return new ContentAddress(matcher.group(1), matcher.group(2), path);
  }

  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    boolean folder =
        options.equals(ResolveOptions.StandardResolveOptions.RESOLVE_DIRECTORY)
            && !other.endsWith("/");
    String base = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    return new ContentAddress(scheme, root, base + other + (folder ? "/" : ""));
  }

  @Override
  public ResourceId getCurrentDirectory() {
    return isDirectory()
        ? this
        : new ContentAddress(scheme, root, path.substring(0, path.lastIndexOf('/') + 1));
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public @Nullable String getFilename() {
    String name = isDirectory() && !path.isEmpty() ? path.substring(0, path.length() - 1) : path;
    return name.isEmpty() ? null : name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return path.isEmpty() || path.endsWith("/");
  }

  @Override
  public String toString() {
    return scheme + "://" + root + "/" + path;
  }
}
