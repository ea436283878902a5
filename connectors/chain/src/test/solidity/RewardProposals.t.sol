// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {Windows} from "src/main/solidity/Windows.sol";
import {RewardTrial} from "./RewardTrial.sol";

/// @title How a root comes to be claimed against
contract RewardProposalsTest is RewardTrial {
    // Construction

    function test_wantsABond() public {
        vm.expectRevert(RewardDistributor.Nothing.selector);
        new RewardDistributor(token, address(this), GENESIS, LENGTH, CHALLENGE, ARBITRATION, 0);
    }

    function test_wantsAnHourForEachWindowWhereItIsNotDevelopment() public {
        vm.chainId(10);
        for (uint256 i = 0; i < 3; i++) {
            uint64[3] memory windows = [LENGTH, CHALLENGE, ARBITRATION];
            windows[i] = 1 hours - 1;
            vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 1 hours - 1));
            new RewardDistributor(
                token, address(this), GENESIS, windows[0], windows[1], windows[2], BOND
            );
        }
        new RewardDistributor(token, address(this), GENESIS, 1 hours, 1 hours, 1 hours, BOND);
    }

    function test_remembersItsTerms() public view {
        vm.assertEq(address(rewards.token()), address(token));
        vm.assertEq(rewards.genesis(), GENESIS);
        vm.assertEq(rewards.epochLength(), LENGTH);
        vm.assertEq(rewards.challengeWindow(), CHALLENGE);
        vm.assertEq(rewards.arbitrationWindow(), ARBITRATION);
        vm.assertEq(rewards.bond(), BOND);
        vm.assertEq(rewards.endOf(3), GENESIS + 3 * LENGTH);
        vm.assertEq(rewards.endOf(type(uint64).max), GENESIS + uint256(type(uint64).max) * LENGTH);
    }

    // Proposing

    /// @dev The bond that is free then stands for the new proposal: none is asked for.
    function test_takesTheNextProposalOfAPosterWhoHasNothingLeft() public {
        uint256 rest = RICH - BOND;
        end(1);
        vm.prank(poster);
        token.transfer(stranger, rest);
        propose(poster, 1, ROOT, 600);
        vm.assertEq(token.balanceOf(poster), 0);
        end(2);
        propose(poster, 2, ROOT, 700);
        vm.assertEq(rewards.settledEpoch(), 1);
        vm.assertEq(token.balanceOf(poster), 0);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }

    function test_refusesToSettleAnEpochBeforeTheSettledOne() public {
        end(2);
        propose(poster, 2, ROOT, 600);
        later(CHALLENGE);
        rewards.settle(2);
        rewards.settle(2);
        expectWrongState(RewardDistributor.State.Settled);
        rewards.settle(1);
    }

    function test_proposesAnEpochThatHasEnded() public {
        end(1);
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Proposed(1, poster, ROOT, 600, STATEMENT);
        propose(poster, 1, ROOT, 600);
        RewardDistributor.Proposal memory proposal = rewards.latest();
        vm.assertEq(proposal.epoch, 1);
        vm.assertEq(proposal.proposedAt, rewards.endOf(1));
        vm.assertEq(proposal.challengedAt, 0);
        vm.assertEq(proposal.poster, poster);
        vm.assertEq(proposal.challenger, address(0));
        vm.assertEq(proposal.total, 600);
        vm.assertEq(proposal.root, ROOT);
        vm.assertEq(proposal.statement, STATEMENT);
        assertState(RewardDistributor.State.Proposed);
        vm.assertTrue(rewards.pending());
        vm.assertEq(token.balanceOf(poster), RICH - BOND);
    }

    function test_refusesAnEpochThatHasNotEnded() public {
        vm.warp(rewards.endOf(1) - 1);
        expectNotNow(1);
        propose(poster, 1, ROOT, 600);
        end(1);
        expectNotNow(2);
        propose(poster, 2, ROOT, 600);
        expectNotNow(0);
        propose(poster, 0, ROOT, 600);
        expectNotNow(type(uint64).max);
        propose(poster, type(uint64).max, ROOT, 600);
    }

    function test_changesNothingWhenTheSameIsProposedAgain() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        later(1 hours);
        vm.recordLogs();
        propose(poster, 1, ROOT, 600);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(rewards.latest().proposedAt, rewards.endOf(1));
        vm.assertEq(token.balanceOf(poster), RICH - BOND);
    }

    function test_refusesAnythingElseWhileAProposalStands() public {
        end(2);
        propose(poster, 1, ROOT, 600);
        expectNotNow(2);
        propose(poster, 2, ROOT, 600);
        expectNotNow(1);
        propose(poster, 1, "other", 600);
        expectNotNow(1);
        propose(poster, 1, ROOT, 601);
        expectNotNow(1);
        vm.prank(poster);
        rewards.propose(1, ROOT, 600, "other");
    }

    function test_refusesTheSecondOfTwoOperatorsThatCloseOneEpoch() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        expectNotNow(1);
        propose(otherPoster, 1, ROOT, 600);
        later(CHALLENGE);
        rewards.settle(1);
        expectNotNow(1);
        propose(otherPoster, 1, "other", 700);
        vm.assertEq(rewards.root(), ROOT);
        vm.assertEq(token.balanceOf(otherPoster), RICH);
    }

    function test_speaksForAllEpochsSinceTheLast() public {
        end(5);
        propose(poster, 4, ROOT, 600);
        later(CHALLENGE);
        rewards.settle(4);
        vm.assertEq(rewards.settledEpoch(), 4);
        for (uint64 epoch = 1; epoch <= 4; epoch++) {
            expectNotNow(epoch);
            propose(poster, epoch, "other", 600);
        }
        propose(poster, 5, "other", 600);
    }

    function test_refusesTotalsBelowTheSettledOrAboveTheFunded() public {
        settled(1, 300, 300, 600);
        end(2);
        vm.expectRevert(
            abi.encodeWithSelector(RewardDistributor.TotalOutOfRange.selector, 599, 600, 1000)
        );
        propose(poster, 2, ROOT, 599);
        vm.expectRevert(
            abi.encodeWithSelector(RewardDistributor.TotalOutOfRange.selector, 1001, 600, 1000)
        );
        propose(poster, 2, ROOT, 1001);
        propose(poster, 2, ROOT, 600);
        later(CHALLENGE);
        end(3);
        propose(poster, 3, ROOT, 1000);
    }

    function test_refusesAProposalOfNothing() public {
        end(1);
        vm.expectRevert(RewardDistributor.Nothing.selector);
        propose(poster, 1, 0, 600);
        vm.expectRevert(RewardDistributor.Nothing.selector);
        vm.prank(poster);
        rewards.propose(1, ROOT, 600, 0);
    }

    function test_refusesAPosterWithoutABond() public {
        end(1);
        vm.prank(poster);
        token.approve(address(rewards), BOND - 1);
        vm.expectRevert();
        propose(poster, 1, ROOT, 600);
        assertState(RewardDistributor.State.None);
    }

    // Missed epochs

    function test_letsAnybodyProposeAfterTwoMissedEpochs() public {
        vm.assertEq(rewards.openFrom(), rewards.endOf(3));
        vm.warp(rewards.endOf(3) - 1);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotAPoster.selector, stranger));
        propose(stranger, 2, ROOT, 600);
        end(3);
        propose(stranger, 3, ROOT, 600);
        vm.assertEq(token.balanceOf(stranger), RICH - BOND);
        later(CHALLENGE);
        rewards.settle(3);
        vm.assertEq(token.balanceOf(stranger), RICH);
    }

    function test_letsNobodyElseProposeWhenTheLastEpochWasSettledLate() public {
        end(3);
        propose(poster, 1, ROOT, 600);
        later(CHALLENGE);
        rewards.settle(1);
        vm.assertEq(rewards.settledAt(), vm.getBlockTimestamp());
        vm.assertEq(rewards.openFrom(), vm.getBlockTimestamp() + 2 * LENGTH);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotAPoster.selector, stranger));
        propose(stranger, 2, ROOT, 600);
        vm.warp(rewards.openFrom());
        propose(stranger, 2, ROOT, 600);
    }

    function test_letsNobodyElseProposeByAProposalThatIsDue() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        end(4);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotAPoster.selector, stranger));
        propose(stranger, 4, ROOT, 600);
        assertState(RewardDistributor.State.Proposed);
    }

    function test_doesNotCountRefusedProposalsAsSettled() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        challenge(1);
        decide(1, false);
        end(3);
        propose(stranger, 3, "right", 600);
    }

    // Settling

    function test_settlesWhatNobodyChallengedInTime() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        later(CHALLENGE - 1);
        expectWrongState(RewardDistributor.State.Proposed);
        rewards.settle(1);
        later(1);
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Settled(1, ROOT, 600, STATEMENT);
        rewards.settle(1);
        vm.assertEq(rewards.root(), ROOT);
        vm.assertEq(rewards.total(), 600);
        vm.assertEq(rewards.settledEpoch(), 1);
        vm.assertFalse(rewards.pending());
        vm.assertEq(token.balanceOf(poster), RICH);
    }

    function test_changesNothingWhenSettledAgain() public {
        settled(1, 300, 300, 600);
        vm.recordLogs();
        rewards.settle(1);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(token.balanceOf(poster), RICH);
    }

    function test_refusesToSettleWhatIsNotProposed() public {
        expectWrongState(RewardDistributor.State.None);
        rewards.settle(0);
        expectWrongState(RewardDistributor.State.None);
        rewards.settle(1);
        end(2);
        propose(poster, 1, ROOT, 600);
        later(CHALLENGE);
        expectWrongState(RewardDistributor.State.Proposed);
        rewards.settle(2);
    }

    function test_settlesWhatIsDueWithTheNextProposalAndKeepsTheBond() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        end(2);
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Settled(1, ROOT, 600, STATEMENT);
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Proposed(2, poster, "next", 700, STATEMENT);
        propose(poster, 2, "next", 700);
        vm.assertEq(rewards.root(), ROOT);
        vm.assertEq(rewards.settledEpoch(), 1);
        vm.assertEq(token.balanceOf(poster), RICH - BOND);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }

    function test_givesTheBondBackWhenAnotherProposesNext() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        end(2);
        propose(otherPoster, 2, "next", 700);
        vm.assertEq(rewards.settledEpoch(), 1);
        vm.assertEq(token.balanceOf(poster), RICH);
        vm.assertEq(token.balanceOf(otherPoster), RICH - BOND);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }

    function test_settlesAnUpheldProposalWithTheNext() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        challenge(1);
        decide(1, true);
        end(2);
        propose(poster, 2, "next", 700);
        vm.assertEq(rewards.root(), ROOT);
        vm.assertEq(rewards.latest().challenger, address(0));
        vm.assertEq(rewards.latest().challengedAt, 0);
        vm.assertEq(token.balanceOf(poster), RICH - BOND + BOND / 2);
    }

    function test_asksForAnotherBondWhenTheLastWasLost() public {
        end(1);
        propose(poster, 1, ROOT, 600);
        challenge(1);
        decide(1, false);
        propose(poster, 1, "right", 600);
        vm.assertEq(token.balanceOf(poster), RICH - 2 * BOND);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }

    // Funding

    function test_addsUpWhatFundersPayIn() public {
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Funded(stranger, "dataset", 500);
        vm.prank(stranger);
        rewards.fund("dataset", 500);
        vm.assertEq(rewards.funded(), 1500);
        vm.assertEq(token.balanceOf(address(rewards)), 1500);
    }

    function test_refusesToBePaidNothingOrWhatIsNotThere() public {
        vm.expectRevert(RewardDistributor.Nothing.selector);
        vm.prank(funder);
        rewards.fund("dataset", 0);
        vm.expectRevert();
        vm.prank(alice);
        rewards.fund("dataset", 1);
        vm.assertEq(rewards.funded(), 1000);
    }

    function test_refusesMoreThanItCanCount() public {
        NeuralToken huge = new NeuralToken(address(this), type(uint256).max);
        RewardDistributor other = new RewardDistributor(
            ERC20Burnable(huge), address(this), GENESIS, LENGTH, CHALLENGE, ARBITRATION, BOND
        );
        huge.approve(address(other), type(uint256).max);
        other.fund("dataset", type(uint128).max);
        vm.expectRevert();
        other.fund("dataset", 1);
        vm.expectRevert();
        other.fund("dataset", uint256(1) << 128);
        vm.assertEq(other.funded(), type(uint128).max);
    }
}
