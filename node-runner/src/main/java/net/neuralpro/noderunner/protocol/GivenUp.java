package net.neuralpro.noderunner.protocol;

/**
 * Why a node does not do a task after all, so that another may sooner.
 *
 * @param rule of the fault
 * @param reason in words, up to 2000 letters
 */
public record GivenUp(String rule, String reason) {
  public GivenUp {
    if (rule.length() > 100 || reason.length() > 2000) {
      throw new IllegalArgumentException("Cannot give up with so many words");
    }
  }
}
