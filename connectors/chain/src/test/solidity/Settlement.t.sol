// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {Demands} from "src/main/solidity/Demands.sol";
import {Escrow} from "src/main/solidity/Escrow.sol";
import {Settlement} from "src/main/solidity/Settlement.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title Batches of several leaves, and what may be said against them
contract SettlementTest is World {
    function setUp() public {
        build(3);
    }

    function final_(uint256 batch) private {
        wait(1 days);
        escrow.finalise(batch);
    }

    function claimOf(uint256 batch, List memory list, address worker) private returns (uint256) {
        uint256 first = type(uint256).max;
        uint256 last;
        for (uint256 i = 0; i < list.leaves.length; i++) {
            if (list.leaves[i].node == worker) {
                first = first == type(uint256).max ? i : first;
                last = i;
            }
        }
        uint256 before = token.balanceOf(worker);
        if (first != type(uint256).max) {
            Tasks.Shown memory from = show(list, first);
            Tasks.Shown memory to = show(list, last);
            vm.prank(worker);
            escrow.claim(batch, from, to);
        }
        return token.balanceOf(worker) - before;
    }

    /// @dev Each kind of leaf is demanded and answered, and all are paid exactly.
    function everything(uint256 count) private {
        List memory list = listOf(count, 1);
        uint256 batch = post(list);
        uint256[4] memory asked = [0, count / 2, count - 1, count / 3];
        for (uint256 i = 0; i < 4; i++) {
            if (escrow.demandOf(batch, uint32(asked[i])).answerBy == 0) {
                demand(batch, asked[i]);
                answer(batch, list, asked[i]);
            }
        }
        final_(batch);
        uint256 paid;
        for (uint256 i = 0; i < node.length; i++) {
            paid += claimOf(batch, list, node[i]);
        }
        vm.assertEq(paid, list.total);
        vm.assertEq(escrow.batchOf(batch).paid, list.total);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - list.total);
    }

    function test_paysABatchOfOneLeaf() public {
        everything(1);
    }

    function test_paysABatchOfTwoLeaves() public {
        everything(2);
    }

    function test_paysABatchOfThreeLeaves() public {
        everything(3);
    }

    function test_paysABatchOfFiveLeaves() public {
        everything(5);
    }

    function test_paysABatchOfEightLeaves() public {
        everything(8);
    }

    function test_paysABatchOfAThousandLeaves() public {
        everything(1000);
    }

    function testFuzz_answersAnyLeafOfAnyBatch(uint256 count, uint256 index) public {
        count = bound(count, 1, 40);
        index = bound(index, 0, count - 1);
        List memory list = listOf(count, 1);
        uint256 batch = post(list);
        demand(batch, index);
        answer(batch, list, index);
        vm.assertEq(escrow.batchOf(batch).holds, 0);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 - DEMAND);
    }

    function testFuzz_refusesAPathThatIsNotTheLeafs(uint256 count, uint256 index, uint256 bit)
        public
    {
        count = bound(count, 2, 40);
        index = bound(index, 0, count - 1);
        List memory list = listOf(count, 1);
        uint256 batch = post(list);
        final_(batch);
        Tasks.Shown memory shown = show(list, index);
        shown.path[bound(bit, 0, shown.path.length - 1)] ^= bytes32(uint256(1) << (bit % 256));
        vm.prank(shown.leaf.node);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, index));
        escrow.claim(batch, shown, shown);
    }

    function test_refusesAPathThatIsTooLongOrAnIndexBeyondTheCount() public {
        List memory list = listOf(3, 1);
        uint256 batch = post(list);
        final_(batch);
        Tasks.Shown memory shown = show(list, 2);
        shown.path = new bytes32[](3);
        vm.startPrank(shown.leaf.node);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 2));
        escrow.claim(batch, shown, shown);
        shown = show(list, 2);
        shown.index = 3;
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 3));
        escrow.claim(batch, shown, shown);
        vm.stopPrank();
    }

    /// @dev Demands a leaf that cannot be shown, and waits until the batch is void.
    function falseAt(List memory list, uint256 index, bytes memory why) private {
        uint256 batch = post(list);
        demand(batch, index);
        Tasks.Shown memory shown = show(list, index);
        Tasks.Shown memory before = index == 0 ? shown : show(list, index - 1);
        bytes memory first = byRequester(list.promised[index]);
        bytes memory second = byNode(list.done[index]);
        vm.expectRevert(why);
        escrow.answer(batch, shown, before, list.promised[index], list.done[index], first, second);
        wait(1 days);
        uint256 supply = token.totalSupply();
        escrow.lapse(batch, uint32(index));
        vm.assertEq(token.totalSupply(), supply - BOND / 2);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 + BOND / 2);
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - BOND);
        vm.assertTrue(escrow.batchOf(batch).state == Batches.State.VOID);
    }

    function test_voidsABatchWithATaskTwice() public {
        List memory list = listOf(5, 1);
        (list.promised[4], list.done[4]) = (list.promised[3], list.done[3]);
        plant(list);
        falseAt(list, 4, abi.encodeWithSelector(Demands.FalseOrder.selector, 4));
    }

    function test_voidsABatchWhoseNodesAreNotSorted() public {
        List memory list = listOf(3, 1);
        (list.promised[1], list.promised[2]) = (list.promised[2], list.promised[1]);
        (list.done[1], list.done[2]) = (list.done[2], list.done[1]);
        plant(list);
        falseAt(list, 2, abi.encodeWithSelector(Demands.FalseOrder.selector, 2));
    }

    function test_voidsABatchWithAFalseStepOfTheSum() public {
        List memory list = listOf(5, 1);
        list.leaves[2].cumulative += 1;
        root(list);
        falseAt(list, 2, abi.encodeWithSelector(Demands.FalseSum.selector, 2));
    }

    function test_voidsABatchWithAFalseTotal() public {
        List memory list = listOf(5, 1);
        list.total -= 1;
        falseAt(list, 4, abi.encodeWithSelector(Demands.FalseSum.selector, 4));
    }

    function test_voidsABatchWithAPriceThatWasNotPromised() public {
        List memory list = listOf(1, 1);
        list.leaves[0].price += 1;
        list.leaves[0].cumulative += 1;
        list.total += 1;
        root(list);
        falseAt(list, 0, abi.encodeWithSelector(Batches.FalseLeaf.selector, 0));
    }

    function test_voidsABatchOfAnothersAssignments() public {
        List memory list = listOf(2, 1);
        list.promised[0].requester = watcher;
        plant(list);
        falseAt(list, 0, abi.encodeWithSelector(Batches.FalseLeaf.selector, 0));
    }

    function test_voidsABatchOfTasksThatWereTooLate() public {
        List memory list = listOf(2, 1);
        list.done[1].finished = list.promised[1].deadline + 1;
        plant(list);
        falseAt(
            list, 1, abi.encodeWithSelector(Batches.TooLate.selector, list.promised[1].deadline)
        );
    }

    function test_voidsABatchPostedAfterTheSettlementWindow() public {
        List memory list = listOf(2, 1);
        wait(3 days + 1 hours + 1);
        falseAt(
            list, 1, abi.encodeWithSelector(Batches.TooLate.selector, list.promised[1].deadline)
        );
    }

    function test_refusesAnAnswerWithAnotherLeafBefore() public {
        List memory list = listOf(5, 1);
        uint256 batch = post(list);
        demand(batch, 3);
        Tasks.Shown memory shown = show(list, 3);
        Tasks.Shown memory before = show(list, 1);
        bytes memory first = byRequester(list.promised[3]);
        bytes memory second = byNode(list.done[3]);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 1));
        escrow.answer(batch, shown, before, list.promised[3], list.done[3], first, second);
    }

    /// @dev Answers a demanded leaf with signatures made in some way.
    function refused(bytes memory first, bytes memory second, address signer) private {
        List memory list = listOf(1, 1);
        uint256 batch = post(list);
        demand(batch, 0);
        Tasks.Shown memory shown = show(list, 0);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalseSignature.selector, signer));
        escrow.answer(batch, shown, shown, list.promised[0], list.done[0], first, second);
    }

    function test_refusesSignaturesOfOthers() public {
        List memory list = listOf(1, 1);
        bytes32 domain = escrow.domainSeparator();
        bytes memory good = byRequester(list.promised[0]);
        bytes memory bad =
            signature(keyOf[stranger], typed(domain, escrow.hashAssignment(list.promised[0])));
        refused(bad, byNode(list.done[0]), requester);
        bad = signature(keyOf[stranger], typed(domain, escrow.hashReceipt(list.done[0])));
        refused(good, bad, node[0]);
        bad = signature(keyOf[hotOf[node[1]]], typed(domain, escrow.hashReceipt(list.done[0])));
        refused(good, bad, node[0]);
    }

    function test_refusesSignaturesForAnotherChainOrContract() public {
        List memory list = listOf(1, 1);
        bytes32 hash = escrow.hashAssignment(list.promised[0]);
        bytes32[2] memory domains =
            [domainOf(address(escrow), block.chainid + 1), domainOf(address(nodes), block.chainid)];
        for (uint256 i = 0; i < 2; i++) {
            bytes memory bad = signature(keyOf[requester], typed(domains[i], hash));
            refused(bad, byNode(list.done[0]), requester);
            bad = signature(
                keyOf[hotOf[node[0]]], typed(domains[i], escrow.hashReceipt(list.done[0]))
            );
            refused(byRequester(list.promised[0]), bad, node[0]);
        }
        vm.assertEq(escrow.domainSeparator(), domainOf(address(escrow), block.chainid));
    }

    function test_refusesTheMalleableTwinOfASignature() public {
        List memory list = listOf(1, 1);
        bytes memory twin = byNode(list.done[0]);
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        assembly ("memory-safe") {
            mstore(add(twin, 64), sub(order, mload(add(twin, 64))))
            let v := byte(0, mload(add(twin, 96)))
            mstore8(add(twin, 96), sub(55, v))
        }
        refused(byRequester(list.promised[0]), twin, node[0]);
        refused(byRequester(list.promised[0]), "short", node[0]);
    }

    function test_believesTheNodesOwnKeyAndEveryFormerHotKey() public {
        List memory list = listOf(2, 1);
        bytes32 domain = escrow.domainSeparator();
        bytes memory own =
            signature(keyOf[node[0]], typed(domain, escrow.hashReceipt(list.done[0])));
        uint256 batch = post(list);
        demand(batch, 0);
        vm.prank(node[0]);
        nodes.setHotKey(address(77));
        Tasks.Shown memory shown = show(list, 0);
        bytes memory first = byRequester(list.promised[0]);
        escrow.answer(batch, shown, shown, list.promised[0], list.done[0], first, own);
        demand(batch, 1);
        vm.prank(node[1]);
        nodes.setHotKey(address(78));
        answer(batch, list, 1);
    }

    function test_givesTheBondBackWhenAnotherDemandVoided() public {
        List memory list = listOf(5, 1);
        uint256 batch = post(list);
        demand(batch, 1);
        demand(batch, 2);
        vm.expectRevert(abi.encodeWithSelector(Demands.NotDemanded.selector, 2));
        escrow.reclaim(batch, 2);
        wait(1 days);
        escrow.lapse(batch, 1);
        escrow.reclaim(batch, 2);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 + BOND / 2);
        vm.expectRevert(abi.encodeWithSelector(Demands.NotDemanded.selector, 2));
        escrow.reclaim(batch, 2);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotOpen.selector, batch));
        escrow.lapse(batch, 2);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotOpen.selector, batch));
        escrow.finalise(batch);
    }

    function test_refusesDemandsThatCannotBe() public {
        List memory list = listOf(2, 1);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotOpen.selector, 9));
        escrow.demand(9, 0);
        uint256 batch = post(list);
        vm.expectRevert(abi.encodeWithSelector(Demands.NoSuchLeaf.selector, 2));
        escrow.demand(batch, 2);
        demand(batch, 0);
        vm.expectRevert(abi.encodeWithSelector(Demands.AlreadyDemanded.selector, 0));
        escrow.demand(batch, 0);
        vm.expectPartialRevert(Batches.TooEarly.selector);
        escrow.lapse(batch, 0);
        vm.expectRevert(abi.encodeWithSelector(Demands.NotDemanded.selector, 1));
        escrow.lapse(batch, 1);
        answer(batch, list, 0);
        vm.expectRevert(abi.encodeWithSelector(Demands.AlreadyDemanded.selector, 0));
        escrow.demand(batch, 0);
        Tasks.Shown memory shown = show(list, 0);
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        vm.expectRevert(abi.encodeWithSelector(Demands.NotDemanded.selector, 0));
        escrow.answer(batch, shown, shown, list.promised[0], list.done[0], first, second);
        uint256 alone = settle(listOf(1, 50), 0);
        vm.expectRevert(abi.encodeWithSelector(Demands.NoSuchLeaf.selector, 0));
        escrow.demand(alone, 0);
        wait(1 days);
        vm.expectPartialRevert(Batches.TooLate.selector);
        escrow.demand(batch, 1);
    }

    function test_refusesAnAnswerThatIsTooLate() public {
        List memory list = listOf(1, 1);
        uint256 batch = post(list);
        demand(batch, 0);
        wait(1 days);
        Tasks.Shown memory shown = show(list, 0);
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        vm.expectPartialRevert(Batches.TooLate.selector);
        escrow.answer(batch, shown, shown, list.promised[0], list.done[0], first, second);
        vm.expectRevert(abi.encodeWithSelector(Settlement.HoldsOpen.selector, 1));
        escrow.finalise(batch);
    }

    function test_refusesBatchesThatCannotBe() public {
        vm.startPrank(requester);
        vm.expectRevert(Batches.EmptyBatch.selector);
        escrow.post(requester, "root", 0, 1, "list");
        vm.expectRevert(Batches.NoRoot.selector);
        escrow.post(requester, 0, 1, 1, "list");
        vm.expectRevert(
            abi.encodeWithSelector(Escrow.TooLittleBalance.selector, 1_000_000, 1_000_001)
        );
        escrow.post(requester, "root", 1, 1_000_001, "list");
        vm.stopPrank();
        vm.prank(watcher);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotPoster.selector, requester, watcher));
        escrow.post(requester, "root", 1, 1, "list");
    }

    function test_finalisesNothingBeforeTheChallengeWindowIsOver() public {
        uint256 batch = post(listOf(2, 1));
        wait(1 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(Batches.TooEarly.selector, vm.getBlockTimestamp() + 1)
        );
        escrow.finalise(batch);
    }

    function test_letsAnAllowedPosterPostUntilHeIsDismissed() public {
        vm.prank(requester);
        escrow.allowPoster(watcher);
        vm.startPrank(watcher);
        escrow.deposit(500);
        escrow.post(requester, "root", 1, 1, "list");
        vm.stopPrank();
        vm.assertEq(escrow.balanceOf(watcher), 500 - BOND);
        vm.prank(requester);
        escrow.dismissPoster(watcher);
        vm.prank(watcher);
        vm.expectPartialRevert(Batches.NotPoster.selector);
        escrow.post(requester, "root", 1, 1, "list");
    }

    function test_refusesFalseClaims() public {
        List memory list = listOf(6, 1);
        uint256 batch = post(list);
        Tasks.Shown memory first = show(list, 0);
        Tasks.Shown memory second = show(list, 1);
        Tasks.Shown memory others = show(list, 2);
        vm.startPrank(node[0]);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotFinal.selector, batch));
        escrow.claim(batch, first, second);
        vm.stopPrank();
        final_(batch);
        vm.startPrank(node[0]);
        vm.expectPartialRevert(Settlement.NotTheNode.selector);
        escrow.claim(batch, first, others);
        vm.expectPartialRevert(Settlement.NotTheNode.selector);
        escrow.claim(batch, others, others);
        vm.expectRevert(abi.encodeWithSelector(Demands.FalseOrder.selector, 0));
        escrow.claim(batch, second, first);
        escrow.claim(batch, first, second);
        vm.expectRevert(abi.encodeWithSelector(Settlement.AlreadyClaimed.selector, node[0]));
        escrow.claim(batch, first, first);
        vm.stopPrank();
    }

    function test_paysNeverMoreThanTheTotalOfAFalseBatchThatNobodyAsked() public {
        List memory list = listOf(3, 1);
        list.total -= 1;
        uint256 batch = post(list);
        final_(batch);
        claimOf(batch, list, node[0]);
        claimOf(batch, list, node[1]);
        Tasks.Shown memory shown = show(list, 2);
        vm.prank(node[2]);
        vm.expectRevert(Settlement.MoreThanTotal.selector);
        escrow.claim(batch, shown, shown);
    }

    function test_holdsALaterBatchUntilTheEarlierIsDecidedAndThenVoidsIt() public {
        List memory list = listOf(5, 1);
        List memory again = listOf(8, 1);
        uint256 earlier = post(list);
        wait(1);
        uint256 later = post(again);
        // Both hold task 1 of the first node.
        Tasks.Shown memory shown = show(again, 0);
        Tasks.Shown memory first = show(list, 0);
        vm.startPrank(watcher);
        escrow.duplicate(later, shown, earlier, first);
        vm.expectRevert(abi.encodeWithSelector(Settlement.AlreadyHeld.selector, later, earlier));
        escrow.duplicate(later, shown, earlier, first);
        vm.stopPrank();
        wait(1 days);
        vm.expectRevert(abi.encodeWithSelector(Settlement.HoldsOpen.selector, 1));
        escrow.finalise(later);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotHeld.selector, later, earlier));
        escrow.release(later, earlier);
        escrow.finalise(earlier);
        vm.prank(watcher);
        escrow.duplicate(later, shown, earlier, first);
        vm.assertTrue(escrow.batchOf(later).state == Batches.State.VOID);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 + BOND / 2);
    }

    function test_letsALaterBatchGoOnWhenTheEarlierIsVoid() public {
        List memory list = listOf(5, 1);
        uint256 earlier = post(list);
        uint256 later = post(list);
        demand(earlier, 3);
        Tasks.Shown memory shown = show(list, 4);
        escrow.duplicate(later, shown, earlier, shown);
        wait(1 days);
        escrow.lapse(earlier, 3);
        escrow.release(later, earlier);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotHeld.selector, later, earlier));
        escrow.release(later, earlier);
        escrow.finalise(later);
        vm.assertEq(claimOf(later, list, node[2]), list.leaves[4].price);
        later = post(list);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotOpen.selector, earlier));
        escrow.duplicate(later, shown, earlier, shown);
    }

    function test_refusesDuplicatesThatAreNone() public {
        List memory list = listOf(5, 1);
        uint256 earlier = post(list);
        uint256 later = post(list);
        Tasks.Shown memory one = show(list, 0);
        Tasks.Shown memory two = show(list, 1);
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(later, one, earlier, two);
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(later, one, earlier, show(list, 4));
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(earlier, one, later, one);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotOpen.selector, 9));
        escrow.duplicate(later, one, 9, one);
        vm.startPrank(watcher);
        escrow.deposit(500);
        uint256 others = escrow.post(watcher, list.levels[3][0], 5, 5, "list");
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.duplicate(others, one, earlier, one);
        vm.stopPrank();
    }

    function test_settlesATaskAloneOnce() public {
        List memory list = listOf(2, 1);
        uint256 batch = settle(list, 0);
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        vm.expectRevert(abi.encodeWithSelector(Settlement.AlreadyClaimed.selector, node[0]));
        escrow.settleOwn(list.promised[0], list.done[0], first, second);
        final_(batch);
        vm.expectRevert(abi.encodeWithSelector(Settlement.AlreadyClaimed.selector, node[0]));
        escrow.settleOwn(list.promised[0], list.done[0], first, second);
        // What a batch repeats of it does not become final.
        uint256 later = post(list);
        List memory alone = listOf(1, 1);
        alone.promised[0] = list.promised[0];
        alone.done[0] = list.done[0];
        plant(alone);
        vm.prank(watcher);
        escrow.duplicate(later, show(list, 0), batch, show(alone, 0));
        vm.assertTrue(escrow.batchOf(later).state == Batches.State.VOID);
    }

    function test_refusesATaskAloneThatIsTooLate() public {
        List memory list = listOf(1, 1);
        wait(3 days + 1 hours + 1);
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        vm.prank(node[0]);
        vm.expectPartialRevert(Batches.TooLate.selector);
        escrow.settleOwn(list.promised[0], list.done[0], first, second);
    }

    function test_costsANodeNoMoreThanADemandThatABatchHeldItsTaskToo() public {
        List memory list = listOf(3, 1);
        uint256 hidden = post(list);
        wait(1);
        uint256 alone = settle(list, 2);
        List memory own = listOf(1, 3);
        (own.promised[0], own.done[0]) = (list.promised[2], list.done[2]);
        plant(own);
        wait(1 days - 1);
        escrow.finalise(hidden);
        vm.prank(watcher);
        escrow.duplicate(alone, show(own, 0), hidden, show(list, 2));
        vm.assertEq(escrow.balanceOf(node[2]), 10_000 - DEMAND);
        vm.assertEq(token.balanceOf(watcher), 2_000_000 + DEMAND / 2);
        vm.assertEq(escrow.postedAlone(keccak256(abi.encode(bytes32(uint256(3)), node[2]))), 0);
        vm.assertEq(claimOf(hidden, list, node[2]), list.leaves[2].price);
    }

    /// @dev The attack: the task stands in a batch with another, false leaf, posted as late as can
    /// be; when it is void, the time to settle alone is over.
    function test_keepsNoNodeFromItsPayByAFalseBatchPostedLate() public {
        List memory list = listOf(3, 1);
        list.leaves[0].cumulative += 1;
        root(list);
        wait(3 days + 1 hours);
        uint256 batch = post(list);
        vm.prank(stranger);
        escrow.demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        vm.prank(node[2]);
        vm.expectPartialRevert(Batches.TooLate.selector);
        escrow.settleOwn(list.promised[2], list.done[2], first, second);
        uint256 alone = settleAfter(batch, list, 2);
        List memory own = listOf(1, 3);
        (own.promised[0], own.done[0]) = (list.promised[2], list.done[2]);
        plant(own);
        final_(alone);
        vm.assertEq(claimOf(alone, own, node[2]), list.leaves[2].price);
    }

    /// @dev The other half of it: a task settled alone in time is not voided by such a batch.
    function test_letsATaskAloneWaitForAFalseBatchAndThenPaysIt() public {
        List memory list = listOf(3, 1);
        list.leaves[0].cumulative += 1;
        root(list);
        uint256 batch = post(list);
        uint256 alone = settle(list, 2);
        List memory own = listOf(1, 3);
        (own.promised[0], own.done[0]) = (list.promised[2], list.done[2]);
        plant(own);
        vm.prank(requester);
        escrow.duplicate(alone, show(own, 0), batch, show(list, 2));
        vm.assertTrue(escrow.batchOf(alone).state == Batches.State.ALONE);
        demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        escrow.release(alone, batch);
        escrow.finalise(alone);
        vm.assertEq(claimOf(alone, own, node[2]), list.leaves[2].price);
    }

    function test_settlesAfterAVoidBatchOnlyWhatStoodInIt() public {
        List memory list = listOf(3, 1);
        uint256 batch = post(list);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        Tasks.Shown memory shown = show(list, 2);
        vm.startPrank(node[2]);
        vm.expectRevert(abi.encodeWithSelector(Settlement.NotVoid.selector, batch));
        escrow.settleAfter(batch, shown, list.promised[2], list.done[2], first, second);
        vm.stopPrank();
        demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        vm.startPrank(node[2]);
        vm.expectRevert(abi.encodeWithSelector(Batches.FalsePath.selector, 1));
        Tasks.Shown memory other = show(list, 1);
        other.leaf = shown.leaf;
        escrow.settleAfter(batch, other, list.promised[2], list.done[2], first, second);
        vm.expectRevert(Settlement.NotTheSame.selector);
        escrow.settleAfter(batch, show(list, 1), list.promised[2], list.done[2], first, second);
        vm.stopPrank();
        wait(3 days + 1);
        vm.prank(node[2]);
        vm.expectPartialRevert(Batches.TooLate.selector);
        escrow.settleAfter(batch, shown, list.promised[2], list.done[2], first, second);
    }

    function test_settlesNothingAfterABatchThatWasTooLateItself() public {
        List memory list = listOf(3, 1);
        wait(4 days);
        uint256 batch = post(list);
        demand(batch, 0);
        wait(1 days);
        escrow.lapse(batch, 0);
        bytes memory first = byRequester(list.promised[2]);
        bytes memory second = byNode(list.done[2]);
        Tasks.Shown memory shown = show(list, 2);
        vm.prank(node[2]);
        vm.expectPartialRevert(Batches.TooLate.selector);
        escrow.settleAfter(batch, shown, list.promised[2], list.done[2], first, second);
    }

    function test_postsNothingWhilePausedAndStillClaims() public {
        List memory list = listOf(3, 1);
        uint256 batch = post(list);
        final_(batch);
        escrow.pause();
        vm.prank(requester);
        vm.expectPartialRevert(bytes4(keccak256("EnforcedPause()")));
        escrow.post(requester, "root", 1, 1, "list");
        vm.assertEq(claimOf(batch, list, node[0]), list.leaves[0].price);
        escrow.unpause();
        post(listOf(2, 9));
    }
}
