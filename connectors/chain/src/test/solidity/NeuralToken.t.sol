// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Trial} from "./Trial.sol";
import {NeuralToken} from "../../main/solidity/NeuralToken.sol";

contract NeuralTokenTest is Trial {
    address private constant TREASURY = address(0x7);
    NeuralToken private token;

    function setUp() public {
        token = new NeuralToken(TREASURY, 1_000_000 ether);
    }

    function test_allOfTheSupplyIsTheTreasurys() public view {
        vm.assertEq(token.totalSupply(), 1_000_000 ether);
        vm.assertEq(token.balanceOf(TREASURY), token.totalSupply());
    }
}
