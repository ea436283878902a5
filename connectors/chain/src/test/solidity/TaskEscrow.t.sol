// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {Escrow} from "src/main/solidity/Escrow.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import {Windows} from "src/main/solidity/Windows.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {World} from "./World.sol";

/// @title What requesters put in, who may move it, and what settling costs
contract TaskEscrowTest is World {
    function setUp() public {
        build(3);
    }

    function test_givesADepositBackAfterTheDelay() public {
        vm.startPrank(requester);
        escrow.requestWithdrawal(400_000);
        vm.expectPartialRevert(Escrow.NotYet.selector);
        escrow.withdraw();
        wait(11 days);
        escrow.withdraw();
        vm.assertEq(token.balanceOf(requester), 1_400_000);
        vm.assertEq(escrow.balanceOf(requester), 600_000);
        vm.expectRevert(Escrow.NoAmount.selector);
        escrow.withdraw();
        vm.stopPrank();
    }

    function test_paysWhatIsLeftOfAWithdrawal() public {
        vm.startPrank(requester);
        escrow.requestWithdrawal(1_000_000);
        escrow.post(requester, "root", 1, 300_000, "list");
        wait(11 days);
        escrow.withdraw();
        vm.assertEq(token.balanceOf(requester), 2_000_000 - 300_000 - BOND);
        vm.stopPrank();
    }

    function test_startsTheDelayAgainWithANewRequest() public {
        vm.startPrank(requester);
        escrow.requestWithdrawal(1);
        wait(10 days);
        escrow.requestWithdrawal(2);
        wait(10 days);
        vm.expectPartialRevert(Escrow.NotYet.selector);
        escrow.withdraw();
        vm.stopPrank();
    }

    function test_refusesAmountsOfZero() public {
        vm.expectRevert(Escrow.NoAmount.selector);
        escrow.deposit(0);
        vm.expectRevert(Escrow.NoAmount.selector);
        escrow.requestWithdrawal(0);
    }

    function test_takesNoDepositsWhilePausedAndStillPaysOut() public {
        vm.prank(requester);
        escrow.requestWithdrawal(5);
        wait(11 days);
        escrow.pause();
        vm.startPrank(requester);
        vm.expectPartialRevert(bytes4(keccak256("EnforcedPause()")));
        escrow.deposit(1);
        escrow.withdraw();
        vm.stopPrank();
    }

    function make(Batches.Terms memory terms) private {
        new TaskEscrow(token, nodes, address(this), terms);
    }

    function test_refusesBondsOutOfRange() public {
        Batches.Terms memory terms = escrowTerms();
        terms.demandBond = 0;
        vm.expectRevert(abi.encodeWithSelector(TaskEscrow.BondOutOfRange.selector, 0, 1, BOND));
        make(terms);
        terms.demandBond = BOND + 1;
        vm.expectRevert(
            abi.encodeWithSelector(TaskEscrow.BondOutOfRange.selector, BOND + 1, 1, BOND)
        );
        make(terms);
        terms.batchBond = uint128(SUPPLY / 1e4) + 1;
        vm.expectRevert(
            abi.encodeWithSelector(
                TaskEscrow.BondOutOfRange.selector, SUPPLY / 1e4 + 1, 1, SUPPLY / 1e4
            )
        );
        make(terms);
    }

    function test_refusesDelaysShorterThanWhatMustBeSettled() public {
        Batches.Terms memory terms = escrowTerms();
        terms.withdrawalDelay = 10 days;
        vm.expectRevert(
            abi.encodeWithSelector(TaskEscrow.WithdrawalTooEarly.selector, 10 days, 10 days)
        );
        make(terms);
        terms.withdrawalDelay = 40 days;
        terms.settlementWindow = 14 days;
        vm.expectRevert(
            abi.encodeWithSelector(TaskEscrow.UnbondingTooEarly.selector, 30 days, 32 days)
        );
        make(terms);
    }

    function test_refusesShortWindowsElsewhereThanOnADevelopmentChain() public {
        Batches.Terms memory terms = escrowTerms();
        terms.answerWindow = 1 hours - 1;
        make(terms);
        vm.chainId(1337);
        make(terms);
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 1 hours - 1));
        make(terms);
        terms.answerWindow = 0;
        vm.chainId(31337);
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 0));
        make(terms);
        terms.answerWindow = 366 days + 1;
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, 366 days + 1));
        make(terms);
    }

    function test_letsACommitteeMoveOnlyWhatItReserved() public {
        escrow.grantRole(escrow.COMMITTEE_ROLE(), watcher);
        vm.prank(watcher);
        vm.expectRevert(abi.encodeWithSelector(Batches.NotPoster.selector, requester, watcher));
        escrow.reserve(requester, 100);
        vm.prank(requester);
        escrow.allowPoster(watcher);
        vm.startPrank(watcher);
        escrow.reserve(requester, 100);
        escrow.payNode(node[0], 60);
        vm.expectRevert(abi.encodeWithSelector(TaskEscrow.TooLittleReserved.selector, 40, 41));
        escrow.payNode(node[0], 41);
        vm.expectRevert(abi.encodeWithSelector(TaskEscrow.TooLittleReserved.selector, 40, 41));
        escrow.giveBack(requester, 41);
        escrow.giveBack(requester, 40);
        vm.expectPartialRevert(Escrow.TooLittleBalance.selector);
        escrow.reserve(requester, 1_000_000);
        vm.stopPrank();
        vm.assertEq(escrow.balanceOf(requester), 1_000_000 - 60);
        vm.assertEq(escrow.reservedBy(watcher), 0);
        escrow.pause();
        vm.prank(watcher);
        vm.expectPartialRevert(bytes4(keccak256("EnforcedPause()")));
        escrow.reserve(requester, 1);
    }

    function test_namesATaskByRequesterDerivationAndNonce() public view {
        vm.assertEq(
            escrow.taskId(requester, "derivation", 7),
            keccak256(abi.encode(requester, bytes32("derivation"), uint256(7)))
        );
        vm.assertEq(escrow.hashLeaf(0, listOf(1, 1).leaves[0]), listOf(1, 1).levels[0][0]);
    }

    function cold() private {
        vm.cool(address(escrow));
        vm.cool(address(token));
        vm.cool(address(nodes));
    }

    function test_postsAndFinalisesTenThousandTasksWithinTheGas() public {
        vm.prank(requester);
        escrow.post(requester, "before", 1, 50, "list");
        cold();
        vm.prank(requester);
        uint256 batch = escrow.post(requester, "root", 10_000, 4000, "list");
        uint256 gas = vm.lastCallGas().gasTotalUsed;
        vm.warp(vm.getBlockTimestamp() + 1 days);
        cold();
        escrow.finalise(batch);
        gas += vm.lastCallGas().gasTotalUsed;
        // Two transactions cost 21,000 each, and their calldata less than 4,000.
        gas += 46_000;
        vm.snapshotValue("post and finalise a batch of 10,000", gas);
        vm.assertLe(gas, 150_000, vm.toString(gas));
    }

    function test_demandsAnswersAndClaimsWithinTheGas() public {
        List memory list = listOf(1000, 1);
        uint256 batch = post(list);
        cold();
        demand(batch, 700);
        vm.snapshotValue("demand a leaf", vm.lastCallGas().gasTotalUsed);
        Tasks.Shown memory shown = show(list, 700);
        Tasks.Shown memory before = show(list, 699);
        bytes memory first = byRequester(list.promised[700]);
        bytes memory second = byNode(list.done[700]);
        cold();
        escrow.answer(batch, shown, before, list.promised[700], list.done[700], first, second);
        vm.snapshotValue("answer for a leaf of 1,000", vm.lastCallGas().gasTotalUsed);
        vm.warp(vm.getBlockTimestamp() + 1 days);
        escrow.finalise(batch);
        Tasks.Shown memory last = show(list, 999);
        uint256 from = 0;
        while (list.leaves[from].node != node[2]) {
            from++;
        }
        Tasks.Shown memory start = show(list, from);
        cold();
        vm.prank(node[2]);
        escrow.claim(batch, start, last);
        vm.snapshotValue("claim a range of a batch of 1,000", vm.lastCallGas().gasTotalUsed);
    }
}
