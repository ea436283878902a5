// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContributionRegistry} from "src/main/solidity/ContributionRegistry.sol";
import {DatasetRegistry} from "src/main/solidity/DatasetRegistry.sol";
import {RewardTrial} from "./RewardTrial.sol";
import {Tree} from "./Tree.sol";

/// @title What an epoch of 10,000 contributions costs, and what a claim does
/// @dev Each measured call is a transaction of its own: with the 21,000 and the call data that it
/// is charged, nothing warm but what the chain warms, and refunds taken off. What is measured is an
/// epoch in the middle of others; the first one pays for storage that later ones write again.
contract AnchorGasTest is RewardTrial {
    uint256 private constant CONTRIBUTIONS = 10_000;
    /// @dev Siblings on the way from one of 10,000 leaves.
    uint256 private constant DEPTH = 14;
    bytes32 private constant LIST = keccak256("list");

    ContributionRegistry private contributions;
    DatasetRegistry private datasets;

    function setUp() public override {
        super.setUp();
        contributions = new ContributionRegistry(address(this));
        contributions.grantRole(contributions.REGISTRAR_ROLE(), poster);
        datasets = new DatasetRegistry();
    }

    function spent() private view returns (uint256) {
        return uint256(vm.lastCallGas().gasTotalUsed);
    }

    function hashed(string memory what, uint64 epoch) private pure returns (bytes32) {
        return keccak256(abi.encode(what, epoch));
    }

    function register(uint64 epoch) private returns (uint256) {
        vm.prank(poster);
        contributions.registerBatch(hashed("contributions", epoch), uint32(CONTRIBUTIONS), LIST);
        return spent();
    }

    function publish(uint64 epoch) private returns (uint256) {
        bytes32 parent = epoch == 1 ? bytes32(0) : hashed("manifest", epoch - 1);
        vm.prank(poster);
        datasets.publish(
            "streets", parent, hashed("manifest", epoch), hashed("lineage", epoch), 1_000_000
        );
        return spent();
    }

    function anchor(uint64 epoch, bytes32 root, uint256 total) private returns (uint256) {
        end(epoch);
        vm.prank(poster);
        rewards.propose(epoch, root, total, hashed("statement", epoch));
        return spent();
    }

    /// forge-config: default.isolate = true
    function test_anchorsAnEpochWithinTwentyGasForEachOfTenThousandContributions() public {
        for (uint64 epoch = 1; epoch <= 2; epoch++) {
            register(epoch);
            publish(epoch);
            anchor(epoch, hashed("root", epoch), 100 * epoch);
        }
        uint256 registering = register(3);
        uint256 publishing = publish(3);
        uint256 proposing = anchor(3, hashed("root", 3), 300);
        vm.assertEq(rewards.settledEpoch(), 2);
        uint256 all = registering + publishing + proposing;
        vm.snapshotValue("anchor: register a batch", registering);
        vm.snapshotValue("anchor: publish a version", publishing);
        vm.snapshotValue("anchor: propose an epoch and settle the one before", proposing);
        vm.snapshotValue("anchor of an epoch", all);
        vm.assertLe(all, 20 * CONTRIBUTIONS, vm.toString(all));
    }

    /// forge-config: default.isolate = true
    function test_settlesAnEpochOnItsOwn() public {
        anchor(1, hashed("root", 1), 100);
        later(CHALLENGE);
        rewards.settle(1);
        vm.snapshotValue("propose an epoch alone", anchor(2, hashed("root", 2), 200));
        later(CHALLENGE);
        vm.prank(poster);
        rewards.settle(2);
        vm.snapshotValue("settle an epoch on its own", spent());
    }

    /// forge-config: default.isolate = true
    function test_paysAClaimAmongTenThousandWithinTheGas() public {
        bytes32[] memory path = new bytes32[](DEPTH);
        uint256[3] memory costs;
        for (uint64 epoch = 1; epoch <= 3; epoch++) {
            uint256 earned = 100 * epoch;
            bytes32 root = Tree.leaf(alice, earned);
            for (uint256 i = 0; i < DEPTH; i++) {
                path[i] = keccak256(abi.encode(epoch, i));
                root = Tree.parent(root, path[i]);
            }
            anchor(epoch, root, 3 * earned);
            later(CHALLENGE);
            rewards.settle(epoch);
            vm.prank(alice);
            rewards.claim(alice, earned, path);
            costs[epoch - 1] = spent();
        }
        vm.assertEq(token.balanceOf(alice), 300);
        // Siblings stand on one side or the other, which differs by some gas.
        vm.assertApproxEqAbs(costs[1], costs[2], 100);
        vm.snapshotValue("claim, first of all", costs[0]);
        vm.snapshotValue("claim, later", costs[1]);
        vm.assertLe(costs[1], 75_000, vm.toString(costs[1]));
    }
}
