// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Escrow} from "./Escrow.sol";
import {NodeRegistry} from "./NodeRegistry.sol";
import "./Tasks.sol" as Tasks;

/// @title Batches of tasks, and when a leaf of one is true
/// @notice A batch is a root over leaves sorted strictly by (node, task), each with the cumulative
/// price up to and including it.
abstract contract Batches is Escrow, EIP712, ReentrancyGuardTransient {
    /// @notice What a batch may be; ALONE is one task settled by itself, judged when posted
    enum State {
        NONE,
        POSTED,
        ALONE,
        VOID,
        FINAL
    }

    /// @notice What is kept of a batch
    /// @dev Three slots are written by a post, and the fourth by the first claim or the void.
    /// @param holds how many demands and earlier batches must be decided before it is final
    /// @param paid how much of the total was claimed
    /// @param voidedAt seconds since 1970; 0 if it is not void
    struct Batch {
        bytes32 root;
        address requester;
        uint40 postedAt;
        uint32 count;
        State state;
        uint16 holds;
        address poster;
        uint96 total;
        uint96 paid;
        uint40 voidedAt;
    }

    /// @notice The periods, in seconds, and the bonds, in the token's smallest unit
    struct Terms {
        uint64 challengeWindow;
        uint64 answerWindow;
        uint64 settlementWindow;
        uint64 withdrawalDelay;
        uint128 batchBond;
        uint128 demandBond;
    }

    /// @notice EIP-712 type of an assignment
    bytes32 public constant ASSIGNMENT_TYPE = Tasks.ASSIGNMENT_TYPE;

    /// @notice EIP-712 type of a receipt
    bytes32 public constant RECEIPT_TYPE = Tasks.RECEIPT_TYPE;

    /// @notice The nodes and their hot keys
    NodeRegistry public immutable NODES;

    /// @notice Seconds in which a batch can be asked about
    uint64 public immutable CHALLENGE_WINDOW;

    /// @notice Seconds in which a demand must be answered
    uint64 public immutable ANSWER_WINDOW;

    /// @notice Seconds after an assignment's deadline, or after a batch with its task was voided,
    /// in which it can be posted
    uint64 public immutable SETTLEMENT_WINDOW;

    /// @notice What a batch's poster stands to lose
    uint128 public immutable BATCH_BOND;

    /// @notice What a demand costs if it was answered
    uint128 public immutable DEMAND_BOND;

    /// @notice How many batches were ever posted; their numbers begin at 1
    uint256 public batchCount;

    /// @notice Whether a requester lets somebody spend his balance on tasks
    mapping(address requester => mapping(address poster => bool)) public mayPost;

    mapping(uint256 batch => Batch) internal _batches;

    /// @notice A requester allowed or dismissed a poster
    event PosterChanged(address indexed requester, address indexed poster, bool may);

    /// @notice A batch was posted; `list` is the SHA-256 in the CID of its leaves, 0 for a task
    /// settled alone
    event Posted(
        uint256 indexed batch,
        address indexed requester,
        bytes32 root,
        uint32 count,
        uint96 total,
        bytes32 list
    );

    /// @notice A batch pays nothing; `by` is who showed why
    event Voided(uint256 indexed batch, address indexed by);

    /// @notice `sender` may not spend the requester's balance
    error NotPoster(address requester, address sender);

    /// @notice A batch has one leaf at least
    error EmptyBatch();

    /// @notice A root of zero is none
    error NoRoot();

    /// @notice The batch is not there, void, or final already
    error NotOpen(uint256 batch);

    /// @notice This can be done from `time` on, in seconds since 1970
    error TooEarly(uint64 time);

    /// @notice This could be done until `time`, in seconds since 1970
    error TooLate(uint64 time);

    /// @notice The path does not lead from leaf `index` to the root
    error FalsePath(uint32 index);

    /// @notice Leaf, receipt, assignment and batch are not of one task, node, requester and price
    error FalseLeaf(uint32 index);

    /// @notice What should be signed by or for `signer` is not
    error FalseSignature(address signer);

    constructor(NodeRegistry nodes, Terms memory terms) EIP712("Neural", "1") {
        NODES = nodes;
        CHALLENGE_WINDOW = terms.challengeWindow;
        ANSWER_WINDOW = terms.answerWindow;
        SETTLEMENT_WINDOW = terms.settlementWindow;
        BATCH_BOND = terms.batchBond;
        DEMAND_BOND = terms.demandBond;
    }

    /// @notice Lets somebody spend the sender's balance on batches, or a committee on its tasks
    function allowPoster(address poster) external {
        mayPost[msg.sender][poster] = true;
        emit PosterChanged(msg.sender, poster, true);
    }

    /// @notice Takes that back; what was posted before stands
    function dismissPoster(address poster) external {
        mayPost[msg.sender][poster] = false;
        emit PosterChanged(msg.sender, poster, false);
    }

    /// @notice All there is about a batch
    function batchOf(uint256 batch) external view returns (Batch memory) {
        return _batches[batch];
    }

    /// @notice The EIP-712 domain's hash
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @notice The hash of a leaf at its place
    function hashLeaf(uint32 index, Tasks.Leaf calldata leaf) external pure returns (bytes32) {
        return Tasks.hash(index, leaf);
    }

    /// @notice EIP-712 struct hash of an assignment
    function hashAssignment(Tasks.Assignment calldata assignment) external pure returns (bytes32) {
        return Tasks.hash(assignment);
    }

    /// @notice EIP-712 struct hash of a receipt
    function hashReceipt(Tasks.Receipt calldata receipt) external pure returns (bytes32) {
        return Tasks.hash(receipt);
    }

    function _post(address requester, bytes32 root, uint32 count, uint96 total, bytes32 list)
        internal
        returns (uint256 batch)
    {
        if (count == 0) {
            revert EmptyBatch();
        }
        if (root == bytes32(0)) {
            revert NoRoot();
        }
        batch = ++batchCount;
        Batch storage posted = _batches[batch];
        posted.root = root;
        posted.requester = requester;
        posted.postedAt = uint40(block.timestamp);
        posted.count = count;
        posted.state = State.POSTED;
        posted.poster = msg.sender;
        posted.total = total;
        _reserve(requester, total);
        _reserve(msg.sender, BATCH_BOND);
        emit Posted(batch, requester, root, count, total, list);
    }

    /// @dev Its bond is for the caller to divide.
    function _void(uint256 batch, address winner) internal {
        Batch storage posted = _batches[batch];
        posted.state = State.VOID;
        posted.voidedAt = uint40(block.timestamp);
        balanceOf[posted.requester] += posted.total;
        emit Voided(batch, winner);
    }

    function _onlyPoster(address requester) internal view {
        if (msg.sender != requester && !mayPost[requester][msg.sender]) {
            revert NotPoster(requester, msg.sender);
        }
    }

    function _open(uint256 batch) internal view returns (Batch storage posted) {
        posted = _batches[batch];
        if (posted.state != State.POSTED && posted.state != State.ALONE) {
            revert NotOpen(batch);
        }
    }

    function _member(Batch storage posted, Tasks.Shown calldata shown) internal view {
        if (!Tasks.holds(posted.root, posted.count, shown)) {
            revert FalsePath(shown.index);
        }
    }

    /// @dev Reverts unless a leaf is what its requester promised and its node did in time.
    function _judge(
        Batch storage posted,
        uint32 index,
        Tasks.Leaf memory leaf,
        Tasks.Assignment calldata assignment,
        Tasks.Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) internal view {
        if (
            leaf.receipt != Tasks.hash(receipt) || leaf.assignment != Tasks.hash(assignment)
                || assignment.requester != posted.requester || assignment.price != leaf.price
                || assignment.node != leaf.node || receipt.node != leaf.node
                || assignment.task != leaf.task || receipt.task != leaf.task
        ) {
            revert FalseLeaf(index);
        }
        if (receipt.finished > assignment.deadline) {
            revert TooLate(assignment.deadline);
        }
        bytes32 promised = _hashTypedDataV4(leaf.assignment);
        if (!SignatureChecker.isValidSignatureNow(
                assignment.requester, promised, requesterSignature
            )) {
            revert FalseSignature(assignment.requester);
        }
        // Never asked of a node's contract, which could answer otherwise once the batch is posted.
        (address signer, ECDSA.RecoverError wrong,) =
            ECDSA.tryRecover(_hashTypedDataV4(leaf.receipt), nodeSignature);
        if (
            wrong != ECDSA.RecoverError.NoError
                || (signer != leaf.node && NODES.hotKeyOwner(signer) != leaf.node)
        ) {
            revert FalseSignature(leaf.node);
        }
    }

    /// @dev Reverts if a batch came later than its tasks' pay could be asked for.
    function _inTime(Batch storage posted, uint64 deadline) internal view {
        if (posted.postedAt > uint256(deadline) + SETTLEMENT_WINDOW) {
            revert TooLate(deadline);
        }
    }
}
