package net.neuralpro.pipelines.flows.submit;

/** Which recordings that come with a manifest may enter. */
public enum Admission {
  /** Those that their contributor signed. */
  SIGNED_ONLY,
  /** Also those whose signature is missing or not the contributor's; they are marked. */
  ALSO_UNSIGNED
}
