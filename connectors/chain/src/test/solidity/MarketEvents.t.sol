// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {Demands} from "src/main/solidity/Demands.sol";
import {Escrow} from "src/main/solidity/Escrow.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {Settlement} from "src/main/solidity/Settlement.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import {World} from "./World.sol";

/// @title What is announced of stakes, balances and batches, as whoever indexes them reads it
contract MarketEventsTest is World {
    function setUp() public {
        build(3);
    }

    function test_announcesWhatBecomesOfStake() public {
        address joining = actor("joining");
        uint64 free = uint64(vm.getBlockTimestamp()) + 30 days;
        vm.startPrank(joining);
        vm.expectEmit(address(nodes));
        emit NodeRegistry.HotKeyChanged(joining, address(9));
        vm.expectEmit(address(nodes));
        emit NodeRegistry.Enrolled(joining, address(9));
        vm.expectEmit(address(nodes));
        emit NodeRegistry.Staked(joining, 50);
        nodes.enrol(address(9), 50);
        vm.expectEmit(address(nodes));
        emit NodeRegistry.HotKeyChanged(joining, address(8));
        nodes.setHotKey(address(8));
        vm.expectEmit(address(nodes));
        emit NodeRegistry.UnbondingBegun(joining, 20, free);
        nodes.beginUnbonding(20);
        wait(30 days);
        vm.expectEmit(address(nodes));
        emit NodeRegistry.Withdrawn(joining, 20);
        nodes.withdraw();
        vm.stopPrank();
        nodes.grantRole(nodes.SLASHER_ROLE(), address(this));
        vm.expectEmit(address(nodes));
        emit NodeRegistry.Slashed(joining, watcher, 3, 2);
        nodes.slash(joining, 3, watcher);
    }

    function test_announcesWhatBecomesOfABalance() public {
        uint64 free = uint64(vm.getBlockTimestamp()) + 11 days;
        vm.startPrank(stranger);
        vm.expectEmit(address(escrow));
        emit Escrow.Deposited(stranger, 70);
        escrow.deposit(70);
        vm.expectEmit(address(escrow));
        emit Escrow.WithdrawalRequested(stranger, 90, free);
        escrow.requestWithdrawal(90);
        wait(11 days);
        vm.expectEmit(address(escrow));
        emit Escrow.Withdrawn(stranger, 70);
        escrow.withdraw();
        vm.stopPrank();
    }

    function test_announcesWhatACommitteeDoesWithABalance() public {
        escrow.grantRole(escrow.COMMITTEE_ROLE(), watcher);
        vm.prank(requester);
        vm.expectEmit(address(escrow));
        emit Batches.PosterChanged(requester, watcher, true);
        escrow.allowPoster(watcher);
        vm.startPrank(watcher);
        vm.expectEmit(address(escrow));
        emit TaskEscrow.Reserved(watcher, requester, 100);
        escrow.reserve(requester, 100);
        vm.expectEmit(address(escrow));
        emit TaskEscrow.Paid(watcher, node[0], 60);
        escrow.payNode(node[0], 60);
        vm.expectEmit(address(escrow));
        emit TaskEscrow.GivenBack(watcher, requester, 40);
        escrow.giveBack(requester, 40);
        vm.stopPrank();
        vm.prank(requester);
        vm.expectEmit(address(escrow));
        emit Batches.PosterChanged(requester, watcher, false);
        escrow.dismissPoster(watcher);
    }

    function test_announcesWhatBecomesOfABatchThatIsPaid() public {
        List memory list = listOf(3, 1);
        bytes32 top = list.levels[2][0];
        vm.expectEmit(address(escrow));
        emit Batches.Posted(1, requester, top, 3, list.total, "list");
        uint256 batch = post(list);
        uint64 until = uint64(vm.getBlockTimestamp()) + 1 days;
        vm.expectEmit(address(escrow));
        emit Demands.Demanded(batch, 2, watcher, until);
        demand(batch, 2);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        vm.expectEmit(address(escrow));
        emit Demands.Answered(batch, 2);
        escrow.answer(
            batch, show(list, 2), show(list, 1), list.promised[2], list.done[2], first, second
        );
        wait(1 days);
        vm.expectEmit(address(escrow));
        emit Settlement.Finalised(batch);
        escrow.finalise(batch);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - list.total);
        vm.prank(node[2]);
        vm.expectEmit(address(escrow));
        emit Settlement.Claimed(batch, node[2], list.leaves[2].price);
        escrow.claim(batch, show(list, 2), show(list, 2));
    }

    function test_announcesWhatBecomesOfABatchThatIsVoid() public {
        List memory list = listOf(3, 1);
        uint256 earlier = post(list);
        uint256 later = post(list);
        vm.expectEmit(address(escrow));
        emit Settlement.Held(later, earlier);
        escrow.duplicate(later, show(list, 0), earlier, show(list, 0));
        vm.assertTrue(escrow.waitsFor(later, earlier));
        demand(earlier, 1);
        wait(1 days);
        vm.expectEmit(address(escrow));
        emit Batches.Voided(earlier, watcher);
        escrow.lapse(earlier, 1);
        vm.assertEq(escrow.batchOf(earlier).voidedAt, vm.getBlockTimestamp());
        vm.expectEmit(address(escrow));
        emit Settlement.Released(later, earlier);
        escrow.release(later, earlier);
        vm.assertFalse(escrow.waitsFor(later, earlier));
        escrow.finalise(later);
        uint256 last = post(list);
        vm.prank(stranger);
        vm.expectEmit(address(escrow));
        emit Batches.Voided(last, stranger);
        escrow.duplicate(last, show(list, 0), later, show(list, 0));
    }
}
