// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
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
/// since the one that was settled last. What is due is settled by the next proposal too, so that
/// an epoch needs one transaction; whoever wants to claim before calls {settle}. The bonds are
/// never paid out as rewards: paid <= total <= funded.
contract RewardDistributor is AccessControl, Pausable, Windows {
    using SafeERC20 for ERC20Burnable;
    using SafeCast for uint256;

    /// @param epoch the last one that it speaks for
    /// @param proposedAt when, in seconds
    /// @param challengedAt when, in seconds; 0 if it was not
    /// @param state where it stands
    /// @param poster who stands for it with a bond
    /// @param challenger who found it wrong; nobody, if it was not challenged
    /// @param total what all accounts have earned so far, in wei
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

    /// @notice What is paid in and out
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
    uint128 public funded;

    /// @notice What all accounts have earned so far by the settled root, in wei
    uint128 public total;

    /// @notice The last epoch that is settled
    uint64 public settledEpoch;

    /// @notice When it was settled, in seconds
    uint64 public settledAt;

    /// @notice What was paid out so far, in wei
    uint256 public paid;

    /// @notice The settled root
    bytes32 public root;

    /// @notice What was paid out to an account so far, in wei
    mapping(address account => uint256 amount) public claimed;

    Proposal private _proposal;

    /// @notice Somebody paid in for those who contribute to a dataset
    /// @param funder who paid
    /// @param dataset its identifier in the DatasetRegistry
    /// @param amount in wei
    event Funded(address indexed funder, bytes32 indexed dataset, uint256 amount);

    /// @notice Somebody stands for what all accounts have earned
    /// @param epoch the last one that the proposal speaks for
    /// @param poster who stands for it
    /// @param root OpenZeppelin's standard Merkle tree over (account, cumulative)
    /// @param total what all accounts have earned so far, in wei
    /// @param statement SHA-256 of the published statement that it follows from
    event Proposed(
        uint64 indexed epoch, address indexed poster, bytes32 root, uint256 total, bytes32 statement
    );

    /// @notice Somebody found the proposal wrong
    /// @param epoch the proposal's
    /// @param challenger who
    /// @param reason SHA-256 of a published text that says what is wrong
    event Challenged(uint64 indexed epoch, address indexed challenger, bytes32 reason);

    /// @notice The arbiter decided on a challenge
    /// @param epoch the proposal's
    /// @param upheld whether the proposal is right
    event Decided(uint64 indexed epoch, bool upheld);

    /// @notice The arbiter did not decide in time: the proposal is void
    /// @param epoch the proposal's
    event Expired(uint64 indexed epoch);

    /// @notice There is a new root to claim against
    /// @param epoch the last one that it speaks for
    /// @param root OpenZeppelin's standard Merkle tree over (account, cumulative)
    /// @param total what all accounts have earned so far, in wei
    /// @param statement SHA-256 of the published statement that it follows from
    event Settled(uint64 indexed epoch, bytes32 root, uint256 total, bytes32 statement);

    /// @notice An account was paid
    /// @param account which
    /// @param amount in wei
    /// @param cumulative what it was paid so far, in wei
    event Claimed(address indexed account, uint256 amount, uint256 cumulative);

    /// @notice The epoch is settled, has not ended, or another is being settled; or it is too late
    /// to challenge or to decide, or too early to let a challenge expire
    /// @param epoch which
    error NotNow(uint64 epoch);

    /// @notice Only posters may propose, unless epochs were missed
    /// @param account who is not one
    error NotAPoster(address account);

    /// @notice What is to be paid is less than was settled before, or more than was funded
    /// @param proposed in wei
    /// @param least in wei
    /// @param most in wei
    error TotalOutOfRange(uint256 proposed, uint256 least, uint256 most);

    /// @notice There is no such proposal, or it does not stand where it must
    /// @param state where the latest one stands
    error WrongState(State state);

    /// @notice The proof does not lead to the settled root
    /// @param account to be paid
    /// @param cumulative what it is said to have earned
    error NotInRoot(address account, uint256 cumulative);

    /// @notice Leaves of the settled root sum up to more than its total
    error RootExceedsTotal();

    /// @notice There is nothing to pay in or to stand for
    error Nothing();

    /// @param token_ what is paid in and out
    /// @param admin decides who has which role
    /// @param genesis_ when epoch 1 begins, in seconds
    /// @param epochLength_ how long an epoch is, in seconds
    /// @param challengeWindow_ how long a proposal may be challenged, in seconds
    /// @param arbitrationWindow_ how long the arbiter has, in seconds
    /// @param bond_ what posters and challengers each stand with, in wei
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

    /// @notice Pays in for those who contribute to a dataset; it does not come back
    /// @param dataset its identifier in the DatasetRegistry
    /// @param amount in wei
    function fund(bytes32 dataset, uint256 amount) external whenNotPaused {
        if (amount == 0) {
            revert Nothing();
        }
        funded += amount.toUint128();
        emit Funded(msg.sender, dataset, amount);
        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @notice Proposes what all accounts have earned up to the end of an epoch, and settles the
    /// proposal before if it is due: its poster's bond then stands for the new one, if it is his
    /// too. The same proposal again, while it stands, changes nothing
    /// @param epoch the last one that it speaks for
    /// @param newRoot over (account, cumulative vested amount)
    /// @param newTotal the sum of these amounts, in wei
    /// @param statement SHA-256 of the published statement
    function propose(uint64 epoch, bytes32 newRoot, uint256 newTotal, bytes32 statement) external {
        Proposal storage proposal = _proposal;
        if (
            pending() && proposal.epoch == epoch && proposal.poster == msg.sender
                && proposal.root == newRoot && proposal.total == newTotal
                && proposal.statement == statement
        ) {
            return;
        }
        address released = address(0);
        if (_due()) {
            released = proposal.poster;
            _settle();
        }
        if (epoch <= settledEpoch || block.timestamp < endOf(epoch) || pending()) {
            revert NotNow(epoch);
        }
        if (block.timestamp < openFrom() && !hasRole(POSTER_ROLE, msg.sender)) {
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
        emit Proposed(epoch, msg.sender, newRoot, newTotal, statement);
        if (released == msg.sender) {
            return;
        }
        token.safeTransferFrom(msg.sender, address(this), bond);
        if (released != address(0)) {
            token.safeTransfer(released, bond);
        }
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
        emit Challenged(epoch, msg.sender, reason);
        token.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @notice Decides on a challenge in time; half of the loser's bond is burned, half is the
    /// winner's
    /// @param epoch the proposal's
    /// @param upheld whether the proposal is right: it can be settled then, else it is void
    function decide(uint64 epoch, bool upheld) external onlyRole(ARBITER_ROLE) {
        Proposal storage proposal = _require(epoch, State.Challenged);
        if (block.timestamp >= proposal.challengedAt + arbitrationWindow) {
            revert NotNow(epoch);
        }
        proposal.state = upheld ? State.Upheld : State.Refused;
        emit Decided(epoch, upheld);
        // The odd wei is burned: nobody may gain by challenging himself.
        uint256 won = bond / 2;
        token.burn(bond - won);
        if (upheld) {
            token.safeTransfer(proposal.poster, won);
        } else {
            token.safeTransfer(proposal.challenger, bond + won);
        }
    }

    /// @notice Gives both bonds back if the arbiter did not decide in time; the proposal is void
    /// @param epoch the proposal's
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
    /// is claimed against; again changes nothing
    /// @param epoch the proposal's
    function settle(uint64 epoch) external {
        if (epoch != 0 && epoch == settledEpoch) {
            return;
        }
        Proposal storage proposal = _proposal;
        if (proposal.epoch != epoch || !_due()) {
            revert WrongState(proposal.state);
        }
        _settle();
        token.safeTransfer(proposal.poster, bond);
    }

    /// @notice Pays an account what it has earned by the settled root and was not paid yet;
    /// anybody may ask for it. Asked again, it pays nothing
    /// @param account who is paid
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
        if (amount > total - paid) {
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
    /// @return proposal its state is None if there was none
    function latest() external view returns (Proposal memory proposal) {
        return _proposal;
    }

    /// @notice Whether a proposal is neither settled nor void
    /// @return standing true if no other can be made before
    function pending() public view returns (bool standing) {
        State state = _proposal.state;
        // slither-disable-next-line incorrect-equality
        return state == State.Proposed || state == State.Challenged || state == State.Upheld;
    }

    /// @notice From when on anybody may propose, in seconds: epochs were missed then since one
    /// could be settled, or was
    /// @return time in seconds
    function openFrom() public view returns (uint256 time) {
        uint256 since = Math.max(endOf(settledEpoch + 1), settledAt);
        return since + uint256(MISSED_EPOCHS) * epochLength;
    }

    /// @notice When an epoch ends
    /// @param epoch which, from 1
    /// @return time in seconds
    function endOf(uint64 epoch) public view returns (uint256 time) {
        return genesis + uint256(epoch) * epochLength;
    }

    /// @dev Makes the latest proposal the one that is claimed against.
    function _settle() private {
        Proposal storage proposal = _proposal;
        proposal.state = State.Settled;
        root = proposal.root;
        // No more than what is funded.
        total = uint128(proposal.total);
        settledEpoch = proposal.epoch;
        settledAt = uint64(block.timestamp);
        emit Settled(proposal.epoch, proposal.root, proposal.total, proposal.statement);
    }

    /// @dev Whether the latest proposal can be settled.
    function _due() private view returns (bool) {
        Proposal storage proposal = _proposal;
        return proposal.state == State.Upheld
            || (proposal.state == State.Proposed
                && block.timestamp >= proposal.proposedAt + challengeWindow);
    }

    /// @dev The latest proposal, if it is this epoch's and stands so.
    function _require(uint64 epoch, State state) private view returns (Proposal storage proposal) {
        proposal = _proposal;
        if (proposal.epoch != epoch || proposal.state != state) {
            revert WrongState(proposal.state);
        }
    }
}
