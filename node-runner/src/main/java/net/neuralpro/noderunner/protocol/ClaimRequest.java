package net.neuralpro.noderunner.protocol;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;

/**
 * A node asks for tasks, and says what it is and can.
 *
 * @param places how many tasks it wants at most, 1 to 64
 * @param resources what each may use
 * @param engine the sandbox that it runs tasks in
 * @param image digest of the operator image that it runs, {@code sha256:…}
 * @param operators versions of the operators in that image, by name
 * @param images other images that its owner lets it run, {@code sha256:…}
 * @param held inputs that it has already; some of them
 */
public record ClaimRequest(
    int places,
    Resources resources,
    String engine,
    String image,
    SortedMap<String, String> operators,
    List<String> images,
    List<Cid> held) {
  public ClaimRequest {
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
    images = List.copyOf(images);
    held = List.copyOf(held);
    if (places < 1 || places > 64) {
      throw new IllegalArgumentException("Cannot claim %d tasks: 1 to 64".formatted(places));
    }
    Limits.requireItems("operators", operators.size());
    Limits.requireItems("images", images.size());
    Limits.requireItems("inputs", held.size());
    Limits.requireImage(image);
    images.forEach(Limits::requireImage);
  }
}
