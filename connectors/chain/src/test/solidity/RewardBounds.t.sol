// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {RewardTrial} from "./RewardTrial.sol";
import {Tree} from "./Tree.sol";

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

    /// @dev Amounts of eighteen decimals at times that 32 bits do not hold.
    function test_paysToTheLastWeiInTheNextCenturyToo() public {
        uint256 coin = 1e18;
        uint64 start = 1 << 33;
        vm.warp(start);
        token = new NeuralToken(address(this), 1e9 * coin);
        rewards = new RewardDistributor(
            token, address(this), start, LENGTH, CHALLENGE, ARBITRATION, 1000 * coin
        );
        rewards.grantRole(rewards.POSTER_ROLE(), poster);
        rewards.grantRole(rewards.ARBITER_ROLE(), arbiter);
        address[3] memory all = [funder, poster, challenger];
        for (uint256 i = 0; i < 3; i++) {
            token.transfer(all[i], 1e6 * coin);
            vm.prank(all[i]);
            token.approve(address(rewards), 1e6 * coin);
        }
        vm.prank(funder);
        rewards.fund("dataset", 5e5 * coin);
        vm.assertEq(rewards.funded(), 5e5 * coin);
        end(1);
        propose(poster, 1, Tree.root(leaves(3e5 * coin, 1e5 * coin)), 4e5 * coin);
        vm.assertEq(rewards.latest().proposedAt, start + LENGTH);
        challenge(1);
        vm.assertEq(rewards.latest().challengedAt, start + LENGTH);
        decide(1, true);
        rewards.settle(1);
        vm.assertEq(rewards.settledAt(), start + LENGTH);
        vm.assertEq(rewards.total(), 4e5 * coin);
        rewards.claim(alice, 3e5 * coin, proof(3e5 * coin, 1e5 * coin, 0));
        rewards.claim(bob, 1e5 * coin, proof(3e5 * coin, 1e5 * coin, 1));
        vm.assertEq(token.balanceOf(alice), 3e5 * coin);
        vm.assertEq(token.balanceOf(bob), 1e5 * coin);
        vm.assertEq(token.balanceOf(poster), (1e6 + 500) * coin);
        vm.assertEq(token.balanceOf(challenger), (1e6 - 1000) * coin);
        vm.assertEq(rewards.paid(), 4e5 * coin);
    }
}
