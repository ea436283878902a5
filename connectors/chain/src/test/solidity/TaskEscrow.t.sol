// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {Settlement} from "src/main/solidity/Settlement.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import {Trial} from "./Trial.sol";

/// @title A task settled alone, and batches that are asked about
contract TaskEscrowTest is Trial {
    NeuralToken private token;
    NodeRegistry private nodes;
    TaskEscrow private escrow;
    address private requester;
    uint256 private requesterKey;
    address private node;
    address private hot;
    uint256 private hotKey;
    address private watcher;

    function setUp() public {
        (requester, requesterKey) = account("requester");
        (node,) = account("node");
        (hot, hotKey) = account("hot");
        (watcher,) = account("watcher");
        token = new NeuralToken(address(this), 1_000_000);
        nodes = new NodeRegistry(token, address(this), 30 days);
        escrow = new TaskEscrow(
            token,
            nodes,
            address(this),
            Settlement.Terms(1 days, 1 days, 3 days, 8 days, 100, 10)
        );
        address[3] memory all = [requester, node, watcher];
        for (uint256 i = 0; i < all.length; i++) {
            token.transfer(all[i], 10_000);
            vm.startPrank(all[i]);
            token.approve(address(nodes), type(uint256).max);
            token.approve(address(escrow), type(uint256).max);
            vm.stopPrank();
        }
        vm.prank(node);
        nodes.enrol(hot, 1000);
        vm.prank(node);
        escrow.deposit(100);
        vm.prank(requester);
        escrow.deposit(5000);
    }

    function agreed(bytes32 task)
        private
        view
        returns (Settlement.Assignment memory, Settlement.Receipt memory)
    {
        uint64 deadline = uint64(block.timestamp + 1 hours);
        return (
            Settlement.Assignment(task, requester, node, 50, deadline, 0),
            Settlement.Receipt(task, node, "output", "image", deadline)
        );
    }

    function seal(uint256 key, bytes32 hash) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("Neural"),
                keccak256("1"),
                block.chainid,
                address(escrow)
            )
        );
        return signature(key, keccak256(abi.encodePacked("\x19\x01", domain, hash)));
    }

    function leafOf(Settlement.Assignment memory promised, Settlement.Receipt memory done)
        private
        view
        returns (Settlement.Shown memory)
    {
        return Settlement.Shown(
            0,
            Settlement.Leaf(
                node,
                done.task,
                50,
                50,
                escrow.hashReceipt(done),
                escrow.hashAssignment(promised)
            ),
            new bytes32[](0)
        );
    }

    function settle(bytes32 task) private returns (uint256 batch, Settlement.Shown memory shown) {
        (Settlement.Assignment memory promised, Settlement.Receipt memory done) = agreed(task);
        shown = leafOf(promised, done);
        bytes memory first = seal(requesterKey, shown.leaf.assignment);
        bytes memory second = seal(hotKey, shown.leaf.receipt);
        vm.prank(node);
        batch = escrow.settleOwn(promised, done, first, second);
    }

    function test_paysATaskSettledAloneOnceAfterTheWindow() public {
        (uint256 batch, Settlement.Shown memory shown) = settle("task");
        vm.expectPartialRevert(Settlement.TooEarly.selector);
        escrow.finalise(batch);
        vm.warp(block.timestamp + 1 days);
        escrow.finalise(batch);
        vm.startPrank(node);
        escrow.claim(batch, shown, shown);
        vm.assertEq(token.balanceOf(node), 8950);
        vm.assertEq(escrow.balanceOf(node), 100);
        vm.expectRevert(abi.encodeWithSelector(Settlement.AlreadyClaimed.selector, node));
        escrow.claim(batch, shown, shown);
        vm.stopPrank();
    }

    function test_answersADemandThoughTheHotKeyWasChanged() public {
        (Settlement.Assignment memory promised, Settlement.Receipt memory done) = agreed("task");
        Settlement.Shown memory shown = leafOf(promised, done);
        bytes memory first = seal(requesterKey, shown.leaf.assignment);
        bytes memory second = seal(hotKey, shown.leaf.receipt);
        bytes32 root = escrow.hashLeaf(0, shown.leaf);
        vm.prank(requester);
        uint256 batch = escrow.post(requester, root, 1, 50, 0);
        vm.prank(node);
        nodes.setHotKey(watcher);
        vm.prank(watcher);
        escrow.demand(batch, 0);
        escrow.answer(batch, shown, shown, promised, done, first, second);
        vm.assertEq(token.balanceOf(watcher), 9990);
        vm.assertEq(token.balanceOf(requester), 5010);
    }

    function test_voidsABatchWhoseLeafIsNotShown() public {
        vm.prank(requester);
        uint256 batch = escrow.post(requester, "root", 10_000, 4000, 0);
        vm.prank(watcher);
        escrow.demand(batch, 7);
        vm.warp(block.timestamp + 1 days);
        vm.expectPartialRevert(Settlement.DemandsOpen.selector);
        escrow.finalise(batch);
        uint256 supply = token.totalSupply();
        escrow.lapse(batch, 7);
        vm.assertEq(token.totalSupply(), supply - 50);
        vm.assertEq(token.balanceOf(watcher), 10_050);
        vm.assertEq(escrow.balanceOf(requester), 4900);
    }

    function test_voidsTheLaterOfTwoBatchesWithOneTask() public {
        (uint256 first, Settlement.Shown memory shown) = settle("task");
        bytes32 root = escrow.hashLeaf(0, shown.leaf);
        vm.prank(requester);
        uint256 second = escrow.post(requester, root, 1, 50, 0);
        vm.prank(watcher);
        escrow.duplicate(second, shown, first, shown);
        vm.assertTrue(escrow.batchOf(second).state == Settlement.State.VOID);
        vm.assertTrue(escrow.batchOf(first).state == Settlement.State.ALONE);
    }

    function test_letsNobodySpendAnothersBalance() public {
        vm.prank(watcher);
        vm.expectRevert(
            abi.encodeWithSelector(Settlement.NotPoster.selector, requester, watcher)
        );
        escrow.post(requester, "root", 1, 50, 0);
    }

    function test_postsAndFinalisesTenThousandTasksWithinTheGas() public {
        vm.prank(requester);
        escrow.post(requester, "before", 1, 50, "list");
        vm.cool(address(escrow));
        vm.cool(address(token));
        vm.prank(requester);
        uint256 batch = escrow.post(requester, "root", 10_000, 4000, "list");
        uint256 gas = vm.lastCallGas().gasTotalUsed;
        vm.warp(block.timestamp + 1 days);
        vm.cool(address(escrow));
        vm.cool(address(token));
        escrow.finalise(batch);
        gas += vm.lastCallGas().gasTotalUsed;
        // Two transactions cost 21,000 each, and their calldata less than 4,000.
        gas += 46_000;
        vm.snapshotValue("post and finalise a batch of 10,000", gas);
        vm.assertLe(gas, 150_000, vm.toString(gas));
    }

    function test_slashesWhatIsUnbondingAndBurnsHalf() public {
        nodes.grantRole(nodes.SLASHER_ROLE(), address(this));
        vm.prank(node);
        nodes.beginUnbonding(900);
        uint256 supply = token.totalSupply();
        vm.assertEq(nodes.slash(node, 2000, watcher), 1000);
        vm.assertEq(token.totalSupply(), supply - 500);
        vm.assertEq(token.balanceOf(watcher), 10_500);
    }
}
