package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.neuralpro.schemas.content.DagJson;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CustomCoder;

/** Records as their canonical DAG-JSON. */
final class DagJsonCoder<T> extends CustomCoder<T> {
  private static final long serialVersionUID = 1;
  private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

  private final Class<T> type;

  private DagJsonCoder(Class<T> type) {
    this.type = type;
  }

  static <T> DagJsonCoder<T> of(Class<T> type) {
    return new DagJsonCoder<>(type);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    BYTES.encode(DagJson.write(value), out);
  }

  @Override
  public T decode(InputStream in) throws IOException {
    return DagJson.read(BYTES.decode(in), type);
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof DagJsonCoder<?> coder && type.equals(coder.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
