// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {Escrow} from "./Escrow.sol";
import {NodeRegistry} from "./NodeRegistry.sol";
import {Settlement} from "./Settlement.sol";
import "./Tasks.sol" as Tasks;
import {Windows} from "./Windows.sol";

/// @title Tasks, what they pay, and to whom
/// @notice A balance is moved by a requester's signed assignment, by a poster whom he allows, and
/// by a committee that both he and the admin allow; by nothing else.
contract TaskEscrow is Settlement, AccessControl, Windows {
    /// @notice May pause deposits and new batches
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// @notice May reserve the balances of those who allow it as a poster, and pay from these
    bytes32 public constant COMMITTEE_ROLE = keccak256("COMMITTEE_ROLE");

    /// @notice What a committee has reserved and neither paid nor given back
    mapping(address committee => uint256 amount) public reservedBy;

    /// @notice A committee took an amount out of a requester's balance, to pay for a task
    event Reserved(address indexed committee, address indexed requester, uint256 amount);

    /// @notice A committee gave an amount back to a requester's balance
    event GivenBack(address indexed committee, address indexed requester, uint256 amount);

    /// @notice A committee paid a node
    event Paid(address indexed committee, address indexed node, uint256 amount);

    /// @notice A bond of `bond` is below a millionth of a millionth of all tokens (or zero), above
    /// a ten-thousandth of them, or a demand's bond is above a batch's
    error BondOutOfRange(uint256 bond, uint256 least, uint256 most);

    /// @notice Money could be withdrawn before all that it owes is settled
    error WithdrawalTooEarly(uint64 delay, uint64 needed);

    /// @notice Stake could be withdrawn before all that it answers for is settled
    error UnbondingTooEarly(uint64 delay, uint64 needed);

    /// @notice A committee moves only what it has reserved
    error TooLittleReserved(uint256 reserved, uint256 wanted);

    /// @param admin decides who may pause, and which contract is the committee
    /// @dev The delays outlast a batch that is voided as late as can be and what is settled after.
    constructor(ERC20Burnable token, NodeRegistry nodes, address admin, Terms memory terms)
        Escrow(token, _window(terms.withdrawalDelay))
        Settlement(nodes, terms)
    {
        uint256 supply = token.totalSupply();
        uint256 least = supply / 1e12 + 1;
        _inRange(terms.demandBond, least, terms.batchBond);
        _inRange(terms.batchBond, least, supply / 1e4);
        uint64 judged = _window(terms.challengeWindow) + _window(terms.answerWindow);
        uint64 settled = 2 * (judged + _window(terms.settlementWindow));
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

    /// @notice Takes an amount out of a requester's balance for a task of the committee
    function reserve(address requester, uint256 amount)
        external
        onlyRole(COMMITTEE_ROLE)
        whenNotPaused
    {
        _onlyPoster(requester);
        reservedBy[msg.sender] += amount;
        emit Reserved(msg.sender, requester, amount);
        _reserve(requester, amount);
    }

    /// @notice Gives a requester's balance back what was reserved
    /// @dev Into the balance and not to the account, else a task that nobody takes would be a
    /// withdrawal without its delay.
    function giveBack(address requester, uint256 amount) external onlyRole(COMMITTEE_ROLE) {
        _spend(amount);
        emit GivenBack(msg.sender, requester, amount);
        balanceOf[requester] += amount;
    }

    /// @notice Pays a node from what was reserved
    function payNode(address node, uint256 amount) external onlyRole(COMMITTEE_ROLE) nonReentrant {
        _spend(amount);
        emit Paid(msg.sender, node, amount);
        _pay(node, amount);
    }

    /// @notice The identifier of a task
    /// @param derivation SHA-256 in the derivation's CID
    function taskId(address requester, bytes32 derivation, uint256 nonce)
        external
        pure
        returns (bytes32)
    {
        return Tasks.id(requester, derivation, nonce);
    }

    function _spend(uint256 amount) private {
        uint256 reserved = reservedBy[msg.sender];
        if (amount > reserved) {
            revert TooLittleReserved(reserved, amount);
        }
        reservedBy[msg.sender] = reserved - amount;
    }

    function _inRange(uint256 bond, uint256 least, uint256 most) private pure {
        if (bond < least || bond > most) {
            revert BondOutOfRange(bond, least, most);
        }
    }
}
