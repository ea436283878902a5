// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {Windows} from "./Windows.sol";

/// @title What contributors are paid, epoch by epoch
/// @notice Funders of datasets pay in; for each epoch somebody bonded proposes a root over what
/// every account has earned so far, which anybody can compute again from public facts. Who finds
/// it wrong challenges it with a bond of his own, which freezes it until an arbiter decides. What
/// nobody challenged in time becomes the root that is claimed against.
/// @dev Leaves are cumulative and vested: what an account was announced but has not vested may
/// come to less in a later epoch, what it has claimed never does. Epoch n, from 1, is the time
/// [genesis + (n - 1) * length, genesis + n * length). A proposal for epoch n speaks for all epochs
/// since the one that was settled last.
contract RewardDistributor is AccessControl, Pausable, Windows {
    using SafeERC20 for ERC20Burnable;

    /// @param epoch the last one that it speaks for
    /// @param poster who stands for it with a bond
    /// @param proposedAt when, in seconds
    /// @param total what all accounts have earned so far, in wei
    /// @param state where it stands
    /// @param challenger who found it wrong; nobody, if it is not challenged
    /// @param challengedAt when, in seconds
    /// @param root OpenZeppelin's standard Merkle tree over (account, cumulative)
    /// @param statement SHA-256 of the published statement that it follows from
    struct Proposal {
        uint64 epoch;
        uint64 proposedAt;
        uint64 challengedAt;
        State state;
        address poster;
        address challenger;
        uint256 total;
        bytes32 root;
        bytes32 statement;
    }

    /// @notice Where a proposal stands
    enum State {
        None,
        Proposed,
        Challenged,
        Upheld,
        Refused,
        Expired,
        Settled
    }

    /// @notice May propose at any time
    bytes32 public constant POSTER_ROLE = keccak256("POSTER_ROLE");

    /// @notice Decides on challenges
    bytes32 public constant ARBITER_ROLE = keccak256("ARBITER_ROLE");

    /// @notice May stop new money from coming in
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// @notice So many epochs without a proposal open proposing to anybody
    uint64 public constant MISSED_EPOCHS = 2;

    ERC20Burnable public immutable token;

    /// @notice When epoch 1 begins, in seconds
    uint64 public immutable genesis;

    /// @notice How long an epoch is, in seconds
    uint64 public immutable epochLength;

    /// @notice How long a proposal may be challenged, in seconds
    uint64 public immutable challengeWindow;

    /// @notice How long the arbiter has; afterwards the proposal is void and nobody loses a bond
    uint64 public immutable arbitrationWindow;

    /// @notice What posters and challengers each stand with, in wei
    uint256 public immutable bond;

    /// @notice What funders paid in so far, in wei
    uint256 public funded;

    /// @notice What all accounts have earned so far by the settled root, in wei
    uint256 public total;

    /// @notice What was paid out so far, in wei
    uint256 public paid;

    /// @notice The settled root
    bytes32 public root;

    /// @notice The last epoch that is settled
    uint64 public settledEpoch;

    /// @notice What was paid out to an account so far, in wei
    mapping(address account => uint256 amount) public claimed;

    /// @notice The root that an epoch was settled with; 0 if it was not, or within another's
    mapping(uint64 epoch => bytes32 root) public rootOf;

    Proposal private _proposal;

    event Funded(address indexed funder, bytes32 indexed dataset, uint256 amount);
    event Proposed(
        uint64 indexed epoch, address indexed poster, bytes32 root, uint256 total, bytes32 statement
    );
    event Challenged(uint64 indexed epoch, address indexed challenger, bytes32 reason);
    event Decided(uint64 indexed epoch, bool upheld);
    event Expired(uint64 indexed epoch);
    event Settled(uint64 indexed epoch, bytes32 root, uint256 total, bytes32 statement);
    event Claimed(address indexed account, uint256 amount, uint256 cumulative);

    /// @notice The epoch is settled, has not ended, or another is being settled
    error NotNow(uint64 epoch);

    /// @notice Only posters may propose, unless epochs were missed
    error NotAPoster(address account);

    /// @notice What is to be paid is less than was settled before, or more than was funded
    error TotalOutOfRange(uint256 proposed, uint256 least, uint256 most);

    /// @notice There is no such proposal, or it does not stand where it must
    error WrongState(State state);

    /// @notice The proof does not lead to the settled root
    error NotInRoot(address account, uint256 cumulative);

    /// @notice Leaves of the settled root sum up to more than its total
    error RootExceedsTotal();

    /// @notice There is nothing to pay in or to stand for
    error Nothing();

    /// @param admin decides who has which role
    /// @param genesis_ when epoch 1 begins, in seconds
    constructor(
        ERC20Burnable token_,
        address admin,
        uint64 genesis_,
        uint64 epochLength_,
        uint64 challengeWindow_,
        uint64 arbitrationWindow_,
        uint256 bond_
    ) {
        if (bond_ == 0) {
            revert Nothing();
        }
        token = token_;
        genesis = genesis_;
        epochLength = _window(epochLength_);
        challengeWindow = _window(challengeWindow_);
        arbitrationWindow = _window(arbitrationWindow_);
        bond = bond_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    /// @notice Pays in for those who contribute to a dataset
    function fund(bytes32 dataset, uint256 amount) external whenNotPaused {
        if (amount == 0) {
            revert Nothing();
        }
        funded += amount;
        token.safeTransferFrom(msg.sender, address(this), amount);
        emit Funded(msg.sender, dataset, amount);
    }

    /// @notice Proposes what all accounts have earned up to the end of an epoch; the same proposal
    /// again, while it stands, changes nothing
    /// @param newRoot over (account, cumulative vested amount)
    /// @param newTotal the sum of these amounts, in wei
    /// @param statement SHA-256 of the published statement
    function propose(uint64 epoch, bytes32 newRoot, uint256 newTotal, bytes32 statement) external {
        if (
            pending() && _proposal.epoch == epoch && _proposal.poster == msg.sender
                && _proposal.root == newRoot && _proposal.total == newTotal
                && _proposal.statement == statement
        ) {
            return;
        }
        if (epoch <= settledEpoch || block.timestamp < endOf(epoch) || pending()) {
            revert NotNow(epoch);
        }
        bool missed = block.timestamp >= endOf(settledEpoch + 1 + MISSED_EPOCHS);
        if (!missed && !hasRole(POSTER_ROLE, msg.sender)) {
            revert NotAPoster(msg.sender);
        }
        if (newTotal < total || newTotal > funded) {
            revert TotalOutOfRange(newTotal, total, funded);
        }
        if (newRoot == 0 || statement == 0) {
            revert Nothing();
        }
        _proposal = Proposal({
            epoch: epoch,
            proposedAt: uint64(block.timestamp),
            challengedAt: 0,
            state: State.Proposed,
            poster: msg.sender,
            challenger: address(0),
            total: newTotal,
            root: newRoot,
            statement: statement
        });
        token.safeTransferFrom(msg.sender, address(this), bond);
        emit Proposed(epoch, msg.sender, newRoot, newTotal, statement);
    }

    /// @notice Stands against the proposal with a bond: nothing becomes of it until it is decided
    /// @param epoch the proposal's, so that nobody challenges another than he means
    /// @param reason SHA-256 of a published text that says what is wrong
    function challenge(uint64 epoch, bytes32 reason) external {
        Proposal storage proposal = _require(epoch, State.Proposed);
        if (block.timestamp >= proposal.proposedAt + challengeWindow) {
            revert NotNow(epoch);
        }
        proposal.state = State.Challenged;
        proposal.challenger = msg.sender;
        proposal.challengedAt = uint64(block.timestamp);
        token.safeTransferFrom(msg.sender, address(this), bond);
        emit Challenged(epoch, msg.sender, reason);
    }

    /// @notice Decides on a challenge; half of the loser's bond is burned, half is the winner's
    /// @param upheld whether the proposal is right: it can be settled then, else it is void
    function decide(uint64 epoch, bool upheld) external onlyRole(ARBITER_ROLE) {
        Proposal storage proposal = _require(epoch, State.Challenged);
        proposal.state = upheld ? State.Upheld : State.Refused;
        emit Decided(epoch, upheld);
        uint256 burned = bond / 2;
        uint256 won = bond - burned;
        token.burn(burned);
        if (upheld) {
            token.safeTransfer(proposal.poster, won);
        } else {
            token.safeTransfer(proposal.challenger, bond + won);
        }
    }

    /// @notice Gives both bonds back if the arbiter did not decide in time; the proposal is void
    function expire(uint64 epoch) external {
        Proposal storage proposal = _require(epoch, State.Challenged);
        if (block.timestamp < proposal.challengedAt + arbitrationWindow) {
            revert NotNow(epoch);
        }
        proposal.state = State.Expired;
        emit Expired(epoch);
        token.safeTransfer(proposal.poster, bond);
        token.safeTransfer(proposal.challenger, bond);
    }

    /// @notice Makes a proposal that nobody challenged in time, or that was upheld, the root that
    /// is claimed against
    function settle(uint64 epoch) external {
        Proposal storage proposal = _proposal;
        bool unchallenged = proposal.state == State.Proposed
            && block.timestamp >= proposal.proposedAt + challengeWindow;
        if (proposal.epoch != epoch || !(unchallenged || proposal.state == State.Upheld)) {
            revert WrongState(proposal.state);
        }
        proposal.state = State.Settled;
        root = proposal.root;
        total = proposal.total;
        settledEpoch = epoch;
        rootOf[epoch] = proposal.root;
        emit Settled(epoch, proposal.root, proposal.total, proposal.statement);
        token.safeTransfer(proposal.poster, bond);
    }

    /// @notice Pays an account what it has earned by the settled root and was not paid yet;
    /// anybody may ask for it. Asked again, it pays nothing
    /// @param cumulative what the account has earned and vested so far, in wei
    /// @param proof from its leaf to the root
    /// @return amount what was paid
    function claim(address account, uint256 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount)
    {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, cumulative))));
        if (!MerkleProof.verifyCalldata(proof, root, leaf)) {
            revert NotInRoot(account, cumulative);
        }
        uint256 before = claimed[account];
        if (cumulative <= before) {
            return 0;
        }
        amount = cumulative - before;
        if (paid + amount > total) {
            revert RootExceedsTotal();
        }
        claimed[account] = cumulative;
        paid += amount;
        emit Claimed(account, amount, cumulative);
        token.safeTransfer(account, amount);
    }

    /// @notice Stops new money from coming in; what is here goes on being paid
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
    }

    /// @notice Lets money come in again
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
    }

    /// @notice The latest proposal
    function latest() external view returns (Proposal memory) {
        return _proposal;
    }

    /// @notice Whether a proposal is neither settled nor void
    function pending() public view returns (bool) {
        State state = _proposal.state;
        return state == State.Proposed || state == State.Challenged || state == State.Upheld;
    }

    /// @notice When an epoch ends, in seconds
    function endOf(uint64 epoch) public view returns (uint256) {
        return genesis + uint256(epoch) * epochLength;
    }

    function _require(uint64 epoch, State state) private view returns (Proposal storage proposal) {
        proposal = _proposal;
        if (proposal.epoch != epoch || proposal.state != state) {
            revert WrongState(proposal.state);
        }
    }
}
