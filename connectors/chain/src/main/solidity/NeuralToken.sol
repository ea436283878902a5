// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title What contributors and nodes are paid in
/// @notice The supply is fixed: nothing is minted for activity, so nobody earns by dealing with
/// himself. Slashed stake is burned.
contract NeuralToken is ERC20, ERC20Burnable, ERC20Permit {
    /// @param treasury who gets all of it
    /// @param supply in wei, 10^18 of which are one token
    constructor(address treasury, uint256 supply) ERC20("Neural", "NEURAL") ERC20Permit("Neural") {
        _mint(treasury, supply);
    }
}
