// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What is signed under the domain of EIP-712 that all contracts here share
library Domain {
    bytes32 private constant TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// @dev What a key signs so that `verifier` on `chain` takes it.
    function digest(address verifier, uint256 chain, bytes32 hash) internal pure returns (bytes32) {
        return digest("Neural", verifier, chain, hash);
    }

    /// @dev The same under another name.
    function digest(string memory name, address verifier, uint256 chain, bytes32 hash)
        internal
        pure
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(TYPE, keccak256(bytes(name)), keccak256("1"), chain, verifier)
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, hash));
    }
}
