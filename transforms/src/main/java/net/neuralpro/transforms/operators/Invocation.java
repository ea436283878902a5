package net.neuralpro.transforms.operators;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.connectors.lake.arrow.ArrowFileWriter;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;

/** The inputs of one run of an operator, and where its outputs go. */
public final class Invocation {
  private final BlockStore store;
  private final SortedMap<String, Cid> inputs;
  private final SortedMap<String, Cid> outputs = new TreeMap<>();

  public Invocation(BlockStore store, SortedMap<String, Cid> inputs) {
    this.store = store;
    this.inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  public BlockStore store() {
    return store;
  }

  /** Files in the store. */
  public ContentFiles files() {
    return new ContentFiles(store);
  }

  /** All inputs by name. */
  public SortedMap<String, Cid> inputs() {
    return inputs;
  }

  /**
   * The input of this name.
   *
   * @throws IllegalArgumentException if it was not given
   */
  public Cid input(String name) {
    return optionalInput(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find input " + name + " among " + inputs.keySet()));
  }

  public Optional<Cid> optionalInput(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /** The input of this name as a record. */
  public <T> T read(String name, Class<T> type) throws IOException {
    return read(input(name), type);
  }

  /** A record in the store. */
  public <T> T read(Cid cid, Class<T> type) throws IOException {
    return DagJson.read(store.require(cid), type);
  }

  /** Opens a table in the store: an Arrow IPC file. */
  public TableReader table(Cid cid) throws IOException {
    return new ArrowFileReader(files().open(cid), cid.toString());
  }

  /** A new table, as an Arrow IPC file; when it is closed, it is the output of this name. */
  public TableWriter createTable(String output, TableSchema schema) throws IOException {
    return new OutputTable(output, files().create(), schema);
  }

  private final class OutputTable implements TableWriter {
    private final String name;
    private final ContentWriter file;
    private final ArrowFileWriter writer;
    private boolean closed;

    OutputTable(String name, ContentWriter file, TableSchema schema) throws IOException {
      this.name = name;
      this.file = file;
      this.writer = new ArrowFileWriter(schema, file);
    }

    @Override
    public TableSchema schema() {
      return writer.schema();
    }

    @Override
    public void write(Batch batch) throws IOException {
      writer.write(batch);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      writer.close();
      output(name, file.cid());
    }
  }

  /** Makes this the output of this name; the bytes must be in the store. */
  public void output(String name, Cid cid) {
    if (outputs.putIfAbsent(name, cid) != null) {
      throw new IllegalStateException("Cannot make output " + name + " twice");
    }
  }

  /** Stores a record and makes it the output of this name. */
  public void output(String name, Object value) throws IOException {
    Block block = DagJson.block(value);
    store.put(block);
    output(name, block.cid());
  }

  /** The outputs so far. */
  public SortedMap<String, Cid> outputs() {
    return Collections.unmodifiableSortedMap(outputs);
  }
}
