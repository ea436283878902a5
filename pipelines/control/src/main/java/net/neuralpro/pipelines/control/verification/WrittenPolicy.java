package net.neuralpro.pipelines.control.verification;

import com.fasterxml.jackson.databind.JsonNode;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/** A policy as its block has it. */
final class WrittenPolicy {
  private final JsonNode form;

  private WrittenPolicy(JsonNode form) {
    this.form = form;
  }

  /** Reads what {@link Policy#form} gives, and nothing else. */
  static Policy read(Block block) throws MalformedContentException {
    try {
      Policy policy = new WrittenPolicy(DagJson.read(block, JsonNode.class)).policy();
      if (!policy.cid().equals(block.cid())) {
        throw new IllegalArgumentException("it has more than a policy has");
      }
      return policy;
    } catch (IllegalArgumentException e) {
      throw new MalformedContentException("Cannot read a policy: " + e.getMessage(), e);
    }
  }

  private Policy policy() {
    Comparison comparison = comparison(form.path("comparison"));
    return switch (form.path("kind").asText()) {
      case "trusted" ->
          new Policy.Trusted(rate("rate"), number("history"), number("multiple"), comparison);
      case "spot-checked" ->
          new Policy.SpotChecked(
              rate("first"),
              rate("floor"),
              number("history"),
              rate("canaries"),
              number("multiple"),
              comparison);
      case "replicated" ->
          new Policy.Replicated(
              number("places"), number("level"), rate("rate"), number("multiple"), comparison);
      default -> throw new IllegalArgumentException("its kind is not known");
    };
  }

  private static Comparison comparison(JsonNode form) {
    return switch (form.path("kind").asText()) {
      case "exact" -> new Comparison.Exact();
      case "psnr" -> new Comparison.SignalToNoise(number(form, "decibels"));
      case "perceptual" ->
          new Comparison.Perceptual(
              number(form, "width"), number(form, "height"), number(form, "bits"));
      default -> throw new IllegalArgumentException("its comparison is not known");
    };
  }

  private Rate rate(String name) {
    return new Rate(number(name));
  }

  private int number(String name) {
    return number(form, name);
  }

  private static int number(JsonNode form, String name) {
    JsonNode value = form.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new IllegalArgumentException("its %s is no number".formatted(name));
    }
    return value.intValue();
  }
}
