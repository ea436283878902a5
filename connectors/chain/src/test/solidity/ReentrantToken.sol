// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";

/// @title A token that calls somebody back in the middle of the next transfer
contract ReentrantToken is ERC20Burnable {
    address private target;
    bytes private order;

    /// @notice How often it called back, and the answer of the last time
    uint256 public calls;
    bool public succeeded;
    bytes public answer;

    constructor(address holder, uint256 supply) ERC20("Reentrant", "RE") {
        _mint(holder, supply);
    }

    function arm(address target_, bytes calldata order_) external {
        target = target_;
        order = order_;
    }

    function approveAs(address owner, address spender) external {
        _approve(owner, spender, type(uint256).max);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        address called = target;
        if (called != address(0)) {
            target = address(0);
            calls++;
            (succeeded, answer) = called.call(order);
        }
    }
}
