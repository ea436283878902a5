// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {ReentrantToken} from "./ReentrantToken.sol";
import {RewardTrial} from "./RewardTrial.sol";
import {Tree} from "./Tree.sol";

/// @title What accounts are paid, and what they are not
contract RewardClaimsTest is RewardTrial {
    function test_paysWhatAnAccountHasEarned() public {
        settled(1, 400, 200, 600);
        vm.expectEmit(address(rewards));
        emit RewardDistributor.Claimed(alice, 400, 400);
        vm.prank(stranger);
        vm.assertEq(rewards.claim(alice, 400, proof(400, 200, 0)), 400);
        vm.assertEq(token.balanceOf(alice), 400);
        vm.assertEq(token.balanceOf(stranger), RICH);
        vm.assertEq(rewards.claimed(alice), 400);
        vm.assertEq(rewards.paid(), 400);
    }

    function test_paysNothingWhenAskedAgain() public {
        settled(1, 400, 200, 600);
        rewards.claim(alice, 400, proof(400, 200, 0));
        vm.recordLogs();
        vm.assertEq(rewards.claim(alice, 400, proof(400, 200, 0)), 0);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(token.balanceOf(alice), 400);
    }

    function test_paysTheDifferenceOfALaterEpoch() public {
        settled(1, 400, 200, 600);
        rewards.claim(alice, 400, proof(400, 200, 0));
        settled(2, 500, 300, 800);
        vm.assertEq(rewards.claim(alice, 500, proof(500, 300, 0)), 100);
        vm.assertEq(rewards.claim(bob, 300, proof(500, 300, 1)), 300);
        vm.assertEq(rewards.paid(), 800);
        vm.assertEq(token.balanceOf(address(rewards)), 200);
    }

    function test_losesNothingOfAnEpochThatWasNotClaimed() public {
        settled(1, 400, 200, 600);
        settled(2, 400, 300, 700);
        vm.assertEq(rewards.claim(alice, 400, proof(400, 300, 0)), 400);
    }

    function test_paysNothingByARootThatIsOver() public {
        settled(1, 400, 200, 600);
        settled(2, 400, 300, 700);
        bytes32[] memory path = proof(400, 200, 0);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotInRoot.selector, alice, 400));
        rewards.claim(alice, 400, path);
    }

    function test_paysNothingBeforeAnythingIsSettled() public {
        bytes32[] memory none = new bytes32[](0);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotInRoot.selector, alice, 400));
        rewards.claim(alice, 400, none);
    }

    function test_paysASingleAccount() public {
        end(1);
        propose(poster, 1, Tree.leaf(alice, 7), 7);
        later(CHALLENGE);
        rewards.settle(1);
        vm.assertEq(rewards.claim(alice, 7, new bytes32[](0)), 7);
    }

    function test_takesBackOnlyWhatWasNotPaid() public {
        settled(1, 400, 200, 600);
        rewards.claim(alice, 400, proof(400, 200, 0));
        settled(2, 250, 350, 600);
        vm.assertEq(rewards.claim(alice, 250, proof(250, 350, 0)), 0);
        vm.assertEq(rewards.claimed(alice), 400);
        vm.assertEq(token.balanceOf(alice), 400);
    }

    function test_paysNoMoreThanTheTotalWhateverTheLeavesSay() public {
        settled(1, 400, 300, 600);
        rewards.claim(alice, 400, proof(400, 300, 0));
        bytes32[] memory path = proof(400, 300, 1);
        vm.expectRevert(RewardDistributor.RootExceedsTotal.selector);
        rewards.claim(bob, 300, path);
        settled(2, 400, 300, 700);
        rewards.claim(bob, 300, path);
        vm.assertEq(rewards.paid(), rewards.total());
    }

    function test_refusesALeafOfMoreThanThereIs() public {
        settled(1, type(uint256).max, 1, 600);
        bytes32[] memory path = proof(type(uint256).max, 1, 1);
        rewards.claim(bob, 1, path);
        path = proof(type(uint256).max, 1, 0);
        vm.expectRevert(RewardDistributor.RootExceedsTotal.selector);
        rewards.claim(alice, type(uint256).max, path);
    }

    function testFuzz_paysOnlyWhatIsInTheRoot(address who, uint256 cumulative) public {
        vm.assume(who != alice || cumulative != 400);
        settled(1, 400, 200, 600);
        bytes32[] memory path = proof(400, 200, 0);
        vm.expectRevert(
            abi.encodeWithSelector(RewardDistributor.NotInRoot.selector, who, cumulative)
        );
        rewards.claim(who, cumulative, path);
    }

    function testFuzz_takesNoNodeOfTheTreeForALeaf(bytes32[] calldata noise) public {
        settled(1, 400, 200, 600);
        vm.assume(noise.length != 1 || noise[0] != Tree.leaf(bob, 200));
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotInRoot.selector, alice, 400));
        rewards.claim(alice, 400, noise);
    }

    function testFuzz_paysEverybodyInFull(uint64[7] calldata earned) public {
        bytes32[] memory all = new bytes32[](earned.length);
        uint256 sum = 0;
        for (uint256 i = 0; i < earned.length; i++) {
            uint256 amount = earned[i] % 143;
            all[i] = Tree.leaf(address(uint160(i + 100)), amount);
            sum += amount;
        }
        end(1);
        propose(poster, 1, Tree.root(all), sum);
        later(CHALLENGE);
        rewards.settle(1);
        for (uint256 i = 0; i < earned.length; i++) {
            address who = address(uint160(i + 100));
            rewards.claim(who, earned[i] % 143, Tree.proof(all, i));
            vm.assertEq(token.balanceOf(who), earned[i] % 143);
        }
        vm.assertEq(rewards.paid(), sum);
    }

    // Tokens that call back

    function reentrant() private returns (ReentrantToken calling) {
        calling = new ReentrantToken(address(this), 1_000_000);
        deploy(calling);
        rewards.grantRole(rewards.POSTER_ROLE(), address(calling));
        rewards.grantRole(rewards.ARBITER_ROLE(), address(calling));
        calling.transfer(address(calling), RICH);
        calling.approveAs(address(calling), address(rewards));
    }

    function test_paysOnceThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        settled(1, 400, 200, 600);
        bytes32[] memory path = proof(400, 200, 0);
        calling.arm(address(rewards), abi.encodeCall(rewards.claim, (alice, 400, path)));
        vm.assertEq(rewards.claim(alice, 400, path), 400);
        vm.assertEq(calling.calls(), 1);
        vm.assertTrue(calling.succeeded());
        vm.assertEq(abi.decode(calling.answer(), (uint256)), 0);
        vm.assertEq(token.balanceOf(alice), 400);
        vm.assertEq(rewards.paid(), 400);
    }

    function test_returnsABondOnceThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        end(1);
        propose(poster, 1, ROOT, 600);
        later(CHALLENGE);
        calling.arm(address(rewards), abi.encodeCall(rewards.settle, (1)));
        rewards.settle(1);
        vm.assertEq(calling.calls(), 1);
        vm.assertEq(token.balanceOf(poster), RICH);
        vm.assertEq(token.balanceOf(address(rewards)), 1000);
    }

    function test_takesOneProposalThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        end(1);
        calling.arm(address(rewards), abi.encodeCall(rewards.propose, (1, "other", 700, STATEMENT)));
        propose(poster, 1, ROOT, 600);
        vm.assertEq(calling.calls(), 1);
        vm.assertFalse(calling.succeeded());
        vm.assertEq(rewards.latest().root, ROOT);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }

    function test_takesOneChallengeThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        end(1);
        propose(poster, 1, ROOT, 600);
        calling.arm(address(rewards), abi.encodeCall(rewards.challenge, (1, "other")));
        challenge(1);
        vm.assertEq(calling.calls(), 1);
        vm.assertFalse(calling.succeeded());
        vm.assertEq(rewards.latest().challenger, challenger);
    }

    function test_decidesOnceThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        end(1);
        propose(poster, 1, ROOT, 600);
        challenge(1);
        calling.arm(address(rewards), abi.encodeCall(rewards.decide, (1, true)));
        decide(1, false);
        vm.assertEq(calling.calls(), 1);
        vm.assertFalse(calling.succeeded());
        assertState(RewardDistributor.State.Refused);
        vm.assertEq(token.balanceOf(address(rewards)), 1000);
    }

    function test_expiresOnceThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        end(1);
        propose(poster, 1, ROOT, 600);
        challenge(1);
        later(ARBITRATION);
        calling.arm(address(rewards), abi.encodeCall(rewards.expire, (1)));
        rewards.expire(1);
        vm.assertEq(calling.calls(), 1);
        vm.assertFalse(calling.succeeded());
        vm.assertEq(token.balanceOf(address(rewards)), 1000);
    }

    function test_keepsOneBondForEachProposalThoughTheTokenCallsBack() public {
        ReentrantToken calling = reentrant();
        end(1);
        propose(poster, 1, ROOT, 600);
        end(2);
        calling.arm(address(rewards), abi.encodeCall(rewards.propose, (2, "other", 700, STATEMENT)));
        propose(otherPoster, 2, "next", 700);
        vm.assertEq(calling.calls(), 1);
        vm.assertFalse(calling.succeeded());
        vm.assertEq(rewards.latest().root, bytes32("next"));
        vm.assertEq(token.balanceOf(poster), RICH);
        vm.assertEq(token.balanceOf(address(rewards)), 1000 + BOND);
    }
}
