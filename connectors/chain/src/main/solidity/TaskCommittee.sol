// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disputes} from "./Disputes.sol";
import {TaskEscrow} from "./TaskEscrow.sol";
import "./Tasks.sol" as Tasks;

/// @title High-value tasks and disputed receipts, judged by several nodes
/// @notice It needs SLASHER_ROLE of the nodes' registry and COMMITTEE_ROLE of the escrow. A
/// requester allows it as a poster before he opens a task.
contract TaskCommittee is Disputes {
    /// @notice What a task may be
    enum TaskState {
        NONE,
        OPEN,
        SETTLED,
        FAILED
    }

    /// @notice A task that several nodes do
    /// @param price of each place, in the token's smallest unit
    struct Task {
        address requester;
        TaskState state;
        uint128 price;
        uint256 round;
    }

    mapping(bytes32 task => Task) private _tasks;

    /// @notice A requester opened a task; each agreeing member is paid `price`
    event TaskOpened(
        bytes32 indexed task,
        address indexed requester,
        uint256 indexed round,
        bytes32 derivation,
        uint256 nonce,
        uint128 price
    );

    /// @notice A task is over; without agreement `output` is zero and nobody was paid
    event TaskClosed(bytes32 indexed task, bool agreed, bytes32 output);

    /// @notice A task is opened once
    error TaskKnown(bytes32 task);

    /// @notice The task is not there or over
    error TaskNotOpen(bytes32 task);

    /// @notice A price of zero is none
    error NoPrice();

    /// @notice The periods of a task together must not be longer than `longest`
    error TaskTooLong(uint64 periods, uint64 longest);

    constructor(TaskEscrow escrow, Terms memory terms) Disputes(escrow, terms) {}

    /// @notice Opens a task of the sender that `places` nodes do, and reserves their pay
    /// @param derivation SHA-256 in the derivation's CID
    /// @param price what each member of the agreeing quorum gets
    /// @param quorum how many equal outputs are the result; more than half of the places
    function openTask(
        bytes32 derivation,
        uint256 nonce,
        uint128 price,
        uint8 places,
        uint8 quorum,
        Periods calldata periods
    ) external nonReentrant returns (bytes32 task, uint256 round) {
        task = Tasks.id(msg.sender, derivation, nonce);
        if (_tasks[task].state != TaskState.NONE) {
            revert TaskKnown(task);
        }
        if (price == 0) {
            revert NoPrice();
        }
        uint64 together = _window(periods.draw) + _window(periods.commit) + _window(periods.reveal);
        if (together > LONGEST_TASK) {
            revert TaskTooLong(together, LONGEST_TASK);
        }
        round = _openRound(places, quorum, _penalty(price), periods);
        _tasks[task] = Task(msg.sender, TaskState.OPEN, price, round);
        emit TaskOpened(task, msg.sender, round, derivation, nonce, price);
        ESCROW.reserve(msg.sender, uint256(price) * places);
    }

    /// @notice Asks for a place of a task, by the node or its hot key
    function enter(bytes32 task, address node) external {
        _acting(node);
        _seat(_open(task).round, node);
    }

    /// @notice The same with a signature of the node or its hot key
    function enterFor(bytes32 task, address node, uint256 deadline, bytes calldata signature)
        external
    {
        uint256 round = _open(task).round;
        _signed(node, keccak256(abi.encode(PLACE_TYPE, round, node, deadline)), deadline, signature);
        _seat(round, node);
    }

    /// @notice Pays the agreeing members, gives the rest back, and takes stake of the others
    function closeTask(bytes32 task) external nonReentrant {
        Task storage opened = _open(task);
        Outcome memory outcome = _end(opened.round, opened.requester);
        opened.state = outcome.agreed ? TaskState.SETTLED : TaskState.FAILED;
        emit TaskClosed(task, outcome.agreed, outcome.output);
        uint256 rest = uint256(opened.price) * _places(opened.round);
        for (uint256 i = 0; i < outcome.agreeing.length; i++) {
            rest -= opened.price;
            // slither-disable-next-line calls-loop
            ESCROW.payNode(outcome.agreeing[i], opened.price);
        }
        ESCROW.giveBack(opened.requester, rest);
    }

    /// @notice All there is about a task
    function taskOf(bytes32 task) external view returns (Task memory) {
        return _tasks[task];
    }

    function _open(bytes32 task) private view returns (Task storage opened) {
        opened = _tasks[task];
        if (opened.state != TaskState.OPEN) {
            revert TaskNotOpen(task);
        }
    }
}
