// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DatasetRegistry} from "src/main/solidity/DatasetRegistry.sol";
import {Trial} from "./Trial.sol";

/// @title Versions of datasets are a line, and lie where proofs look for them
contract DatasetRegistryTest is Trial {
    bytes32 private constant NAME = "streets";

    DatasetRegistry private registry;
    address private publisher;
    address private stranger;
    bytes32 private dataset;

    function setUp() public {
        registry = new DatasetRegistry();
        (publisher,) = account("publisher");
        (stranger,) = account("stranger");
        dataset = registry.datasetOf(publisher, NAME);
    }

    function publish(bytes32 parent, bytes32 manifest, bytes32 lineage, uint64 samples) private {
        vm.prank(publisher);
        registry.publish(NAME, parent, manifest, lineage, samples);
    }

    function expectAlreadyPublished(bytes32 manifest) private {
        vm.expectRevert(abi.encodeWithSelector(DatasetRegistry.AlreadyPublished.selector, manifest));
    }

    function expectNotTheNewest(bytes32 newest) private {
        vm.expectRevert(abi.encodeWithSelector(DatasetRegistry.NotTheNewest.selector, newest));
    }

    function test_publishesTheFirstVersion() public {
        vm.expectEmit(address(registry));
        emit DatasetRegistry.Published(dataset, "first", publisher, 0, "lineage", 7);
        publish(0, "first", "lineage", 7);
        DatasetRegistry.Version memory version = registry.versionOf(dataset, "first");
        vm.assertEq(version.publisher, publisher);
        vm.assertEq(version.number, 1);
        vm.assertEq(version.samples, 7);
        vm.assertEq(version.lineage, bytes32("lineage"));
        vm.assertEq(registry.head(dataset), bytes32("first"));
    }

    function test_numbersVersionsInTheirOrder() public {
        publish(0, "first", "lineage", 7);
        vm.expectEmit(address(registry));
        emit DatasetRegistry.Published(dataset, "second", publisher, "first", "other", 8);
        publish("first", "second", "other", 8);
        vm.assertEq(registry.versionOf(dataset, "first").number, 1);
        vm.assertEq(registry.versionOf(dataset, "second").number, 2);
        vm.assertEq(registry.head(dataset), bytes32("second"));
    }

    function test_changesNothingWhenTheNewestIsPublishedAgain() public {
        publish(0, "first", "lineage", 7);
        vm.recordLogs();
        publish(0, "first", "lineage", 7);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(registry.versionOf(dataset, "first").number, 1);
    }

    function test_refusesOtherContentUnderAKnownManifest() public {
        publish(0, "first", "lineage", 7);
        expectAlreadyPublished("first");
        publish(0, "first", "other", 7);
        expectAlreadyPublished("first");
        publish(0, "first", "lineage", 8);
    }

    function test_refusesAnOlderVersionAsTheNewest() public {
        publish(0, "first", "lineage", 7);
        publish("first", "second", "other", 8);
        expectAlreadyPublished("first");
        publish("second", "first", "lineage", 7);
        expectAlreadyPublished("first");
        publish(0, "first", "lineage", 7);
    }

    function test_refusesAVersionWhoseParentIsNotTheNewest() public {
        expectNotTheNewest(0);
        publish("none", "first", "lineage", 7);
        publish(0, "first", "lineage", 7);
        expectNotTheNewest("first");
        publish(0, "second", "other", 8);
        publish("first", "second", "other", 8);
        expectNotTheNewest("second");
        publish("first", "third", "other", 8);
    }

    function test_refusesAVersionOfNothing() public {
        vm.expectRevert(DatasetRegistry.NothingPublished.selector);
        publish(0, 0, "lineage", 7);
        vm.expectRevert(DatasetRegistry.NothingPublished.selector);
        publish(0, "first", 0, 7);
    }

    function test_letsNobodyPublishUnderAnothersName() public {
        publish(0, "first", "lineage", 7);
        vm.prank(stranger);
        registry.publish(NAME, 0, "first", "stranger's", 9);
        vm.assertEq(registry.versionOf(dataset, "first").lineage, bytes32("lineage"));
        vm.assertEq(registry.versionOf(dataset, "first").publisher, publisher);
        bytes32 other = registry.datasetOf(stranger, NAME);
        vm.assertNotEq(other, dataset);
        vm.assertEq(registry.versionOf(other, "first").publisher, stranger);
    }

    /// @dev Proofs of storage are checked by this layout, offline and for years.
    function testFuzz_laysVersionsOutAsProofsNeedThem(
        bytes32 name,
        bytes32 manifest,
        bytes32 lineage,
        uint64 samples
    ) public {
        vm.assume(manifest != 0 && lineage != 0);
        vm.prank(publisher);
        registry.publish(name, 0, manifest, lineage, samples);
        bytes32 key = registry.keyOf(registry.datasetOf(publisher, name), manifest);
        bytes32 slot = keccak256(abi.encode(key, uint256(0)));
        bytes32 packed =
            bytes32(uint256(samples) << 192 | uint256(1) << 160 | uint256(uint160(publisher)));
        vm.assertEq(vm.load(address(registry), slot), packed);
        vm.assertEq(vm.load(address(registry), bytes32(uint256(slot) + 1)), lineage);
    }

    function testFuzz_keepsVersionsALine(uint8 count, uint256 chosen) public {
        bytes32 parent = 0;
        uint256 versions = bound(count, 1, 20);
        for (uint256 number = 1; number <= versions; number++) {
            bytes32 manifest = bytes32(number);
            publish(parent, manifest, "lineage", 1);
            parent = manifest;
        }
        uint256 number = bound(chosen, 1, versions);
        vm.assertEq(registry.versionOf(dataset, bytes32(number)).number, number);
        vm.assertEq(registry.head(dataset), bytes32(versions));
    }
}
