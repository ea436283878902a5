// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "./Batches.sol";
import "./Tasks.sol" as Tasks;

/// @title Asking a poster for a leaf of his batch
/// @notice Within the challenge window anybody may demand a leaf; the poster shows it, its
/// predecessor and the signatures, or the batch is void and its bond lost.
abstract contract Demands is Batches {
    /// @notice Who asked for a leaf
    /// @param by zero if nobody did, or it was answered or given back
    /// @param answerBy seconds since 1970
    struct Demand {
        address by;
        uint64 answerBy;
    }

    mapping(uint256 batch => mapping(uint32 index => Demand)) private _demands;

    /// @notice Somebody asked for a leaf; it must be shown before `answerBy`
    event Demanded(uint256 indexed batch, uint32 index, address indexed by, uint64 answerBy);

    /// @notice A demanded leaf was shown and is true
    event Answered(uint256 indexed batch, uint32 index);

    /// @notice A leaf is asked for once
    error AlreadyDemanded(uint32 index);

    /// @notice Nobody waits for this leaf
    error NotDemanded(uint32 index);

    /// @notice The batch has no such leaf, or was judged when it was posted
    error NoSuchLeaf(uint32 index);

    /// @notice The leaves are not in strict order of node and task
    error FalseOrder(uint32 index);

    /// @notice The sum of the prices up to this leaf is not what it or the batch says
    error FalseSum(uint32 index);

    /// @notice Asks the poster to show leaf `index`, under a bond
    function demand(uint256 batch, uint32 index) external nonReentrant {
        Batch storage posted = _open(batch);
        if (block.timestamp >= posted.postedAt + CHALLENGE_WINDOW) {
            revert TooLate(posted.postedAt + CHALLENGE_WINDOW);
        }
        if (posted.state == State.ALONE || index >= posted.count) {
            revert NoSuchLeaf(index);
        }
        Demand storage asked = _demands[batch][index];
        if (asked.answerBy != 0) {
            revert AlreadyDemanded(index);
        }
        asked.by = msg.sender;
        asked.answerBy = uint64(block.timestamp) + ANSWER_WINDOW;
        posted.holds++;
        emit Demanded(batch, index, msg.sender, asked.answerBy);
        _collect(msg.sender, DEMAND_BOND);
    }

    /// @notice Shows a demanded leaf; reverts if it does not hold, and then only the time is left
    /// @param before the leaf before it; not looked at for index 0
    function answer(
        uint256 batch,
        Tasks.Shown calldata shown,
        Tasks.Shown calldata before,
        Tasks.Assignment calldata assignment,
        Tasks.Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) external nonReentrant {
        Batch storage posted = _open(batch);
        Demand storage asked = _demands[batch][shown.index];
        if (asked.by == address(0)) {
            revert NotDemanded(shown.index);
        }
        if (block.timestamp >= asked.answerBy) {
            revert TooLate(asked.answerBy);
        }
        _member(posted, shown);
        _follows(posted, shown, before);
        _inTime(posted, assignment.deadline);
        _judge(
            posted, shown.index, shown.leaf, assignment, receipt, requesterSignature, nodeSignature
        );
        asked.by = address(0);
        posted.holds--;
        emit Answered(batch, shown.index);
        _pay(posted.poster, DEMAND_BOND);
    }

    /// @notice Voids a batch whose poster did not answer in time
    function lapse(uint256 batch, uint32 index) external nonReentrant {
        _open(batch);
        Demand storage asked = _demands[batch][index];
        address by = asked.by;
        if (by == address(0)) {
            revert NotDemanded(index);
        }
        if (block.timestamp < asked.answerBy) {
            revert TooEarly(asked.answerBy);
        }
        asked.by = address(0);
        _void(batch, by);
        _forfeit(BATCH_BOND, by);
        _pay(by, DEMAND_BOND);
    }

    /// @notice Gives a demand's bond back when another demand voided the batch
    function reclaim(uint256 batch, uint32 index) external nonReentrant {
        Demand storage asked = _demands[batch][index];
        address by = asked.by;
        if (_batches[batch].state != State.VOID || by == address(0)) {
            revert NotDemanded(index);
        }
        asked.by = address(0);
        _pay(by, DEMAND_BOND);
    }

    /// @notice Who asked for a leaf, and until when it must be shown
    function demandOf(uint256 batch, uint32 index) external view returns (Demand memory) {
        return _demands[batch][index];
    }

    function _follows(Batch storage posted, Tasks.Shown calldata shown, Tasks.Shown calldata before)
        private
        view
    {
        uint256 sum = shown.leaf.price;
        if (shown.index != 0) {
            if (before.index != shown.index - 1) {
                revert FalsePath(before.index);
            }
            _member(posted, before);
            Tasks.Leaf calldata low = before.leaf;
            if (
                low.node > shown.leaf.node
                    || (low.node == shown.leaf.node && low.task >= shown.leaf.task)
            ) {
                revert FalseOrder(shown.index);
            }
            sum += low.cumulative;
        }
        if (
            sum != shown.leaf.cumulative || (shown.index == posted.count - 1 && sum != posted.total)
        ) {
            revert FalseSum(shown.index);
        }
    }
}
