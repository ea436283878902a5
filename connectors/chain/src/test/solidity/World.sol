// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitteeTerms} from "src/main/solidity/CommitteeTerms.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {Batches} from "src/main/solidity/Batches.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import {TaskEscrow} from "src/main/solidity/TaskEscrow.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {Trial} from "./Trial.sol";

/// @title A requester, a watcher and nodes, with stakes and balances
/// @dev Nodes are sorted by their address, as leaves are.
abstract contract World is Trial {
    uint256 internal constant SUPPLY = 1_000_000_000;
    uint128 internal constant STAKE = 100_000;
    uint128 internal constant BOND = 100;
    uint128 internal constant DEMAND = 10;

    NeuralToken internal token;
    NodeRegistry internal nodes;
    TaskEscrow internal escrow;
    TaskCommittee internal committee;

    address internal requester;
    address internal watcher;
    address internal stranger;
    address[] internal node;
    mapping(address owner => address key) internal hotOf;
    mapping(address named => uint256 key) internal keyOf;

    /// @dev A whole batch, as its list would hold it.
    struct List {
        Tasks.Assignment[] promised;
        Tasks.Receipt[] done;
        Tasks.Leaf[] leaves;
        bytes32[][] levels;
        uint96 total;
    }

    function build(uint256 count) internal {
        vm.warp(1_000_000);
        vm.roll(1000);
        token = new NeuralToken(address(this), SUPPLY);
        nodes = new NodeRegistry(token, address(this), 30 days);
        escrow = new TaskEscrow(token, nodes, address(this), escrowTerms());
        committee = new TaskCommittee(escrow, committeeTerms());
        nodes.grantRole(nodes.SLASHER_ROLE(), address(committee));
        escrow.grantRole(escrow.COMMITTEE_ROLE(), address(committee));
        requester = actor("requester");
        watcher = actor("watcher");
        stranger = actor("stranger");
        for (uint256 i = 0; i < count; i++) {
            join(string.concat("node ", vm.toString(i)));
        }
        vm.startPrank(requester);
        escrow.deposit(1_000_000);
        escrow.allowPoster(address(committee));
        vm.stopPrank();
        pass(10);
    }

    function escrowTerms() internal pure returns (Batches.Terms memory) {
        return Batches.Terms(1 days, 1 days, 3 days, 11 days, BOND, DEMAND);
    }

    function committeeTerms() internal pure virtual returns (CommitteeTerms.Terms memory) {
        return CommitteeTerms.Terms(
            Seats.Periods(1 days, 1 days, 1 days), 2 days, 5 days, 3, 2, 10, 1000, 300, 120
        );
    }

    function actor(string memory name) internal returns (address named) {
        uint256 key;
        (named, key) = account(name);
        keyOf[named] = key;
        token.transfer(named, 2_000_000);
        vm.startPrank(named);
        token.approve(address(nodes), type(uint256).max);
        token.approve(address(escrow), type(uint256).max);
        token.approve(address(committee), type(uint256).max);
        vm.stopPrank();
    }

    function join(string memory name) internal returns (address owner) {
        owner = actor(name);
        (address hot, uint256 key) = account(string.concat("hot ", name));
        keyOf[hot] = key;
        hotOf[owner] = hot;
        vm.startPrank(owner);
        nodes.enrol(hot, STAKE);
        escrow.deposit(10_000);
        committee.stand();
        vm.stopPrank();
        node.push(owner);
        for (uint256 i = node.length - 1; i > 0 && node[i - 1] > node[i]; i--) {
            (node[i - 1], node[i]) = (node[i], node[i - 1]);
        }
    }

    /// @dev Blocks of twelve seconds go by.
    function pass(uint256 blocks) internal {
        vm.roll(vm.getBlockNumber() + blocks);
        vm.warp(vm.getBlockTimestamp() + 12 * blocks);
    }

    function wait(uint256 time) internal {
        vm.roll(vm.getBlockNumber() + 1);
        vm.warp(vm.getBlockTimestamp() + time);
    }

    function typed(bytes32 domain, bytes32 hash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", domain, hash));
    }

    function domainOf(address verifier, uint256 chain) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("Neural"),
                keccak256("1"),
                chain,
                verifier
            )
        );
    }

    function byRequester(Tasks.Assignment memory promised) internal view returns (bytes memory) {
        return signature(
            keyOf[promised.requester],
            typed(escrow.domainSeparator(), escrow.hashAssignment(promised))
        );
    }

    function byNode(Tasks.Receipt memory done) internal view returns (bytes memory) {
        return signature(
            keyOf[hotOf[done.node]], typed(escrow.domainSeparator(), escrow.hashReceipt(done))
        );
    }

    function agreed(bytes32 task, address worker, uint128 price)
        internal
        view
        returns (Tasks.Assignment memory, Tasks.Receipt memory)
    {
        uint64 deadline = uint64(vm.getBlockTimestamp() + 1 hours);
        return (
            Tasks.Assignment(task, requester, worker, price, deadline, "policy"),
            Tasks.Receipt(task, worker, "output", "image", deadline)
        );
    }

    /// @dev A batch of `count` tasks, of every node about as many, each of another price.
    function listOf(uint256 count, uint256 first) internal view returns (List memory list) {
        list.promised = new Tasks.Assignment[](count);
        list.done = new Tasks.Receipt[](count);
        list.leaves = new Tasks.Leaf[](count);
        for (uint256 i = 0; i < count; i++) {
            (list.promised[i], list.done[i]) = agreed(
                bytes32(first + i), node[i * node.length / count], uint128(10 + (first + i) % 7)
            );
        }
        plant(list);
    }

    /// @dev Leaves, root and total of what was promised and done.
    function plant(List memory list) internal view {
        uint128 sum;
        for (uint256 i = 0; i < list.done.length; i++) {
            sum += list.promised[i].price;
            list.leaves[i] = Tasks.Leaf(
                list.done[i].node,
                list.done[i].task,
                list.promised[i].price,
                sum,
                escrow.hashReceipt(list.done[i]),
                escrow.hashAssignment(list.promised[i])
            );
        }
        list.total = uint96(sum);
        root(list);
    }

    function root(List memory list) internal pure {
        uint256 depth;
        while (1 << depth < list.leaves.length) {
            depth++;
        }
        list.levels = new bytes32[][](depth + 1);
        list.levels[0] = new bytes32[](1 << depth);
        for (uint256 i = 0; i < list.leaves.length; i++) {
            list.levels[0][i] =
                keccak256(bytes.concat(keccak256(abi.encode(uint32(i), list.leaves[i]))));
        }
        for (uint256 level = 1; level <= depth; level++) {
            bytes32[] memory below = list.levels[level - 1];
            list.levels[level] = new bytes32[](below.length / 2);
            for (uint256 i = 0; i < below.length / 2; i++) {
                list.levels[level][i] = keccak256(abi.encode(below[2 * i], below[2 * i + 1]));
            }
        }
    }

    function show(List memory list, uint256 index) internal pure returns (Tasks.Shown memory) {
        bytes32[] memory path = new bytes32[](list.levels.length - 1);
        for (uint256 level = 0; level < path.length; level++) {
            path[level] = list.levels[level][(index >> level) ^ 1];
        }
        return Tasks.Shown(uint32(index), list.leaves[index], path);
    }

    function post(List memory list) internal returns (uint256) {
        vm.prank(requester);
        return escrow.post(
            requester,
            list.levels[list.levels.length - 1][0],
            uint32(list.leaves.length),
            list.total,
            "list"
        );
    }

    function answer(uint256 batch, List memory list, uint256 index) internal {
        Tasks.Shown memory shown = show(list, index);
        Tasks.Shown memory before = index == 0 ? shown : show(list, index - 1);
        bytes memory first = byRequester(list.promised[index]);
        bytes memory second = byNode(list.done[index]);
        escrow.answer(batch, shown, before, list.promised[index], list.done[index], first, second);
    }

    function demand(uint256 batch, uint256 index) internal {
        vm.prank(watcher);
        escrow.demand(batch, uint32(index));
    }

    function settle(List memory list, uint256 index) internal returns (uint256) {
        bytes memory first = byRequester(list.promised[index]);
        bytes memory second = byNode(list.done[index]);
        vm.prank(list.done[index].node);
        return escrow.settleOwn(list.promised[index], list.done[index], first, second);
    }

    function settleAfter(uint256 voided, List memory list, uint256 index)
        internal
        returns (uint256)
    {
        bytes memory first = byRequester(list.promised[index]);
        bytes memory second = byNode(list.done[index]);
        vm.prank(list.done[index].node);
        return escrow.settleAfter(
            voided, show(list, index), list.promised[index], list.done[index], first, second
        );
    }

    function sealOf(uint256 round, address member, bytes32 output) internal pure returns (bytes32) {
        return keccak256(abi.encode(round, member, bytes32("keyed"), output, bytes32("salt")));
    }

    function put(uint256 round, address member, bytes32 output) internal {
        bytes32 sealing = sealOf(round, member, output);
        vm.prank(hotOf[member]);
        committee.commit(round, member, sealing);
    }

    function open(uint256 round, address member, bytes32 output) internal {
        committee.reveal(round, member, "keyed", output, "salt");
    }
}
