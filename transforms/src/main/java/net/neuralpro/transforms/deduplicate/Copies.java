package net.neuralpro.transforms.deduplicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds clips that are equal, by number: of the same bytes, or of the same decoded pictures. */
final class Copies {
  private record Pair(int one, int other, String why) {}

  private final Map<String, Integer> bytes = new HashMap<>();
  private final Map<String, Integer> pictures = new HashMap<>();
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * A clip.
   *
   * @param footage names the bytes that it is a part of, and the part
   * @param digest of its pictures, where that says something
   */
  void add(int clip, String footage, Optional<String> digest) {
    Integer sameBytes = bytes.putIfAbsent(footage, clip);
    if (sameBytes != null) {
      pairs.add(new Pair(sameBytes, clip, "the same file"));
    }
    Integer samePictures = digest.isEmpty() ? null : pictures.putIfAbsent(digest.get(), clip);
    if (samePictures != null) {
      pairs.add(new Pair(samePictures, clip, "the same pictures, bit for bit"));
    }
  }

  void join(Clustering clustering) {
    pairs.forEach(pair -> clustering.joinCopies(pair.one(), pair.other(), pair.why()));
  }
}
