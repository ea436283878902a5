package net.neuralpro.connectors.chain.sending;

import java.util.Arrays;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Signs by a key of this computer. */
public record KeySigner(ContributorKey key) implements Signer {
  @Override
  public Address address() {
    return key.address();
  }

  @Override
  public String sign(RawTransaction transaction) {
    byte[] digest = Hash.sha3(TransactionEncoder.encode(transaction));
    byte[] bytes = key.sign(digest).bytes();
    Sign.SignatureData signature =
        new Sign.SignatureData(
            bytes[64], Arrays.copyOfRange(bytes, 0, 32), Arrays.copyOfRange(bytes, 32, 64));
    return Numeric.toHexString(TransactionEncoder.encode(transaction, signature));
  }
}
