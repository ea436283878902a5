// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeRegistry} from "./NodeRegistry.sol";
import {Seats} from "./Seats.sol";

/// @title Several nodes answer one question without seeing each other's answers
/// @notice A round has three periods: places are drawn, seals are put down, seals are opened.
abstract contract Rounds is Seats {
    /// @dev What the members of an ended round said together.
    /// @param asked false if too few places were taken, so nothing was asked of anybody
    /// @param agreed whether a quorum said the same
    struct Outcome {
        bool asked;
        bool agreed;
        bytes32 output;
        address[] agreeing;
    }

    /// @notice EIP-712 type of a seal
    bytes32 public constant SEAL_TYPE =
        keccak256("Seal(uint256 round,address node,bytes32 seal,uint256 deadline)");

    /// @notice A member put down its seal
    event Sealed(uint256 indexed round, address indexed node, bytes32 seal);

    /// @notice A member opened its seal; `keyedDigest` is the digest of the output's bytes keyed
    /// with the node's address and the task's nonce
    event Revealed(
        uint256 indexed round, address indexed node, bytes32 keyedDigest, bytes32 output
    );

    /// @notice A round is over; `output` is zero if no quorum agreed
    event RoundEnded(uint256 indexed round, bool agreed, bytes32 output);

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

    constructor(NodeRegistry nodes) Seats(nodes) {}

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

    /// @notice What a node put down in a round
    function seatOf(uint256 round, address node) external view returns (Seat memory) {
        return _seats[round][node];
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
}
