// What the contracts must keep to; each exception says why.
module.exports = {
  extends: "solhint:recommended",
  rules: {
    "compiler-version": ["error", "^0.8.37"],
    // Everything public is described, by compiler and review; authors and titles of parts are not.
    "use-natspec": "off",
    // Names of immutables are part of the interface, and read there like other values.
    "immutable-vars-naming": "off",
    // Imports are of the compiler's library folder, which the rule does not know.
    "import-path-check": "off",
    // Gas is measured, see docs/reference/gas.md; these are guesses that cost readability.
    "gas-increment-by-one": "off",
    "gas-indexed-events": "off",
    "gas-strict-inequalities": "off",
    "gas-struct-packing": "off",
    "gas-small-strings": "off",
    "gas-calldata-parameters": "off",
    // A deadline is judged by the block's time, which is what it is given in.
    "not-rely-on-time": "off",
    // Constructors have no visibility since Solidity 0.7.
    "func-visibility": ["warn", { ignoreConstructors: true }],
    // Once, to shorten a list in memory that nobody else holds.
    "no-inline-assembly": "off",
    // State that belongs together is kept in abstract contracts; their heirs count all of it.
    "max-states-count": "off",
  },
};
