// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {Disputes} from "src/main/solidity/Disputes.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {Settlement} from "src/main/solidity/Settlement.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title What lies far from a limit of the market, and what is done a second time
contract MarketBeyondBoundsTest is World {
    function setUp() public {
        build(3);
    }

    function periods() private pure returns (Seats.Periods memory) {
        return Seats.Periods(1 days, 1 days, 1 days);
    }

    function test_addsWhatIsDepositedToWhatIsThere() public {
        vm.startPrank(requester);
        escrow.deposit(1_000_000);
        vm.stopPrank();
        vm.assertEq(escrow.balanceOf(requester), 2_000_000);
    }

    function test_addsWhatIsReservedToWhatIsReserved() public {
        vm.startPrank(requester);
        committee.openTask("derivation", 1, 500, 3, 2, periods());
        vm.assertEq(escrow.reservedBy(address(committee)), 1500);
        committee.openTask("derivation", 2, 500, 3, 2, periods());
        vm.stopPrank();
        vm.assertEq(escrow.reservedBy(address(committee)), 3000);
    }

    function test_namesTheTypesThatAreSigned() public view {
        vm.assertEq(
            escrow.ASSIGNMENT_TYPE(),
            keccak256(
                "Assignment(bytes32 task,address requester,address node,uint128 price,uint64 deadline,bytes32 policy)"
            )
        );
        vm.assertEq(
            escrow.RECEIPT_TYPE(),
            keccak256(
                "Receipt(bytes32 task,address node,bytes32 output,bytes32 image,uint64 finished)"
            )
        );
        vm.assertEq(
            committee.SEAL_TYPE(),
            keccak256("Seal(uint256 round,address node,bytes32 seal,uint256 deadline)")
        );
        vm.assertEq(
            committee.PLACE_TYPE(), keccak256("Place(uint256 round,address node,uint256 deadline)")
        );
    }

    function test_takesAnAnswerForATaskThatWasFinishedLongBeforeItsDeadline() public {
        List memory list = listOf(2, 1);
        list.done[1].finished = list.promised[1].deadline - 59 minutes;
        plant(list);
        uint256 batch = post(list);
        demand(batch, 1);
        answer(batch, list, 1);
        vm.assertEq(escrow.batchOf(batch).holds, 0);
    }

    function test_takesNoDemandLongAfterItsTimeNorForALeafFarBeyondTheLast() public {
        uint256 batch = post(listOf(2, 1));
        uint64 end = uint64(vm.getBlockTimestamp()) + 1 days;
        vm.startPrank(watcher);
        vm.expectPartialRevert(bytes4(keccak256("NoSuchLeaf(uint32)")));
        escrow.demand(batch, 3);
        vm.warp(end + 5 days);
        vm.expectRevert(abi.encodeWithSelector(Batches.TooLate.selector, end));
        escrow.demand(batch, 0);
        vm.stopPrank();
    }

    function test_takesNoAnswerLongAfterItsTime() public {
        List memory list = listOf(2, 1);
        uint256 batch = post(list);
        demand(batch, 0);
        uint64 until = escrow.demandOf(batch, 0).answerBy;
        vm.warp(until + 5 days);
        Tasks.Shown memory shown = show(list, 0);
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        vm.expectRevert(abi.encodeWithSelector(Batches.TooLate.selector, until));
        escrow.answer(batch, shown, shown, list.promised[0], list.done[0], first, second);
    }

    function test_takesNoLaterLeafForTheOneBefore() public {
        List memory list = listOf(5, 1);
        uint256 batch = post(list);
        demand(batch, 2);
        Tasks.Shown memory shown = show(list, 2);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 4));
        escrow.answer(batch, shown, show(list, 4), list.promised[2], list.done[2], first, second);
    }

    /// @dev A later batch that could go on then would pay its tasks a second time.
    function test_releasesNoBatchWhenTheEarlierIsFinal() public {
        List memory list = listOf(5, 1);
        uint256 earlier = post(list);
        uint256 later = post(list);
        Tasks.Shown memory shown = show(list, 4);
        escrow.duplicate(later, shown, earlier, shown);
        wait(1 days);
        escrow.finalise(earlier);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotHeld.selector, later, earlier));
        escrow.release(later, earlier);
        vm.expectRevert(abi.encodeWithSelector(Settlement.HoldsOpen.selector, 1));
        escrow.finalise(later);
    }

    function test_saysWhoShowedThatATaskAloneWasADuplicate() public {
        List memory list = listOf(3, 1);
        uint256 batch = post(list);
        uint256 alone = settle(list, 2);
        List memory own = listOf(1, 3);
        (own.promised[0], own.done[0]) = (list.promised[2], list.done[2]);
        plant(own);
        wait(1 days);
        escrow.finalise(batch);
        uint256 before = escrow.balanceOf(requester);
        vm.expectEmit(address(escrow));
        emit Batches.Voided(alone, watcher);
        vm.prank(watcher);
        escrow.duplicate(alone, show(own, 0), batch, show(list, 2));
        vm.assertTrue(escrow.batchOf(alone).state == Batches.State.VOID);
        vm.assertEq(escrow.balanceOf(requester), before + list.leaves[2].price);
    }

    function test_settlesTwoTasksOfANodeAlone() public {
        List memory list = listOf(6, 1);
        uint256 one = settle(list, 0);
        uint256 two = settle(list, 1);
        vm.assertEq(list.done[0].node, list.done[1].node);
        vm.assertEq(escrow.postedAlone(keccak256(abi.encode(list.done[0].task, node[0]))), one);
        vm.assertEq(escrow.postedAlone(keccak256(abi.encode(list.done[1].task, node[0]))), two);
    }

    function test_settlesNoTaskAloneThatWasNotSigned() public {
        List memory list = listOf(3, 1);
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        bytes memory other = byNode(list.done[2]);
        vm.startPrank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalseSignature.selector, requester));
        escrow.settleOwn(list.promised[0], list.done[0], other, second);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalseSignature.selector, node[0]));
        escrow.settleOwn(list.promised[0], list.done[0], first, other);
        vm.stopPrank();
    }

    function test_settlesNothingAfterABatchThatIsFinal() public {
        List memory list = listOf(3, 1);
        uint256 batch = post(list);
        wait(1 days);
        escrow.finalise(batch);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        Tasks.Shown memory shown = show(list, 2);
        vm.prank(node[2]);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotVoid.selector, batch));
        escrow.settleAfter(batch, shown, list.promised[2], list.done[2], first, second);
    }

    function test_closesNoTaskAndDecidesNoDisputeThatNeverWas() public {
        vm.expectRevert(
            abi.encodeWithSelector(TaskCommittee.TaskNotOpen.selector, bytes32("never"))
        );
        committee.closeTask("never");
        vm.expectRevert(abi.encodeWithSelector(Disputes.DisputeNotOpen.selector, bytes32("never")));
        committee.decide("never");
    }

    /// @dev Whoever wants to know whether a node is drawn computes its ticket without the chain.
    function test_drawsByTheHashOfSeedRoundAndNode() public {
        vm.prank(requester);
        (, uint256 round) = committee.openTask("derivation", 1, 500, 3, 2, periods());
        pass(5);
        committee.fixSeed(round);
        bytes32 seed = committee.roundOf(round).seed;
        vm.assertNotEq(seed, bytes32(0));
        vm.assertEq(committee.ticketOf(round, node[1]), keccak256(abi.encode(seed, round, node[1])));
    }

    function test_freesTheStakeOfOneRoundOnlyWhenItEnds() public {
        vm.startPrank(requester);
        (bytes32 one,) = committee.openTask("derivation", 1, 500, 3, 2, periods());
        (bytes32 two,) = committee.openTask("derivation", 2, 500, 3, 2, periods());
        vm.stopPrank();
        pass(5);
        for (uint256 i = 0; i < 3; i++) {
            vm.startPrank(hotOf[node[i]]);
            committee.enter(one, node[i]);
            committee.enter(two, node[i]);
            vm.stopPrank();
        }
        uint128 penalty = committee.roundOf(committee.taskOf(one).round).penalty;
        vm.assertEq(committee.boundOf(node[0]), 2 * penalty);
        wait(3 days);
        committee.closeTask(one);
        vm.assertEq(committee.boundOf(node[0]), penalty);
    }
}
