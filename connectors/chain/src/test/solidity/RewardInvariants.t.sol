// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {RewardHandler} from "./RewardHandler.sol";
import {Trial} from "./Trial.sol";

/// @title What holds whatever anybody does with a distributor
/// @dev Counters are of one run; in each, states that matter are reached once in a thousand calls
/// at least, which is 100 times in 100,000.
contract RewardInvariantsTest is Trial {
    uint256 private constant SUPPLY = 1e30;
    uint256 private constant BOND = 101;

    NeuralToken private token;
    RewardDistributor private rewards;
    RewardHandler private handler;

    event log_named_uint(string key, uint256 val);

    function setUp() public {
        vm.warp(1_000_000);
        (address arbiter,) = account("arbiter");
        token = new NeuralToken(address(this), SUPPLY);
        rewards =
            new RewardDistributor(token, address(this), 1_000_000, 7 days, 1 days, 3 days, BOND);
        handler = new RewardHandler(token, rewards, arbiter);
        address[] memory holders = handler.holders();
        for (uint256 i = holders.length - 4; i < holders.length; i++) {
            token.transfer(holders[i], SUPPLY / 4);
            vm.prank(holders[i]);
            token.approve(address(rewards), type(uint256).max);
        }
        rewards.grantRole(rewards.POSTER_ROLE(), address(0x11));
        rewards.grantRole(rewards.POSTER_ROLE(), address(0x12));
        rewards.grantRole(rewards.ARBITER_ROLE(), arbiter);
        bytes4[] memory orders = new bytes4[](12);
        orders[0] = handler.fund.selector;
        orders[1] = handler.wait.selector;
        orders[2] = handler.earn.selector;
        orders[3] = handler.propose.selector;
        orders[4] = handler.challenge.selector;
        orders[5] = handler.decide.selector;
        orders[6] = handler.claim.selector;
        orders[7] = handler.settle.selector;
        orders[8] = handler.claim.selector;
        orders[9] = handler.propose.selector;
        orders[10] = handler.claim.selector;
        orders[11] = handler.fund.selector;
        target(address(handler), orders);
    }

    /// @dev Bonds that the distributor holds: one of a poster, and one of who challenged him.
    function bonds() private view returns (uint256) {
        if (rewards.latest().state == RewardDistributor.State.Challenged) {
            return 2 * BOND;
        }
        return rewards.pending() ? BOND : 0;
    }

    /// @dev Claims are never above the settled total, and that never above what was funded; the
    /// distributor holds what was funded and not paid, and the bonds, to the wei; no token comes or
    /// goes but by halves of bonds; no settled epoch, total or claim is ever taken back.
    function invariant_paysNoMoreThanSettledNoMoreThanFundedAndLosesNoWei() public view {
        vm.assertLe(rewards.paid(), rewards.total());
        vm.assertLe(rewards.total(), rewards.funded());
        vm.assertEq(rewards.paid(), handler.paid());
        vm.assertEq(rewards.funded(), handler.funded());
        uint256 held = token.balanceOf(address(rewards));
        vm.assertEq(held, rewards.funded() - rewards.paid() + bonds());
        vm.assertEq(token.totalSupply(), SUPPLY - handler.burned());
        address[] memory holders = handler.holders();
        uint256 sum = held;
        for (uint256 i = 0; i < holders.length; i++) {
            sum += token.balanceOf(holders[i]);
        }
        vm.assertEq(sum, token.totalSupply());
        vm.assertEq(handler.broken(), 0);
    }

    function afterInvariant() public {
        uint256 calls = handler.calls();
        emit log_named_uint("calls", calls);
        emit log_named_uint("successes", handler.successes());
        emit log_named_uint("challenged", handler.challenged());
        emit log_named_uint("upheld", handler.upheld());
        emit log_named_uint("refused", handler.refused());
        emit log_named_uint("expired", handler.expired());
        emit log_named_uint("settled", handler.settled());
        emit log_named_uint("clawed back", handler.clawedBack());
        emit log_named_uint("claims", handler.claims());
        if (calls < 1000) {
            return;
        }
        vm.assertGe(handler.successes() * 100, calls * 60, "too few calls succeed");
        vm.assertGe(handler.challenged() * 1000, calls, "too few are challenged");
        vm.assertGe(handler.clawedBack() * 1000, calls, "too few are clawed back");
        vm.assertGe(handler.expired() * 1000, calls, "too few expire");
    }
}
