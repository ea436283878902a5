// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Merkle trees of what accounts have earned
/// @dev Neighbours are hashed in the order of their values; who has no neighbour goes up as it is.
library Tree {
    function leaf(address account, uint256 cumulative) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account, cumulative))));
    }

    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) {
            leaves = above(leaves);
        }
        return leaves[0];
    }

    function proof(bytes32[] memory leaves, uint256 index)
        internal
        pure
        returns (bytes32[] memory path)
    {
        path = new bytes32[](0);
        while (leaves.length > 1) {
            uint256 neighbour = index ^ 1;
            if (neighbour < leaves.length) {
                path = append(path, leaves[neighbour]);
            }
            leaves = above(leaves);
            index /= 2;
        }
    }

    function parent(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return Hashes.commutativeKeccak256(left, right);
    }

    function above(bytes32[] memory level) private pure returns (bytes32[] memory next) {
        next = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < next.length; i++) {
            bool alone = 2 * i + 1 == level.length;
            next[i] = alone ? level[2 * i] : parent(level[2 * i], level[2 * i + 1]);
        }
    }

    function append(bytes32[] memory path, bytes32 last)
        private
        pure
        returns (bytes32[] memory longer)
    {
        longer = new bytes32[](path.length + 1);
        for (uint256 i = 0; i < path.length; i++) {
            longer[i] = path[i];
        }
        longer[path.length] = last;
    }
}
