// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ReentrancyGuardTransient} from
    "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Escrow} from "./Escrow.sol";
import {NodeRegistry} from "./NodeRegistry.sol";

/// @title Pay for many tasks at once, believed until somebody asks
/// @notice A batch is a root over leaves sorted strictly by (node, task), each with the cumulative
/// price up to and including it. Within the challenge window anybody may demand a leaf; the poster
/// shows it, its predecessor and the signatures, or the batch is void and its bond lost. A task of
/// one node settled alone is a batch of one leaf, judged when it is posted.
abstract contract Settlement is Escrow, EIP712, ReentrancyGuardTransient {
    using SafeCast for uint256;

    /// @notice What a requester promises a node
    struct Assignment {
        bytes32 task;
        address requester;
        address node;
        uint128 price;
        uint64 deadline;
        bytes32 policy;
    }

    /// @notice What a node says it did
    struct Receipt {
        bytes32 task;
        address node;
        bytes32 output;
        bytes32 image;
        uint64 finished;
    }

    /// @notice A leaf of a batch; `receipt` and `assignment` are EIP-712 struct hashes
    struct Leaf {
        address node;
        bytes32 task;
        uint128 price;
        uint128 cumulative;
        bytes32 receipt;
        bytes32 assignment;
    }

    /// @notice A leaf with its place: `path` are the siblings, lowest first
    struct Shown {
        uint32 index;
        Leaf leaf;
        bytes32[] path;
    }

    /// @notice What a batch may be; ALONE is one task settled by itself, judged when posted
    enum State {
        NONE,
        POSTED,
        ALONE,
        VOID,
        FINAL
    }

    /// @dev Three slots are written by a post, and the fourth by the first claim.
    struct Batch {
        bytes32 root;
        address requester;
        uint40 postedAt;
        uint32 count;
        State state;
        uint16 openDemands;
        address poster;
        uint96 total;
        uint96 paid;
    }

    /// @param by whoever asked; zero if nobody did or it was answered or given back
    struct Demand {
        address by;
        uint64 answerBy;
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
    bytes32 public constant ASSIGNMENT_TYPE = keccak256(
        "Assignment(bytes32 task,address requester,address node,uint128 price,uint64 deadline,bytes32 policy)"
    );

    /// @notice EIP-712 type of a receipt
    bytes32 public constant RECEIPT_TYPE = keccak256(
        "Receipt(bytes32 task,address node,bytes32 output,bytes32 image,uint64 finished)"
    );

    /// @notice The nodes and their hot keys
    NodeRegistry public immutable NODES;

    /// @notice Seconds in which a batch can be asked about
    uint64 public immutable CHALLENGE_WINDOW;

    /// @notice Seconds in which a demand must be answered
    uint64 public immutable ANSWER_WINDOW;

    /// @notice Seconds after an assignment's deadline in which it can be posted
    uint64 public immutable SETTLEMENT_WINDOW;

    /// @notice What a batch's poster stands to lose
    uint128 public immutable BATCH_BOND;

    /// @notice What a demand costs if it was answered
    uint128 public immutable DEMAND_BOND;

    /// @notice How many batches were ever posted; their numbers begin at 1
    uint256 public batchCount;

    /// @notice Whether a requester lets somebody post batches of his
    mapping(address requester => mapping(address poster => bool)) public mayPost;

    /// @notice Whether a node took its pay out of a batch
    mapping(uint256 batch => mapping(address node => bool)) public claimed;

    /// @notice The batch in which a task of a node is settled alone; 0 if none that is not void
    mapping(bytes32 taskAndNode => uint256 batch) public postedAlone;

    mapping(uint256 batch => Batch) private _batches;
    mapping(uint256 batch => mapping(uint32 index => Demand)) private _demands;

    event PosterChanged(address indexed requester, address indexed poster, bool may);
    event Posted(
        uint256 indexed batch,
        address indexed requester,
        bytes32 root,
        uint32 count,
        uint96 total,
        bytes32 list
    );
    event Demanded(uint256 indexed batch, uint32 index, address indexed by, uint64 answerBy);
    event Answered(uint256 indexed batch, uint32 index);
    event Voided(uint256 indexed batch, address indexed by);
    event Finalised(uint256 indexed batch);
    event Claimed(uint256 indexed batch, address indexed node, uint256 amount);

    error NotPoster(address requester, address sender);
    error EmptyBatch();
    error NoRoot();
    error NotOpen(uint256 batch);
    error NotFinal(uint256 batch);
    error TooEarly(uint64 at);
    error TooLate(uint64 at);
    error DemandsOpen(uint16 count);
    error AlreadyDemanded(uint32 index);
    error NotDemanded(uint32 index);
    error NoSuchLeaf(uint32 index);
    error FalsePath(uint32 index);
    error FalseOrder(uint32 index);
    error FalseSum(uint32 index);
    error FalseLeaf(uint32 index);
    error FalseSignature(address signer);
    error NotTheSame();
    error AlreadyClaimed(address node);
    error NotTheNode(address node, address sender);
    error MoreThanTotal();

    constructor(NodeRegistry nodes, Terms memory terms) EIP712("Neural", "1") {
        NODES = nodes;
        CHALLENGE_WINDOW = terms.challengeWindow;
        ANSWER_WINDOW = terms.answerWindow;
        SETTLEMENT_WINDOW = terms.settlementWindow;
        BATCH_BOND = terms.batchBond;
        DEMAND_BOND = terms.demandBond;
    }

    /// @notice Lets somebody spend the sender's balance on batches
    function allowPoster(address poster) external {
        mayPost[msg.sender][poster] = true;
        emit PosterChanged(msg.sender, poster, true);
    }

    /// @notice Takes that back; batches posted before stand
    function dismissPoster(address poster) external {
        mayPost[msg.sender][poster] = false;
        emit PosterChanged(msg.sender, poster, false);
    }

    /// @notice Posts a batch, reserves its total, and the bond of the sender's own balance
    /// @param root over the leaves; a tree of ceil(log2(count)) levels, filled up with zeros
    /// @param list SHA-256 in the CID of the published list
    function post(address requester, bytes32 root, uint32 count, uint96 total, bytes32 list)
        external
        whenNotPaused
        nonReentrant
        returns (uint256 batch)
    {
        if (msg.sender != requester && !mayPost[requester][msg.sender]) {
            revert NotPoster(requester, msg.sender);
        }
        batch = _post(requester, root, count, total, list);
    }

    /// @notice Settles a task that a batch left out; it is judged now, and payable after the window
    /// @dev Anybody may post it with his bond: only the node can be paid. A task of a node is
    /// alone in one batch that is not void, so a balance is reserved for it twice by no means.
    function settleOwn(
        Assignment calldata assignment,
        Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) external nonReentrant returns (uint256 batch) {
        Leaf memory leaf = Leaf(
            receipt.node,
            receipt.task,
            assignment.price,
            assignment.price,
            hashReceipt(receipt),
            hashAssignment(assignment)
        );
        bytes32 once = keccak256(abi.encode(receipt.task, receipt.node));
        if (postedAlone[once] != 0) {
            revert AlreadyClaimed(receipt.node);
        }
        batch = _post(
            assignment.requester, hashLeaf(0, leaf), 1, uint256(assignment.price).toUint96(), bytes32(0)
        );
        postedAlone[once] = batch;
        _batches[batch].state = State.ALONE;
        _judge(batch, 0, leaf, assignment, receipt, requesterSignature, nodeSignature);
    }

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
        posted.openDemands++;
        emit Demanded(batch, index, msg.sender, asked.answerBy);
        _collect(msg.sender, DEMAND_BOND);
    }

    /// @notice Shows a demanded leaf; reverts if it does not hold, and then only the time is left
    /// @param before the leaf before it; not looked at for index 0
    function answer(
        uint256 batch,
        Shown calldata shown,
        Shown calldata before,
        Assignment calldata assignment,
        Receipt calldata receipt,
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
        _judge(
            batch, shown.index, shown.leaf, assignment, receipt, requesterSignature, nodeSignature
        );
        asked.by = address(0);
        posted.openDemands--;
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

    /// @notice Voids a batch of which a task of the same node stands in an earlier one
    /// @dev Both are of one requester: else anybody could post a stranger's leaf first.
    function duplicate(
        uint256 later,
        Shown calldata shown,
        uint256 earlier,
        Shown calldata first
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
        if (posted.state == State.ALONE) {
            delete postedAlone[keccak256(abi.encode(shown.leaf.task, shown.leaf.node))];
        }
        _void(later, msg.sender);
    }

    /// @notice Makes a batch payable after its window, if no demand is open
    function finalise(uint256 batch) external nonReentrant {
        Batch storage posted = _open(batch);
        if (block.timestamp < posted.postedAt + CHALLENGE_WINDOW) {
            revert TooEarly(posted.postedAt + CHALLENGE_WINDOW);
        }
        if (posted.openDemands != 0) {
            revert DemandsOpen(posted.openDemands);
        }
        posted.state = State.FINAL;
        emit Finalised(batch);
        balanceOf[posted.poster] += BATCH_BOND;
    }

    /// @notice Pays the sender's range of a batch by its first and its last leaf
    /// @dev Only the node itself, as whoever shows a part of a range settles all of it.
    function claim(uint256 batch, Shown calldata first, Shown calldata last)
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

    /// @notice All there is about a batch
    function batchOf(uint256 batch) external view returns (Batch memory) {
        return _batches[batch];
    }

    /// @notice Who asked for a leaf, and until when it must be shown
    function demandOf(uint256 batch, uint32 index) external view returns (Demand memory) {
        return _demands[batch][index];
    }

    /// @notice The hash of a leaf at its place
    function hashLeaf(uint32 index, Leaf memory leaf) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, leaf))));
    }

    /// @notice EIP-712 struct hash of an assignment
    function hashAssignment(Assignment calldata assignment) public pure returns (bytes32) {
        return keccak256(abi.encode(ASSIGNMENT_TYPE, assignment));
    }

    /// @notice EIP-712 struct hash of a receipt
    function hashReceipt(Receipt calldata receipt) public pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_TYPE, receipt));
    }

    function _post(address requester, bytes32 root, uint32 count, uint96 total, bytes32 list)
        private
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

    function _void(uint256 batch, address winner) private {
        Batch storage posted = _batches[batch];
        posted.state = State.VOID;
        balanceOf[posted.requester] += posted.total;
        emit Voided(batch, winner);
        _forfeit(BATCH_BOND, winner);
    }

    function _open(uint256 batch) private view returns (Batch storage posted) {
        posted = _batches[batch];
        if (posted.state != State.POSTED && posted.state != State.ALONE) {
            revert NotOpen(batch);
        }
    }

    function _member(Batch storage posted, Shown calldata shown) private view {
        uint32 count = posted.count;
        if (
            shown.index >= count
                || shown.path.length != Math.log2(uint256(count), Math.Rounding.Ceil)
        ) {
            revert FalsePath(shown.index);
        }
        bytes32 hash = hashLeaf(shown.index, shown.leaf);
        // At most 32 levels, as a count has 32 bits.
        for (uint256 level = 0; level < shown.path.length; level++) {
            hash = (shown.index >> level) & 1 == 0
                ? keccak256(abi.encode(hash, shown.path[level]))
                : keccak256(abi.encode(shown.path[level], hash));
        }
        if (hash != posted.root) {
            revert FalsePath(shown.index);
        }
    }

    function _follows(Batch storage posted, Shown calldata shown, Shown calldata before)
        private
        view
    {
        uint256 sum = shown.leaf.price;
        if (shown.index != 0) {
            if (before.index != shown.index - 1) {
                revert FalsePath(before.index);
            }
            _member(posted, before);
            Leaf calldata low = before.leaf;
            if (
                low.node > shown.leaf.node
                    || (low.node == shown.leaf.node && low.task >= shown.leaf.task)
            ) {
                revert FalseOrder(shown.index);
            }
            sum += low.cumulative;
        }
        if (
            sum != shown.leaf.cumulative
                || (shown.index == posted.count - 1 && sum != posted.total)
        ) {
            revert FalseSum(shown.index);
        }
    }

    function _judge(
        uint256 batch,
        uint32 index,
        Leaf memory leaf,
        Assignment calldata assignment,
        Receipt calldata receipt,
        bytes calldata requesterSignature,
        bytes calldata nodeSignature
    ) private view {
        Batch storage posted = _batches[batch];
        if (
            leaf.receipt != hashReceipt(receipt) || leaf.assignment != hashAssignment(assignment)
                || assignment.requester != posted.requester || assignment.price != leaf.price
                || assignment.node != leaf.node || receipt.node != leaf.node
                || assignment.task != leaf.task || receipt.task != leaf.task
        ) {
            revert FalseLeaf(index);
        }
        if (
            receipt.finished > assignment.deadline
                || posted.postedAt > uint256(assignment.deadline) + SETTLEMENT_WINDOW
        ) {
            revert TooLate(assignment.deadline);
        }
        _signed(assignment.requester, leaf.assignment, requesterSignature);
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

    function _signed(address signer, bytes32 hash, bytes calldata given) private view {
        if (!SignatureChecker.isValidSignatureNow(signer, _hashTypedDataV4(hash), given)) {
            revert FalseSignature(signer);
        }
    }
}
