// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disputes} from "src/main/solidity/Disputes.sol";
import {Rounds} from "src/main/solidity/Rounds.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title What is announced of rounds and disputes, as whoever indexes them reads it
contract CommitteeEventsTest is World {
    function setUp() public {
        build(6);
    }

    function periods() private pure returns (Seats.Periods memory) {
        return Seats.Periods(1 hours, 2 hours, 3 hours);
    }

    function test_announcesWhatBecomesOfARound() public {
        bytes32 task = escrow.taskId(requester, "derivation", 1);
        uint48 seedBlock = uint48(vm.getBlockNumber()) + 4;
        vm.prank(requester);
        vm.expectEmit(address(committee));
        emit Seats.RoundOpened(1, 1, 1, seedBlock);
        vm.expectEmit(address(committee));
        emit TaskCommittee.TaskOpened(task, requester, 1, "derivation", 1, 500);
        committee.openTask("derivation", 1, 500, 1, 1, periods());
        pass(5);
        vm.expectEmit(address(committee));
        emit Seats.Seeded(1, blockhash(seedBlock));
        committee.fixSeed(1);
        bool displaced = committee.ticketOf(1, node[0]) > committee.ticketOf(1, node[1]);
        (address first, address second) = displaced ? (node[0], node[1]) : (node[1], node[0]);
        vm.prank(first);
        vm.expectEmit(address(committee));
        emit Seats.Seated(1, first);
        committee.enter(task, first);
        vm.prank(second);
        vm.expectEmit(address(committee));
        emit Seats.Displaced(1, first);
        vm.expectEmit(address(committee));
        emit Seats.Seated(1, second);
        committee.enter(task, second);
        wait(1 hours);
        vm.expectEmit(address(committee));
        emit Rounds.Sealed(1, second, sealOf(1, second, "right"));
        put(1, second, "right");
        wait(2 hours);
        vm.expectEmit(address(committee));
        emit Rounds.Revealed(1, second, "keyed", "right");
        open(1, second, "right");
        wait(3 hours);
        vm.expectEmit(address(committee));
        emit Rounds.RoundEnded(1, true, "right");
        vm.expectEmit(address(committee));
        emit TaskCommittee.TaskClosed(task, true, "right");
        committee.closeTask(task);
        vm.assertTrue(committee.roundOf(1).ended);
    }

    function test_announcesARoundThatNobodyEnteredAndASeedThatIsPutOff() public {
        vm.prank(requester);
        (bytes32 task, uint256 round) = committee.openTask("derivation", 1, 500, 3, 2, periods());
        vm.roll(vm.getBlockNumber() + 300);
        vm.expectEmit(address(committee));
        emit Seats.SeedPostponed(round, uint48(vm.getBlockNumber()) + 4);
        committee.fixSeed(round);
        wait(1 hours);
        vm.expectEmit(address(committee));
        emit Rounds.RoundEnded(round, false, 0);
        vm.expectEmit(address(committee));
        emit TaskCommittee.TaskClosed(task, false, 0);
        committee.closeTask(task);
    }

    function test_announcesWhoStandsReady() public {
        vm.startPrank(node[0]);
        vm.expectEmit(address(committee));
        emit Disputes.Resigned(node[0]);
        committee.resign();
        vm.expectEmit(address(committee));
        emit Disputes.Stood(node[0]);
        committee.stand();
        vm.stopPrank();
    }

    /// @dev Three judges are drawn and say the same, or nothing at all.
    function judge(bytes32 id, bytes32 said) private returns (address[] memory judges) {
        uint256 round = committee.disputeOf(id).round;
        pass(5);
        for (uint256 i = 0; i < node.length; i++) {
            try committee.summon(id, node[i]) {} catch {}
        }
        judges = committee.roundOf(round).members;
        wait(1 days);
        for (uint256 i = 0; said != 0 && i < 3; i++) {
            put(round, judges[i], said);
        }
        wait(1 days);
        for (uint256 i = 0; said != 0 && i < 3; i++) {
            open(round, judges[i], said);
        }
        wait(1 days);
    }

    function dispute() private returns (bytes32 id) {
        List memory list = listOf(1, 1);
        bytes32 task = escrow.taskId(requester, "derivation", 1);
        (list.promised[0], list.done[0]) = agreed(task, node[2], 200);
        plant(list);
        uint256 batch = post(list);
        id = keccak256(abi.encode(task, node[2]));
        bytes memory signed = byNode(list.done[0]);
        vm.prank(watcher);
        vm.expectEmit(address(committee));
        emit Disputes.Disputed(id, node[2], watcher, 1, task, "derivation", 1, "output");
        vm.assertEq(
            committee.dispute(batch, show(list, 0), list.done[0], signed, "derivation", 1), id
        );
    }

    function test_announcesADisputeThatIsUpheld() public {
        bytes32 id = dispute();
        Disputes.Dispute memory opened = committee.disputeOf(id);
        vm.assertEq(opened.challenger, watcher);
        vm.assertEq(opened.requester, requester);
        vm.assertEq(opened.penalty, 2000);
        judge(id, "right");
        vm.expectEmit(address(committee));
        emit Disputes.Decided(id, Disputes.DisputeState.UPHELD, "right", 2000);
        committee.decide(id);
    }

    function test_announcesADisputeThatIsRefuted() public {
        bytes32 id = dispute();
        judge(id, "output");
        vm.expectEmit(address(committee));
        emit Disputes.Decided(id, Disputes.DisputeState.REFUTED, "output", 0);
        committee.decide(id);
    }

    function test_announcesADisputeThatIsDrawnAgainAndThenVoid() public {
        bytes32 id = dispute();
        for (uint256 i = 0; i < 2; i++) {
            judge(id, 0);
            vm.expectEmit(address(committee));
            emit Disputes.Redrawn(id, i + 2);
            committee.decide(id);
        }
        judge(id, 0);
        vm.expectEmit(address(committee));
        emit Disputes.Decided(id, Disputes.DisputeState.VOID, 0, 0);
        committee.decide(id);
    }
}
