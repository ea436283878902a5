// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {Tree} from "./Tree.sol";
import {Trial} from "./Trial.sol";

/// @title A distributor with everybody who deals with it
abstract contract RewardTrial is Trial {
    uint64 internal constant GENESIS = 1_000_000;
    uint64 internal constant LENGTH = 7 days;
    uint64 internal constant CHALLENGE = 1 days;
    uint64 internal constant ARBITRATION = 3 days;
    uint256 internal constant BOND = 101;
    uint256 internal constant RICH = 10_000;
    bytes32 internal constant ROOT = "root";
    bytes32 internal constant STATEMENT = "statement";

    ERC20Burnable internal token;
    RewardDistributor internal rewards;
    address internal funder;
    address internal poster;
    address internal otherPoster;
    address internal challenger;
    address internal arbiter;
    address internal pauser;
    address internal stranger;
    address internal alice;
    address internal bob;

    function setUp() public virtual {
        deploy(new NeuralToken(address(this), 1_000_000));
    }

    function deploy(ERC20Burnable token_) internal {
        vm.warp(GENESIS);
        token = token_;
        rewards = new RewardDistributor(
            token, address(this), GENESIS, LENGTH, CHALLENGE, ARBITRATION, BOND
        );
        (arbiter,) = account("arbiter");
        (pauser,) = account("pauser");
        (alice,) = account("alice");
        (bob,) = account("bob");
        funder = rich("funder");
        poster = rich("poster");
        otherPoster = rich("otherPoster");
        challenger = rich("challenger");
        stranger = rich("stranger");
        rewards.grantRole(rewards.POSTER_ROLE(), poster);
        rewards.grantRole(rewards.POSTER_ROLE(), otherPoster);
        rewards.grantRole(rewards.ARBITER_ROLE(), arbiter);
        rewards.grantRole(rewards.PAUSER_ROLE(), pauser);
        vm.prank(funder);
        rewards.fund("dataset", 1000);
    }

    function rich(string memory name) internal returns (address named) {
        (named,) = account(name);
        token.transfer(named, RICH);
        vm.prank(named);
        token.approve(address(rewards), type(uint256).max);
    }

    /// @dev Goes to the moment at which an epoch may be proposed.
    function end(uint64 epoch) internal {
        vm.warp(rewards.endOf(epoch));
    }

    function later(uint256 time) internal {
        vm.warp(vm.getBlockTimestamp() + time);
    }

    function propose(address by, uint64 epoch, bytes32 root, uint256 total) internal {
        vm.prank(by);
        rewards.propose(epoch, root, total, STATEMENT);
    }

    function challenge(uint64 epoch) internal {
        vm.prank(challenger);
        rewards.challenge(epoch, "reason");
    }

    function decide(uint64 epoch, bool upheld) internal {
        vm.prank(arbiter);
        rewards.decide(epoch, upheld);
    }

    /// @dev Settles what alice and bob have earned so far.
    function settled(uint64 epoch, uint256 alices, uint256 bobs, uint256 total) internal {
        end(epoch);
        propose(poster, epoch, Tree.root(leaves(alices, bobs)), total);
        later(CHALLENGE);
        rewards.settle(epoch);
    }

    function leaves(uint256 alices, uint256 bobs) internal view returns (bytes32[] memory all) {
        all = new bytes32[](2);
        all[0] = Tree.leaf(alice, alices);
        all[1] = Tree.leaf(bob, bobs);
    }

    /// @dev The path of alice (0) or bob (1).
    function proof(uint256 alices, uint256 bobs, uint256 whose)
        internal
        view
        returns (bytes32[] memory)
    {
        return Tree.proof(leaves(alices, bobs), whose);
    }

    function expectNotNow(uint64 epoch) internal {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotNow.selector, epoch));
    }

    function expectWrongState(RewardDistributor.State state) internal {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongState.selector, state));
    }

    function assertState(RewardDistributor.State state) internal view {
        vm.assertEq(uint256(rewards.latest().state), uint256(state));
    }
}
