// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Batches} from "./Batches.sol";
import {CommitteeTerms} from "./CommitteeTerms.sol";
import {TaskEscrow} from "./TaskEscrow.sol";
import "./Tasks.sol" as Tasks;

/// @title Whether the output in a receipt is right
/// @notice Anybody may dispute a receipt that stands in a batch, under a bond. Nodes that stood
/// ready before derive the task again. If a quorum gets another output, the node is slashed; if
/// it gets the same, the bond is the node's and the members'.
abstract contract Disputes is CommitteeTerms {
    using SafeERC20 for IERC20;

    /// @notice What a dispute may be; a VOID one may be opened again
    enum DisputeState {
        NONE,
        OPEN,
        UPHELD,
        REFUTED,
        VOID
    }

    /// @notice What is kept of a dispute
    /// @param output what the accused node claims
    /// @param penalty what it stands to lose
    /// @param openedAt seconds since 1970
    /// @param redraws how many rounds ended without a quorum
    /// @param round the present one
    struct Dispute {
        address accused;
        uint40 openedAt;
        uint8 redraws;
        DisputeState state;
        address challenger;
        address requester;
        bytes32 output;
        uint128 penalty;
        uint256 round;
    }

    /// @notice Block since which a node stands ready to judge; 0 if it does not
    mapping(address node => uint256 number) public standingSince;

    mapping(bytes32 taskAndNode => Dispute) private _disputes;

    /// @notice A node judges if it is drawn
    event Stood(address indexed node);

    /// @notice A node is not shown for places from now on
    event Resigned(address indexed node);

    /// @notice A receipt is disputed; the committee derives `derivation` again
    event Disputed(
        bytes32 indexed dispute,
        address indexed accused,
        address indexed challenger,
        uint256 round,
        bytes32 task,
        bytes32 derivation,
        uint256 nonce,
        bytes32 output
    );

    /// @notice No quorum; other nodes are drawn
    event Redrawn(bytes32 indexed dispute, uint256 round);

    /// @notice A dispute is over; `taken` is what the accused lost, `output` what the quorum got
    event Decided(bytes32 indexed dispute, DisputeState state, bytes32 output, uint256 taken);

    /// @notice The batch is not there or void
    error NotInABatch(uint256 batch);

    /// @notice The leaf is not in the batch, or promises more than the batch holds
    error FalseLeaf(uint32 index);

    /// @notice Receipt, derivation and nonce are not of the leaf's task
    error NotTheTask(bytes32 task);

    /// @notice The receipt's node never enrolled: it has no stake to lose
    error NotEnrolled(address node);

    /// @notice It was disputed, and is open or decided
    error AlreadyDisputed(bytes32 dispute);

    /// @notice The dispute is not there or over
    error DisputeNotOpen(bytes32 dispute);

    /// @notice The node does not stand ready since before the round was opened
    error NotStanding(address node);

    /// @notice Nobody judges what he accuses, is accused of, or paid for
    error OwnCause(address node);

    constructor(TaskEscrow escrow, Terms memory terms) CommitteeTerms(escrow, terms) {}

    /// @notice Makes the sender, a node, stand ready to judge
    function stand() external {
        if (NODES.nodeOf(msg.sender).enrolled == 0) {
            revert NotEnrolled(msg.sender);
        }
        standingSince[msg.sender] = block.number;
        emit Stood(msg.sender);
    }

    /// @notice Takes that back; places that the sender has stay its own
    function resign() external {
        delete standingSince[msg.sender];
        emit Resigned(msg.sender);
    }

    /// @notice Disputes the output in a receipt of a batch, under a bond
    /// @param shown the leaf with its path
    /// @param nodeSignature of the node or of a key that ever was its hot key
    /// @param derivation SHA-256 in the derivation's CID
    /// @param nonce with which the task's identifier was made
    function dispute(
        uint256 batch,
        Tasks.Shown calldata shown,
        Tasks.Receipt calldata receipt,
        bytes calldata nodeSignature,
        bytes32 derivation,
        uint256 nonce
    ) external nonReentrant returns (bytes32 id) {
        address requester = _settled(batch, shown);
        _proven(shown.leaf, receipt, nodeSignature);
        if (Tasks.id(requester, derivation, nonce) != receipt.task) {
            revert NotTheTask(receipt.task);
        }
        if (NODES.nodeOf(receipt.node).enrolled == 0) {
            revert NotEnrolled(receipt.node);
        }
        id = keccak256(abi.encode(receipt.task, receipt.node));
        Dispute storage d = _disputes[id];
        if (d.state != DisputeState.NONE && d.state != DisputeState.VOID) {
            revert AlreadyDisputed(id);
        }
        d.accused = receipt.node;
        d.openedAt = uint40(block.timestamp);
        d.redraws = 0;
        d.state = DisputeState.OPEN;
        d.challenger = msg.sender;
        d.requester = requester;
        d.output = receipt.output;
        d.penalty = _penalty(shown.leaf.price);
        d.round = _openJudges();
        emit Disputed(
            id, receipt.node, msg.sender, d.round, receipt.task, derivation, nonce, receipt.output
        );
        IERC20(address(TOKEN)).safeTransferFrom(msg.sender, address(this), DISPUTE_BOND);
    }

    /// @notice Shows a node that stands ready for a place; those with the lowest tickets have them
    /// @dev By anybody, so that nobody can keep the right nodes out.
    function summon(bytes32 id, address node) external {
        Dispute storage d = _openDispute(id);
        uint256 since = standingSince[node];
        if (since == 0 || since >= _openedIn(d.round)) {
            revert NotStanding(node);
        }
        if (
            node == d.accused || node == d.challenger || node == d.requester
                || NODES.hotKeyOwner(d.challenger) == node || NODES.hotKeyOwner(d.requester) == node
        ) {
            revert OwnCause(node);
        }
        _seat(d.round, node);
    }

    /// @notice Decides a dispute after its round, or draws again if there was no quorum
    // slither-disable-next-line reentrancy-benign
    function decide(bytes32 id) external nonReentrant {
        Dispute storage d = _openDispute(id);
        Outcome memory outcome = _end(d.round, d.requester);
        if (outcome.agreed) {
            _settle(id, d, outcome);
        } else if (
            d.redraws < MOST_REDRAWS
                && block.timestamp + _roundAtMost() <= d.openedAt + LONGEST_DISPUTE
        ) {
            d.redraws++;
            d.round = _openJudges();
            emit Redrawn(id, d.round);
        } else {
            d.state = DisputeState.VOID;
            emit Decided(id, DisputeState.VOID, bytes32(0), 0);
            IERC20(address(TOKEN)).safeTransfer(d.challenger, DISPUTE_BOND);
        }
    }

    /// @notice All there is about a dispute; its identifier is keccak256 of task and node
    function disputeOf(bytes32 id) external view returns (Dispute memory) {
        return _disputes[id];
    }

    /// @dev The stake that the registry gave for a slash is shared; what was bonded is paid back.
    // slither-disable-next-line reentrancy-events
    function _settle(bytes32 id, Dispute storage d, Outcome memory outcome) private {
        IERC20 token = IERC20(address(TOKEN));
        if (outcome.output == d.output) {
            d.state = DisputeState.REFUTED;
            emit Decided(id, DisputeState.REFUTED, outcome.output, 0);
            uint256 paid = _payJudges(outcome.agreeing, DISPUTE_BOND / 2);
            token.safeTransfer(d.accused, DISPUTE_BOND - paid);
        } else {
            d.state = DisputeState.UPHELD;
            uint128 taken = NODES.slash(d.accused, d.penalty, address(this));
            emit Decided(id, DisputeState.UPHELD, outcome.output, taken);
            uint256 given = taken / 2;
            uint256 share = given / 4 < DISPUTE_BOND / 2 ? given / 4 : DISPUTE_BOND / 2;
            uint256 paid = _payJudges(outcome.agreeing, share);
            token.safeTransfer(d.challenger, DISPUTE_BOND + share);
            token.safeTransfer(d.requester, given - share - paid);
        }
    }

    /// @dev The share is for all places: it does not grow when others dissent.
    function _payJudges(address[] memory judges, uint256 share) private returns (uint256 paid) {
        uint256 each = share / JUDGES;
        for (uint256 i = 0; i < judges.length; i++) {
            paid += each;
            IERC20(address(TOKEN)).safeTransfer(judges[i], each);
        }
    }

    function _openDispute(bytes32 id) private view returns (Dispute storage d) {
        d = _disputes[id];
        if (d.state != DisputeState.OPEN) {
            revert DisputeNotOpen(id);
        }
    }

    /// @dev The requester of a batch that is not void and holds the leaf.
    function _settled(uint256 batch, Tasks.Shown calldata shown) private view returns (address) {
        Batches.Batch memory posted = ESCROW.batchOf(batch);
        if (posted.state == Batches.State.NONE || posted.state == Batches.State.VOID) {
            revert NotInABatch(batch);
        }
        uint64 until = posted.postedAt + ESCROW.CHALLENGE_WINDOW() + DISPUTE_WINDOW;
        if (block.timestamp >= until) {
            revert TooLate(until);
        }
        // A price above the total is not paid, so it must not raise what the node stands to lose.
        if (shown.leaf.price > posted.total || !Tasks.holds(posted.root, posted.count, shown)) {
            revert FalseLeaf(shown.index);
        }
        return posted.requester;
    }

    /// @dev Reverts unless the node signed the receipt: a leaf alone is the poster's word.
    function _proven(
        Tasks.Leaf calldata leaf,
        Tasks.Receipt calldata receipt,
        bytes calldata nodeSignature
    ) private view {
        bytes32 hash = Tasks.hash(receipt);
        if (hash != leaf.receipt || receipt.task != leaf.task || receipt.node != leaf.node) {
            revert NotTheTask(leaf.task);
        }
        (address signer, ECDSA.RecoverError wrong,) = ECDSA.tryRecover(
            MessageHashUtils.toTypedDataHash(ESCROW.domainSeparator(), hash), nodeSignature
        );
        if (
            wrong != ECDSA.RecoverError.NoError
                || (signer != leaf.node && NODES.hotKeyOwner(signer) != leaf.node)
        ) {
            revert FalseSignature(leaf.node);
        }
    }
}
