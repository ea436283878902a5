package net.neuralpro.transforms.split;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.schemas.recording.RecordingDescription.Cell;

/**
 * The cells that recordings lie in. A long way is told by coarser cells than a short one: what lies
 * in a cell is bound by it, however coarse, where a recording is told by it.
 */
final class Places {
  private final Set<Cell> cells = new TreeSet<>();
  private final SortedSet<BigDecimal> sizes = new TreeSet<>();

  /** Takes the cells of a recording. */
  void add(List<Cell> visited) {
    cells.addAll(visited);
    visited.forEach(cell -> sizes.add(cell.size()));
  }

  /** The cells that bind a recording of these cells, which were taken like all others. */
  SortedSet<Cell> binding(List<Cell> visited) {
    SortedSet<Cell> binding = new TreeSet<>();
    for (Cell cell : visited) {
      for (BigDecimal size : sizes.tailSet(cell.size())) {
        Cell around = cell.within(size);
        if (cells.contains(around)) {
          binding.add(around);
        }
      }
    }
    return binding;
  }
}
