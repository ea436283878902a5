// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title An account that is a contract and signs by ERC-1271 with its owner's key
contract Wallet {
    address public immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function call(address to, bytes calldata data) external returns (bytes memory) {
        (bool done, bytes memory result) = to.call(data);
        require(done, "the call reverted");
        return result;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature)
        external
        view
        returns (bytes4)
    {
        (address signer,,) = ECDSA.tryRecover(digest, signature);
        return signer == OWNER ? this.isValidSignature.selector : bytes4(0);
    }
}
