package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.schemas.recording.Address;

/** Hands signed transactions of an account to the nodes of a chain. */
final class Broadcasts {
  private final Endpoints nodes;
  private final Outbox outbox;
  private final Ledger ledger;
  private final Address account;

  Broadcasts(Endpoints nodes, Outbox outbox, Ledger ledger, Address account) {
    this.nodes = nodes;
    this.outbox = outbox;
    this.ledger = ledger;
    this.account = account;
  }

  /**
   * Hands a transaction to every node, so that none can keep it to itself.
   *
   * @return why no node took it; empty if one did or has it
   */
  String send(Outbox.Entry entry) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Endpoints node : nodes.each()) {
      try {
        node.ask("eth_sendRawTransaction", entry.raw());
        return onward(node, entry);
      } catch (ChainException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("insufficient funds") || reason.contains("Insufficient funds")) {
          throw new ChainException(
              "CHAIN-FUNDS",
              "Cannot pay for '%s': %s has too few coins; send it some and try again"
                  .formatted(entry.name(), account));
        }
        reasons.add(reason);
      }
    }
    return String.join("; ", reasons);
  }

  /** Hands to the other nodes what one has taken; it matters not what they answer. */
  private String onward(Endpoints taker, Outbox.Entry entry) throws IOException {
    for (Endpoints node : nodes.each()) {
      if (node != taker) {
        try {
          node.ask("eth_sendRawTransaction", entry.raw());
        } catch (ChainException e) {
          continue;
        }
      }
    }
    return "";
  }

  /**
   * Hands over what the chain lacks up to a transaction: a chain that lost earlier ones would never
   * come to its number. They are the same bytes, so none can take effect twice.
   */
  String sendUpTo(Outbox.Entry entry) throws IOException {
    String reason = "";
    for (Outbox.Entry each : outbox.between(ledger.count(), entry.nonce())) {
      reason = send(each);
    }
    return reason;
  }
}
