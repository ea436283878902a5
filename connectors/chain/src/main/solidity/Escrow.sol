// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title What requesters put in for the nodes' work
/// @notice Money whose withdrawal was asked for still pays until it is withdrawn, and the delay
/// outlasts the time in which a node may settle: nobody gets work and takes its pay away. A node
/// takes an assignment only when no withdrawal is open that ends before its pay could.
abstract contract Escrow is Pausable {
    using SafeERC20 for IERC20;

    /// @notice What a requester asked to have back
    /// @param freeAt seconds since 1970
    struct Withdrawal {
        uint128 amount;
        uint64 freeAt;
    }

    /// @notice The token of pay and bonds
    ERC20Burnable public immutable TOKEN;

    /// @notice Seconds between asking for money and getting it
    uint64 public immutable WITHDRAWAL_DELAY;

    /// @notice What a requester has that is reserved for no batch
    mapping(address requester => uint256 amount) public balanceOf;

    /// @notice What a requester asked to have back; a new request replaces the old one
    mapping(address requester => Withdrawal withdrawal) public withdrawalOf;

    /// @notice A requester put money in
    event Deposited(address indexed requester, uint256 amount);

    /// @notice A requester asked for money, which is free at `freeAt`, in seconds since 1970
    event WithdrawalRequested(address indexed requester, uint256 amount, uint64 freeAt);

    /// @notice A requester got money back
    event Withdrawn(address indexed requester, uint256 amount);

    /// @notice An amount of zero is none
    error NoAmount();

    /// @notice The balance is below what is wanted of it
    error TooLittleBalance(uint256 balance, uint256 wanted);

    /// @notice The money is free at `freeAt`, in seconds since 1970
    error NotYet(uint64 freeAt);

    constructor(ERC20Burnable token, uint64 withdrawalDelay) {
        TOKEN = token;
        WITHDRAWAL_DELAY = withdrawalDelay;
    }

    /// @notice Puts money in for the sender's tasks
    function deposit(uint128 amount) external whenNotPaused {
        if (amount == 0) {
            revert NoAmount();
        }
        balanceOf[msg.sender] += amount;
        emit Deposited(msg.sender, amount);
        _collect(msg.sender, amount);
    }

    /// @notice Asks for money back
    function requestWithdrawal(uint128 amount) external {
        if (amount == 0) {
            revert NoAmount();
        }
        uint64 freeAt = uint64(block.timestamp) + WITHDRAWAL_DELAY;
        withdrawalOf[msg.sender] = Withdrawal(amount, freeAt);
        emit WithdrawalRequested(msg.sender, amount, freeAt);
    }

    /// @notice Pays what was asked for, or what settlements left of it
    function withdraw() external {
        Withdrawal memory asked = withdrawalOf[msg.sender];
        // slither-disable-next-line incorrect-equality
        if (asked.amount == 0) {
            revert NoAmount();
        }
        if (block.timestamp < asked.freeAt) {
            revert NotYet(asked.freeAt);
        }
        uint256 balance = balanceOf[msg.sender];
        uint256 amount = asked.amount < balance ? asked.amount : balance;
        delete withdrawalOf[msg.sender];
        balanceOf[msg.sender] = balance - amount;
        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);
    }

    function _reserve(address requester, uint256 amount) internal {
        uint256 balance = balanceOf[requester];
        if (amount > balance) {
            revert TooLittleBalance(balance, amount);
        }
        balanceOf[requester] = balance - amount;
    }

    function _collect(address from, uint256 amount) internal {
        // slither-disable-next-line arbitrary-send-erc20
        IERC20(address(TOKEN)).safeTransferFrom(from, address(this), amount);
    }

    function _pay(address to, uint256 amount) internal {
        IERC20(address(TOKEN)).safeTransfer(to, amount);
    }

    /// @dev A lost bond: half, rounded up, is burned, so losing to oneself never pays.
    function _forfeit(uint256 bond, address winner) internal {
        uint256 given = bond / 2;
        TOKEN.burn(bond - given);
        _pay(winner, given);
    }
}
