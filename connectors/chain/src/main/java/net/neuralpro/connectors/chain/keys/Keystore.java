package net.neuralpro.connectors.chain.keys;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * The folder that keeps a person's key: {@code contributor.json}, encrypted, and, where the
 * passphrase is generated, {@code passphrase} beside it. Folder and files are their owner's alone.
 *
 * @param folder made with the first key
 * @param passphrase where the passphrase comes from
 */
public record Keystore(Path folder, PassphraseSource passphrase) {
  private static final String KEY = "contributor.json";
  private static final String PASSPHRASE = "passphrase";
  private static final String PROMPT = "Passphrase of the key: ";
  private static final String REPEAT = "The same passphrase again, for the new key: ";
  private static final int MAX_PASSPHRASE_FILE = 4096;

  /**
   * The key that is kept here, if any.
   *
   * @throws RejectedInputException KEY-MALFORMED, KEY-PASSPHRASE or KEY-EXPOSED
   */
  public Optional<ContributorKey> find() throws IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] text = PrivateFiles.read(file, KeyFile.MAX_BYTES);
    Passphrase known =
        known().orElseThrow(() -> lacking("its file " + folder.resolve(PASSPHRASE) + " is gone"));
    return Optional.of(KeyFile.read(text, file.toString(), known));
  }

  /** The key that is kept here; a new one if there is none. */
  public ContributorKey open() throws IOException {
    Optional<ContributorKey> kept = find();
    return kept.isPresent() ? kept.get() : keep(ContributorKey.random(new SecureRandom()));
  }

  /** Keeps a key, unless one is here already: then that one stays and is returned. */
  public ContributorKey keep(ContributorKey key) throws IOException {
    PrivateFiles.makeFolder(folder);
    SecureRandom random = new SecureRandom();
    Optional<Passphrase> known = known();
    if (known.isEmpty()) {
      Passphrase fresh = Passphrase.random(random);
      PrivateFiles.create(folder.resolve(PASSPHRASE), fresh.bytes());
      known = known();
    }
    Passphrase lock = known.orElseThrow(() -> lacking("it could not be stored"));
    if (passphrase instanceof PassphraseSource.Asked && !ask(REPEAT).equals(lock)) {
      throw lacking("the two that were given differ");
    }
    if (PrivateFiles.create(folder.resolve(KEY), KeyFile.write(key, lock, random))) {
      return key;
    }
    return find().orElseThrow(() -> lacking("the key was removed meanwhile"));
  }

  private Optional<Passphrase> known() throws IOException {
    if (passphrase instanceof PassphraseSource.InFile source) {
      return Optional.of(Passphrase.chosen(line(source.file())));
    }
    if (passphrase instanceof PassphraseSource.Asked) {
      return Optional.of(ask(PROMPT));
    }
    Path file = folder.resolve(PASSPHRASE);
    return Files.exists(file) ? Optional.of(Passphrase.generated(line(file))) : Optional.empty();
  }

  private static String line(Path file) throws IOException {
    try {
      byte[] bytes = PrivateFiles.read(file, MAX_PASSPHRASE_FILE);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.lines()
          .findFirst()
          .filter(line -> !line.isEmpty())
          .orElseThrow(() -> lacking(file + " has an empty first line"));
    } catch (NoSuchFileException e) {
      throw lacking("there is no file " + file);
    }
  }

  private static Passphrase ask(String prompt) throws IOException {
    Console console = System.console();
    if (console == null) {
      throw lacking("there is no terminal to ask at; perhaps set " + PassphraseSource.VARIABLE);
    }
    char[] text = console.readPassword(prompt);
    if (text == null || text.length == 0) {
      throw lacking("none was given");
    }
    return Passphrase.chosen(new String(text));
  }

  private static RejectedInputException lacking(String reason) {
    return new RejectedInputException(
        Finding.error(
            "KEY-PASSPHRASE", "keystore", "Cannot unlock the key without passphrase: " + reason));
  }
}
