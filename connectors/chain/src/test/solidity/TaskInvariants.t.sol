// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Market} from "./Market.sol";
import {Trial} from "./Trial.sol";

/// @title What holds however stakes, batches, rounds and disputes go
contract TaskInvariants is Trial {
    Market private market;

    function setUp() public {
        market = new Market();
        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = market.post.selector;
        selectors[1] = market.settleOwn.selector;
        selectors[2] = market.demand.selector;
        selectors[3] = market.answer.selector;
        selectors[4] = market.finalise.selector;
        selectors[5] = market.claim.selector;
        selectors[6] = market.reclaim.selector;
        selectors[7] = market.money.selector;
        selectors[8] = market.stake.selector;
        selectors[9] = market.openTask.selector;
        selectors[10] = market.stepTask.selector;
        selectors[11] = market.dispute.selector;
        selectors[12] = market.stepDispute.selector;
        selectors[13] = market.steal.selector;
        target(address(market), selectors);
    }

    /// @dev One invariant, so that a profile's calls are made once for all of them.
    function invariant_moneyIsConservedAndNothingIsPaidTwice() public view {
        vm.assertEq(market.held(), market.supply(), "tokens are conserved");
        (uint256 stakes, uint256 inRegistry) = market.stakes();
        vm.assertEq(stakes, inRegistry, "the registry holds the stakes");
        vm.assertEq(
            market.staked(),
            stakes + market.unstaked() + market.taken(),
            "what is no stake any more was withdrawn or slashed"
        );
        (uint256 due, uint256 inCommittee) = market.bonds();
        vm.assertEq(due, inCommittee, "the committee holds the bonds");
        vm.assertLe(market.paid(), market.deposited(), "paid is below escrowed");
        vm.assertFalse(market.paidTwice());
        vm.assertFalse(market.paidFell());
    }

    /// @dev What takes long is looked at in the end of each run; so is how much was tried.
    function afterInvariant() public view {
        (uint256 due, uint256 inEscrow) = market.owed();
        vm.assertEq(due, inEscrow, "the escrow holds what it owes");
        (uint256 bound, uint256 said) = market.binds();
        vm.assertEq(bound, said, "bound stake is that of open rounds");
        uint256 calls = market.calls();
        if (calls >= 2000) {
            vm.assertGe(market.successes() * 100, calls * 60, "60 % of the calls succeed");
            vm.assertGe(market.slashed() * 1000, calls, "slashed in one of 1,000 calls");
            vm.assertGe(market.challenged() * 1000, calls, "challenged in one of 1,000 calls");
            vm.assertGe(market.voided() * 1000, calls, "voided in one of 1,000 calls");
            vm.assertGe(market.decided() * 1000, calls, "disputes decided in one of 1,000 calls");
            vm.assertGe(market.claims() * 100, calls, "paid in one of 100 calls");
        }
    }
}
