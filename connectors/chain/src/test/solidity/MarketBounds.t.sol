// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {Demands} from "src/main/solidity/Demands.sol";
import {Escrow} from "src/main/solidity/Escrow.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {Settlement} from "src/main/solidity/Settlement.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title Times and amounts of the market that are just enough, and just not
contract MarketBoundsTest is World {
    function setUp() public {
        build(3);
    }

    function make(Batches.Terms memory terms) private {
        new TaskEscrow(token, nodes, address(this), terms);
    }

    function test_takesTheLeastAndTheGreatestBonds() public {
        Batches.Terms memory terms = escrowTerms();
        (terms.demandBond, terms.batchBond) = (1, 1);
        make(terms);
        (terms.demandBond, terms.batchBond) = (uint128(SUPPLY / 1e4), uint128(SUPPLY / 1e4));
        make(terms);
    }

    function test_takesTheLeastDelaysAndNoneBelow() public {
        Batches.Terms memory terms = escrowTerms();
        terms.withdrawalDelay = 10 days + 1;
        make(terms);
        terms.withdrawalDelay = 10 days - 1;
        vm.expectRevert(
            abi.encodeWithSelector(TaskEscrow.WithdrawalTooEarly.selector, 10 days - 1, 10 days)
        );
        make(terms);
        terms.withdrawalDelay = 40 days;
        terms.settlementWindow = 13 days;
        make(terms);
        terms.settlementWindow = 13 days + 1;
        vm.expectRevert(
            abi.encodeWithSelector(TaskEscrow.UnbondingTooEarly.selector, 30 days, 30 days + 2)
        );
        make(terms);
    }

    function test_paysAWithdrawalFromItsTimeOnAndNotASecondBefore() public {
        uint64 free = uint64(vm.getBlockTimestamp()) + 11 days;
        vm.startPrank(requester);
        escrow.requestWithdrawal(1_000_000);
        vm.warp(free - 1);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotYet.selector, free));
        escrow.withdraw();
        vm.warp(free);
        escrow.withdraw();
        vm.assertEq(token.balanceOf(requester), 2_000_000);
        escrow.deposit(3);
        escrow.requestWithdrawal(2);
        wait(30 days);
        escrow.withdraw();
        vm.assertEq(escrow.balanceOf(requester), 1);
        vm.stopPrank();
    }

    function test_paysStakeFromItsTimeOnAndNotASecondBefore() public {
        uint64 free = uint64(vm.getBlockTimestamp()) + 30 days;
        vm.startPrank(node[0]);
        nodes.beginUnbonding(STAKE);
        vm.warp(free - 1);
        vm.expectRevert(abi.encodeWithSelector(NodeRegistry.NotYet.selector, free));
        nodes.withdraw();
        vm.warp(free);
        nodes.withdraw();
        nodes.stake(5);
        nodes.beginUnbonding(2);
        wait(60 days);
        nodes.withdraw();
        vm.stopPrank();
        vm.assertEq(nodes.stakeOf(node[0]), 3);
        vm.assertEq(token.balanceOf(address(nodes)), 2 * STAKE + 3);
    }

    function test_spendsABalanceToTheLastUnit() public {
        vm.startPrank(requester);
        escrow.post(requester, "root", 1, 1_000_000 - uint96(BOND), "list");
        vm.assertEq(escrow.balanceOf(requester), 0);
        vm.expectRevert(abi.encodeWithSelector(Escrow.TooLittleBalance.selector, 0, 1));
        escrow.post(requester, "root", 1, 1, "list");
        vm.stopPrank();
    }

    function test_takesDemandsToTheLastSecondAndAnswersToTheirs() public {
        List memory list = listOf(2, 1);
        uint256 batch = post(list);
        uint64 end = uint64(vm.getBlockTimestamp()) + 1 days;
        vm.warp(end - 1);
        demand(batch, 1);
        vm.warp(end);
        vm.prank(watcher);
        vm.expectRevert(abi.encodeWithSelector(Batches.TooLate.selector, end));
        escrow.demand(batch, 0);
        vm.warp(end - 2 + 1 days);
        vm.expectRevert(abi.encodeWithSelector(Batches.TooEarly.selector, end - 1 + 1 days));
        escrow.lapse(batch, 1);
        answer(batch, list, 1);
        wait(9 days);
        escrow.finalise(batch);
    }

    function test_lapsesLongAfterAnAnswerWasDue() public {
        uint256 batch = post(listOf(2, 1));
        demand(batch, 1);
        wait(9 days);
        escrow.lapse(batch, 1);
        vm.assertEq(escrow.batchOf(batch).holds, 1);
        vm.assertEq(escrow.demandOf(batch, 1).by, address(0));
        vm.assertEq(token.balanceOf(address(escrow)), 1_000_000 + 3 * 10_000 - BOND);
    }

    function test_takesABatchPostedInTheLastSecondOfTheSettlementWindow() public {
        List memory list = listOf(2, 1);
        vm.warp(list.promised[1].deadline + 3 days);
        uint256 batch = post(list);
        demand(batch, 1);
        answer(batch, list, 1);
        List memory alone = listOf(1, 9);
        vm.warp(alone.promised[0].deadline + 3 days);
        settle(alone, 0);
    }

    function test_settlesAfterAVoidBatchToTheLastSecond() public {
        List memory list = listOf(3, 1);
        uint256 batch = post(list);
        demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        vm.warp(vm.getBlockTimestamp() + 3 days);
        uint256 alone = settleAfter(batch, list, 2);
        vm.assertTrue(escrow.batchOf(alone).state == Batches.State.ALONE);
        vm.assertEq(escrow.batchOf(alone).poster, node[2]);
    }

    function test_takesNothingForADuplicateOfItself() public {
        List memory list = listOf(6, 1);
        uint256 batch = post(list);
        Tasks.Shown memory shown = show(list, 0);
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(batch, shown, batch, shown);
    }

    function test_takesTheSameTaskOfAnotherNodeForNoDuplicate() public {
        List memory list = listOf(3, 1);
        uint256 earlier = post(list);
        List memory again = listOf(3, 1);
        for (uint256 i = 0; i < 3; i++) {
            again.promised[i].task = bytes32(3 - i);
            again.done[i].task = bytes32(3 - i);
        }
        plant(again);
        uint256 later = post(again);
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(later, show(again, 0), earlier, show(list, 2));
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(later, show(again, 0), earlier, show(list, 0));
    }

    function test_showsBothLeavesOfADuplicate() public {
        List memory list = listOf(5, 1);
        uint256 earlier = post(list);
        uint256 later = post(list);
        Tasks.Shown memory good = show(list, 0);
        Tasks.Shown memory bad = show(list, 0);
        bad.path[0] = "other";
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 0));
        escrow.duplicate(later, bad, earlier, good);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 0));
        escrow.duplicate(later, good, earlier, bad);
    }

    function test_paysNoRangeThatBeginsOrEndsElsewhere() public {
        List memory list = listOf(6, 1);
        uint256 batch = post(list);
        wait(1 days);
        escrow.finalise(batch);
        Tasks.Shown memory own = show(list, 2);
        Tasks.Shown memory last = show(list, 3);
        vm.startPrank(node[1]);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotTheNode.selector, node[0], node[1]));
        escrow.claim(batch, show(list, 1), last);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotTheNode.selector, node[1], node[1]));
        escrow.claim(batch, own, show(list, 4));
        own.path[0] = "other";
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 2));
        escrow.claim(batch, own, last);
        own = show(list, 2);
        last.path[0] = "other";
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 3));
        escrow.claim(batch, own, last);
        vm.stopPrank();
        vm.assertFalse(escrow.claimed(batch, node[1]));
    }

    function test_paysARangeToTheLastUnitOfTheTotal() public {
        List memory list = listOf(2, 1);
        uint256 batch = post(list);
        wait(1 days);
        escrow.finalise(batch);
        for (uint256 i = 0; i < 2; i++) {
            Tasks.Shown memory shown = show(list, i);
            vm.prank(shown.leaf.node);
            escrow.claim(batch, shown, shown);
            vm.assertTrue(escrow.claimed(batch, shown.leaf.node));
        }
        vm.assertEq(escrow.batchOf(batch).paid, list.total);
        vm.assertEq(token.balanceOf(address(escrow)), 1_000_000 + 3 * 10_000 - list.total);
    }

    /// @dev Answers for the only leaf of a batch with what differs from it in one thing.
    function refusedAsFalse(Tasks.Assignment memory promised, Tasks.Receipt memory done) private {
        List memory list = listOf(1, 1);
        list.leaves[0].assignment = escrow.hashAssignment(promised);
        list.leaves[0].receipt = escrow.hashReceipt(done);
        root(list);
        uint256 batch = post(list);
        demand(batch, 0);
        Tasks.Shown memory shown = show(list, 0);
        bytes memory first = byRequester(promised);
        bytes memory second = byNode(done);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalseLeaf.selector, 0));
        escrow.answer(batch, shown, shown, promised, done, first, second);
    }

    function test_refusesAnAnswerWhoseReceiptOrAssignmentIsOfAnother() public {
        List memory list = listOf(1, 1);
        Tasks.Assignment memory promised = list.promised[0];
        Tasks.Receipt memory done = list.done[0];
        promised.node = node[1];
        refusedAsFalse(promised, done);
        promised.node = node[0];
        promised.task = "other";
        refusedAsFalse(promised, done);
        promised.task = done.task;
        promised.requester = watcher;
        refusedAsFalse(promised, done);
        promised.requester = requester;
        promised.price += 1;
        refusedAsFalse(promised, done);
        promised.price -= 1;
        done.node = node[1];
        refusedAsFalse(promised, done);
        done.node = node[0];
        done.task = "other";
        refusedAsFalse(promised, done);
    }

    function test_refusesAnAnswerWithAnotherReceiptOrAssignmentThanTheLeafs() public {
        List memory list = listOf(1, 1);
        uint256 batch = post(list);
        demand(batch, 0);
        Tasks.Shown memory shown = show(list, 0);
        Tasks.Assignment memory promised = list.promised[0];
        Tasks.Receipt memory done = list.done[0];
        promised.policy = "other";
        bytes memory first = byRequester(promised);
        bytes memory second = byNode(done);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalseLeaf.selector, 0));
        escrow.answer(batch, shown, shown, promised, done, first, second);
        promised.policy = "policy";
        done.output = "other";
        first = byRequester(promised);
        second = byNode(done);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalseLeaf.selector, 0));
        escrow.answer(batch, shown, shown, promised, done, first, second);
    }

    function test_settlesAfterAVoidBatchOnlyForItsRequesterNodeAndTask() public {
        List memory list = listOf(6, 1);
        uint256 batch = post(list);
        demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        Tasks.Shown memory shown = show(list, 2);
        bytes memory none = "";
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.settleAfter(batch, shown, list.promised[3], list.done[3], none, none);
        list.done[2].node = node[0];
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.settleAfter(batch, shown, list.promised[2], list.done[2], none, none);
        list.done[2].node = node[1];
        list.promised[2].requester = watcher;
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.settleAfter(batch, shown, list.promised[2], list.done[2], none, none);
    }

    function test_ordersTasksOfANodeStrictly() public {
        List memory list = listOf(3, 1);
        for (uint256 i = 0; i < 3; i++) {
            list.promised[i].node = node[0];
            list.done[i].node = node[0];
        }
        (list.promised[1].task, list.done[1].task) = (bytes32(uint256(9)), bytes32(uint256(9)));
        plant(list);
        uint256 batch = post(list);
        demand(batch, 1);
        answer(batch, list, 1);
        demand(batch, 2);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        vm.expectRevert(abi.encodeWithSelector(Demands.FalseOrder.selector, 2));
        escrow.answer(
            batch, show(list, 2), show(list, 1), list.promised[2], list.done[2], first, second
        );
    }

    /// @dev A poster with a false leaf, or a false leaf before, shows the right one instead.
    function test_refusesAnAnswerWithALeafThatIsNotInTheBatch() public {
        List memory list = listOf(3, 1);
        List memory right = listOf(3, 1);
        list.leaves[1].cumulative += 1;
        root(list);
        uint256 batch = post(list);
        for (uint32 i = 1; i < 3; i++) {
            demand(batch, i);
            Tasks.Shown memory shown = show(i == 1 ? right : list, i);
            Tasks.Shown memory before = show(right, i - 1);
            bytes memory first = byRequester(list.promised[i]);
            bytes memory second = byNode(list.done[i]);
            vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 1));
            escrow.answer(batch, shown, before, list.promised[i], list.done[i], first, second);
        }
    }
}
