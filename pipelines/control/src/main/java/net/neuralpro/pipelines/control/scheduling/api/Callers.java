package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.noderunner.protocol.SignedCall;
import net.neuralpro.pipelines.control.scheduling.Market;
import net.neuralpro.pipelines.control.scheduling.SchedulerException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;
import org.jspecify.annotations.Nullable;

/** Who calls: the account's own key signed the call, or its node's present hot key. */
final class Callers {
  private final Market market;
  private final InstantSource time;

  Callers(Market market, InstantSource time) {
    this.market = market;
    this.time = time;
  }

  /**
   * A call whose signature is genuine.
   *
   * @param account who calls
   * @param isOwner whether the account's own key signed it
   * @param body digest that its body must have
   */
  record Caller(Address account, boolean isOwner, Digest body) {}

  /**
   * Who calls.
   *
   * @throws SchedulerException SCHEDULER-CALLER if that cannot be told, SCHEDULER-TIME if the call
   *     is old
   */
  Caller of(Context context) throws IOException {
    Address account;
    SignedCall call;
    Signature signature;
    try {
      account = new Address(header(context, SignedCall.ACCOUNT));
      String query = context.req().getQueryString();
      String target = context.req().getRequestURI() + (query == null ? "" : "?" + query);
      call =
          new SignedCall(
              context.req().getMethod(),
              target,
              new Digest(header(context, SignedCall.BODY)),
              Long.parseLong(header(context, SignedCall.TIME)));
      signature = new Signature(header(context, SignedCall.SIGNATURE));
    } catch (IllegalArgumentException e) {
      throw unknown("Cannot tell who calls: " + e.getMessage());
    }
    long now = time.instant().getEpochSecond();
    if (Math.abs(Math.subtractExact(now, Math.max(0, call.time()))) > SignedCall.MAX_AGE) {
      throw new SchedulerException(
          Kind.UNKNOWN_CALLER,
          "SCHEDULER-TIME",
          "Cannot take a call of %d at %d; perhaps a clock is wrong".formatted(call.time(), now));
    }
    Optional<Address> signer = call.signer(market.domain(), signature);
    if (signer.filter(account::equals).isPresent()) {
      return new Caller(account, true, call.body());
    }
    Node node = market.nodes().get(account);
    if (node == null || signer.filter(node.hotKey()::equals).isEmpty()) {
      throw unknown("Cannot believe that %s calls: another key signed it".formatted(account));
    }
    return new Caller(account, false, call.body());
  }

  private static String header(Context context, String name) {
    @Nullable String value = context.header(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no header " + name);
    }
    return value;
  }

  private static SchedulerException unknown(String message) {
    return new SchedulerException(Kind.UNKNOWN_CALLER, "SCHEDULER-CALLER", message);
  }

  /**
   * The node that calls.
   *
   * @throws SchedulerException SCHEDULER-NODE if it is none, or has no stake
   */
  Node node(Caller caller) throws IOException {
    Node node = market.nodes().get(caller.account());
    if (node == null || node.stake().signum() == 0) {
      throw new SchedulerException(
          Kind.FORBIDDEN,
          "SCHEDULER-NODE",
          "Cannot give tasks to %s: it is no node with stake".formatted(caller.account()));
    }
    return node;
  }

  /**
   * The requester that calls.
   *
   * @throws SchedulerException SCHEDULER-REQUESTER if it does not let the scheduler settle, or
   *     another key than its own signed the call
   */
  Address requester(Caller caller) throws IOException {
    if (!caller.isOwner() || !market.mayPost(caller.account())) {
      throw new SchedulerException(
          Kind.FORBIDDEN,
          "SCHEDULER-REQUESTER",
          "Cannot work for %s: it does not let this scheduler settle".formatted(caller.account()));
    }
    return caller.account();
  }
}
