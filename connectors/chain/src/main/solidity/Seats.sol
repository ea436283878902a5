// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {NodeRegistry} from "./NodeRegistry.sol";

/// @title Who takes part in a round
/// @notice Of all who ask for a place, or are shown for one, those with the lowest tickets have it;
/// a ticket is a hash with the hash of a block that comes after the round was opened. While a node
/// has a place, some of its stake is bound, so that the same stake is never put up twice.
abstract contract Seats is EIP712, ReentrancyGuardTransient {
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

    /// @notice No round has more places
    uint8 public constant MOST_PLACES = 15;

    /// @notice Blocks from a round's opening to the one whose hash draws its places
    uint48 public constant SEED_AFTER = 4;

    /// @notice EIP-712 type of a request for a place
    bytes32 public constant PLACE_TYPE =
        keccak256("Place(uint256 round,address node,uint256 deadline)");

    /// @notice The nodes and their stake
    NodeRegistry public immutable NODES;

    /// @notice How many rounds were ever opened; their numbers begin at 1
    uint256 public roundCount;

    /// @notice Stake of a node that answers for its open rounds
    mapping(address node => uint256 amount) public boundOf;

    // slither-disable-next-line uninitialized-state
    mapping(uint256 round => Round) internal _rounds;

    mapping(uint256 round => mapping(address node => Seat)) internal _seats;

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

    /// @notice All there is about a round
    function roundOf(uint256 round) external view returns (Round memory) {
        return _rounds[round];
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

    function _ticket(bytes32 seed, uint256 round, address node) private pure returns (bytes32) {
        return keccak256(abi.encode(seed, round, node));
    }

    function _from(uint64 time) internal view {
        if (block.timestamp < time) {
            revert TooEarly(time);
        }
    }

    function _before(uint64 time) internal view {
        if (block.timestamp >= time) {
            revert TooLate(time);
        }
    }
}
