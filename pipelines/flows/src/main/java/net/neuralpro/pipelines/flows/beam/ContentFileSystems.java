package net.neuralpro.pipelines.flows.beam;

import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.storage.embedded.Workspace;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Makes Beam know the schemes {@code cid} and {@code ipfs}. */
public final class ContentFileSystems implements FileSystemRegistrar {
  /** Where the workspace of a pipeline is. */
  public interface Options extends PipelineOptions {
    @Description("The workspace whose store and settings are used; by default NEURAL_HOME.")
    @Default.InstanceFactory(UsualHome.class)
    String getNeuralHome();

    /** Sets the workspace. */
    void setNeuralHome(String home);
  }

  /** The workspace that the environment names. */
  static final class UsualHome implements DefaultValueFactory<String> {
    @Override
    public String create(PipelineOptions options) {
      return Workspace.home(System.getenv()).toString();
    }
  }

  @Override
  public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
    ContentPlaces places = new ContentPlaces(Path.of(options.as(Options.class).getNeuralHome()));
    return List.of(new ContentFileSystem("cid", places), new ContentFileSystem("ipfs", places));
  }
}
