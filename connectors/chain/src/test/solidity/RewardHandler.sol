// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {Tree} from "./Tree.sol";
import {Vm} from "./Vm.sol";

/// @title Everybody who deals with a distributor, honest or not, in any order
/// @dev It counts what happened, and remembers what was promised besides what the contract does.
contract RewardHandler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant ACCOUNTS = 5;

    NeuralToken private immutable token;
    RewardDistributor private immutable rewards;
    uint256 private immutable bond;
    /// @dev Two posters, and one who is none.
    address[3] private posters = [address(0x11), address(0x12), address(0x13)];
    address private immutable arbiter;

    uint256[ACCOUNTS] private vested;
    uint256[ACCOUNTS] private announced;
    uint256[ACCOUNTS] private proposedLeaves;
    uint256[ACCOUNTS] private settledLeaves;
    bool private clawing;
    bool private proposalClaws;

    /// @notice How often it was called, and how often the contract did what was asked
    uint256 public calls;
    uint256 public successes;
    /// @notice How many proposals were challenged, upheld, refused, expired, settled
    uint256 public challenged;
    uint256 public upheld;
    uint256 public refused;
    uint256 public expired;
    uint256 public settled;
    /// @notice How many settled roots give an account less than it was announced before
    uint256 public clawedBack;
    /// @notice What was paid and how often
    uint256 public claims;
    uint256 public paid;
    uint256 public burned;
    uint256 public funded;
    /// @notice How often something happened that never may
    uint256 public broken;

    mapping(uint64 epoch => bytes32 root) private rootOf;
    mapping(address account => uint256 amount) private claimed;
    uint64 private lastEpoch;
    uint256 private lastTotal;

    constructor(NeuralToken token_, RewardDistributor rewards_, address arbiter_) {
        token = token_;
        rewards = rewards_;
        bond = rewards_.bond();
        arbiter = arbiter_;
    }

    /// @notice Everybody's accounts but the distributor's own
    function holders() external view returns (address[] memory all) {
        all = new address[](ACCOUNTS + 4);
        for (uint256 i = 0; i < ACCOUNTS; i++) {
            all[i] = accountOf(i);
        }
        for (uint256 i = 0; i < 3; i++) {
            all[ACCOUNTS + i] = posters[i];
        }
        all[ACCOUNTS + 3] = address(this);
    }

    modifier counted() {
        calls++;
        _;
        observe();
    }

    function fund(uint256 amount) external counted {
        amount = amount % 1 ether;
        token.approve(address(rewards), amount);
        try rewards.fund("dataset", amount) {
            successes++;
            funded += amount;
        } catch {}
    }

    function wait(uint256 choice) external counted {
        successes++;
        RewardDistributor.Proposal memory latest = rewards.latest();
        uint256 time = vm.getBlockTimestamp();
        uint256 until = time + choice % 1 hours;
        if (choice % 3 == 0) {
            until = rewards.endOf(rewards.settledEpoch() + 1);
        } else if (choice % 3 == 1 && latest.state == RewardDistributor.State.Proposed) {
            until = latest.proposedAt + rewards.challengeWindow();
        } else if (choice % 23 == 2) {
            until = rewards.openFrom();
        }
        vm.warp(until > time ? until : time);
    }

    /// @dev Announces more, vests a part of what is announced, or takes the rest of it back.
    function earn(uint256 whose, uint256 amount) external counted {
        successes++;
        uint256 i = whose % ACCOUNTS;
        if (amount % 4 == 0 && announced[i] > vested[i]) {
            announced[i] = vested[i];
            clawing = true;
        } else {
            announced[i] += amount % 1000;
            vested[i] += (announced[i] - vested[i]) / 2;
        }
    }

    function propose(uint256 who, uint256 lie) external counted {
        uint64 epoch = rewards.settledEpoch() + 1;
        RewardDistributor.Proposal memory latest = rewards.latest();
        if (latest.state == RewardDistributor.State.Proposed && epoch == latest.epoch) {
            epoch++;
        }
        if (vm.getBlockTimestamp() < rewards.endOf(epoch) && lie % 8 != 0) {
            vm.warp(rewards.endOf(epoch));
        }
        (bytes32[] memory leaves, uint256 sum) = leavesOf(lie);
        uint256 least = rewards.total();
        uint256 total = lie % 7 == 0 ? least : (sum < least ? least : sum);
        address poster = posters[who % 8 == 0 ? 2 : who % 2];
        uint64 before = rewards.settledEpoch();
        vm.prank(poster);
        try rewards.propose(epoch, Tree.root(leaves), total, bytes32(lie | 1)) {
            successes++;
            if (rewards.settledEpoch() != before) {
                keepSettled();
            }
            for (uint256 i = 0; i < ACCOUNTS; i++) {
                proposedLeaves[i] = lie % 5 == 0 ? vested[i] / 2 : vested[i];
            }
            proposalClaws = clawing || lie % 5 == 0;
        } catch {}
    }

    function challenge(uint256 who) external counted {
        uint64 epoch = rewards.latest().epoch;
        vm.prank(posters[who % 3]);
        try rewards.challenge(epoch, "reason") {
            successes++;
            challenged++;
        } catch {}
    }

    /// @dev Sometimes too late, so that anybody may let the challenge expire.
    function decide(uint256 choice) external counted {
        RewardDistributor.Proposal memory latest = rewards.latest();
        if (choice % 5 == 0 && latest.state == RewardDistributor.State.Challenged) {
            vm.warp(latest.challengedAt + rewards.arbitrationWindow());
            try rewards.expire(latest.epoch) {
                successes++;
                expired++;
            } catch {}
            return;
        }
        bool right = choice % 2 == 0;
        vm.prank(arbiter);
        try rewards.decide(latest.epoch, right) {
            successes++;
            burned += bond - bond / 2;
            if (right) {
                upheld++;
            } else {
                refused++;
            }
        } catch {}
    }

    function settle() external counted {
        uint64 before = rewards.settledEpoch();
        try rewards.settle(rewards.latest().epoch) {
            successes++;
            if (rewards.settledEpoch() != before) {
                keepSettled();
            }
        } catch {}
    }

    function claim(uint256 whose, uint256 lie) external counted {
        uint256 i = whose % ACCOUNTS;
        bytes32[] memory leaves = new bytes32[](ACCOUNTS);
        for (uint256 j = 0; j < ACCOUNTS; j++) {
            leaves[j] = Tree.leaf(accountOf(j), settledLeaves[j]);
        }
        bool lying = lie % 16 == 0;
        uint256 cumulative = settledLeaves[i] + (lying ? 1 : 0);
        try rewards.claim(accountOf(i), cumulative, Tree.proof(leaves, i)) returns (
            uint256 amount
        ) {
            successes++;
            claims++;
            paid += amount;
            if (lying) {
                broken++;
            }
        } catch {}
    }

    function accountOf(uint256 index) private pure returns (address) {
        return address(uint160(0x1000 + index));
    }

    function leavesOf(uint256 lie) private view returns (bytes32[] memory leaves, uint256 sum) {
        leaves = new bytes32[](ACCOUNTS);
        for (uint256 i = 0; i < ACCOUNTS; i++) {
            uint256 amount = lie % 5 == 0 ? vested[i] / 2 : vested[i];
            leaves[i] = Tree.leaf(accountOf(i), amount);
            sum += amount;
        }
    }

    function keepSettled() private {
        settled++;
        uint64 epoch = rewards.settledEpoch();
        if (rootOf[epoch] != 0 || epoch <= lastEpoch) {
            broken++;
        }
        rootOf[epoch] = rewards.root();
        settledLeaves = proposedLeaves;
        if (proposalClaws) {
            clawedBack++;
            clawing = false;
        }
        proposalClaws = false;
    }

    /// @dev What may never fall, and what an epoch's root may never become.
    function observe() private {
        uint64 epoch = rewards.settledEpoch();
        if (epoch < lastEpoch || rewards.total() < lastTotal || rootOf[epoch] != rewards.root()) {
            broken++;
        }
        lastEpoch = epoch;
        lastTotal = rewards.total();
        for (uint256 i = 0; i < ACCOUNTS; i++) {
            address account = accountOf(i);
            uint256 amount = rewards.claimed(account);
            if (amount < claimed[account] || amount != token.balanceOf(account)) {
                broken++;
            }
            claimed[account] = amount;
        }
    }
}
