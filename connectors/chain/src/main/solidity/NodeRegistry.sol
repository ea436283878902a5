// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {Windows} from "./Windows.sol";

/// @title The stake of the nodes, and which key works for which of them
/// @notice A node is its owner's account. Its hot key signs receipts and nothing else: it moves
/// neither stake nor earnings. Stake that is being unbonded can be slashed until it is withdrawn.
contract NodeRegistry is AccessControl, Pausable, Windows {
    using SafeERC20 for IERC20;

    /// @notice What is kept of a node
    /// @param stake what is bonded
    /// @param unbonding what leaves at `freeAt`; it is slashed too
    /// @param enrolled block of the enrolment; 0 if there was none
    struct Node {
        uint128 stake;
        uint128 unbonding;
        uint64 freeAt;
        uint64 enrolled;
        address hotKey;
    }

    /// @notice May slash
    bytes32 public constant SLASHER_ROLE = keccak256("SLASHER_ROLE");

    /// @notice May pause what brings stake in
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// @notice The token of the stakes
    ERC20Burnable public immutable TOKEN;

    /// @notice Seconds between asking for stake and getting it
    uint64 public immutable UNBONDING_DELAY;

    /// @notice Whose hot key this is or once was; zero if nobody's
    /// @dev A former key stays its node's: else a node could change its key to make its signed
    /// receipts false and the batch void in which they stand.
    mapping(address hotKey => address node) public hotKeyOwner;

    mapping(address owner => Node node) private _nodes;
    address[] private _list;

    /// @notice An account became a node
    event Enrolled(address indexed node, address indexed hotKey);

    /// @notice A node added to its stake
    event Staked(address indexed node, uint256 amount);

    /// @notice Another key signs for a node
    event HotKeyChanged(address indexed node, address indexed hotKey);

    /// @notice Stake leaves at `freeAt`, in seconds since 1970
    event UnbondingBegun(address indexed node, uint256 amount, uint64 freeAt);

    /// @notice Stake left
    event Withdrawn(address indexed node, uint256 amount);

    /// @notice A node lost `taken`; `burned` of it is gone and the rest is the beneficiary's
    event Slashed(address indexed node, address indexed beneficiary, uint256 taken, uint256 burned);

    /// @notice An account enrols once
    error AlreadyEnrolled(address node);

    /// @notice The account is no node
    error NotEnrolled(address node);

    /// @notice The key is zero, or is or was another node's
    error HotKeyTaken(address hotKey);

    /// @notice An amount of zero is none
    error NoAmount();

    /// @notice The stake is below what is wanted of it
    error TooLittleStake(uint256 stake, uint256 wanted);

    /// @notice The stake is free at `freeAt`, in seconds since 1970
    error NotYet(uint64 freeAt);

    /// @param token what is staked; half of each slash of it is burned
    /// @param admin decides who may slash and pause
    /// @param unbondingDelay seconds
    constructor(ERC20Burnable token, address admin, uint64 unbondingDelay) {
        TOKEN = token;
        UNBONDING_DELAY = _window(unbondingDelay);
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(PAUSER_ROLE, admin);
    }

    /// @notice Makes the sender a node
    function enrol(address hotKey, uint128 amount) external whenNotPaused {
        Node storage node = _nodes[msg.sender];
        if (node.enrolled != 0) {
            revert AlreadyEnrolled(msg.sender);
        }
        node.enrolled = uint64(block.number);
        _list.push(msg.sender);
        _setHotKey(node, hotKey);
        emit Enrolled(msg.sender, hotKey);
        _stake(node, amount);
    }

    /// @notice Adds to the sender's stake
    function stake(uint128 amount) external whenNotPaused {
        _stake(_enrolled(msg.sender), amount);
    }

    /// @notice Another key signs for the sender from now on
    function setHotKey(address hotKey) external {
        _setHotKey(_enrolled(msg.sender), hotKey);
    }

    /// @notice Asks for stake back
    /// @dev There is one request: a second one adds to the first and starts its delay again.
    function beginUnbonding(uint128 amount) external {
        Node storage node = _enrolled(msg.sender);
        if (amount == 0) {
            revert NoAmount();
        }
        if (amount > node.stake) {
            revert TooLittleStake(node.stake, amount);
        }
        node.stake -= amount;
        node.unbonding += amount;
        node.freeAt = uint64(block.timestamp) + UNBONDING_DELAY;
        emit UnbondingBegun(msg.sender, amount, node.freeAt);
    }

    /// @notice Pays what was asked for, to the node's owner
    function withdraw() external {
        Node storage node = _enrolled(msg.sender);
        uint128 amount = node.unbonding;
        if (amount == 0) {
            revert NoAmount();
        }
        if (block.timestamp < node.freeAt) {
            revert NotYet(node.freeAt);
        }
        node.unbonding = 0;
        emit Withdrawn(msg.sender, amount);
        IERC20(address(TOKEN)).safeTransfer(msg.sender, amount);
    }

    /// @notice Takes stake: half, rounded up, is burned, so slashing oneself never pays
    /// @return taken what was there, at most `amount`; bonded stake goes first
    function slash(address owner, uint128 amount, address beneficiary)
        external
        onlyRole(SLASHER_ROLE)
        returns (uint128 taken)
    {
        Node storage node = _enrolled(owner);
        uint128 bonded = amount < node.stake ? amount : node.stake;
        uint128 rest = amount - bonded;
        uint128 leaving = rest < node.unbonding ? rest : node.unbonding;
        node.stake -= bonded;
        node.unbonding -= leaving;
        taken = bonded + leaving;
        uint256 given = taken / 2;
        uint256 burned = taken - given;
        emit Slashed(owner, beneficiary, taken, burned);
        TOKEN.burn(burned);
        IERC20(address(TOKEN)).safeTransfer(beneficiary, given);
    }

    /// @notice No stake comes in until `unpause`; what is in can always leave
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
    }

    /// @notice Stake may come in again
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
    }

    /// @notice All there is about a node
    function nodeOf(address owner) external view returns (Node memory) {
        return _nodes[owner];
    }

    /// @notice Bonded stake: what is leaving speaks for nobody any more
    function stakeOf(address owner) external view returns (uint256) {
        return _nodes[owner].stake;
    }

    /// @notice How many nodes ever enrolled
    function nodeCount() external view returns (uint256) {
        return _list.length;
    }

    /// @notice The node at a place of the order of enrolment
    function nodeAt(uint256 index) external view returns (address) {
        return _list[index];
    }

    function _stake(Node storage node, uint128 amount) private {
        if (amount == 0) {
            revert NoAmount();
        }
        node.stake += amount;
        emit Staked(msg.sender, amount);
        IERC20(address(TOKEN)).safeTransferFrom(msg.sender, address(this), amount);
    }

    function _setHotKey(Node storage node, address hotKey) private {
        address holder = hotKeyOwner[hotKey];
        if (hotKey == address(0) || (holder != address(0) && holder != msg.sender)) {
            revert HotKeyTaken(hotKey);
        }
        hotKeyOwner[hotKey] = msg.sender;
        node.hotKey = hotKey;
        emit HotKeyChanged(msg.sender, hotKey);
    }

    function _enrolled(address owner) private view returns (Node storage node) {
        node = _nodes[owner];
        if (node.enrolled == 0) {
            revert NotEnrolled(owner);
        }
    }
}
