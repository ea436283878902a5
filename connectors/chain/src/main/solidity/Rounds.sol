// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {NodeRegistry} from "./NodeRegistry.sol";

/// @title Several nodes answer one question without seeing each other's answers
/// @notice A round has three periods: places are drawn, seals are put down, seals are opened. Of
/// all who ask for a place, or are shown for one, those with the lowest tickets have it; a ticket
/// is a hash with the hash of a block that comes after the round was opened. While a node has a
/// place, some of its stake is bound, so that the same stake is never put up twice.
abstract contract Rounds is EIP712, ReentrancyGuardTransient {
    /// @notice What is kept of a round
    /// @param openedIn block in which it was opened; members enrolled before
    /// @param seedBlock block whose hash draws the places
    /// @param drawUntil seconds since 1970, as the two after it
    /// @param quorum how many equal outputs decide; more than half of the places
    /// @param penalty what a silent or dissenting member loses
    /// @param seed hash of the block; zero while it is not known
    struct Round {
        uint48 openedIn;
        uint48 seedBlock;
        uint40 drawUntil;
        uint40 commitUntil;
        uint40 revealUntil;
        uint8 places;
        uint8 quorum;
        bool ended;
        uint128 penalty;
        bytes32 seed;
        address[] members;
    }

    /// @notice What a member put down
    struct Seat {
        bytes32 seal;
        bytes32 output;
        bool taken;
        bool revealed;
    }

    /// @notice The periods of a round, in seconds
    struct Periods {
        uint64 draw;
        uint64 commit;
        uint64 reveal;
    }

    /// @dev What the members of an ended round said together.
    /// @param asked false if too few places were taken, so nothing was asked of anybody
    /// @param agreed whether a quorum said the same
    struct Outcome {
        bool asked;
        bool agreed;
        bytes32 output;
        address[] agreeing;
    }

    /// @notice No round has more places
    uint8 public constant MOST_PLACES = 15;

    /// @notice Blocks from a round's opening to the one whose hash draws its places
    uint48 public constant SEED_AFTER = 4;

    /// @notice EIP-712 type of a request for a place
    bytes32 public constant PLACE_TYPE =
        keccak256("Place(uint256 round,address node,uint256 deadline)");

    /// @notice EIP-712 type of a seal
    bytes32 public constant SEAL_TYPE =
        keccak256("Seal(uint256 round,address node,bytes32 seal,uint256 deadline)");

    /// @notice The nodes and their stake
    NodeRegistry public immutable NODES;

    /// @notice How many rounds were ever opened; their numbers begin at 1
    uint256 public roundCount;

    /// @notice Stake of a node that answers for its open rounds
    mapping(address node => uint256 amount) public boundOf;

    mapping(uint256 round => Round) private _rounds;
    mapping(uint256 round => mapping(address node => Seat)) private _seats;

    /// @notice A round was opened; the hash of block `seedBlock` draws its places
    event RoundOpened(uint256 indexed round, uint8 places, uint8 quorum, uint48 seedBlock);

    /// @notice The draw is known
    event Seeded(uint256 indexed round, bytes32 seed);

    /// @notice Nobody fixed the seed while the chain knew it; another block draws
    event SeedPostponed(uint256 indexed round, uint48 seedBlock);

    /// @notice A node has a place
    event Seated(uint256 indexed round, address indexed node);

    /// @notice A node lost its place to one with a lower ticket
    event Displaced(uint256 indexed round, address indexed node);

    /// @notice A member put down its seal
    event Sealed(uint256 indexed round, address indexed node, bytes32 seal);

    /// @notice A member opened its seal; `keyedDigest` is the digest of the output's bytes keyed
    /// with the node's address and the task's nonce
    event Revealed(
        uint256 indexed round, address indexed node, bytes32 keyedDigest, bytes32 output
    );

    /// @notice A round is over; `output` is zero if no quorum agreed
    event RoundEnded(uint256 indexed round, bool agreed, bytes32 output);

    /// @notice There are 1 to 15 places, and a quorum is more than half of them
    error FalseQuorum(uint8 places, uint8 quorum);

    /// @notice This can be done from `time` on, in seconds since 1970
    error TooEarly(uint64 time);

    /// @notice This could be done until `time`, in seconds since 1970
    error TooLate(uint64 time);

    /// @notice The hash of `seedBlock` is not known: it is to come, or so old that `fixSeed` must
    /// choose another
    error NoSeed(uint48 seedBlock);

    /// @notice The seed is fixed already
    error SeedKnown(uint256 round);

    /// @notice A member must have enrolled before the round was opened
    error NotEnrolledBefore(address node);

    /// @notice A node has one place
    error AlreadySeated(address node);

    /// @notice The node's stake, without what is bound, is below the round's penalty
    error TooLittleStake(uint256 stake, uint256 wanted);

    /// @notice All places are taken by nodes with lower tickets
    error NotDrawn(address node);

    /// @notice Too few places were taken for a quorum
    error TooFewMembers(uint256 members, uint8 quorum);

    /// @notice The node has no place
    error NotSeated(address node);

    /// @notice A seal of zero is none
    error NoSeal();

    /// @notice A seal is put down once
    error AlreadySealed(address node);

    /// @notice A seal is opened once
    error AlreadyRevealed(address node);

    /// @notice What is revealed is not what was sealed
    error FalseReveal(address node);

    /// @notice Only a node's account and its present hot key act for it
    error NotTheNode(address node, address sender);

    /// @notice The node did not sign this, or not for now
    error FalseSignature(address node);

    constructor(NodeRegistry nodes) EIP712("Neural", "1") {
        NODES = nodes;
    }

    /// @notice Keeps the hash that draws the places, or chooses another block if it is forgotten
    function fixSeed(uint256 round) external {
        Round storage r = _rounds[round];
        _before(r.drawUntil);
        if (r.seed != bytes32(0)) {
            revert SeedKnown(round);
        }
        if (block.number > r.seedBlock && blockhash(r.seedBlock) == bytes32(0)) {
            r.seedBlock = uint48(block.number) + SEED_AFTER;
            emit SeedPostponed(round, r.seedBlock);
        } else {
            _seed(r, round);
        }
    }

    /// @notice Puts down a member's seal: keccak256(abi.encode(round, node, keyedDigest, output,
    /// salt)). It cannot be taken back.
    function commit(uint256 round, address node, bytes32 seal) external {
        _acting(node);
        _commit(round, node, seal);
    }

    /// @notice Puts down a seal that the node or its hot key signed
    function commitFor(
        uint256 round,
        address node,
        bytes32 seal,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _signed(
            node, keccak256(abi.encode(SEAL_TYPE, round, node, seal, deadline)), deadline, signature
        );
        _commit(round, node, seal);
    }

    /// @notice Opens a seal
    /// @dev By anybody: only its maker knows what opens it, and it opens only as its maker's. A
    /// quorum of zeros is none, so nobody who says it is slashed where nobody could derive.
    /// @param output SHA-256 in the output's CID; zero says that there is none to be had
    function reveal(uint256 round, address node, bytes32 keyedDigest, bytes32 output, bytes32 salt)
        external
    {
        Round storage r = _rounds[round];
        _from(r.commitUntil);
        _before(r.revealUntil);
        Seat storage seat = _seats[round][node];
        if (seat.revealed) {
            revert AlreadyRevealed(node);
        }
        if (seat.seal != keccak256(abi.encode(round, node, keyedDigest, output, salt))) {
            revert FalseReveal(node);
        }
        seat.revealed = true;
        seat.output = output;
        emit Revealed(round, node, keyedDigest, output);
    }

    /// @notice All there is about a round
    function roundOf(uint256 round) external view returns (Round memory) {
        return _rounds[round];
    }

    /// @notice What a node put down in a round
    function seatOf(uint256 round, address node) external view returns (Seat memory) {
        return _seats[round][node];
    }

    /// @notice A node's ticket in a round whose seed is known; the lowest have the places
    function ticketOf(uint256 round, address node) external view returns (bytes32) {
        return _ticket(_rounds[round].seed, round, node);
    }

    function _openRound(uint8 places, uint8 quorum, uint128 penalty, Periods memory periods)
        internal
        returns (uint256 round)
    {
        _checkQuorum(places, quorum);
        round = ++roundCount;
        Round storage r = _rounds[round];
        r.openedIn = uint48(block.number);
        r.seedBlock = uint48(block.number) + SEED_AFTER;
        r.drawUntil = uint40(block.timestamp + periods.draw);
        r.commitUntil = uint40(r.drawUntil + periods.commit);
        r.revealUntil = uint40(r.commitUntil + periods.reveal);
        r.places = places;
        r.quorum = quorum;
        r.penalty = penalty;
        emit RoundOpened(round, places, quorum, r.seedBlock);
    }

    function _checkQuorum(uint8 places, uint8 quorum) internal pure {
        if (places > MOST_PLACES || quorum > places || uint256(quorum) * 2 <= places) {
            revert FalseQuorum(places, quorum);
        }
    }

    function _openedIn(uint256 round) internal view returns (uint48) {
        return _rounds[round].openedIn;
    }

    function _places(uint256 round) internal view returns (uint8) {
        return _rounds[round].places;
    }

    /// @dev Gives a node a place, if its ticket is low enough; who may ask is the caller's matter.
    function _seat(uint256 round, address node) internal {
        Round storage r = _rounds[round];
        _before(r.drawUntil);
        if (r.seed == bytes32(0)) {
            _seed(r, round);
        }
        NodeRegistry.Node memory enrolled = NODES.nodeOf(node);
        if (enrolled.enrolled == 0 || enrolled.enrolled >= r.openedIn) {
            revert NotEnrolledBefore(node);
        }
        Seat storage seat = _seats[round][node];
        if (seat.taken) {
            revert AlreadySeated(node);
        }
        uint256 wanted = boundOf[node] + r.penalty;
        if (enrolled.stake < wanted) {
            revert TooLittleStake(enrolled.stake, wanted);
        }
        if (r.members.length < r.places) {
            r.members.push(node);
        } else {
            _displace(r, round, node);
        }
        seat.taken = true;
        boundOf[node] = wanted;
        emit Seated(round, node);
    }

    /// @dev Counts what was revealed, frees the stake, and takes it of whoever was silent or, if
    /// a quorum agreed, said something else.
    function _end(uint256 round, address beneficiary) internal returns (Outcome memory outcome) {
        Round storage r = _rounds[round];
        address[] memory members = r.members;
        outcome.asked = members.length >= r.quorum;
        _from(outcome.asked ? r.revealUntil : r.drawUntil);
        r.ended = true;
        uint128 penalty = r.penalty;
        for (uint256 i = 0; i < members.length; i++) {
            boundOf[members[i]] -= penalty;
        }
        if (!outcome.asked) {
            emit RoundEnded(round, false, bytes32(0));
            return outcome;
        }
        Seat[] memory seats = new Seat[](members.length);
        for (uint256 i = 0; i < members.length; i++) {
            seats[i] = _seats[round][members[i]];
        }
        _count(seats, r.quorum, outcome);
        emit RoundEnded(round, outcome.agreed, outcome.output);
        outcome.agreeing = new address[](members.length);
        uint256 agreeing;
        for (uint256 i = 0; i < members.length; i++) {
            if (!seats[i].revealed || (outcome.agreed && seats[i].output != outcome.output)) {
                // slither-disable-next-line unused-return,calls-loop
                NODES.slash(members[i], penalty, beneficiary);
            } else if (outcome.agreed) {
                outcome.agreeing[agreeing++] = members[i];
            }
        }
        address[] memory list = outcome.agreeing;
        assembly ("memory-safe") {
            mstore(list, agreeing)
        }
    }

    /// @dev The sender is a node's account or its present hot key: a former one could harm it.
    function _acting(address node) internal view {
        if (msg.sender != node && NODES.nodeOf(node).hotKey != msg.sender) {
            revert NotTheNode(node, msg.sender);
        }
    }

    /// @dev The same by a signature, ERC-1271's too.
    function _signed(address node, bytes32 hash, uint256 deadline, bytes calldata signature)
        internal
        view
    {
        bytes32 digest = _hashTypedDataV4(hash);
        address hotKey = NODES.nodeOf(node).hotKey;
        if (
            block.timestamp > deadline
                || !(SignatureChecker.isValidSignatureNow(node, digest, signature)
                    || SignatureChecker.isValidSignatureNow(hotKey, digest, signature))
        ) {
            revert FalseSignature(node);
        }
    }

    function _commit(uint256 round, address node, bytes32 seal) private {
        Round storage r = _rounds[round];
        _from(r.drawUntil);
        _before(r.commitUntil);
        if (r.members.length < r.quorum) {
            revert TooFewMembers(r.members.length, r.quorum);
        }
        Seat storage seat = _seats[round][node];
        if (!seat.taken) {
            revert NotSeated(node);
        }
        if (seal == bytes32(0)) {
            revert NoSeal();
        }
        if (seat.seal != bytes32(0)) {
            revert AlreadySealed(node);
        }
        seat.seal = seal;
        emit Sealed(round, node, seal);
    }

    function _seed(Round storage r, uint256 round) private {
        bytes32 seed = block.number > r.seedBlock ? blockhash(r.seedBlock) : bytes32(0);
        if (seed == bytes32(0)) {
            revert NoSeed(r.seedBlock);
        }
        r.seed = seed;
        emit Seeded(round, seed);
    }

    function _displace(Round storage r, uint256 round, address node) private {
        bytes32 seed = r.seed;
        bytes32 highest = _ticket(seed, round, node);
        uint256 place = r.places;
        for (uint256 i = 0; i < r.places; i++) {
            bytes32 ticket = _ticket(seed, round, r.members[i]);
            if (ticket > highest) {
                highest = ticket;
                place = i;
            }
        }
        if (place == r.places) {
            revert NotDrawn(node);
        }
        address last = r.members[place];
        r.members[place] = node;
        delete _seats[round][last];
        boundOf[last] -= r.penalty;
        emit Displaced(round, last);
    }

    function _count(Seat[] memory seats, uint8 quorum, Outcome memory outcome) private pure {
        for (uint256 i = 0; i < seats.length; i++) {
            if (!seats[i].revealed || seats[i].output == bytes32(0)) {
                continue;
            }
            uint256 same = 0;
            for (uint256 j = 0; j < seats.length; j++) {
                if (seats[j].revealed && seats[j].output == seats[i].output) {
                    same++;
                }
            }
            if (same >= quorum) {
                outcome.agreed = true;
                outcome.output = seats[i].output;
                return;
            }
        }
    }

    function _ticket(bytes32 seed, uint256 round, address node) private pure returns (bytes32) {
        return keccak256(abi.encode(seed, round, node));
    }

    function _from(uint64 time) private view {
        if (block.timestamp < time) {
            revert TooEarly(time);
        }
    }

    function _before(uint64 time) private view {
        if (block.timestamp >= time) {
            revert TooLate(time);
        }
    }
}
