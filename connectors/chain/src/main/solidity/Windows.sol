// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Periods that are long enough for somebody to react
/// @notice On a chain that others depend on, a period in which a wrong may be shown is an hour at
/// least. Development chains may have shorter ones.
abstract contract Windows {
    /// @notice The shortest period, in seconds, elsewhere than on a development chain
    uint64 public constant SHORTEST_WINDOW = 1 hours;

    /// @notice The longest period, in seconds: nobody's money may be locked for longer
    uint64 public constant LONGEST_WINDOW = 366 days;

    uint256 private constant ANVIL = 31337;
    uint256 private constant GETH = 1337;

    /// @notice The period is not between the shortest and the longest
    /// @param window how long it is, in seconds
    error WindowOutOfRange(uint64 window);

    /// @dev Refuses what may not be used on this chain.
    /// @param window a period, in seconds
    /// @return the same
    function _window(uint64 window) internal view returns (uint64) {
        bool development = block.chainid == ANVIL || block.chainid == GETH;
        if (window == 0 || window > LONGEST_WINDOW || (!development && window < SHORTEST_WINDOW)) {
            revert WindowOutOfRange(window);
        }
        return window;
    }
}
