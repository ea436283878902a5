// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {Rounds} from "./Rounds.sol";
import {TaskEscrow} from "./TaskEscrow.sol";
import {Windows} from "./Windows.sol";

/// @title What is decided once for a committee
/// @notice The periods, bonds and penalties, and that the nodes' stake outlasts them.
abstract contract CommitteeTerms is Rounds, Windows {
    /// @notice What is decided once for a committee
    /// @param periods of each round of a dispute
    /// @param disputeWindow seconds after a batch's challenge window in which it can be disputed
    /// @param longestTask seconds that the periods of a task may last together
    /// @param places of a dispute's round, at most 7
    /// @param quorum of a dispute's round
    /// @param factor of a task's price that a penalty is at least
    /// @param leastPenalty in the token's smallest unit
    /// @param memberPenalty what a silent or dissenting judge loses
    /// @param bond of a challenger
    struct Terms {
        Periods periods;
        uint64 disputeWindow;
        uint64 longestTask;
        uint8 places;
        uint8 quorum;
        uint16 factor;
        uint128 leastPenalty;
        uint128 memberPenalty;
        uint128 bond;
    }

    /// @notice No dispute has more places
    uint8 public constant MOST_JUDGES = 7;

    /// @notice How often a dispute without a quorum is drawn again
    uint8 public constant MOST_REDRAWS = 2;

    /// @notice Where the receipts are settled
    TaskEscrow public immutable ESCROW;

    /// @notice The token of bonds
    ERC20Burnable public immutable TOKEN;

    /// @notice Seconds after a batch's challenge window in which a receipt in it can be disputed
    uint64 public immutable DISPUTE_WINDOW;

    /// @notice Seconds that a dispute can last, with every redraw
    uint64 public immutable LONGEST_DISPUTE;

    /// @notice Seconds that the periods of a task may last together
    uint64 public immutable LONGEST_TASK;

    /// @notice Seconds in which the places of a dispute are drawn
    uint64 public immutable DRAW_PERIOD;

    /// @notice Seconds in which seals are put down in a dispute
    uint64 public immutable COMMIT_PERIOD;

    /// @notice Seconds in which seals are opened in a dispute
    uint64 public immutable REVEAL_PERIOD;

    /// @notice Places of a dispute's round
    uint8 public immutable JUDGES;

    /// @notice Equal outputs that decide a dispute
    uint8 public immutable JUDGES_QUORUM;

    /// @notice A penalty is at least this many times the price
    uint16 public immutable PENALTY_FACTOR;

    /// @notice A penalty is at least this
    uint128 public immutable LEAST_PENALTY;

    /// @notice What a silent or dissenting judge loses
    uint128 public immutable MEMBER_PENALTY;

    /// @notice What a challenger stands to lose
    uint128 public immutable DISPUTE_BOND;

    /// @notice A penalty is 2 to 1000 prices; at least four bonds, so that its half pays the
    /// challenger and the judges; a judge's is at least his share of a bond; and none is zero
    error FalseTerms();

    /// @notice Stake could be withdrawn before all that it answers for is judged
    error UnbondingTooEarly(uint64 delay, uint64 needed);

    constructor(TaskEscrow escrow, Terms memory terms) Rounds(escrow.NODES()) {
        ESCROW = escrow;
        TOKEN = escrow.TOKEN();
        DISPUTE_WINDOW = _window(terms.disputeWindow);
        LONGEST_TASK = _window(terms.longestTask);
        DRAW_PERIOD = _window(terms.periods.draw);
        COMMIT_PERIOD = _window(terms.periods.commit);
        REVEAL_PERIOD = _window(terms.periods.reveal);
        JUDGES = terms.places;
        JUDGES_QUORUM = terms.quorum;
        PENALTY_FACTOR = terms.factor;
        LEAST_PENALTY = terms.leastPenalty;
        MEMBER_PENALTY = terms.memberPenalty;
        DISPUTE_BOND = terms.bond;
        _checkQuorum(terms.places, terms.quorum);
        if (
            terms.places > MOST_JUDGES || terms.factor < 2 || terms.factor > 1000
                || terms.bond < 2 * terms.places
                || uint256(terms.leastPenalty) < 4 * uint256(terms.bond)
                || uint256(terms.memberPenalty) * terms.places < terms.bond
                || terms.memberPenalty > terms.leastPenalty
        ) {
            revert FalseTerms();
        }
        // Each round may be closed late by as long as a draw takes, before it is drawn again.
        LONGEST_DISPUTE = (1 + MOST_REDRAWS) * _roundAtMost();
        _checkDelay(escrow);
    }

    /// @dev What a node that is wrong about a task of this price loses.
    function _penalty(uint128 price) internal view returns (uint128) {
        uint256 scaled = uint256(price) * PENALTY_FACTOR;
        if (scaled > type(uint128).max) {
            return type(uint128).max;
        }
        return scaled > LEAST_PENALTY ? uint128(scaled) : LEAST_PENALTY;
    }

    function _openJudges() internal returns (uint256) {
        return _openRound(
            JUDGES,
            JUDGES_QUORUM,
            MEMBER_PENALTY,
            Periods(DRAW_PERIOD, COMMIT_PERIOD, REVEAL_PERIOD)
        );
    }

    function _roundAtMost() internal view returns (uint64) {
        return 2 * DRAW_PERIOD + COMMIT_PERIOD + REVEAL_PERIOD;
    }

    function _checkDelay(TaskEscrow escrow) private view {
        uint64 settled =
            2 * (escrow.CHALLENGE_WINDOW() + escrow.ANSWER_WINDOW() + escrow.SETTLEMENT_WINDOW());
        uint64 needed = settled + DISPUTE_WINDOW + LONGEST_DISPUTE;
        needed = needed > LONGEST_TASK ? needed : LONGEST_TASK;
        if (NODES.UNBONDING_DELAY() < needed) {
            revert UnbondingTooEarly(NODES.UNBONDING_DELAY(), needed);
        }
    }
}
