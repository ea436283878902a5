package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.RawTransaction;

/** Signs transactions for one account; the key may be elsewhere. */
public interface Signer {
  Address address();

  /** The signed transaction as it is sent, with 0x in front. */
  String sign(RawTransaction transaction) throws IOException;
}
