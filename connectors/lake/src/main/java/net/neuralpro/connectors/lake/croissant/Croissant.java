package net.neuralpro.connectors.lake.croissant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.lake.JsonFiles;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;

/**
 * A dataset in the terms of Croissant 1.0: every file with its length and digest, and a record set
 * for every table.
 *
 * @param name the dataset's name: letters, digits, {@code _ . -}
 * @param description what it holds
 * @param license URLs or SPDX identifiers of all licences, sorted
 * @param version its version, as {@code 1.0.0}
 * @param url where it is found
 * @param citation how it is cited
 * @param published the day it was published, if it is known; it is recommended, not required
 * @param files all its files
 * @param tables those of its tables that are described
 */
public record Croissant(
    String name,
    String description,
    List<String> license,
    String version,
    String url,
    String citation,
    Optional<LocalDate> published,
    List<DescribedFile> files,
    List<DescribedTable> tables) {
  public Croissant {
    license = license.stream().distinct().sorted().toList();
    files = files.stream().sorted(Comparator.comparing(DescribedFile::path)).toList();
    tables = tables.stream().sorted(Comparator.comparing(DescribedTable::name)).toList();
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("Cannot name a dataset '" + name + "'");
    }
    Set<String> paths = new HashSet<>();
    for (DescribedFile file : files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException("Cannot describe file " + file.path() + " twice");
      }
    }
    for (DescribedTable table : tables) {
      if (!paths.containsAll(table.paths())) {
        throw new IllegalArgumentException(
            "Cannot describe table " + table.name() + ": some of its files are not described");
      }
    }
  }

  /** The bytes of {@code croissant.json}; they depend on this description alone. */
  public byte[] bytes() {
    ObjectNode root = JsonFiles.MAPPER.createObjectNode();
    root.set("@context", StandardContext.json());
    root.put("@type", "sc:Dataset");
    root.put("name", name);
    root.put("description", description);
    root.put("conformsTo", "http://mlcommons.org/croissant/1.0");
    if (license.size() == 1) {
      root.put("license", license.get(0));
    } else {
      ArrayNode licenses = root.putArray("license");
      license.forEach(licenses::add);
    }
    root.put("url", url);
    root.put("version", version);
    root.put("citeAs", citation);
    published.ifPresent(day -> root.put("datePublished", day.toString()));
    ArrayNode distribution = root.putArray("distribution");
    files.forEach(file -> distribution.add(file(file)));
    tables.stream()
        .filter(table -> table.paths().size() > 1)
        .forEach(table -> distribution.add(fileSet(table)));
    ArrayNode recordSets = root.putArray("recordSet");
    tables.forEach(table -> recordSets.add(recordSet(table)));
    return JsonFiles.pretty(root);
  }

  private static ObjectNode file(DescribedFile file) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.put("@type", "cr:FileObject");
    node.put("@id", file.path());
    node.put("name", file.name());
    node.put("contentUrl", file.path());
    node.put("contentSize", file.bytes() + " B");
    node.put("encodingFormat", file.mediaType());
    node.put("sha256", file.sha256());
    return node;
  }

  /** The files of a table together; being in no other file, they lie beside the description. */
  private static ObjectNode fileSet(DescribedTable table) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.put("@type", "cr:FileSet");
    node.put("@id", setId(table));
    node.put("name", table.name());
    node.put("encodingFormat", DescribedFile.PARQUET);
    node.put("includes", table.pattern());
    return node;
  }

  private static String setId(DescribedTable table) {
    return table.name() + "-files";
  }

  private static ObjectNode recordSet(DescribedTable table) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.put("@type", "cr:RecordSet");
    node.put("@id", table.name());
    node.put("name", table.name());
    node.put("description", table.description());
    ArrayNode fields = node.putArray("field");
    for (Column column : table.schema().columns()) {
      fields.add(field(table, column));
    }
    return node;
  }

  private static ObjectNode field(DescribedTable table, Column column) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.put("@type", "cr:Field");
    node.put("@id", table.name() + "/" + column.name());
    node.put("name", column.name());
    String unit = column.unit().isEmpty() ? "" : " [" + column.unit() + "]";
    String text = column.description().isEmpty() ? column.name() : column.description();
    node.put("description", text + unit);
    node.put("dataType", dataType(column.type()));
    if (column.width() > 1) {
      node.put("repeated", true);
    }
    ObjectNode source = node.putObject("source");
    if (table.paths().size() == 1) {
      source.putObject("fileObject").put("@id", table.paths().get(0));
    } else {
      source.putObject("fileSet").put("@id", setId(table));
    }
    source.putObject("extract").put("column", column.name());
    return node;
  }

  private static String dataType(ColumnType type) {
    return switch (type) {
      case INT64, INT32 -> "sc:Integer";
      case FLOAT64, FLOAT32 -> "sc:Float";
      case BOOLEAN -> "sc:Boolean";
      case TEXT -> "sc:Text";
    };
  }
}
