// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Seats} from "src/main/solidity/Seats.sol";
import {Batches} from "src/main/solidity/Batches.sol";
import {Rounds} from "src/main/solidity/Rounds.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import {Windows} from "src/main/solidity/Windows.sol";
import {Wallet} from "./Wallet.sol";
import {World} from "./World.sol";

/// @title Tasks that several nodes do: places, seals, what is paid and what is lost
contract TaskCommitteeTest is World {
    bytes32 private task;
    uint256 private round;

    function setUp() public {
        build(5);
        (task, round) = ask(3, 2);
    }

    function periods() private pure returns (Seats.Periods memory) {
        return Seats.Periods(1 hours, 2 hours, 3 hours);
    }

    function ask(uint8 places, uint8 quorum) private returns (bytes32, uint256) {
        uint256 nonce = vm.getBlockNumber();
        vm.prank(requester);
        return committee.openTask("derivation", nonce, 500, places, quorum, periods());
    }

    function enter(address member) private {
        vm.prank(hotOf[member]);
        committee.enter(task, member);
    }

    /// @dev The three nodes with the lowest tickets have the places, wherever they came in order.
    function seated() private returns (address[] memory members) {
        pass(5);
        for (uint256 i = 0; i < 5; i++) {
            vm.prank(node[i]);
            try committee.enter(task, node[i]) {} catch {}
        }
        members = committee.roundOf(round).members;
        vm.assertEq(members.length, 3);
        wait(1 hours);
    }

    function test_paysAQuorumOfEqualOutputsAndSlashesTheOther() public {
        address[] memory m = seated();
        put(round, m[0], "right");
        put(round, m[1], "wrong");
        put(round, m[2], "right");
        wait(2 hours);
        open(round, m[0], "right");
        open(round, m[1], "wrong");
        open(round, m[2], "right");
        wait(3 hours);
        uint256 supply = token.totalSupply();
        committee.closeTask(task);
        vm.assertEq(token.balanceOf(m[0]), 2_000_000 - STAKE - 10_000 + 500);
        vm.assertEq(token.balanceOf(m[2]), 2_000_000 - STAKE - 10_000 + 500);
        vm.assertEq(nodes.stakeOf(m[1]), STAKE - 5000);
        vm.assertEq(token.totalSupply(), supply - 2500);
        vm.assertEq(token.balanceOf(requester), 1_000_000 + 2500);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - 1000);
        vm.assertEq(escrow.reservedBy(address(committee)), 0);
        for (uint256 i = 0; i < 3; i++) {
            vm.assertEq(committee.boundOf(m[i]), 0);
        }
        vm.assertTrue(committee.taskOf(task).state == TaskCommittee.TaskState.SETTLED);
        vm.expectRevert(abi.encodeWithSelector(TaskCommittee.TaskNotOpen.selector, task));
        committee.closeTask(task);
    }

    function test_slashesWhoeverNeitherSealsNorRevealsAndPaysNobodyWithoutAQuorum() public {
        address[] memory m = seated();
        put(round, m[0], "right");
        put(round, m[1], "right");
        wait(2 hours);
        open(round, m[0], "right");
        wait(3 hours);
        committee.closeTask(task);
        vm.assertEq(nodes.stakeOf(m[0]), STAKE);
        vm.assertEq(nodes.stakeOf(m[1]), STAKE - 5000);
        vm.assertEq(nodes.stakeOf(m[2]), STAKE - 5000);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000);
        vm.assertTrue(committee.taskOf(task).state == TaskCommittee.TaskState.FAILED);
    }

    function test_takesNothingOfThoseWhoSayThatThereIsNoOutputUnlessAQuorumHasOne() public {
        address[] memory m = seated();
        for (uint256 i = 0; i < 3; i++) {
            put(round, m[i], 0);
        }
        wait(2 hours);
        for (uint256 i = 0; i < 3; i++) {
            open(round, m[i], 0);
        }
        wait(3 hours);
        committee.closeTask(task);
        for (uint256 i = 0; i < 3; i++) {
            vm.assertEq(nodes.stakeOf(m[i]), STAKE);
        }
        vm.assertEq(escrow.balanceOf(requester), 1_000_000);
        (task, round) = ask(3, 2);
        m = seated();
        put(round, m[0], 0);
        put(round, m[1], "right");
        put(round, m[2], "right");
        wait(2 hours);
        open(round, m[0], 0);
        open(round, m[1], "right");
        open(round, m[2], "right");
        wait(3 hours);
        committee.closeTask(task);
        vm.assertEq(nodes.stakeOf(m[0]), STAKE - 5000);
    }

    function test_givesTheTasksPayBackWhenTooFewNodesTookPlaces() public {
        pass(5);
        enter(node[0]);
        vm.assertEq(committee.boundOf(node[0]), 5000);
        vm.expectPartialRevert(Seats.TooEarly.selector);
        committee.closeTask(task);
        wait(1 hours);
        vm.prank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(Rounds.TooFewMembers.selector, 1, 2));
        committee.commit(round, node[0], "seal");
        committee.closeTask(task);
        vm.assertEq(nodes.stakeOf(node[0]), STAKE);
        vm.assertEq(committee.boundOf(node[0]), 0);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000);
    }

    function test_refusesTasksThatCannotBe() public {
        vm.startPrank(requester);
        uint8[3] memory places = [16, 3, 4];
        uint8[3] memory quorum = [9, 4, 2];
        for (uint256 i = 0; i < 3; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(Seats.FalseQuorum.selector, places[i], quorum[i])
            );
            committee.openTask("d", 1, 500, places[i], quorum[i], periods());
        }
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseQuorum.selector, 0, 0));
        committee.openTask("d", 1, 500, 0, 0, periods());
        vm.expectRevert(TaskCommittee.NoPrice.selector);
        committee.openTask("d", 1, 0, 3, 2, periods());
        vm.expectRevert(abi.encodeWithSelector(TaskCommittee.TaskTooLong.selector, 6 days, 5 days));
        committee.openTask("d", 1, 500, 3, 2, Seats.Periods(1 days, 2 days, 3 days));
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 0));
        committee.openTask("d", 1, 500, 3, 2, Seats.Periods(1 days, 0, 3 days));
        committee.openTask("d", 1, 500, 3, 2, periods());
        bytes32 known = escrow.taskId(requester, "d", 1);
        vm.expectRevert(abi.encodeWithSelector(TaskCommittee.TaskKnown.selector, known));
        committee.openTask("d", 1, 500, 3, 2, periods());
        vm.stopPrank();
    }

    function test_reservesOnlyTheBalanceOfWhoeverAllowsIt() public {
        vm.startPrank(stranger);
        escrow.deposit(10_000);
        vm.expectRevert(
            abi.encodeWithSelector(Batches.NotPoster.selector, stranger, address(committee))
        );
        committee.openTask("d", 1, 500, 3, 2, periods());
        vm.stopPrank();
    }

    function test_capsAPenaltyAboveEveryStake() public {
        vm.startPrank(requester);
        vm.expectPartialRevert(bytes4(keccak256("TooLittleBalance(uint256,uint256)")));
        committee.openTask("d", 1, type(uint128).max, 3, 2, periods());
        (, uint256 cheap) = committee.openTask("d", 2, 1, 1, 1, periods());
        vm.stopPrank();
        vm.assertEq(committee.roundOf(cheap).penalty, 1000);
    }

    function test_drawsThoseWithTheLowestTicketsInWhateverOrderTheyCome(uint256 order) public {
        pass(5);
        uint256 lower;
        for (uint256 i = 0; i < 5; i++) {
            uint256 next = (i + order % 5) % 5;
            vm.prank(node[next]);
            try committee.enter(task, node[next]) {} catch {}
        }
        address[] memory members = committee.roundOf(round).members;
        for (uint256 i = 0; i < 5; i++) {
            lower = 0;
            for (uint256 j = 0; j < 5; j++) {
                if (committee.ticketOf(round, node[j]) < committee.ticketOf(round, node[i])) {
                    lower++;
                }
            }
            bool member;
            for (uint256 j = 0; j < 3; j++) {
                member = member || members[j] == node[i];
            }
            vm.assertEq(member, lower < 3);
            vm.assertEq(committee.boundOf(node[i]), member ? 5000 : 0);
            vm.assertEq(committee.seatOf(round, node[i]).taken, member);
        }
    }

    function test_refusesANodeWithAHigherTicketOnceAllPlacesAreTaken() public {
        pass(5);
        uint256 refused;
        for (uint256 again = 0; again < 2; again++) {
            for (uint256 i = 0; i < 5; i++) {
                vm.prank(node[i]);
                try committee.enter(task, node[i]) {}
                catch (bytes memory why) {
                    bytes memory drawn = abi.encodeWithSelector(Seats.NotDrawn.selector, node[i]);
                    bytes memory there =
                        abi.encodeWithSelector(Seats.AlreadySeated.selector, node[i]);
                    vm.assertTrue(
                        keccak256(why) == keccak256(drawn) || keccak256(why) == keccak256(there)
                    );
                    refused++;
                }
            }
        }
        vm.assertGe(refused, 5);
    }

    function test_seatsNobodyBeforeTheSeedIsKnown() public {
        uint48 seedBlock = committee.roundOf(round).seedBlock;
        vm.prank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(Seats.NoSeed.selector, seedBlock));
        committee.enter(task, node[0]);
        vm.expectRevert(abi.encodeWithSelector(Seats.NoSeed.selector, seedBlock));
        committee.fixSeed(round);
        pass(5);
        committee.fixSeed(round);
        vm.assertEq(committee.roundOf(round).seed, blockhash(seedBlock));
        vm.expectRevert(abi.encodeWithSelector(Seats.SeedKnown.selector, round));
        committee.fixSeed(round);
    }

    function test_choosesAnotherBlockWhenTheFirstIsForgotten() public {
        vm.roll(vm.getBlockNumber() + 300);
        vm.prank(node[0]);
        vm.expectPartialRevert(Seats.NoSeed.selector);
        committee.enter(task, node[0]);
        committee.fixSeed(round);
        vm.assertEq(committee.roundOf(round).seed, 0);
        vm.assertEq(committee.roundOf(round).seedBlock, vm.getBlockNumber() + 4);
        pass(5);
        enter(node[0]);
        vm.assertNotEq(committee.roundOf(round).seed, 0);
        wait(1 hours);
        vm.expectPartialRevert(Seats.TooLate.selector);
        committee.fixSeed(round);
    }

    function test_givesNoPlaceToSybilsThatEnrolAfterTheTask() public {
        address sybil = join("sybil");
        pass(5);
        vm.prank(sybil);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotEnrolledBefore.selector, sybil));
        committee.enter(task, sybil);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotEnrolledBefore.selector, stranger));
        committee.enter(task, stranger);
    }

    function test_bindsTheSameStakeToOnePlaceOnly() public {
        vm.prank(node[0]);
        nodes.beginUnbonding(STAKE - 9999);
        pass(5);
        enter(node[0]);
        bytes32 first = task;
        (task, round) = ask(3, 2);
        pass(5);
        vm.prank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(Seats.TooLittleStake.selector, 9999, 10_000));
        committee.enter(task, node[0]);
        wait(1 hours);
        committee.closeTask(first);
        vm.assertEq(committee.boundOf(node[0]), 0);
    }

    function test_slashesWhatUnbondsDuringARound() public {
        address[] memory m = seated();
        vm.prank(m[0]);
        nodes.beginUnbonding(STAKE);
        wait(5 hours);
        committee.closeTask(task);
        vm.assertEq(nodes.nodeOf(m[0]).unbonding, STAKE - 5000);
    }

    function test_letsOnlyANodeAndItsPresentHotKeyActForIt() public {
        address old = hotOf[node[0]];
        vm.prank(node[0]);
        nodes.setHotKey(address(77));
        pass(5);
        vm.prank(old);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotTheNode.selector, node[0], old));
        committee.enter(task, node[0]);
        vm.prank(address(77));
        committee.enter(task, node[0]);
        enter(node[1]);
        wait(1 hours);
        vm.prank(old);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotTheNode.selector, node[0], old));
        committee.commit(round, node[0], "seal");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Seats.NotTheNode.selector, node[0], stranger));
        committee.commit(round, node[0], "seal");
        vm.prank(node[0]);
        committee.commit(round, node[0], "seal");
    }

    function test_makesACopiedSealWorthless() public {
        address[] memory m = seated();
        bytes32 seen = sealOf(round, m[0], "right");
        // The copier is even first in the block.
        vm.prank(m[1]);
        committee.commit(round, m[1], seen);
        put(round, m[0], "right");
        put(round, m[2], "right");
        wait(2 hours);
        open(round, m[0], "right");
        open(round, m[2], "right");
        vm.expectRevert(abi.encodeWithSelector(Rounds.FalseReveal.selector, m[1]));
        open(round, m[1], "right");
        wait(3 hours);
        committee.closeTask(task);
        vm.assertEq(nodes.stakeOf(m[1]), STAKE - 5000);
        vm.assertEq(nodes.stakeOf(m[0]), STAKE);
    }

    function test_makesACopiedRevealComeTooLate() public {
        address[] memory m = seated();
        put(round, m[0], "right");
        put(round, m[1], "guess");
        wait(2 hours);
        open(round, m[0], "right");
        vm.prank(m[2]);
        vm.expectPartialRevert(Seats.TooLate.selector);
        committee.commit(round, m[2], sealOf(round, m[2], "right"));
        vm.expectRevert(abi.encodeWithSelector(Rounds.FalseReveal.selector, m[1]));
        open(round, m[1], "right");
        vm.expectRevert(abi.encodeWithSelector(Rounds.FalseReveal.selector, m[2]));
        open(round, m[2], "right");
    }

    function test_sealsOnceAndOpensOnce() public {
        pass(5);
        address last = node[4];
        vm.prank(node[0]);
        committee.enter(task, node[0]);
        vm.prank(node[1]);
        committee.enter(task, node[1]);
        vm.prank(node[0]);
        vm.expectPartialRevert(Seats.TooEarly.selector);
        committee.commit(round, node[0], "seal");
        wait(1 hours);
        vm.prank(last);
        vm.expectPartialRevert(Seats.TooLate.selector);
        committee.enter(task, last);
        vm.prank(last);
        vm.expectRevert(abi.encodeWithSelector(Rounds.NotSeated.selector, last));
        committee.commit(round, last, "seal");
        vm.prank(node[0]);
        vm.expectRevert(Rounds.NoSeal.selector);
        committee.commit(round, node[0], 0);
        put(round, node[0], "right");
        vm.prank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(Rounds.AlreadySealed.selector, node[0]));
        committee.commit(round, node[0], "other");
        vm.expectPartialRevert(Seats.TooEarly.selector);
        open(round, node[0], "right");
        wait(2 hours);
        open(round, node[0], "right");
        vm.expectRevert(abi.encodeWithSelector(Rounds.AlreadyRevealed.selector, node[0]));
        open(round, node[0], "right");
        wait(3 hours);
        vm.expectPartialRevert(Seats.TooLate.selector);
        open(round, node[1], "right");
    }

    function test_refusesASealOfAnotherRound() public {
        address[] memory m = seated();
        put(round - 1, m[0], "right", true);
        bytes32 replayed = sealOf(round + 1, m[0], "right");
        vm.prank(m[0]);
        committee.commit(round, m[0], replayed);
        wait(2 hours);
        vm.expectRevert(abi.encodeWithSelector(Rounds.FalseReveal.selector, m[0]));
        open(round, m[0], "right");
    }

    function put(uint256 unknown, address member, bytes32 output, bool) private {
        vm.prank(member);
        vm.expectRevert(abi.encodeWithSelector(Seats.TooLate.selector, 0));
        committee.commit(unknown, member, sealOf(unknown, member, output));
    }

    function place(uint256 number, address member, uint256 until, uint256 chain)
        private
        view
        returns (bytes32)
    {
        return typed(
            domainOf(address(committee), chain),
            keccak256(abi.encode(committee.PLACE_TYPE(), number, member, until))
        );
    }

    function test_takesPlacesAndSealsBySignature() public {
        pass(5);
        uint256 until = vm.getBlockTimestamp() + 1 days;
        bytes memory hot =
            signature(keyOf[hotOf[node[0]]], place(round, node[0], until, block.chainid));
        committee.enterFor(task, node[0], until, hot);
        vm.expectRevert(abi.encodeWithSelector(Seats.AlreadySeated.selector, node[0]));
        committee.enterFor(task, node[0], until, hot);
        bytes memory own = signature(keyOf[node[1]], place(round, node[1], until, block.chainid));
        committee.enterFor(task, node[1], until, own);
        wait(1 hours);
        bytes32 sealing = sealOf(round, node[0], "right");
        bytes memory signed = signature(
            keyOf[hotOf[node[0]]],
            typed(
                domainOf(address(committee), block.chainid),
                keccak256(abi.encode(committee.SEAL_TYPE(), round, node[0], sealing, until))
            )
        );
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, node[0]));
        committee.commitFor(round, node[0], "other", until, signed);
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, node[1]));
        committee.commitFor(round, node[1], sealing, until, signed);
        committee.commitFor(round, node[0], sealing, until, signed);
        vm.expectRevert(abi.encodeWithSelector(Rounds.AlreadySealed.selector, node[0]));
        committee.commitFor(round, node[0], sealing, until, signed);
    }

    function test_refusesPlacesWithSignaturesThatAreNotTheNodesOrNotForNow() public {
        pass(5);
        address n = node[0];
        uint256 until = vm.getBlockTimestamp() + 100;
        uint256 chain = block.chainid;
        bytes[4] memory bad = [
            signature(keyOf[stranger], place(round, n, until, chain)),
            signature(keyOf[hotOf[node[1]]], place(round, n, until, chain)),
            signature(keyOf[n], place(round, n, until, chain + 1)),
            signature(keyOf[n], place(round + 1, n, until, chain))
        ];
        for (uint256 i = 0; i < 4; i++) {
            vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, n));
            committee.enterFor(task, n, until, bad[i]);
        }
        bytes memory good = signature(keyOf[n], place(round, n, until, chain));
        bytes memory former = signature(keyOf[hotOf[n]], place(round, n, until, chain));
        vm.prank(n);
        nodes.setHotKey(address(77));
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, n));
        committee.enterFor(task, n, until, former);
        wait(101);
        vm.expectRevert(abi.encodeWithSelector(Seats.FalseSignature.selector, n));
        committee.enterFor(task, n, until, good);
    }

    function test_takesAPlaceForANodeThatIsAContract() public {
        Wallet wallet = new Wallet(stranger);
        token.transfer(address(wallet), STAKE);
        wallet.call(address(token), abi.encodeCall(token.approve, (address(nodes), STAKE)));
        wallet.call(address(nodes), abi.encodeCall(nodes.enrol, (address(88), STAKE)));
        pass(1);
        (task, round) = ask(3, 2);
        pass(5);
        uint256 until = vm.getBlockTimestamp() + 100;
        bytes32 digest = place(round, address(wallet), until, block.chainid);
        bytes memory other = signature(keyOf[watcher], digest);
        bytes memory signed = signature(keyOf[stranger], digest);
        vm.expectPartialRevert(Seats.FalseSignature.selector);
        committee.enterFor(task, address(wallet), until, other);
        committee.enterFor(task, address(wallet), until, signed);
    }

    function test_countsEveryPlaceOfALargeRound() public {
        for (uint256 i = 5; i < 15; i++) {
            join(string.concat("more ", vm.toString(i)));
        }
        pass(1);
        (task, round) = ask(15, 8);
        pass(5);
        for (uint256 i = 0; i < 15; i++) {
            enter(node[i]);
        }
        wait(1 hours);
        for (uint256 i = 0; i < 15; i++) {
            put(round, node[i], i < 7 ? bytes32("left") : bytes32("right"));
        }
        wait(2 hours);
        for (uint256 i = 0; i < 15; i++) {
            open(round, node[i], i < 7 ? bytes32("left") : bytes32("right"));
        }
        wait(3 hours);
        committee.closeTask(task);
        vm.assertLe(vm.lastCallGas().gasTotalUsed, 16_777_216);
        for (uint256 i = 0; i < 15; i++) {
            vm.assertEq(nodes.stakeOf(node[i]), i < 7 ? STAKE - 5000 : STAKE);
        }
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - 8 * 500 - 1500);
    }

    function test_costsOfARoundOfThree() public {
        pass(1);
        vm.cool(address(committee));
        vm.cool(address(escrow));
        (task, round) = ask(3, 2);
        uint256 gas = vm.lastCallGas().gasTotalUsed;
        uint256[3] memory each;
        pass(5);
        for (uint256 i = 0; i < 3; i++) {
            vm.cool(address(committee));
            enter(node[i]);
            each[0] = vm.lastCallGas().gasTotalUsed;
            gas += each[0];
        }
        wait(1 hours);
        for (uint256 i = 0; i < 3; i++) {
            vm.cool(address(committee));
            put(round, node[i], "right");
            each[1] = vm.lastCallGas().gasTotalUsed;
            gas += each[1];
        }
        wait(2 hours);
        for (uint256 i = 0; i < 3; i++) {
            vm.cool(address(committee));
            open(round, node[i], "right");
            each[2] = vm.lastCallGas().gasTotalUsed;
            gas += each[2];
        }
        wait(3 hours);
        vm.cool(address(committee));
        committee.closeTask(task);
        gas += vm.lastCallGas().gasTotalUsed;
        vm.snapshotValue("take a place", each[0]);
        vm.snapshotValue("put down a seal", each[1]);
        vm.snapshotValue("open a seal", each[2]);
        vm.snapshotValue("a round of three, all eleven calls", gas);
    }
}
