package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;

/**
 * What a node promises to keep.
 *
 * @param api the node
 */
record KuboPins(KuboApi api) {
  void add(Pin pin, PinScope scope) throws IOException {
    KuboCall call =
        KuboCall.of("pin/add")
            .with("arg", pin.root())
            .with("recursive", scope == PinScope.GRAPH)
            .with("progress", false)
            .with("cid-base", "base32")
            .offline();
    try {
      JsonNode answer =
          api.ask(pin.name().isEmpty() ? call : call.with("name", pin.name()), KuboAnswer::only);
      JsonNode pinned = answer.path("Pins");
      if (pinned.size() != 1 || !pinned.path(0).asText().equals(pin.root().toString())) {
        throw KuboAnswer.fault(api.name() + " pinned something else than " + pin.root());
      }
    } catch (NotOnNodeException e) {
      throw e.asMissing(pin.root());
    }
  }

  void remove(Cid root) throws IOException {
    try {
      api.ask(KuboCall.of("pin/rm").with("arg", root).with("recursive", true), KuboAnswer::only);
    } catch (StorageException e) {
      if (!e.rule().equals("KUBO-REFUSED")
          || !String.valueOf(e.getMessage()).contains("not pinned")) {
        throw e;
      }
    }
  }

  /** The pins whose roots are of the kind that Neural makes, by root. */
  List<Pin> list(PinScope scope) throws IOException {
    KuboCall call =
        KuboCall.of("pin/ls")
            .with("type", scope.type())
            .with("names", true)
            .with("cid-base", "base32");
    List<Pin> pins = new ArrayList<>();
    api.ask(
        call,
        answer -> {
          pins.clear();
          KuboAnswer.members(answer, "Keys", (root, pin) -> add(pins, root, pin));
          return pins;
        });
    pins.sort(null);
    return List.copyOf(pins);
  }

  private static void add(Collection<Pin> pins, String root, JsonNode pin) {
    Cid cid;
    try {
      cid = Cid.parse(root);
    } catch (IllegalArgumentException e) {
      return; // somebody else's, of a kind that is unknown here
    }
    String name = pin.path("Name").asText("");
    try {
      pins.add(new Pin(cid, name));
    } catch (IllegalArgumentException e) {
      pins.add(new Pin(cid, ""));
    }
  }
}
