package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.lake.lerobot.SplitFiles;
import net.neuralpro.schemas.content.MalformedContentException;

/**
 * Which files of a dataset are wanted. Each bucket's {@code meta}, the recipe and the description
 * always are, since nothing can be read without them.
 *
 * @param splits names of splits; empty for all of them
 * @param parts kinds of shards ({@code data}, {@code videos}, {@code clips}, {@code streams},
 *     {@code lineage}) or patterns of paths ({@code 448x256/**}); empty for all of them
 */
public record Selection(List<String> splits, List<String> parts) {
  /** Everything. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  private static final Set<String> SPLITS = Set.of("train", "validation", "test");
  private static final Set<String> PARTS = Set.of("data", "videos", "clips", "streams", "lineage");
  private static final String META = "meta";

  public Selection {
    splits = List.copyOf(splits);
    parts = List.copyOf(parts);
  }

  /**
   * Reads what a person wrote: names of splits, of kinds of shards, and patterns of paths.
   *
   * @throws IllegalArgumentException if a word is none of them
   */
  public static Selection parse(List<String> words) {
    List<String> splits = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String word : words) {
      if (SPLITS.contains(word)) {
        splits.add(word);
      } else if (PARTS.contains(word) || word.contains("/") || word.contains("*")) {
        parts.add(word);
      } else {
        throw new IllegalArgumentException(
            "Cannot select '%s': a split (%s), a kind of shards (%s) or a pattern as '448x256/**'"
                .formatted(word, String.join(", ", sorted(SPLITS)), sorted(PARTS)));
      }
    }
    return new Selection(splits, parts);
  }

  private static SortedSet<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  boolean isAll() {
    return splits.isEmpty() && parts.isEmpty();
  }

  /** What must be there before {@link #wanted} can be answered. */
  boolean isNeededFirst(Parcel.Item item) {
    return !isAll() && isDescription(item);
  }

  private static boolean isDescription(Parcel.Item item) {
    String[] names = item.path().split("/");
    return names.length == 1 || (names.length > 2 && names[1].equals(META));
  }

  /**
   * The files that are wanted.
   *
   * @param folder where those that are {@link #isNeededFirst needed first} lie
   */
  List<Parcel.Item> wanted(Parcel parcel, Path folder) throws IOException {
    if (isAll()) {
      return parcel.items();
    }
    SortedSet<String> ofSplits = new TreeSet<>();
    SortedSet<String> buckets = new TreeSet<>();
    for (Parcel.Item item : parcel.items()) {
      if (item.path().endsWith("/meta/info.json")) {
        buckets.add(item.path().substring(0, item.path().indexOf('/')));
      }
    }
    if (!splits.isEmpty()) {
      for (String bucket : buckets) {
        ofSplits.addAll(ofSplits(folder, bucket));
      }
    }
    List<Parcel.Item> wanted = new ArrayList<>();
    for (Parcel.Item item : parcel.items()) {
      if (isDescription(item) || (isOfSplits(item, ofSplits) && isOfParts(item))) {
        wanted.add(item);
      }
    }
    return wanted;
  }

  private List<String> ofSplits(Path folder, String bucket) throws IOException {
    List<String> paths = new ArrayList<>();
    try {
      SplitFiles.of(folder.resolve(bucket))
          .forEach(
              (split, files) -> {
                if (splits.contains(split)) {
                  files.forEach(file -> paths.add(bucket + "/" + file));
                }
              });
    } catch (IllegalArgumentException e) {
      throw new MalformedContentException(
          "Cannot select splits of bucket %s: %s".formatted(bucket, e.getMessage()), e);
    }
    return paths;
  }

  /** Only data files, streams beside them and videos are of splits. */
  private boolean isOfSplits(Parcel.Item item, SortedSet<String> ofSplits) {
    if (splits.isEmpty()) {
      return true;
    }
    String[] names = item.path().split("/", 3);
    if (names[0].equals("streams") && names.length == 3) {
      String number = names[2].replaceFirst("\\.[a-z]+$", "");
      return ofSplits.contains(names[1] + "/data/" + number + ".parquet");
    }
    boolean shards = names.length == 3 && (names[1].equals("data") || names[1].equals("videos"));
    return !shards || ofSplits.contains(item.path());
  }

  private boolean isOfParts(Parcel.Item item) {
    if (parts.isEmpty()) {
      return true;
    }
    String[] names = item.path().toLowerCase(Locale.ROOT).split("/");
    Path path = Path.of(item.path());
    for (String part : parts) {
      if (PARTS.contains(part)) {
        if (names[0].equals(part) || (names.length > 1 && names[1].equals(part))) {
          return true;
        }
      } else {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
        if (matcher.matches(path)) {
          return true;
        }
      }
    }
    return false;
  }
}
