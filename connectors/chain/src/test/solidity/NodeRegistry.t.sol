// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {Windows} from "src/main/solidity/Windows.sol";
import {World} from "./World.sol";

/// @title Stake of nodes: in, out, and taken
contract NodeRegistryTest is World {
    function setUp() public {
        build(2);
        nodes.grantRole(nodes.SLASHER_ROLE(), address(this));
    }

    function test_enrolsANodeOnce() public {
        NodeRegistry.Node memory it = nodes.nodeOf(node[0]);
        vm.assertEq(it.stake, STAKE);
        vm.assertEq(it.hotKey, hotOf[node[0]]);
        vm.assertEq(it.enrolled, 1000);
        vm.assertEq(nodes.nodeCount(), 2);
        vm.assertTrue(nodes.nodeAt(0) == node[0] || nodes.nodeAt(1) == node[0]);
        vm.prank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(NodeRegistry.AlreadyEnrolled.selector, node[0]));
        nodes.enrol(address(1), 1);
    }

    function test_refusesWhatOnlyNodesMayDo() public {
        bytes memory why = abi.encodeWithSelector(NodeRegistry.NotEnrolled.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(why);
        nodes.stake(1);
        vm.expectRevert(why);
        nodes.setHotKey(address(1));
        vm.expectRevert(why);
        nodes.beginUnbonding(1);
        vm.expectRevert(why);
        nodes.withdraw();
        vm.stopPrank();
        vm.expectRevert(why);
        nodes.slash(stranger, 1, watcher);
    }

    function test_refusesHotKeysThatAreTakenOrZero() public {
        vm.startPrank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(NodeRegistry.HotKeyTaken.selector, hotOf[node[1]]));
        nodes.setHotKey(hotOf[node[1]]);
        vm.expectRevert(abi.encodeWithSelector(NodeRegistry.HotKeyTaken.selector, address(0)));
        nodes.setHotKey(address(0));
        nodes.setHotKey(address(9));
        nodes.setHotKey(hotOf[node[0]]);
        vm.stopPrank();
        vm.assertEq(nodes.hotKeyOwner(address(9)), node[0]);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(NodeRegistry.HotKeyTaken.selector, address(9)));
        nodes.enrol(address(9), 1);
    }

    function test_refusesAmountsOfZero() public {
        vm.startPrank(node[0]);
        vm.expectRevert(NodeRegistry.NoAmount.selector);
        nodes.stake(0);
        vm.expectRevert(NodeRegistry.NoAmount.selector);
        nodes.beginUnbonding(0);
        vm.expectRevert(NodeRegistry.NoAmount.selector);
        nodes.withdraw();
        vm.stopPrank();
        vm.prank(stranger);
        vm.expectRevert(NodeRegistry.NoAmount.selector);
        nodes.enrol(address(9), 0);
    }

    function test_paysStakeBackAfterTheDelayAndStartsItAgainWithEachRequest() public {
        vm.startPrank(node[0]);
        vm.expectRevert(
            abi.encodeWithSelector(NodeRegistry.TooLittleStake.selector, STAKE, STAKE + 1)
        );
        nodes.beginUnbonding(STAKE + 1);
        nodes.beginUnbonding(100);
        wait(20 days);
        nodes.beginUnbonding(50);
        wait(20 days);
        vm.expectPartialRevert(NodeRegistry.NotYet.selector);
        nodes.withdraw();
        wait(10 days);
        nodes.withdraw();
        vm.stopPrank();
        vm.assertEq(token.balanceOf(node[0]), 2_000_000 - STAKE - 10_000 + 150);
        vm.assertEq(nodes.stakeOf(node[0]), STAKE - 150);
    }

    function testFuzz_slashesWhatIsThereAndBurnsHalf(uint128 leaving, uint128 amount) public {
        leaving = uint128(bound(leaving, 1, STAKE));
        amount = uint128(bound(amount, 0, 2 * uint256(STAKE)));
        vm.prank(node[0]);
        nodes.beginUnbonding(leaving);
        uint256 supply = token.totalSupply();
        uint256 before = token.balanceOf(watcher);
        uint256 taken = nodes.slash(node[0], amount, watcher);
        vm.assertEq(taken, amount < STAKE ? amount : STAKE);
        vm.assertEq(token.balanceOf(watcher) - before, taken / 2);
        vm.assertEq(supply - token.totalSupply(), taken - taken / 2);
        NodeRegistry.Node memory it = nodes.nodeOf(node[0]);
        vm.assertEq(uint256(it.stake) + it.unbonding, STAKE - taken);
        // Bonded stake goes first.
        vm.assertEq(it.stake, taken < STAKE - leaving ? STAKE - leaving - taken : 0);
    }

    function test_takesNoStakeWhilePausedAndStillPaysOut() public {
        vm.prank(node[0]);
        nodes.beginUnbonding(10);
        wait(30 days);
        nodes.pause();
        vm.startPrank(node[0]);
        vm.expectPartialRevert(bytes4(keccak256("EnforcedPause()")));
        nodes.stake(1);
        nodes.withdraw();
        vm.stopPrank();
        vm.prank(stranger);
        vm.expectPartialRevert(bytes4(keccak256("EnforcedPause()")));
        nodes.enrol(address(9), 1);
        nodes.unpause();
        vm.prank(node[0]);
        nodes.stake(1);
    }

    function test_refusesADelayOfZero() public {
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 0));
        new NodeRegistry(token, address(this), 0);
    }
}
