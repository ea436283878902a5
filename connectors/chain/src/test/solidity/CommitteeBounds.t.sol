// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {CommitteeTerms} from "src/main/solidity/CommitteeTerms.sol";
import {Disputes} from "src/main/solidity/Disputes.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {Rounds} from "src/main/solidity/Rounds.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title Times and amounts of committees that are just enough, and just not
contract CommitteeBoundsTest is World {
    bytes32 private task;
    uint256 private round;

    function setUp() public {
        build(6);
        (task, round) = ask(1, 3, 2, Seats.Periods(1 hours, 2 hours, 3 hours));
    }

    function ask(uint256 nonce, uint8 places, uint8 quorum, Seats.Periods memory periods)
        private
        returns (bytes32, uint256)
    {
        vm.prank(requester);
        return committee.openTask("derivation", nonce, 500, places, quorum, periods);
    }

    function enter(address member) private {
        vm.prank(member);
        committee.enter(task, member);
    }

    function tooEarly(uint64 time) private {
        vm.expectRevert(abi.encodeWithSelector(Seats.TooEarly.selector, time));
    }

    function tooLate(uint64 time) private {
        vm.expectRevert(abi.encodeWithSelector(Seats.TooLate.selector, time));
    }

    function test_takesTermsThatAreJustEnough() public {
        CommitteeTerms.Terms memory terms = committeeTerms();
        for (uint256 i = 0; i < 7; i++) {
            terms = committeeTerms();
            if (i == 0) (terms.places, terms.quorum) = (7, 4);
            if (i == 1) terms.factor = 2;
            if (i == 2) terms.factor = 1000;
            if (i == 3) terms.bond = 6;
            if (i == 4) terms.leastPenalty = 480;
            if (i == 5) terms.memberPenalty = 40;
            if (i == 6) terms.memberPenalty = 1000;
            new TaskCommittee(escrow, terms);
        }
        terms = committeeTerms();
        terms.longestTask = 30 days;
        TaskCommittee other = new TaskCommittee(escrow, terms);
        vm.assertEq(other.LONGEST_TASK(), 30 days);
        vm.assertEq(other.LONGEST_DISPUTE(), 12 days);
        vm.assertEq(other.DISPUTE_WINDOW(), 2 days);
        vm.assertEq(other.JUDGES(), 3);
        vm.assertEq(other.JUDGES_QUORUM(), 2);
    }

    function test_opensTasksThatAreJustPossible() public {
        ask(2, 1, 1, Seats.Periods(1 hours, 1 hours, 1 hours));
        ask(3, 3, 3, Seats.Periods(1 hours, 1 hours, 1 hours));
        ask(4, 15, 15, Seats.Periods(1 days, 2 days, 2 days));
        uint256 started = vm.getBlockTimestamp();
        Seats.Round memory r = committee.roundOf(4);
        vm.assertEq(r.drawUntil, started + 1 days);
        vm.assertEq(r.commitUntil, started + 3 days);
        vm.assertEq(r.revealUntil, started + 5 days);
        vm.assertEq(r.openedIn, vm.getBlockNumber());
        vm.assertEq(r.seedBlock, vm.getBlockNumber() + 4);
        vm.prank(requester);
        vm.expectRevert(
            abi.encodeWithSelector(TaskCommittee.TaskTooLong.selector, 5 days + 1, 5 days)
        );
        committee.openTask("d", 1, 500, 3, 2, Seats.Periods(1 days, 2 days, 2 days + 1));
    }

    function test_scalesPenaltiesAboveTheLeast() public {
        vm.startPrank(requester);
        Seats.Periods memory periods = Seats.Periods(1 hours, 1 hours, 1 hours);
        uint128[3] memory prices = [uint128(99), 100, 101];
        uint128[3] memory penalties = [uint128(1000), 1000, 1010];
        for (uint256 i = 0; i < 3; i++) {
            (, uint256 opened) = committee.openTask("d", i, prices[i], 3, 2, periods);
            vm.assertEq(committee.roundOf(opened).penalty, penalties[i]);
        }
        vm.stopPrank();
    }

    function test_keepsToTheSecondsOfARound() public {
        Seats.Round memory r = committee.roundOf(round);
        pass(5);
        enter(node[0]);
        vm.warp(r.drawUntil - 1);
        enter(node[1]);
        bytes32 first = sealOf(round, node[0], "right");
        bytes32 second = sealOf(round, node[1], "right");
        vm.prank(node[0]);
        tooEarly(r.drawUntil);
        committee.commit(round, node[0], first);
        vm.warp(r.drawUntil);
        vm.prank(node[2]);
        tooLate(r.drawUntil);
        committee.enter(task, node[2]);
        put(round, node[0], "right");
        vm.warp(r.commitUntil - 1);
        put(round, node[1], "right");
        tooEarly(r.commitUntil);
        open(round, node[0], "right");
        vm.warp(r.commitUntil);
        vm.prank(node[1]);
        tooLate(r.commitUntil);
        committee.commit(round, node[1], second);
        open(round, node[0], "right");
        vm.warp(r.revealUntil - 1);
        tooEarly(r.revealUntil);
        committee.closeTask(task);
        open(round, node[1], "right");
        vm.warp(r.revealUntil);
        tooLate(r.revealUntil);
        open(round, node[1], "right");
        committee.closeTask(task);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - 1000);
        vm.assertEq(nodes.stakeOf(node[0]), STAKE);
        vm.assertEq(nodes.stakeOf(node[1]), STAKE);
    }

    function test_closesATaskThatNobodyEnteredInTheSecondAfterItsDraw() public {
        Seats.Round memory r = committee.roundOf(round);
        vm.warp(r.drawUntil - 1);
        tooEarly(r.drawUntil);
        committee.closeTask(task);
        vm.warp(r.drawUntil);
        committee.closeTask(task);
        vm.assertTrue(committee.roundOf(round).ended);
    }

    function test_knowsASeedForTwoHundredAndFiftySixBlocksAfterItsOwn() public {
        uint48 seedBlock = committee.roundOf(round).seedBlock;
        vm.roll(seedBlock);
        vm.expectRevert(abi.encodeWithSelector(Seats.NoSeed.selector, seedBlock));
        committee.fixSeed(round);
        vm.roll(seedBlock + 257);
        uint256 forgotten = vm.snapshotState();
        committee.fixSeed(round);
        vm.assertEq(committee.roundOf(round).seedBlock, seedBlock + 257 + 4);
        vm.revertToState(forgotten);
        vm.roll(seedBlock + 256);
        committee.fixSeed(round);
        vm.assertEq(committee.roundOf(round).seed, blockhash(seedBlock));
        vm.assertNotEq(committee.roundOf(round).seed, 0);
    }

    function test_seatsANodeThatHasJustTheStake() public {
        vm.prank(node[0]);
        nodes.beginUnbonding(STAKE - 5000);
        vm.prank(node[1]);
        nodes.beginUnbonding(STAKE - 4999);
        pass(5);
        enter(node[0]);
        vm.prank(node[1]);
        vm.expectRevert(abi.encodeWithSelector(Seats.TooLittleStake.selector, 4999, 5000));
        committee.enter(task, node[1]);
    }

    function test_seatsNoNodeThatEnrolledInTheTasksBlockOrAfter() public {
        address same = join("same block");
        pass(1);
        address after_ = join("after");
        pass(5);
        vm.prank(same);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotEnrolledBefore.selector, same));
        committee.enter(task, same);
        vm.prank(after_);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotEnrolledBefore.selector, after_));
        committee.enter(task, after_);
    }

    function test_takesASignatureToItsDeadline() public {
        pass(5);
        uint256 until = vm.getBlockTimestamp() + 100;
        bytes memory signed = signature(
            keyOf[node[0]],
            typed(
                domainOf(address(committee), block.chainid),
                keccak256(abi.encode(committee.PLACE_TYPE(), round, node[0], until))
            )
        );
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, node[0]));
        committee.enterFor(task, node[0], until, signed);
        vm.warp(until);
        committee.enterFor(task, node[0], until, signed);
    }

    function posted() private returns (List memory list, uint256 batch, bytes32 id) {
        list = listOf(1, 1);
        bytes32 named = escrow.taskId(requester, "derivation", 9);
        (list.promised[0], list.done[0]) = agreed(named, node[2], 200);
        plant(list);
        batch = post(list);
        id = keccak256(abi.encode(named, node[2]));
    }

    function test_takesDisputesToTheLastSecond() public {
        (List memory list, uint256 batch, bytes32 id) = posted();
        uint64 until = uint64(vm.getBlockTimestamp()) + 1 days + 2 days;
        Tasks.Shown memory shown = show(list, 0);
        bytes memory signed = byNode(list.done[0]);
        vm.startPrank(watcher);
        vm.warp(until);
        tooLate(until);
        committee.dispute(batch, shown, list.done[0], signed, "derivation", 9);
        vm.warp(until - 1);
        committee.dispute(batch, shown, list.done[0], signed, "derivation", 9);
        vm.stopPrank();
        Disputes.Dispute memory opened = committee.disputeOf(id);
        vm.assertEq(opened.openedAt, until - 1);
        vm.assertEq(token.balanceOf(address(committee)), 120);
        // A round may be closed just so late that another one fits in.
        vm.warp(until - 1 + 8 days + 1);
        uint256 late = vm.snapshotState();
        committee.decide(id);
        vm.assertTrue(committee.disputeOf(id).state == Disputes.DisputeState.VOID);
        vm.revertToState(late);
        vm.warp(until - 1 + 8 days);
        committee.decide(id);
        vm.assertTrue(committee.disputeOf(id).state == Disputes.DisputeState.OPEN);
        vm.assertEq(committee.disputeOf(id).redraws, 1);
    }

    function test_summonsNobodyWhoStoodReadyInTheDisputesBlockOrAfter() public {
        (List memory list, uint256 batch, bytes32 id) = posted();
        bytes memory signed = byNode(list.done[0]);
        vm.prank(watcher);
        committee.dispute(batch, show(list, 0), list.done[0], signed, "derivation", 9);
        vm.prank(node[0]);
        committee.stand();
        pass(1);
        vm.prank(node[1]);
        committee.stand();
        pass(5);
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(Disputes.NotStanding.selector, node[i]));
            committee.summon(id, node[i]);
        }
        committee.summon(id, node[3]);
        vm.assertEq(committee.boundOf(node[3]), 300);
    }

    function test_takesAReceiptOnlyAsItStandsInItsLeaf() public {
        (List memory list, uint256 batch,) = posted();
        Tasks.Shown memory shown = show(list, 0);
        Tasks.Receipt memory done = list.done[0];
        bytes memory signed = byNode(done);
        bytes32 named = done.task;
        done.node = node[0];
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotTheTask.selector, named));
        committee.dispute(batch, shown, done, signed, "derivation", 9);
        done.node = node[2];
        // Leaves whose receipt is of another node or task than they say.
        for (uint256 i = 0; i < 2; i++) {
            List memory other = listOf(1, 1);
            (other.promised[0], other.done[0]) = agreed(named, node[2], 200);
            plant(other);
            if (i == 0) other.leaves[0].node = node[0];
            if (i == 1) other.leaves[0].task = "other";
            root(other);
            uint256 posted_ = post(other);
            shown = show(other, 0);
            signed = byNode(other.done[0]);
            vm.expectRevert(
                abi.encodeWithSelector(Disputes.NotTheTask.selector, other.leaves[0].task)
            );
            committee.dispute(posted_, shown, other.done[0], signed, "derivation", 9);
        }
    }

    function test_countsOneOutputOnlyOnceItHasAQuorum() public {
        (task, round) = ask(2, 5, 3, Seats.Periods(1 hours, 2 hours, 3 hours));
        pass(5);
        for (uint256 i = 0; i < 5; i++) {
            enter(node[i]);
        }
        wait(1 hours);
        for (uint256 i = 0; i < 5; i++) {
            put(round, node[i], i % 2 == 0 ? bytes32("right") : bytes32("wrong"));
        }
        wait(2 hours);
        for (uint256 i = 0; i < 5; i++) {
            if (i != 2) {
                open(round, node[i], i % 2 == 0 ? bytes32("right") : bytes32("wrong"));
            }
        }
        wait(3 hours);
        committee.closeTask(task);
        vm.assertTrue(committee.taskOf(task).state == TaskCommittee.TaskState.FAILED);
        for (uint256 i = 0; i < 5; i++) {
            vm.assertEq(nodes.stakeOf(node[i]), i == 2 ? STAKE - 5000 : STAKE);
            vm.assertEq(committee.boundOf(node[i]), 0);
        }
        vm.warp(committee.roundOf(round).revealUntil - 1);
        vm.expectRevert(abi.encodeWithSelector(Rounds.AlreadyRevealed.selector, node[0]));
        open(round, node[0], "right");
    }

    function test_freesOnlyTheStakeOfTheRoundThatEnds() public {
        vm.prank(requester);
        (, uint256 cheap) =
            committee.openTask("derivation", 7, 150, 3, 2, Seats.Periods(2 hours, 2 hours, 2 hours));
        bytes32 other = escrow.taskId(requester, "derivation", 7);
        pass(5);
        enter(node[0]);
        vm.prank(node[0]);
        committee.enter(other, node[0]);
        vm.assertEq(committee.boundOf(node[0]), 5000 + 1500);
        wait(1 hours);
        committee.closeTask(task);
        vm.assertEq(committee.boundOf(node[0]), 1500);
        vm.assertEq(committee.roundOf(cheap).members[0], node[0]);
    }

    function test_freesOnlyTheStakeOfThePlaceThatIsLost() public {
        (bytes32 single, uint256 one) = ask(8, 1, 1, Seats.Periods(1 hours, 1 hours, 1 hours));
        pass(5);
        committee.fixSeed(one);
        (address loser, address winner) = committee.ticketOf(one, node[0])
            > committee.ticketOf(one, node[1])
            ? (node[0], node[1])
            : (node[1], node[0]);
        enter(loser);
        vm.prank(loser);
        committee.enter(single, loser);
        vm.assertEq(committee.boundOf(loser), 10_000);
        vm.prank(winner);
        committee.enter(single, winner);
        vm.assertEq(committee.boundOf(loser), 5000);
        vm.assertEq(committee.boundOf(winner), 5000);
        vm.assertFalse(committee.seatOf(one, loser).taken);
    }

    function test_seatsByAFixedSeedWhenItsBlockIsForgotten() public {
        pass(5);
        committee.fixSeed(round);
        bytes32 seed = committee.roundOf(round).seed;
        vm.roll(vm.getBlockNumber() + 300);
        enter(node[0]);
        vm.assertEq(committee.roundOf(round).seed, seed);
    }

    /// @dev Two tasks, each disputed by the other's nonce: one identifier is above the other.
    function test_refusesADisputeByAnotherNonce() public {
        for (uint256 nonce = 20; nonce < 22; nonce++) {
            List memory list = listOf(1, 1);
            bytes32 named = escrow.taskId(requester, "derivation", nonce);
            (list.promised[0], list.done[0]) = agreed(named, node[2], 200);
            plant(list);
            uint256 batch = post(list);
            bytes memory signed = byNode(list.done[0]);
            vm.expectRevert(abi.encodeWithSelector(Disputes.NotTheTask.selector, named));
            committee.dispute(batch, show(list, 0), list.done[0], signed, "derivation", 41 - nonce);
        }
    }

    function test_capsWhatIsLostAtWhatCanBeCounted() public {
        uint256 supply = type(uint128).max;
        NeuralToken vast = new NeuralToken(address(this), supply);
        NodeRegistry registry = new NodeRegistry(vast, address(this), 30 days);
        uint128 bond = uint128(supply / 1e6);
        TaskEscrow held = new TaskEscrow(
            vast,
            registry,
            address(this),
            Batches.Terms(1 days, 1 days, 3 days, 11 days, bond, bond)
        );
        TaskCommittee judging = new TaskCommittee(held, committeeTerms());
        held.grantRole(held.COMMITTEE_ROLE(), address(judging));
        held.allowPoster(address(judging));
        vast.approve(address(held), supply);
        held.deposit(1 << 126);
        Seats.Periods memory periods = Seats.Periods(1 hours, 1 hours, 1 hours);
        (, uint256 dear) = judging.openTask("derivation", 1, 1 << 125, 1, 1, periods);
        vm.assertEq(judging.roundOf(dear).penalty, type(uint128).max);
    }

    function test_comparesTermsWithoutOverflow() public {
        CommitteeTerms.Terms memory terms = committeeTerms();
        terms.leastPenalty = type(uint128).max;
        terms.memberPenalty = 1 << 127;
        new TaskCommittee(escrow, terms);
        terms.bond = 1 << 127;
        vm.expectRevert(CommitteeTerms.FalseTerms.selector);
        new TaskCommittee(escrow, terms);
    }
}
