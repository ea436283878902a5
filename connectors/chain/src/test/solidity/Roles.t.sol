// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ContributionRegistry} from "src/main/solidity/ContributionRegistry.sol";
import {RewardDistributor} from "src/main/solidity/RewardDistributor.sol";
import {RewardTrial} from "./RewardTrial.sol";

/// @title Each role may do what it is for, and no other role may
contract RolesTest is RewardTrial {
    /// @param guarded a contract
    /// @param order a call of it
    /// @param role that alone may make it
    /// @param allowed who has that role
    struct Duty {
        address guarded;
        bytes order;
        bytes32 role;
        address allowed;
    }

    bytes32 private constant ADMIN = 0;

    ContributionRegistry private contributions;
    address private registrar;
    Duty[] private duties;
    address[] private everybody;

    function setUp() public override {
        super.setUp();
        contributions = new ContributionRegistry(address(this));
        (registrar,) = account("registrar");
        contributions.grantRole(contributions.REGISTRAR_ROLE(), registrar);
        everybody = [
            address(this),
            registrar,
            poster,
            arbiter,
            pauser,
            funder,
            challenger,
            alice,
            address(rewards),
            address(contributions),
            address(0)
        ];
        address registry = address(contributions);
        address distributor = address(rewards);
        bytes32[3] memory rolesOfRewards =
            [rewards.POSTER_ROLE(), rewards.ARBITER_ROLE(), rewards.PAUSER_ROLE()];
        bytes32 registering = contributions.REGISTRAR_ROLE();
        duty(
            registry,
            abi.encodeCall(contributions.registerBatch, ("root", 1, "list")),
            registering,
            registrar
        );
        duty(
            distributor, abi.encodeCall(rewards.decide, (1, true)), rewards.ARBITER_ROLE(), arbiter
        );
        duty(distributor, abi.encodeCall(rewards.pause, ()), rewards.PAUSER_ROLE(), pauser);
        duty(distributor, abi.encodeCall(rewards.unpause, ()), rewards.PAUSER_ROLE(), pauser);
        admit(registry, registering);
        admit(registry, ADMIN);
        admit(distributor, ADMIN);
        for (uint256 i = 0; i < rolesOfRewards.length; i++) {
            admit(distributor, rolesOfRewards[i]);
        }
        end(1);
        propose(poster, 1, ROOT, 600);
        challenge(1);
    }

    function duty(address guarded, bytes memory order, bytes32 role, address allowed) private {
        duties.push(Duty(guarded, order, role, allowed));
    }

    /// @dev Who admits and dismisses holders of a role: the admin.
    function admit(address guarded, bytes32 role) private {
        bytes memory grant = abi.encodeCall(IAccessControl.grantRole, (role, alice));
        bytes memory dismiss = abi.encodeCall(IAccessControl.revokeRole, (role, alice));
        duty(guarded, grant, ADMIN, address(this));
        duty(guarded, dismiss, ADMIN, address(this));
    }

    function carryOut(Duty memory wanted, address who) private returns (bool done, bytes memory) {
        vm.prank(who);
        return wanted.guarded.call(wanted.order);
    }

    function test_refusesEveryDutyToAllOtherRoles() public {
        uint256 refused = 0;
        for (uint256 i = 0; i < duties.length; i++) {
            for (uint256 j = 0; j < everybody.length; j++) {
                if (everybody[j] == duties[i].allowed) {
                    continue;
                }
                (bool done, bytes memory why) = carryOut(duties[i], everybody[j]);
                vm.assertFalse(done);
                vm.assertEq(
                    why,
                    abi.encodeWithSelector(
                        IAccessControl.AccessControlUnauthorizedAccount.selector,
                        everybody[j],
                        duties[i].role
                    )
                );
                refused++;
            }
        }
        vm.assertEq(refused, duties.length * (everybody.length - 1));
    }

    function test_letsEachRoleDoItsDuty() public {
        for (uint256 i = 0; i < duties.length; i++) {
            (bool done,) = carryOut(duties[i], duties[i].allowed);
            vm.assertTrue(done, vm.toString(i));
        }
    }

    function test_refusesToProposeToAllOtherRoles() public {
        decide(1, false);
        for (uint256 i = 0; i < everybody.length; i++) {
            if (everybody[i] == poster) {
                continue;
            }
            vm.expectRevert(
                abi.encodeWithSelector(RewardDistributor.NotAPoster.selector, everybody[i])
            );
            propose(everybody[i], 1, ROOT, 600);
        }
        propose(poster, 1, ROOT, 600);
    }

    function test_givesTheAdminNothingButTheAdmission() public view {
        vm.assertTrue(rewards.hasRole(ADMIN, address(this)));
        vm.assertTrue(contributions.hasRole(ADMIN, address(this)));
        vm.assertFalse(rewards.hasRole(rewards.POSTER_ROLE(), address(this)));
        vm.assertFalse(rewards.hasRole(rewards.ARBITER_ROLE(), address(this)));
        vm.assertFalse(rewards.hasRole(rewards.PAUSER_ROLE(), address(this)));
        vm.assertFalse(contributions.hasRole(contributions.REGISTRAR_ROLE(), address(this)));
    }

    function test_givesNothingToWhoDeploys() public {
        vm.startPrank(stranger);
        RewardDistributor other =
            new RewardDistributor(token, alice, GENESIS, LENGTH, CHALLENGE, ARBITRATION, BOND);
        ContributionRegistry registry = new ContributionRegistry(alice);
        vm.stopPrank();
        vm.assertFalse(other.hasRole(ADMIN, stranger));
        vm.assertFalse(registry.hasRole(ADMIN, stranger));
        vm.assertTrue(other.hasRole(ADMIN, alice));
        vm.assertTrue(registry.hasRole(ADMIN, alice));
    }

    function test_takesADutyAwayWithItsRole() public {
        rewards.revokeRole(rewards.ARBITER_ROLE(), arbiter);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        decide(1, true);
    }

    function test_stopsNewMoneyAndNothingElseWhilePaused() public {
        vm.prank(pauser);
        rewards.pause();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(funder);
        rewards.fund("dataset", 1);
        decide(1, false);
        settled(2, 400, 200, 600);
        vm.assertEq(rewards.claim(alice, 400, proof(400, 200, 0)), 400);
        end(3);
        propose(poster, 3, ROOT, 700);
        challenge(3);
        later(ARBITRATION);
        rewards.expire(3);
        vm.prank(pauser);
        rewards.unpause();
        vm.prank(funder);
        rewards.fund("dataset", 1);
        vm.assertEq(rewards.funded(), 1001);
    }
}
