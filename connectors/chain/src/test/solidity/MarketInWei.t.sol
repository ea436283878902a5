// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "src/main/solidity/Batches.sol";
import {CommitteeTerms} from "src/main/solidity/CommitteeTerms.sol";
import {Disputes} from "src/main/solidity/Disputes.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import {World} from "./World.sol";

/// @title The market in amounts of eighteen decimals, and at times that 32 bits do not hold
contract MarketInWeiTest is World {
    uint128 private constant COIN = 1e18;

    function setUp() public {
        vm.warp(1 << 33);
        vm.roll(1 << 33);
        token = new NeuralToken(address(this), 1e9 * uint256(COIN));
        nodes = new NodeRegistry(token, address(this), 30 days);
        escrow = new TaskEscrow(
            token,
            nodes,
            address(this),
            Batches.Terms(1 days, 1 days, 3 days, 11 days, 100 * COIN, 50 * COIN)
        );
        committee = new TaskCommittee(
            escrow,
            CommitteeTerms.Terms(
                Seats.Periods(1 days, 1 days, 1 days),
                2 days,
                5 days,
                3,
                2,
                10,
                1000 * COIN,
                300 * COIN,
                120 * COIN
            )
        );
        nodes.grantRole(nodes.SLASHER_ROLE(), address(committee));
        nodes.grantRole(nodes.SLASHER_ROLE(), address(this));
        escrow.grantRole(escrow.COMMITTEE_ROLE(), address(committee));
        requester = rich("requester");
        watcher = rich("watcher");
        for (uint256 i = 0; i < 4; i++) {
            address owner = rich(string.concat("node ", vm.toString(i)));
            (address hot, uint256 key) = account(string.concat("hot ", vm.toString(i)));
            (hotOf[owner], keyOf[hot]) = (hot, key);
            vm.startPrank(owner);
            nodes.enrol(hot, 100_000 * COIN);
            committee.stand();
            vm.stopPrank();
            node.push(owner);
        }
        vm.startPrank(requester);
        escrow.deposit(100_000 * COIN);
        escrow.allowPoster(address(committee));
        vm.stopPrank();
        pass(10);
    }

    function rich(string memory name) private returns (address named) {
        named = actor(name);
        token.transfer(named, 1_000_000 * uint256(COIN) - 2_000_000);
    }

    function coins(address owner) private view returns (uint256) {
        vm.assertEq(token.balanceOf(owner) % COIN, 0);
        return token.balanceOf(owner) / COIN;
    }

    function test_keepsStakeToTheLastWei() public {
        vm.assertEq(nodes.nodeOf(node[0]).enrolled, 1 << 33);
        vm.startPrank(node[0]);
        nodes.stake(50_000 * COIN);
        nodes.beginUnbonding(60_000 * COIN);
        vm.assertEq(nodes.nodeOf(node[0]).freeAt, vm.getBlockTimestamp() + 30 days);
        vm.stopPrank();
        vm.assertEq(nodes.slash(node[0], 120_000 * COIN, watcher), 120_000 * COIN);
        vm.assertEq(coins(watcher), 1_060_000);
        wait(30 days);
        vm.prank(node[0]);
        nodes.withdraw();
        vm.assertEq(coins(node[0]), 1_000_000 - 150_000 + 30_000);
        vm.assertEq(token.totalSupply(), (1e9 - 60_000) * uint256(COIN));
    }

    function test_keepsBalancesToTheLastWei() public {
        vm.startPrank(requester);
        escrow.requestWithdrawal(70_000 * COIN);
        (uint128 amount, uint64 free) = escrow.withdrawalOf(requester);
        vm.assertEq(amount, 70_000 * COIN);
        vm.assertEq(free, vm.getBlockTimestamp() + 11 days);
        wait(11 days);
        escrow.withdraw();
        vm.stopPrank();
        vm.assertEq(coins(requester), 970_000);
        vm.assertEq(escrow.balanceOf(requester), 30_000 * COIN);
    }

    function dear() private view returns (List memory list) {
        list = listOf(4, 1);
        for (uint256 i = 0; i < 4; i++) {
            (list.promised[i], list.done[i]) = agreed(
                escrow.taskId(requester, "derivation", i), node[0], uint128((i + 1) * 100) * COIN
            );
        }
        // Tasks of a node are sorted.
        for (uint256 i = 0; i < 4; i++) {
            for (uint256 j = i + 1; j < 4; j++) {
                if (list.done[j].task < list.done[i].task) {
                    (list.done[i], list.done[j]) = (list.done[j], list.done[i]);
                    (list.promised[i], list.promised[j]) = (list.promised[j], list.promised[i]);
                }
            }
        }
        plant(list);
    }

    function test_paysABatchToTheLastWei() public {
        List memory list = dear();
        uint256 batch = post(list);
        vm.assertEq(list.total, 1000 * COIN);
        vm.assertEq(escrow.balanceOf(requester), 98_900 * COIN);
        vm.assertEq(escrow.batchOf(batch).postedAt, vm.getBlockTimestamp());
        demand(batch, 3);
        vm.assertEq(escrow.demandOf(batch, 3).answerBy, vm.getBlockTimestamp() + 1 days);
        vm.assertEq(coins(watcher), 999_950);
        answer(batch, list, 3);
        wait(1 days);
        escrow.finalise(batch);
        vm.prank(node[0]);
        escrow.claim(batch, show(list, 0), show(list, 3));
        vm.assertEq(coins(node[0]), 901_000);
        vm.assertEq(coins(requester), 900_050);
        vm.assertEq(escrow.batchOf(batch).paid, 1000 * COIN);
    }

    function test_voidsABatchToTheLastWei() public {
        List memory list = dear();
        uint256 batch = post(list);
        demand(batch, 1);
        wait(1 days);
        escrow.lapse(batch, 1);
        vm.assertEq(escrow.batchOf(batch).voidedAt, vm.getBlockTimestamp());
        vm.assertEq(coins(watcher), 1_000_050);
        vm.assertEq(escrow.balanceOf(requester), 99_900 * COIN);
        vm.startPrank(node[0]);
        escrow.deposit(100 * COIN);
        vm.stopPrank();
        vm.prank(requester);
        escrow.allowPoster(node[0]);
        uint256 alone = settleAfter(batch, list, 1);
        vm.assertEq(escrow.batchOf(alone).total, list.promised[1].price);
        vm.assertEq(escrow.balanceOf(requester), 99_900 * COIN - list.promised[1].price);
    }

    function judge(uint256 round, address[] memory members, bytes32 output, uint256 each) private {
        for (uint256 i = 0; i < members.length; i++) {
            put(round, members[i], output);
        }
        wait(each);
        for (uint256 i = 0; i < members.length; i++) {
            open(round, members[i], output);
        }
        wait(each);
    }

    function test_paysATaskOfSeveralNodesToTheLastWei() public {
        vm.prank(requester);
        (bytes32 task, uint256 round) = committee.openTask(
            "derivation", 1, 5000 * COIN, 3, 2, Seats.Periods(1 days, 1 days, 1 days)
        );
        Seats.Round memory r = committee.roundOf(round);
        vm.assertEq(r.drawUntil, vm.getBlockTimestamp() + 1 days);
        vm.assertEq(r.revealUntil, vm.getBlockTimestamp() + 3 days);
        vm.assertEq(r.seedBlock, vm.getBlockNumber() + 4);
        vm.assertEq(r.penalty, 50_000 * COIN);
        vm.assertEq(escrow.reservedBy(address(committee)), 15_000 * COIN);
        pass(5);
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(node[i]);
            committee.enter(task, node[i]);
            vm.assertEq(committee.boundOf(node[i]), 50_000 * COIN);
        }
        wait(1 days);
        judge(round, committee.roundOf(round).members, "right", 1 days);
        committee.closeTask(task);
        vm.assertEq(coins(node[0]), 905_000);
        vm.assertEq(coins(node[1]), 905_000);
        vm.assertEq(escrow.balanceOf(requester), 90_000 * COIN);
    }

    function test_slashesAWrongNodeToTheLastWei() public {
        List memory list = dear();
        uint256 batch = post(list);
        uint256 nonce = 0;
        while (escrow.taskId(requester, "derivation", nonce) != list.done[0].task) {
            nonce++;
        }
        uint256 penalty = (nonce + 1) * 1000;
        bytes memory signed = byNode(list.done[0]);
        vm.prank(watcher);
        bytes32 id =
            committee.dispute(batch, show(list, 0), list.done[0], signed, "derivation", nonce);
        Disputes.Dispute memory opened = committee.disputeOf(id);
        vm.assertEq(opened.penalty, penalty * COIN);
        vm.assertEq(opened.openedAt, vm.getBlockTimestamp());
        vm.assertEq(coins(watcher), 999_880);
        pass(5);
        for (uint256 i = 1; i < 4; i++) {
            committee.summon(id, node[i]);
            vm.assertEq(committee.boundOf(node[i]), 300 * COIN);
        }
        wait(1 days);
        judge(opened.round, committee.roundOf(opened.round).members, "right", 1 days);
        uint256 before = coins(requester);
        committee.decide(id);
        vm.assertEq(nodes.stakeOf(node[0]), (100_000 - penalty) * COIN);
        vm.assertEq(coins(watcher), 1_000_060);
        vm.assertEq(coins(node[1]), 900_020);
        vm.assertEq(coins(requester), before + penalty / 2 - 120);
    }
}
