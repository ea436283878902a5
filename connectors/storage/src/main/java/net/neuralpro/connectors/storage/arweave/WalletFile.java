package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.neuralpro.connectors.storage.StorageException;
import org.bouncycastle.crypto.generators.SCrypt;

/** The file of a wallet: a JWK, or one encrypted with AES-256-GCM under a key made by scrypt. */
final class WalletFile {
  static final int MAX_BYTES = 32 << 10;
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final String CIPHER = "scrypt-aes-256-gcm";
  private static final int COST = 1 << 17;
  private static final int BLOCK = 8;
  private static final int SALT = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private WalletFile() {}

  static ArweaveWallet read(Path file, ArweaveWallet.Passphrases passphrases) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ALONE.containsAll(permissions)) {
      throw refused(
          file,
          "others may read or change it ("
              + PosixFilePermissions.toString(permissions)
              + "); if nobody has, make it yours alone by chmod 600");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw refused(file, "it has more than " + MAX_BYTES + " bytes");
    }
    try {
      JsonNode json = Json.read(bytes);
      if (json.has("cipher")) {
        json = Json.read(decrypt(json, file, passphrases.of(file)));
      }
      return ArweaveWallet.ofJwk(json);
    } catch (IllegalArgumentException e) {
      throw refused(file, e.getMessage() + "; perhaps it is the file of another program");
    }
  }

  static byte[] encrypt(ArweaveWallet wallet, char[] passphrase, SecureRandom random) {
    byte[] salt = new byte[SALT];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] secret = wallet.jwk().toString().getBytes(StandardCharsets.UTF_8);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("address", wallet.address());
    json.put("cipher", CIPHER);
    json.put("salt", Base64Url.encode(salt));
    json.put("nonce", Base64Url.encode(nonce));
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce);
      json.put("secret", Base64Url.encode(cipher.doFinal(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decrypt(JsonNode json, Path file, char[] passphrase) throws IOException {
    byte[] salt = Base64Url.decode(json.path("salt").asText());
    byte[] nonce = Base64Url.decode(json.path("nonce").asText());
    if (!json.path("cipher").asText().equals(CIPHER)
        || salt.length != SALT
        || nonce.length != NONCE) {
      throw new IllegalArgumentException("its cipher is unknown");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, passphrase, salt, nonce)
          .doFinal(Base64Url.decode(json.path("secret").asText()));
    } catch (AEADBadTagException e) {
      throw refused(file, "the passphrase is wrong or the file was altered");
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("its secret cannot be decrypted", e);
    }
  }

  private static Cipher cipher(int mode, char[] passphrase, byte[] salt, byte[] nonce)
      throws GeneralSecurityException {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] text = new byte[encoded.remaining()];
    encoded.get(text);
    byte[] key = SCrypt.generate(text, salt, COST, BLOCK, 1, 32);
    Arrays.fill(text, (byte) 0);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static StorageException refused(Path file, String reason) {
    return new StorageException("ARWEAVE-WALLET", "Cannot use wallet " + file + ": " + reason);
  }
}
