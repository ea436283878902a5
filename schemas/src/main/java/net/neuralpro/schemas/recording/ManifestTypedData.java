package net.neuralpro.schemas.recording;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.merkle.MerkleTree;

/**
 * The public half of a manifest as EIP-712 typed data. The domain has a name and a version only, so
 * that one signature holds for every chain and contract:
 *
 * <pre>
 * EIP712Domain(string name,string version)   with "Neural" and "1"
 * RecordingManifest(address contributor,string licence,bytes32 streams,bytes32 commitments,bytes32 privateHalf)
 * </pre>
 *
 * {@code streams} and {@code commitments} are roots of Merkle trees (RFC 6962, SHA-256), so that a
 * contract can be shown one of them without the rest. A leaf is the canonical DAG-JSON of <code>
 * {"bytes":n,"cid":{"/":cid},"path":path}</code>, in the order of paths, and of <code>{name:
 * hex}</code>, in the order of names.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-712">EIP-712</a>
 */
public final class ManifestTypedData {
  public static final String DOMAIN_NAME = "Neural";
  public static final String DOMAIN_VERSION = "1";
  public static final String DOMAIN_TYPE = "EIP712Domain(string name,string version)";
  public static final String TYPE =
      "RecordingManifest(address contributor,string licence,"
          + "bytes32 streams,bytes32 commitments,bytes32 privateHalf)";

  private static final byte[] PREFIX = {0x19, 0x01};
  private static final byte[] DOMAIN =
      Keccak.hash(hash(DOMAIN_TYPE), hash(DOMAIN_NAME), hash(DOMAIN_VERSION));

  private ManifestTypedData() {}

  /** The 32 bytes that the contributor signs. */
  public static byte[] digest(PublicHalf half) {
    return Keccak.hash(PREFIX, DOMAIN, structure(half));
  }

  /** The root over the streams, 32 bytes. */
  public static byte[] streams(PublicHalf half) {
    MerkleTree tree = new MerkleTree();
    half.streams().forEach(stream -> tree.add(DagJson.write(stream)));
    return tree.root();
  }

  /** The root over the commitments, 32 bytes. */
  public static byte[] commitments(PublicHalf half) {
    MerkleTree tree = new MerkleTree();
    new TreeMap<>(half.commitments())
        .forEach((name, digest) -> tree.add(DagJson.write(Map.of(name, digest))));
    return tree.root();
  }

  private static byte[] structure(PublicHalf half) {
    byte[] contributor = new byte[32];
    System.arraycopy(half.contributor().bytes(), 0, contributor, 12, Address.LENGTH);
    return Keccak.hash(
        hash(TYPE),
        contributor,
        hash(half.licence().expression()),
        streams(half),
        commitments(half),
        half.privateHalf().bytes());
  }

  private static byte[] hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
