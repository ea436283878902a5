// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {RewardTrial} from "./RewardTrial.sol";

/// @title Who stands against a proposal, and who loses his bond
contract RewardChallengesTest is RewardTrial {
    uint256 private constant WON = BOND / 2;

    function setUp() public override {
        super.setUp();
        end(1);
        propose(poster, 1, ROOT, 600);
    }

    function test_freezesAProposalThatIsChallenged() public {
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Challenged(1, challenger, "reason");
        challenge(1);
        vm.assertEq(rewards.latest().challenger, challenger);
        vm.assertEq(rewards.latest().challengedAt, vm.getBlockTimestamp());
        vm.assertTrue(rewards.pending());
        vm.assertEq(token.balanceOf(challenger), RICH - BOND);
        later(CHALLENGE);
        expectWrongState(RewardDistributor.State.Challenged);
        rewards.settle(1);
        expectNotNow(1);
        propose(otherPoster, 1, "other", 600);
    }

    function test_takesChallengesUntilTheWindowCloses() public {
        later(CHALLENGE);
        expectNotNow(1);
        challenge(1);
        vm.warp(vm.getBlockTimestamp() - 1);
        challenge(1);
    }

    function test_takesOneChallenge() public {
        challenge(1);
        expectWrongState(RewardDistributor.State.Challenged);
        vm.prank(stranger);
        rewards.challenge(1, "other");
    }

    function test_takesNoChallengeOfAnotherEpoch() public {
        expectWrongState(RewardDistributor.State.Proposed);
        challenge(2);
        expectWrongState(RewardDistributor.State.Proposed);
        challenge(0);
    }

    function test_takesNoChallengeOfWhatIsSettled() public {
        later(CHALLENGE);
        rewards.settle(1);
        expectWrongState(RewardDistributor.State.Settled);
        challenge(1);
    }

    function test_takesNoChallengeWithoutABond() public {
        vm.expectRevert();
        vm.prank(alice);
        rewards.challenge(1, "reason");
        assertState(RewardDistributor.State.Proposed);
    }

    function test_givesHalfTheChallengersBondToARightPoster() public {
        challenge(1);
        uint256 supply = token.totalSupply();
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Decided(1, true);
        decide(1, true);
        assertState(RewardDistributor.State.Upheld);
        vm.assertTrue(rewards.pending());
        vm.assertEq(token.totalSupply(), supply - (BOND - WON));
        vm.assertEq(token.balanceOf(poster), RICH - BOND + WON);
        vm.assertEq(token.balanceOf(challenger), RICH - BOND);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
        rewards.settle(1);
        vm.assertEq(rewards.root(), ROOT);
        vm.assertEq(token.balanceOf(poster), RICH + WON);
        vm.assertEq(token.balanceOf(address(rewards)), 1000);
    }

    function test_givesHalfTheBondOfAWrongPosterToTheChallenger() public {
        challenge(1);
        uint256 supply = token.totalSupply();
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Decided(1, false);
        decide(1, false);
        assertState(RewardDistributor.State.Refused);
        vm.assertFalse(rewards.pending());
        vm.assertEq(token.totalSupply(), supply - (BOND - WON));
        vm.assertEq(token.balanceOf(poster), RICH - BOND);
        vm.assertEq(token.balanceOf(challenger), RICH + WON);
        vm.assertEq(token.balanceOf(address(rewards)), 1000);
        expectWrongState(RewardDistributor.State.Refused);
        rewards.settle(1);
        vm.assertEq(rewards.root(), 0);
    }

    function test_burnsTheOddWeiSoThatChallengingOneselfAlwaysCosts() public {
        vm.prank(poster);
        rewards.challenge(1, "myself");
        decide(1, false);
        vm.assertEq(token.balanceOf(poster), RICH - (BOND + 1) / 2);
    }

    function test_decidesOnce() public {
        expectWrongState(RewardDistributor.State.Proposed);
        decide(1, true);
        challenge(1);
        expectWrongState(RewardDistributor.State.Challenged);
        decide(2, true);
        decide(1, true);
        expectWrongState(RewardDistributor.State.Upheld);
        decide(1, false);
        expectWrongState(RewardDistributor.State.Upheld);
        challenge(1);
    }

    function test_decidesInTime() public {
        challenge(1);
        later(ARBITRATION);
        expectNotNow(1);
        decide(1, true);
        vm.warp(vm.getBlockTimestamp() - 1);
        decide(1, true);
    }

    function test_givesBothBondsBackWhenNobodyDecides() public {
        challenge(1);
        later(ARBITRATION - 1);
        expectNotNow(1);
        rewards.expire(1);
        later(1);
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Expired(1);
        rewards.expire(1);
        assertState(RewardDistributor.State.Expired);
        vm.assertFalse(rewards.pending());
        vm.assertEq(token.balanceOf(poster), RICH);
        vm.assertEq(token.balanceOf(challenger), RICH);
        vm.assertEq(token.balanceOf(address(rewards)), 1000);
        expectWrongState(RewardDistributor.State.Expired);
        rewards.expire(1);
    }

    function test_letsNothingExpireThatIsNotChallenged() public {
        later(CHALLENGE + ARBITRATION);
        expectWrongState(RewardDistributor.State.Proposed);
        rewards.expire(1);
    }

    function test_opensTheEpochAgainAfterARefusal() public {
        challenge(1);
        decide(1, false);
        propose(otherPoster, 1, "right", 500);
        later(CHALLENGE);
        rewards.settle(1);
        vm.assertEq(rewards.root(), bytes32("right"));
        vm.assertEq(rewards.total(), 500);
    }

    function test_opensTheEpochAgainAfterNobodyDecided() public {
        challenge(1);
        later(ARBITRATION);
        rewards.expire(1);
        propose(poster, 1, ROOT, 600);
        assertState(RewardDistributor.State.Proposed);
        vm.assertEq(rewards.latest().challenger, address(0));
        vm.assertEq(rewards.latest().challengedAt, 0);
        vm.assertEq(token.balanceOf(poster), RICH - BOND);
    }

    function testFuzz_losesNoWeiWhateverTheBond(uint128 bond, bool upheld) public {
        uint256 stood = bound(bond, 1, RICH - BOND);
        RewardDistributor other = new RewardDistributor(
            token, address(this), GENESIS, LENGTH, CHALLENGE, ARBITRATION, stood
        );
        other.grantRole(other.POSTER_ROLE(), poster);
        other.grantRole(other.ARBITER_ROLE(), arbiter);
        uint256 before = token.balanceOf(poster) + token.balanceOf(challenger);
        uint256 supply = token.totalSupply();
        vm.startPrank(poster);
        token.approve(address(other), stood);
        other.propose(1, ROOT, 0, STATEMENT);
        vm.stopPrank();
        vm.startPrank(challenger);
        token.approve(address(other), stood);
        other.challenge(1, "reason");
        vm.stopPrank();
        vm.prank(arbiter);
        other.decide(1, upheld);
        if (upheld) {
            other.settle(1);
        }
        uint256 burned = supply - token.totalSupply();
        vm.assertEq(burned, (stood + 1) / 2);
        vm.assertEq(token.balanceOf(poster) + token.balanceOf(challenger), before - burned);
        vm.assertEq(token.balanceOf(address(other)), 0);
    }
}
