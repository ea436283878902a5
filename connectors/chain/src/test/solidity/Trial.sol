// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title What all tests of contracts share
/// @dev An invariant test names the contracts that forge calls by `target`.
abstract contract Trial {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    address[] private _targets;
    FuzzSelector[] private _selectors;

    /// @dev Read by forge.
    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Read by forge.
    function targetSelectors() external view returns (FuzzSelector[] memory) {
        return _selectors;
    }

    /// @dev Forge calls these functions of a handler.
    function target(address handler, bytes4[] memory selectors) internal {
        _targets.push(handler);
        _selectors.push(FuzzSelector(handler, selectors));
    }

    /// @dev A number of the closed range, any of them about as often.
    function bound(uint256 number, uint256 least, uint256 most) internal pure returns (uint256) {
        uint256 size = most - least;
        return size == type(uint256).max ? number : least + number % (size + 1);
    }

    /// @dev The account of a name, and its key.
    function account(string memory name) internal returns (address, uint256) {
        uint256 key = uint256(keccak256(bytes(name)));
        address named = vm.addr(key);
        vm.label(named, name);
        return (named, key);
    }

    /// @dev A signature as contracts take it.
    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
