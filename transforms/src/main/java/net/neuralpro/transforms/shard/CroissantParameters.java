package net.neuralpro.transforms.shard;

import java.util.List;
import net.neuralpro.transforms.operators.Parameter;

/** What a dataset says of itself as a whole. */
public record CroissantParameters(
    @Parameter(value = "Its name.", standard = "\"neural\"") String name,
    @Parameter(value = "What it is.", standard = "\"A dataset made by Neural.\"")
        String description,
    @Parameter(value = "The licences of its recordings.", standard = "[]") List<String> licences) {
  public CroissantParameters {
    licences = List.copyOf(licences);
  }
}
