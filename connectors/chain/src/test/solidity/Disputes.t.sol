// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitteeTerms} from "src/main/solidity/CommitteeTerms.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {Disputes} from "src/main/solidity/Disputes.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import {Windows} from "src/main/solidity/Windows.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title Receipts that somebody disputes
contract DisputesTest is World {
    address private accused;
    uint256 private batch;
    bytes32 private id;
    bytes private stored;

    function setUp() public {
        build(6);
        accused = node[2];
        List memory list = receipts(1);
        stored = abi.encode(list);
        batch = post(list);
        id = keccak256(abi.encode(list.done[0].task, accused));
    }

    function kept() private view returns (List memory) {
        return abi.decode(stored, (List));
    }

    /// @dev A batch of one task of the accused, with the identifier that the task must have.
    function receipts(uint256 nonce) private view returns (List memory list) {
        list = listOf(1, 1);
        bytes32 task = escrow.taskId(requester, "derivation", nonce);
        (list.promised[0], list.done[0]) = agreed(task, accused, 200);
        plant(list);
    }

    function dispute() private {
        bytes memory signed = byNode(kept().done[0]);
        Tasks.Shown memory shown = show(kept(), 0);
        vm.prank(watcher);
        committee.dispute(batch, shown, kept().done[0], signed, "derivation", 1);
    }

    function round() private view returns (uint256) {
        return committee.disputeOf(id).round;
    }

    function draw() private returns (address[] memory judges) {
        pass(5);
        for (uint256 i = 0; i < node.length; i++) {
            try committee.summon(id, node[i]) {} catch {}
        }
        judges = committee.roundOf(round()).members;
        vm.assertEq(judges.length, 3);
        wait(1 days);
    }

    function judge(bytes32 one, bytes32 two, bytes32 three) private returns (address[] memory j) {
        j = draw();
        bytes32[3] memory said = [one, two, three];
        for (uint256 i = 0; i < 3; i++) {
            if (said[i] != "silent") {
                put(round(), j[i], said[i]);
            }
        }
        wait(1 days);
        for (uint256 i = 0; i < 3; i++) {
            if (said[i] != "silent") {
                open(round(), j[i], said[i]);
            }
        }
        wait(1 days);
        committee.decide(id);
    }

    function state() private view returns (Disputes.DisputeState) {
        return committee.disputeOf(id).state;
    }

    function test_slashesANodeWhoseOutputIsWrong() public {
        dispute();
        uint256 supply = token.totalSupply();
        address[] memory j = judge("right", "right", "output");
        vm.assertTrue(state() == Disputes.DisputeState.UPHELD);
        vm.assertEq(nodes.stakeOf(accused), STAKE - 2000);
        // The dissenting judge's penalty of 300 is halved too.
        vm.assertEq(token.totalSupply(), supply - 1000 - 150);
        // 1000 are given: 60 to the challenger, 20 to each agreeing judge, the rest to him who paid.
        vm.assertEq(token.balanceOf(watcher), 2_000_000 + 60);
        vm.assertEq(token.balanceOf(j[0]), 2_000_000 - STAKE - 10_000 + 20);
        vm.assertEq(token.balanceOf(requester), 1_000_000 + 1000 - 60 - 40 + 150);
        vm.assertEq(nodes.stakeOf(j[2]), STAKE - 300);
        vm.assertEq(token.balanceOf(address(committee)), 0);
        vm.expectRevert(abi.encodeWithSelector(Disputes.DisputeNotOpen.selector, id));
        committee.decide(id);
    }

    function test_paysTheBondToANodeWhoseOutputIsRightAndToItsJudges() public {
        dispute();
        address[] memory j = judge("output", "wrong", "output");
        vm.assertTrue(state() == Disputes.DisputeState.REFUTED);
        vm.assertEq(nodes.stakeOf(accused), STAKE);
        vm.assertEq(token.balanceOf(accused), 2_000_000 - STAKE - 10_000 + 80);
        vm.assertEq(token.balanceOf(j[0]), 2_000_000 - STAKE - 10_000 + 20);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 - 120);
        vm.assertEq(token.balanceOf(address(committee)), 0);
        Tasks.Shown memory shown = show(kept(), 0);
        bytes memory signed = byNode(kept().done[0]);
        Tasks.Receipt memory done = kept().done[0];
        vm.expectPartialRevert(Seats.TooLate.selector);
        committee.dispute(batch, shown, done, signed, "derivation", 1);
        // Not even while there is time.
        vm.warp(1_000_000 + 200);
        vm.expectRevert(abi.encodeWithSelector(Disputes.AlreadyDisputed.selector, id));
        committee.dispute(batch, shown, done, signed, "derivation", 1);
    }

    /// @dev Outputs are compared for equality: an order of them means nothing.
    function test_slashesANodeWhoseOutputIsGreaterThanTheRightOne() public {
        dispute();
        judge("a", "a", "a");
        vm.assertTrue(state() == Disputes.DisputeState.UPHELD);
        vm.assertLt(nodes.stakeOf(accused), STAKE);
    }

    function test_drawsAgainTwiceAndThenGivesTheBondBack() public {
        dispute();
        for (uint256 i = 0; i < 2; i++) {
            uint256 before = round();
            address[] memory j = judge("one", "two", "silent");
            vm.assertEq(round(), before + 1);
            vm.assertEq(committee.disputeOf(id).redraws, i + 1);
            vm.assertLt(nodes.stakeOf(j[2]), STAKE);
        }
        judge("one", "two", "three");
        vm.assertTrue(state() == Disputes.DisputeState.VOID);
        vm.assertEq(token.balanceOf(watcher), 2_000_000);
        vm.assertEq(nodes.stakeOf(accused), STAKE);
    }

    function test_drawsNoMoreWhenARoundWasClosedTooLate() public {
        dispute();
        draw();
        wait(8 days);
        committee.decide(id);
        vm.assertTrue(state() == Disputes.DisputeState.VOID);
        vm.assertEq(token.balanceOf(watcher), 2_000_000);
    }

    function test_letsAVoidDisputeBeOpenedAgainWhileItsWindowLasts() public {
        dispute();
        wait(2 days);
        // Nobody was shown for a place, so that nobody was silent.
        committee.decide(id);
        vm.assertEq(committee.disputeOf(id).redraws, 1);
        vm.expectPartialRevert(Seats.TooEarly.selector);
        committee.decide(id);
        wait(7 days);
        committee.decide(id);
        vm.assertTrue(state() == Disputes.DisputeState.VOID);
        vm.expectPartialRevert(Seats.TooLate.selector);
        this.disputeAgain();
        vm.warp(1_000_000 + 200);
        this.disputeAgain();
        vm.assertTrue(state() == Disputes.DisputeState.OPEN);
        vm.assertEq(committee.disputeOf(id).redraws, 0);
    }

    function disputeAgain() external {
        Tasks.Receipt memory done = kept().done[0];
        bytes memory signed = byNode(done);
        Tasks.Shown memory shown = show(kept(), 0);
        vm.prank(watcher);
        committee.dispute(batch, shown, done, signed, "derivation", 1);
    }

    function test_refusesWhatDoesNotFitTogether() public {
        Tasks.Shown memory shown = show(kept(), 0);
        Tasks.Receipt memory done = kept().done[0];
        bytes memory signed = byNode(done);
        vm.startPrank(watcher);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotInABatch.selector, 9));
        committee.dispute(9, shown, done, signed, "derivation", 1);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotTheTask.selector, done.task));
        committee.dispute(batch, shown, done, signed, "derivation", 2);
        shown.leaf.price += 1;
        vm.expectRevert(abi.encodeWithSelector(Disputes.FalseLeaf.selector, 0));
        committee.dispute(batch, shown, done, signed, "derivation", 1);
        shown.leaf.price -= 1;
        done.output = "other";
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotTheTask.selector, done.task));
        committee.dispute(batch, shown, done, signed, "derivation", 1);
        done.output = "output";
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, accused));
        committee.dispute(batch, shown, done, "short", "derivation", 1);
        vm.stopPrank();
    }

    function test_refusesALeafWhoseReceiptTheNodeNeverSigned() public {
        Tasks.Shown memory shown = show(kept(), 0);
        bytes32 digest = typed(escrow.domainSeparator(), escrow.hashReceipt(kept().done[0]));
        bytes memory forged = signature(keyOf[requester], digest);
        bytes memory own = signature(keyOf[accused], digest);
        vm.prank(watcher);
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, accused));
        committee.dispute(batch, shown, kept().done[0], forged, "derivation", 1);
        vm.prank(watcher);
        committee.dispute(batch, shown, kept().done[0], own, "derivation", 1);
    }

    function test_refusesALeafWithAPriceAboveItsBatchsTotal() public {
        List memory list = receipts(1);
        list.total = 199;
        uint256 low = post(list);
        Tasks.Shown memory shown = show(list, 0);
        bytes memory signed = byNode(list.done[0]);
        vm.expectRevert(abi.encodeWithSelector(Disputes.FalseLeaf.selector, 0));
        committee.dispute(low, shown, list.done[0], signed, "derivation", 1);
    }

    function test_refusesReceiptsInVoidBatches() public {
        demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        Tasks.Shown memory shown = show(kept(), 0);
        bytes memory signed = byNode(kept().done[0]);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotInABatch.selector, batch));
        committee.dispute(batch, shown, kept().done[0], signed, "derivation", 1);
    }

    function test_disputesAReceiptThatWasPaidAlready() public {
        wait(1 days);
        escrow.finalise(batch);
        Tasks.Shown memory shown = show(kept(), 0);
        vm.prank(accused);
        escrow.claim(batch, shown, shown);
        dispute();
        judge("right", "right", "right");
        vm.assertEq(nodes.stakeOf(accused), STAKE - 2000);
    }

    function test_refusesReceiptsOfWhoeverHasNoStake() public {
        accused = stranger;
        List memory list = receipts(1);
        hotOf[stranger] = stranger;
        uint256 other = post(list);
        Tasks.Shown memory shown = show(list, 0);
        bytes memory signed = byNode(list.done[0]);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotEnrolled.selector, stranger));
        committee.dispute(other, shown, list.done[0], signed, "derivation", 1);
    }

    function test_letsNobodyJudgeHisOwnCause() public {
        Tasks.Receipt memory done = kept().done[0];
        Tasks.Shown memory shown = show(kept(), 0);
        bytes memory signed = byNode(done);
        // The challenger is a hot key of a node.
        address challenger = hotOf[node[0]];
        token.transfer(challenger, 1000);
        vm.startPrank(challenger);
        token.approve(address(committee), 1000);
        committee.dispute(batch, shown, done, signed, "derivation", 1);
        vm.stopPrank();
        pass(5);
        vm.expectRevert(abi.encodeWithSelector(Disputes.OwnCause.selector, accused));
        committee.summon(id, accused);
        vm.expectRevert(abi.encodeWithSelector(Disputes.OwnCause.selector, node[0]));
        committee.summon(id, node[0]);
        committee.summon(id, node[1]);
        vm.expectRevert(abi.encodeWithSelector(Seats.AlreadySeated.selector, node[1]));
        committee.summon(id, node[1]);
    }

    function test_letsNoRequesterOrChallengerThatIsANodeJudge() public {
        vm.startPrank(requester);
        nodes.enrol(address(99), STAKE);
        committee.stand();
        vm.stopPrank();
        pass(1);
        Tasks.Receipt memory done = kept().done[0];
        Tasks.Shown memory shown = show(kept(), 0);
        bytes memory signed = byNode(done);
        vm.startPrank(node[0]);
        token.approve(address(committee), 1000);
        committee.dispute(batch, shown, done, signed, "derivation", 1);
        vm.stopPrank();
        pass(5);
        vm.expectRevert(abi.encodeWithSelector(Disputes.OwnCause.selector, node[0]));
        committee.summon(id, node[0]);
        vm.expectRevert(abi.encodeWithSelector(Disputes.OwnCause.selector, requester));
        committee.summon(id, requester);
    }

    function test_letsNoRequesterJudgeByTheNodeWhoseHotKeyHeIs() public {
        vm.prank(node[0]);
        nodes.setHotKey(requester);
        dispute();
        pass(5);
        vm.expectRevert(abi.encodeWithSelector(Disputes.OwnCause.selector, node[0]));
        committee.summon(id, node[0]);
    }

    function test_drawsOnlyNodesThatStoodReadyBefore() public {
        vm.prank(node[0]);
        committee.resign();
        dispute();
        vm.prank(node[1]);
        committee.stand();
        pass(5);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotStanding.selector, node[0]));
        committee.summon(id, node[0]);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotStanding.selector, node[1]));
        committee.summon(id, node[1]);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Disputes.NotEnrolled.selector, stranger));
        committee.stand();
    }

    function test_keepsAPlaceOfWhoeverResignsAfterTheDraw() public {
        dispute();
        address[] memory j = draw();
        vm.prank(j[0]);
        committee.resign();
        wait(2 days);
        committee.decide(id);
        vm.assertEq(nodes.stakeOf(j[0]), STAKE - 300);
    }

    /// @dev The race: the accused asks for all its stake at once and takes it as soon as it may.
    function test_slashesStakeThatUnbondsWhileItIsDisputed() public {
        vm.prank(accused);
        nodes.beginUnbonding(STAKE);
        wait(3 days - 1);
        vm.warp(1_000_120 + 3 days - 1);
        dispute();
        for (uint256 i = 0; i < 2; i++) {
            judge("one", "two", "three");
        }
        vm.prank(accused);
        vm.expectPartialRevert(NodeRegistry.NotYet.selector);
        nodes.withdraw();
        judge("right", "right", "right");
        vm.assertEq(nodes.nodeOf(accused).unbonding, STAKE - 2000);
    }

    function test_sharesWhatIsThereWhenTheAccusedHasTooLittle() public {
        nodes.grantRole(nodes.SLASHER_ROLE(), address(this));
        nodes.slash(accused, STAKE - 100, stranger);
        dispute();
        judge("right", "right", "right");
        // 50 are given: a quarter, 12, to the challenger, 4 to each judge, the rest to him who paid.
        vm.assertEq(nodes.stakeOf(accused), 0);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 + 12);
        vm.assertEq(token.balanceOf(requester), 1_000_000 + 50 - 12 - 12);
        vm.assertEq(token.balanceOf(address(committee)), 0);
    }

    function test_keepsNoBondOfADisputeThatMakesNothingForAnybody() public {
        uint256 before = token.balanceOf(accused) + token.balanceOf(watcher);
        dispute();
        judge("output", "output", "output");
        vm.assertEq(token.balanceOf(accused) + token.balanceOf(watcher), before - 60);
    }

    function make(CommitteeTerms.Terms memory terms) private {
        new TaskCommittee(escrow, terms);
    }

    function test_refusesFalseTerms() public {
        for (uint256 i = 0; i < 7; i++) {
            CommitteeTerms.Terms memory terms = committeeTerms();
            if (i == 0) (terms.places, terms.quorum) = (8, 5);
            if (i == 1) terms.factor = 1;
            if (i == 2) terms.factor = 1001;
            if (i == 3) terms.bond = 5;
            if (i == 4) terms.leastPenalty = 479;
            if (i == 5) terms.memberPenalty = 39;
            if (i == 6) terms.memberPenalty = 1001;
            vm.expectRevert(CommitteeTerms.FalseTerms.selector);
            make(terms);
        }
        CommitteeTerms.Terms memory split = committeeTerms();
        split.quorum = 1;
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseQuorum.selector, 3, 1));
        make(split);
        split = committeeTerms();
        split.disputeWindow = 0;
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 0));
        make(split);
    }

    function test_refusesAnUnbondingDelayShorterThanTheLongestDispute() public {
        CommitteeTerms.Terms memory terms = committeeTerms();
        terms.disputeWindow = 8 days;
        make(terms);
        terms.disputeWindow = 8 days + 1;
        vm.expectRevert(
            abi.encodeWithSelector(CommitteeTerms.UnbondingTooEarly.selector, 30 days, 30 days + 1)
        );
        make(terms);
        terms = committeeTerms();
        terms.longestTask = 30 days + 1;
        vm.expectRevert(
            abi.encodeWithSelector(CommitteeTerms.UnbondingTooEarly.selector, 30 days, 30 days + 1)
        );
        make(terms);
    }

    function testFuzz_sharesEveryBondAndSlashToTheLastUnit(uint128 stake, uint8 votes) public {
        stake = uint128(bound(stake, 1, STAKE - 1));
        vm.prank(accused);
        nodes.beginUnbonding(stake);
        dispute();
        uint256 all = token.totalSupply();
        judge(
            votes & 1 == 0 ? bytes32("output") : bytes32("right"),
            votes & 2 == 0 ? bytes32("output") : bytes32("right"),
            votes & 4 == 0 ? bytes32("output") : bytes32("right")
        );
        bool upheld = state() == Disputes.DisputeState.UPHELD;
        vm.assertTrue(upheld || state() == Disputes.DisputeState.REFUTED);
        vm.assertEq(token.balanceOf(address(committee)), 0);
        vm.assertLe(token.totalSupply(), all - (upheld ? 1000 : 0));
        for (uint256 i = 0; i < node.length; i++) {
            vm.assertEq(committee.boundOf(node[i]), 0);
        }
    }
}
