package net.neuralpro.connectors.media.telemetry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads columns of a CSV file with a header line as texts. The separator is the one of comma,
 * semicolon and tab that the header has most of; lines that begin with {@code #} are comments.
 *
 * <p>Rules: CSV-HEADER (no header, or a column is missing or there twice), CSV-COLUMNS (too many),
 * CSV-MALFORMED (quotes, lengths), CSV-ROW (a row has not as many values as the header).
 */
public final class CsvTable implements TableReader {
  private static final int MAX_RECORD = 65_536;
  private static final int MAX_COLUMNS = 1024;
  private static final int BATCH_ROWS = 512;

  private final String place;
  private final BudgetedStream bounded;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final int width;
  private final int[] positions;
  private final TableSchema schema;
  private boolean ended;

  /**
   * Opens a file; the stream is closed with the table.
   *
   * @param place names the file in findings
   * @param wanted the header's names of the columns to read
   * @throws RejectedInputException if the header does not have them
   */
  public CsvTable(String place, InputStream in, Collection<String> wanted) throws IOException {
    this.place = place;
    BufferedInputStream buffered = new BufferedInputStream(in);
    char separator = separator(buffered);
    this.bounded = new BudgetedStream(buffered, MAX_RECORD);
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(separator)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setCommentMarker('#')
            .get();
    this.parser =
        CSVParser.builder()
            .setReader(new InputStreamReader(bounded, StandardCharsets.UTF_8))
            .setFormat(format)
            .get();
    this.records = parser.iterator();
    List<String> header =
        record().map(CsvTable::names).orElseThrow(() -> rejected("CSV-HEADER", "it is empty"));
    this.width = header.size();
    if (width > MAX_COLUMNS) {
      throw rejected("CSV-COLUMNS", "it has " + width + " columns, more than " + MAX_COLUMNS);
    }
    Set<String> distinct = new LinkedHashSet<>(wanted);
    this.positions = new int[distinct.size()];
    List<Column> columns = new ArrayList<>();
    for (String name : distinct) {
      positions[columns.size()] = position(header, name);
      columns.add(Column.of(columnName(name), ColumnType.TEXT));
    }
    this.schema = schema(columns);
  }

  private TableSchema schema(List<Column> columns) throws RejectedInputException {
    try {
      return new TableSchema(columns);
    } catch (IllegalArgumentException e) {
      throw rejected("CSV-HEADER", String.valueOf(e.getMessage()));
    }
  }

  /**
   * The name of a header as a table's column has it: what such a name may not have is an
   * underscore.
   */
  static String columnName(String header) {
    String name = header.replaceAll("[^A-Za-z0-9_./-]", "_");
    return name.length() > 128 ? name.substring(0, 128) : name;
  }

  private static char separator(BufferedInputStream in) throws IOException {
    in.mark(MAX_RECORD);
    byte[] head = in.readNBytes(MAX_RECORD / 2);
    in.reset();
    String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\\R", 64);
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        long commas = line.chars().filter(letter -> letter == ',').count();
        long semicolons = line.chars().filter(letter -> letter == ';').count();
        long tabs = line.chars().filter(letter -> letter == '\t').count();
        if (semicolons > commas && semicolons >= tabs) {
          return ';';
        }
        return tabs > commas ? '\t' : ',';
      }
    }
    return ',';
  }

  private static List<String> names(CSVRecord record) {
    List<String> names = new ArrayList<>();
    record.forEach(names::add);
    names.set(0, names.get(0).replace("\ufeff", ""));
    return names;
  }

  private int position(List<String> header, String name) throws RejectedInputException {
    int position = header.indexOf(name);
    if (position < 0) {
      throw rejected(
          "CSV-HEADER",
          "it has no column '%s'; it has %s"
              .formatted(name, header.subList(0, Math.min(30, header.size()))));
    }
    if (header.lastIndexOf(name) != position) {
      throw rejected("CSV-HEADER", "it has column '" + name + "' twice");
    }
    return position;
  }

  private Optional<CSVRecord> record() throws IOException {
    try {
      bounded.renew();
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (UncheckedIOException | IllegalStateException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw rejected(
          "CSV-MALFORMED",
          "near line " + parser.getCurrentLineNumber() + ": " + cause.getMessage());
    }
  }

  private RejectedInputException rejected(String rule, String reason) {
    return Telemetry.rejected(rule, place, "Cannot read the CSV file: " + reason);
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public Optional<Batch> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    List<CSVRecord> rows = new ArrayList<>();
    long letters = 0;
    while (rows.size() < BATCH_ROWS && letters < 16 * MAX_RECORD) {
      Optional<CSVRecord> record = record();
      if (record.isEmpty()) {
        ended = true;
        break;
      }
      if (record.get().size() != width) {
        throw rejected(
            "CSV-ROW",
            "line %d has %d values of %d; perhaps the file is cut off"
                .formatted(parser.getCurrentLineNumber(), record.get().size(), width));
      }
      rows.add(record.get());
      for (String value : record.get()) {
        letters += value.length();
      }
    }
    List<Values> values = new ArrayList<>();
    for (int position : positions) {
      values.add(
          new Values.Texts(rows.stream().map(row -> row.get(position)).toArray(String[]::new)));
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Batch(schema, rows.size(), values));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
