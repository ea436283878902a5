// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {RewardTrial} from "./RewardTrial.sol";

/// @title What still can be done long after a window, and what no longer
contract RewardBoundsTest is RewardTrial {
    function setUp() public override {
        super.setUp();
        end(1);
        propose(poster, 1, ROOT, 600);
    }

    function test_takesNoChallengeLongAfterTheWindow() public {
        later(CHALLENGE + 5 days);
        expectNotNow(1);
        challenge(1);
        rewards.settle(1);
        vm.assertEq(rewards.root(), ROOT);
    }

    function test_decidesNothingLongAfterTheWindowAndLetsItExpire() public {
        challenge(1);
        later(ARBITRATION + 5 days);
        expectNotNow(1);
        decide(1, true);
        rewards.expire(1);
        vm.assertEq(token.balanceOf(poster), RICH);
        vm.assertEq(token.balanceOf(challenger), RICH);
    }

    function test_takesAChallengeAndADecisionWithinTheirWindows() public {
        later(CHALLENGE / 2);
        challenge(1);
        later(ARBITRATION / 2);
        expectNotNow(1);
        rewards.expire(1);
        decide(1, true);
        // An upheld proposal needs no more waiting.
        rewards.settle(1);
        vm.assertEq(token.balanceOf(poster), RICH + BOND / 2);
    }

    function test_takesAnotherProposalOfTheSameEpochOnceTheLastIsVoid() public {
        challenge(1);
        decide(1, false);
        propose(poster, 1, ROOT, 600);
        assertState(RewardDistributor.State.Proposed);
        vm.assertEq(rewards.latest().proposedAt, vm.getBlockTimestamp());
    }

    function test_settlesNoEpochTwiceByTheNextProposal() public {
        later(CHALLENGE);
        rewards.settle(1);
        end(2);
        propose(poster, 2, "next", 700);
        vm.assertEq(rewards.settledEpoch(), 1);
        expectWrongState(RewardDistributor.State.Proposed);
        rewards.settle(2);
        vm.assertEq(token.balanceOf(poster), RICH - BOND);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }

    function test_takesProposalsLongAfterAnEpochsEnd() public {
        later(CHALLENGE);
        rewards.settle(1);
        vm.warp(rewards.endOf(2) + 3 days);
        propose(otherPoster, 2, "next", 700);
        later(CHALLENGE);
        rewards.settle(2);
        vm.warp(rewards.openFrom() + 30 days);
        propose(stranger, 5, "last", 800);
        vm.assertEq(rewards.total(), 700);
        vm.assertEq(token.balanceOf(otherPoster), RICH);
    }

    function test_takesAnEpochOnlyByItsOwnNumber() public {
        end(3);
        refusedChallenge(0);
        refusedChallenge(2);
        expectWrongState(RewardDistributor.State.Proposed);
        rewards.settle(0);
        expectWrongState(RewardDistributor.State.Proposed);
        rewards.settle(2);
    }

    function refusedChallenge(uint64 epoch) private {
        expectWrongState(RewardDistributor.State.Proposed);
        challenge(epoch);
    }

    function test_standsWithABondOfOneWei() public {
        RewardDistributor small = new RewardDistributor(
            ERC20Burnable(token), address(this), GENESIS, LENGTH, CHALLENGE, ARBITRATION, 1
        );
        vm.assertEq(small.bond(), 1);
        vm.assertTrue(small.hasRole(small.DEFAULT_ADMIN_ROLE(), address(this)));
    }
}
