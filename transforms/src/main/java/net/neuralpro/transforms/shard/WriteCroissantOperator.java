package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.lake.croissant.Croissant;
import net.neuralpro.connectors.lake.croissant.DescribedFile;
import net.neuralpro.connectors.lake.croissant.DescribedTable;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code write-croissant}. In: {@code files}, a file of {@link DescribedFiles}; {@code
 * bucket/…}, the {@link FilePlan} of each bucket. Out: {@code file}, {@code croissant.json}.
 */
public final class WriteCroissantOperator implements Operator<CroissantParameters> {
  private static final String BUCKET = "bucket/";
  private static final int MAX_SIZE = 1 << 28;

  @Override
  public String name() {
    return "write-croissant";
  }

  @Override
  public String description() {
    return "Describes a dataset and its tables in Croissant, with the digest of every file.";
  }

  @Override
  public Class<CroissantParameters> parameters() {
    return CroissantParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(CroissantParameters parameters, Invocation invocation) throws IOException {
    List<DatasetFile> files =
        DagJson.read(
                invocation.files().read(invocation.input("files"), MAX_SIZE), DescribedFiles.class)
            .files();
    List<DescribedTable> tables = new ArrayList<>();
    for (Map.Entry<String, Cid> input : invocation.inputs().entrySet()) {
      if (input.getKey().startsWith(BUCKET)) {
        String bucket = input.getKey().substring(BUCKET.length());
        FilePlan plan = FilePlan.read(invocation.files(), input.getValue());
        describe(bucket, plan.layout(), files, tables);
      }
    }
    Croissant croissant =
        new Croissant(
            parameters.name(),
            parameters.description(),
            parameters.licences(),
            "1.0.0",
            "https://example.org/" + parameters.name(),
            parameters.name() + ", a dataset made by Neural",
            Optional.empty(),
            files.stream().map(WriteCroissantOperator::described).toList(),
            tables);
    invocation.output("file", invocation.files().add(croissant.bytes()));
  }

  private static void describe(
      String bucket, BucketLayout layout, List<DatasetFile> files, List<DescribedTable> tables) {
    add(
        "frames",
        bucket,
        "A row per frame: a sample as a trainer reads it.",
        layout.leRobot().dataSchema(),
        bucket + "/data/",
        files,
        tables);
    add(
        "streams",
        bucket,
        "A row per frame: sensors aligned to it, with their raw times.",
        new TableSchema(layout.streamColumns()),
        "streams/" + bucket + "/",
        files,
        tables);
    add(
        "clips",
        bucket,
        "A row per clip: where it comes from and all of its scores.",
        ClipTable.SCHEMA,
        bucket + "/clips/clips",
        files,
        tables);
    add(
        "events",
        bucket,
        "A row per event.",
        EventTable.SCHEMA,
        bucket + "/clips/events",
        files,
        tables);
  }

  private static void add(
      String kind,
      String bucket,
      String description,
      TableSchema schema,
      String prefix,
      List<DatasetFile> files,
      List<DescribedTable> tables) {
    List<String> paths =
        files.stream()
            .map(DatasetFile::path)
            .filter(path -> path.startsWith(prefix) && path.endsWith(".parquet"))
            .toList();
    if (!paths.isEmpty()) {
      tables.add(
          new DescribedTable(
              kind + "-" + bucket.toLowerCase(Locale.ROOT),
              description,
              schema,
              paths,
              prefix + "*.parquet"));
    }
  }

  private static DescribedFile described(DatasetFile file) {
    return new DescribedFile(file.path(), mediaType(file.path()), file.bytes(), file.sha256());
  }

  private static String mediaType(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return switch (ending) {
      case "parquet" -> DescribedFile.PARQUET;
      case "mp4" -> "video/mp4";
      case "json" -> "application/json";
      case "jsonl" -> "application/jsonl";
      case "arrow" -> "application/vnd.apache.arrow.file";
      default -> "application/octet-stream";
    };
  }
}
