// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

// What requesters and nodes sign about tasks, and how a batch holds it

/// @notice What a requester promises a node
/// @param task keccak256 of requester, derivation and nonce
/// @param price in the token's smallest unit
/// @param deadline seconds since 1970 by which the node must be ready
/// @param policy digest of how the result is checked
struct Assignment {
    bytes32 task;
    address requester;
    address node;
    uint128 price;
    uint64 deadline;
    bytes32 policy;
}

/// @notice What a node says it did
/// @param output SHA-256 in the output's CID
/// @param image SHA-256 of the image that it ran
/// @param finished seconds since 1970
struct Receipt {
    bytes32 task;
    address node;
    bytes32 output;
    bytes32 image;
    uint64 finished;
}

/// @notice A leaf of a batch
/// @param cumulative sum of the prices of all leaves up to and including this one
/// @param receipt EIP-712 struct hash
/// @param assignment EIP-712 struct hash
struct Leaf {
    address node;
    bytes32 task;
    uint128 price;
    uint128 cumulative;
    bytes32 receipt;
    bytes32 assignment;
}

/// @notice A leaf with its place
/// @param path the siblings, lowest first
struct Shown {
    uint32 index;
    Leaf leaf;
    bytes32[] path;
}

/// @dev EIP-712 type of an assignment
bytes32 constant ASSIGNMENT_TYPE = keccak256(
    "Assignment(bytes32 task,address requester,address node,uint128 price,uint64 deadline,bytes32 policy)"
);

/// @dev EIP-712 type of a receipt
bytes32 constant RECEIPT_TYPE =
    keccak256("Receipt(bytes32 task,address node,bytes32 output,bytes32 image,uint64 finished)");

/// @notice The identifier of a task
/// @param derivation SHA-256 in the derivation's CID
function id(address requester, bytes32 derivation, uint256 nonce) pure returns (bytes32) {
    return keccak256(abi.encode(requester, derivation, nonce));
}

/// @notice EIP-712 struct hash of an assignment
function hash(Assignment calldata assignment) pure returns (bytes32) {
    return keccak256(abi.encode(ASSIGNMENT_TYPE, assignment));
}

/// @notice EIP-712 struct hash of a receipt
function hash(Receipt calldata receipt) pure returns (bytes32) {
    return keccak256(abi.encode(RECEIPT_TYPE, receipt));
}

/// @notice The hash of a leaf at its place, twice hashed so that no inner node is a leaf
function hash(uint32 index, Leaf memory leaf) pure returns (bytes32) {
    return keccak256(bytes.concat(keccak256(abi.encode(index, leaf))));
}

/// @notice Whether a tree of ceil(log2(count)) levels, filled up with zeros, holds a leaf
function holds(bytes32 root, uint32 count, Shown calldata shown) pure returns (bool) {
    if (shown.index >= count || shown.path.length != Math.log2(uint256(count), Math.Rounding.Ceil))
    {
        return false;
    }
    bytes32 node = hash(shown.index, shown.leaf);
    // At most 32 levels, as a count has 32 bits.
    for (uint256 level = 0; level < shown.path.length; level++) {
        node = (shown.index >> level) & 1 == 0
            ? keccak256(abi.encode(node, shown.path[level]))
            : keccak256(abi.encode(shown.path[level], node));
    }
    return node == root;
}
