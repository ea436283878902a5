// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Batches} from "./Batches.sol";
import {Demands} from "./Demands.sol";
import {NodeRegistry} from "./NodeRegistry.sol";
import "./Tasks.sol" as Tasks;

/// @title Pay for many tasks at once, believed until somebody asks
/// @notice A task of one node settled alone is a batch of one leaf, judged when it is posted. Of
/// two batches with the same task of a node the earlier one pays, and the later one waits for it.
abstract contract Settlement is Demands {
    using SafeCast for uint256;

    /// @notice Whether a node took its pay out of a batch
    mapping(uint256 batch => mapping(address node => bool)) public claimed;

    /// @notice The batch in which a task of a node is settled alone; 0 if none that is not void
    mapping(bytes32 taskAndNode => uint256 batch) public postedAlone;

    /// @notice Whether a batch waits for an earlier one that holds one of its tasks
    mapping(uint256 later => mapping(uint256 earlier => bool)) public waitsFor;

    /// @notice A batch is final only after `earlier`, which holds one of its tasks, is void
    event Held(uint256 indexed later, uint256 indexed earlier);

    /// @notice A batch waits for `earlier` no more, as that is void
    event Released(uint256 indexed later, uint256 indexed earlier);

    /// @notice A batch can be claimed from
    event Finalised(uint256 indexed batch);

    /// @notice A node got its pay out of a batch
    event Claimed(uint256 indexed batch, address indexed node, uint256 amount);

    /// @notice Only a final batch pays
    error NotFinal(uint256 batch);

    /// @notice This many demands and earlier batches are undecided
    error HoldsOpen(uint16 count);

    /// @notice The leaves are not of one task and node, or the batches not of one requester, or
    /// not in this order
    error NotTheSame();

    /// @notice It is known already that one batch waits for the other
    error AlreadyHeld(uint256 later, uint256 earlier);

    /// @notice The later batch does not wait, or the earlier one is not void
    error NotHeld(uint256 later, uint256 earlier);

    /// @notice A node is paid once
    error AlreadyClaimed(address node);

    /// @notice The leaf is of `node`, which alone may claim it
    error NotTheNode(address node, address sender);

    /// @notice The leaves promise more than the batch holds
    error MoreThanTotal();

    /// @notice Only a void batch that held the task lets it be settled later
    error NotVoid(uint256 batch);

    constructor(NodeRegistry nodes, Terms memory terms) Batches(nodes, terms) {}

    /// @notice Posts a batch, reserves its total, and the bond of the sender's own balance
    /// @param root over the leaves; a tree of ceil(log2(count)) levels, filled up with zeros
    /// @param list SHA-256 in the CID of the published list
    function post(address requester, bytes32 root, uint32 count, uint96 total, bytes32 list)
        external
        whenNotPaused
        nonReentrant
        returns (uint256 batch)
    {
        _onlyPoster(requester);
        batch = _post(requester, root, count, total, list);
    }

    /// @notice Settles a task that a batch left out; it is judged now, and payable after the window
    /// @dev Anybody may post it with his bond: only the node can be paid. A task of a node is
    /// alone in one batch that is not void, so a balance is reserved for it twice by no means.
    function settleOwn(
        Tasks.Assignment calldata assignment,
        Tasks.Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) external nonReentrant returns (uint256 batch) {
        batch = _alone(assignment, receipt, requesterSignature, nodeSignature);
        _inTime(_batches[batch], assignment.deadline);
    }

    /// @notice Settles a task whose batch was voided: from then on its time begins again
    /// @dev Else a requester could keep a node from its pay by a false batch posted so late that
    /// no time is left when it is void.
    function settleAfter(
        uint256 voided,
        Tasks.Shown calldata shown,
        Tasks.Assignment calldata assignment,
        Tasks.Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) external nonReentrant returns (uint256 batch) {
        Batch storage old = _batches[voided];
        if (old.state != State.VOID) {
            revert NotVoid(voided);
        }
        _member(old, shown);
        if (
            old.requester != assignment.requester || shown.leaf.node != receipt.node
                || shown.leaf.task != receipt.task
        ) {
            revert NotTheSame();
        }
        _inTime(old, assignment.deadline);
        uint64 until = old.voidedAt + SETTLEMENT_WINDOW;
        if (block.timestamp > until) {
            revert TooLate(until);
        }
        batch = _alone(assignment, receipt, requesterSignature, nodeSignature);
    }

    /// @notice Shows that a task of the same node stands in an earlier batch
    /// @dev Both are of one requester: else anybody could post a stranger's leaf first. If the
    /// earlier one is undecided, the later one waits; if it is final, the later one is void. A
    /// task settled alone was true when it was posted, and its node may not have known the other
    /// batch's list, so it loses no more than a demand costs.
    function duplicate(
        uint256 later,
        Tasks.Shown calldata shown,
        uint256 earlier,
        Tasks.Shown calldata first
    ) external nonReentrant {
        Batch storage posted = _open(later);
        Batch storage old = _batches[earlier];
        if (old.state == State.NONE || old.state == State.VOID) {
            revert NotOpen(earlier);
        }
        if (
            earlier >= later || old.requester != posted.requester
                || shown.leaf.node != first.leaf.node || shown.leaf.task != first.leaf.task
        ) {
            revert NotTheSame();
        }
        _member(posted, shown);
        _member(old, first);
        if (old.state != State.FINAL) {
            _hold(posted, later, earlier);
        } else if (posted.state == State.ALONE) {
            delete postedAlone[_once(shown.leaf.task, shown.leaf.node)];
            balanceOf[posted.poster] += BATCH_BOND - DEMAND_BOND;
            _void(later, msg.sender);
            _forfeit(DEMAND_BOND, msg.sender);
        } else {
            _void(later, msg.sender);
            _forfeit(BATCH_BOND, msg.sender);
        }
    }

    /// @notice Lets a batch go on when the earlier one for which it waits is void
    function release(uint256 later, uint256 earlier) external nonReentrant {
        Batch storage posted = _open(later);
        if (!waitsFor[later][earlier] || _batches[earlier].state != State.VOID) {
            revert NotHeld(later, earlier);
        }
        waitsFor[later][earlier] = false;
        posted.holds--;
        emit Released(later, earlier);
    }

    /// @notice Makes a batch payable after its window, if nothing about it is undecided
    function finalise(uint256 batch) external nonReentrant {
        Batch storage posted = _open(batch);
        if (block.timestamp < posted.postedAt + CHALLENGE_WINDOW) {
            revert TooEarly(posted.postedAt + CHALLENGE_WINDOW);
        }
        if (posted.holds != 0) {
            revert HoldsOpen(posted.holds);
        }
        posted.state = State.FINAL;
        emit Finalised(batch);
        balanceOf[posted.poster] += BATCH_BOND;
    }

    /// @notice Pays the sender's range of a batch by its first and its last leaf
    /// @dev Only the node itself, as whoever shows a part of a range settles all of it.
    function claim(uint256 batch, Tasks.Shown calldata first, Tasks.Shown calldata last)
        external
        nonReentrant
    {
        Batch storage posted = _batches[batch];
        if (posted.state != State.FINAL) {
            revert NotFinal(batch);
        }
        address node = first.leaf.node;
        if (node != msg.sender || last.leaf.node != msg.sender) {
            revert NotTheNode(node, msg.sender);
        }
        if (claimed[batch][node]) {
            revert AlreadyClaimed(node);
        }
        if (first.index > last.index) {
            revert FalseOrder(last.index);
        }
        _member(posted, first);
        _member(posted, last);
        uint128 amount = last.leaf.cumulative - first.leaf.cumulative + first.leaf.price;
        if (amount > posted.total - posted.paid) {
            revert MoreThanTotal();
        }
        claimed[batch][node] = true;
        posted.paid += uint256(amount).toUint96();
        emit Claimed(batch, node, amount);
        _pay(node, amount);
    }

    function _alone(
        Tasks.Assignment calldata assignment,
        Tasks.Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) private returns (uint256 batch) {
        Tasks.Leaf memory leaf = Tasks.Leaf(
            receipt.node,
            receipt.task,
            assignment.price,
            assignment.price,
            Tasks.hash(receipt),
            Tasks.hash(assignment)
        );
        bytes32 once = _once(receipt.task, receipt.node);
        if (postedAlone[once] != 0) {
            revert AlreadyClaimed(receipt.node);
        }
        batch = _post(
            assignment.requester,
            Tasks.hash(0, leaf),
            1,
            uint256(assignment.price).toUint96(),
            bytes32(0)
        );
        postedAlone[once] = batch;
        Batch storage posted = _batches[batch];
        posted.state = State.ALONE;
        _judge(posted, 0, leaf, assignment, receipt, requesterSignature, nodeSignature);
    }

    function _hold(Batch storage posted, uint256 later, uint256 earlier) private {
        if (waitsFor[later][earlier]) {
            revert AlreadyHeld(later, earlier);
        }
        waitsFor[later][earlier] = true;
        posted.holds++;
        emit Held(later, earlier);
    }

    function _once(bytes32 task, address node) private pure returns (bytes32) {
        return keccak256(abi.encode(task, node));
    }
}
