// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import {World} from "./World.sol";

/// @title A token that calls whoever gets it
contract CallingToken is ERC20Burnable {
    constructor(uint256 supply) ERC20("Calling", "CALL") {
        _mint(msg.sender, supply);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (to.code.length != 0) {
            (bool done,) = to.call(abi.encodeCall(Greedy.got, ()));
            done;
        }
    }
}

/// @title An account that does the same again whenever it is paid
contract Greedy {
    address private to;
    bytes private again;
    uint256 public tries;
    uint256 public successes;

    function call(address target, bytes calldata data) external {
        (bool done,) = target.call(data);
        require(done, "the call reverted");
    }

    function repeat(address target, bytes calldata data) external {
        to = target;
        again = data;
    }

    function got() external {
        if (to != address(0)) {
            tries++;
            (bool done,) = to.call(again);
            if (done) {
                successes++;
            }
        }
    }
}

/// @title What comes back into a contract while it pays
contract ReentrancyTest is World {
    CallingToken private calling;
    NodeRegistry private registry;
    TaskEscrow private tasks;
    Greedy private greedy;

    function setUp() public {
        build(1);
        calling = new CallingToken(SUPPLY);
        registry = new NodeRegistry(calling, address(this), 30 days);
        tasks = new TaskEscrow(calling, registry, address(this), escrowTerms());
        greedy = new Greedy();
        calling.transfer(address(greedy), 100_000);
        greedy.call(address(calling), abi.encodeCall(calling.approve, (address(tasks), 50_000)));
        greedy.call(address(calling), abi.encodeCall(calling.approve, (address(registry), 50_000)));
        greedy.call(address(registry), abi.encodeCall(registry.enrol, (address(5), 10_000)));
        greedy.call(address(tasks), abi.encodeCall(tasks.deposit, (10_000)));
        // Somebody else's money is there to be taken.
        calling.approve(address(tasks), 90_000);
        calling.approve(address(registry), 90_000);
        tasks.deposit(90_000);
        registry.enrol(address(6), 90_000);
    }

    function twice(address target, bytes memory data) private {
        greedy.repeat(target, data);
        greedy.call(target, data);
        vm.assertGt(greedy.tries(), 0);
        vm.assertEq(greedy.successes(), 0);
    }

    function test_paysABalanceOnce() public {
        greedy.call(address(tasks), abi.encodeCall(tasks.requestWithdrawal, (10_000)));
        wait(11 days);
        twice(address(tasks), abi.encodeCall(tasks.withdraw, ()));
        vm.assertEq(calling.balanceOf(address(tasks)), 90_000);
    }

    function test_paysStakeOnce() public {
        greedy.call(address(registry), abi.encodeCall(registry.beginUnbonding, (10_000)));
        wait(30 days);
        twice(address(registry), abi.encodeCall(registry.withdraw, ()));
        vm.assertEq(calling.balanceOf(address(registry)), 90_000);
    }

    function test_paysABondOnce() public {
        tasks.post(address(this), "root", 4, 100, "list");
        greedy.call(address(tasks), abi.encodeCall(tasks.demand, (1, 2)));
        greedy.call(address(tasks), abi.encodeCall(tasks.demand, (1, 3)));
        wait(1 days);
        // While one demand voids the batch, the other's bond cannot be taken back.
        greedy.repeat(address(tasks), abi.encodeCall(tasks.reclaim, (1, 3)));
        greedy.call(address(tasks), abi.encodeCall(tasks.lapse, (1, 2)));
        vm.assertGt(greedy.tries(), 0);
        vm.assertEq(greedy.successes(), 0);
        vm.assertEq(calling.balanceOf(address(tasks)), 100_000 - BOND + DEMAND);
    }
}
