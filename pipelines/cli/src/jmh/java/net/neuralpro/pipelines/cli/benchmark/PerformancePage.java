package net.neuralpro.pipelines.cli.benchmark;

import java.util.List;

/** The page that the figures are read on. */
final class PerformancePage {
  private PerformancePage() {}

  static String of(List<Performance.Figure> figures, Machine machine) {
    StringBuilder page =
        new StringBuilder(
            """
            # Performance

            Written by this command, which measures ours and the others in turn in one run:

            ```
            ./mvnw -q -Pbenchmarks -DskipTests package
            ```

            | What | Ours | Compared with | Ratio | Target |
            | --- | --- | --- | --- | --- |
            """);
    for (Performance.Figure figure : figures) {
      page.append(
          "| %s | %s | %s | %s | %s |%n"
              .formatted(
                  figure.what(), figure.ours(), figure.peer(), figure.ratio(), figure.target())
              .replace(System.lineSeparator(), "\n"));
    }
    page.append(
        """

        Measured on %d × %s, Java %s, at a load of %s.

        How it is measured:

        - CPU seconds are user and system time of a command and of all processes that it started,
          and the least of three runs. They vary with what else the machine does; ratios vary less.
        - *Bare ffmpeg* is one process per file with the encoder and settings of `clips-256`
          (libopenh264, quantizer 26, a key frame every 16 rows), one thread, and no analysis.
        - The clips are the five real videos as they are and, coded anew with as many bits, mirrored,
          upside down, and both.
        - *Start-up apart* takes from ours what the same command costs over four recordings of a
          second, and from the others what they cost over the same four. Of ours it covers the Java
          machines of the command and its worker, Beam and Flink. There is one worker.
        - *scenedetect, ffmpeg and tar* is `pipelines/cli/src/jmh/setup/scenes`.
        - An unchanged re-run is the difference of two runs that find all derivations in the store:
          over the clips and over the four recordings of a second, of each the least of nine; the
          doubt is how far the two least lie apart.
        - The 500 MiB lie in the page cache; ours is the least of five after three to warm up, openssl's
          the least of five. The 10 GiB are different in each MiB.
        - The gateway's client and its peer each fetch the file to the disk. curl fetches it from a
          plain server on the same library as the gateway. Ours is a warm Java machine; the least of
          several runs stands for each, and what the servers cost is left out of CPU seconds.
        - The heap is the command's, held to 192 MB; the figure is the most that a collection left
          in use. Workers are held to 256 MB each and are not looked into. The single recording is
          ten seconds long.
        - A proof is read and checked down to the leaf and up to the block's hash, in a Java machine of
          its own: the least of two hundred, and the first one, which loads Jackson and all else.
        - Of a sandbox the median of forty starts stands, after five to warm up, in a Java machine of
          its own; the engine runs and has the image. What ends the sandbox is not counted.
        """
            .formatted(machine.processors(), machine.processor(), machine.java(), machine.load()));
    return page.toString();
  }
}
