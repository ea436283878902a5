package net.neuralpro.schemas.rules;

/**
 * What a rule says.
 *
 * @param rule its name
 * @param severity what breaking it leads to, where a recipe does not say otherwise
 * @param meaning what is the case when it is broken, in one sentence
 * @param advice what can be done about it
 */
public record Rule(RuleId rule, Severity severity, String meaning, String advice) {}
