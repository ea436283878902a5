// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {Escrow} from "./Escrow.sol";
import {NodeRegistry} from "./NodeRegistry.sol";
import {Settlement} from "./Settlement.sol";
import {Windows} from "./Windows.sol";

/// @title Tasks, what they pay, and to whom
/// @notice Whoever is paid shows the requester's signed assignment; nothing else moves a balance.
contract TaskEscrow is Settlement, AccessControl, Windows {
    /// @notice May pause deposits and new batches
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    error NoBond();
    error WithdrawalTooEarly(uint64 delay, uint64 needed);
    error UnbondingTooEarly(uint64 delay, uint64 needed);

    /// @param admin decides who may pause
    constructor(ERC20Burnable token, NodeRegistry nodes, address admin, Terms memory terms)
        Escrow(token, _window(terms.withdrawalDelay))
        Settlement(nodes, terms)
    {
        if (terms.batchBond == 0 || terms.demandBond == 0) {
            revert NoBond();
        }
        uint64 judged = _window(terms.challengeWindow) + _window(terms.answerWindow);
        uint64 settled = judged + _window(terms.settlementWindow);
        if (terms.withdrawalDelay <= settled) {
            revert WithdrawalTooEarly(terms.withdrawalDelay, settled);
        }
        if (nodes.UNBONDING_DELAY() < settled) {
            revert UnbondingTooEarly(nodes.UNBONDING_DELAY(), settled);
        }
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(PAUSER_ROLE, admin);
    }

    /// @notice No deposits and no batches until `unpause`; what is in can leave
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
    }

    /// @notice Deposits and batches again
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
    }

    /// @notice The identifier of a task
    /// @param derivation SHA-256 in the derivation's CID
    function taskId(address requester, bytes32 derivation, uint256 nonce)
        external
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(requester, derivation, nonce));
    }
}
