// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {World} from "./World.sol";

/// @title Every role's rights, tried from every other role
contract NodeRolesTest is World {
    struct Right {
        address contract_;
        bytes32 role;
        bytes call;
    }

    Right[] private rights;
    address[] private holders;
    bytes32[] private held;
    address[] private where;

    function setUp() public {
        build(1);
        vm.prank(requester);
        escrow.allowPoster(watcher);
        escrow.grantRole(escrow.COMMITTEE_ROLE(), watcher);
        vm.prank(watcher);
        escrow.reserve(requester, 10);
        escrow.revokeRole(escrow.COMMITTEE_ROLE(), watcher);
        rights.push(Right(address(nodes), nodes.PAUSER_ROLE(), abi.encodeCall(nodes.pause, ())));
        rights.push(
            Right(
                address(nodes),
                nodes.SLASHER_ROLE(),
                abi.encodeCall(nodes.slash, (node[0], 1, requester))
            )
        );
        rights.push(
            Right(
                address(nodes), 0, abi.encodeCall(nodes.grantRole, (nodes.SLASHER_ROLE(), node[0]))
            )
        );
        rights.push(Right(address(escrow), escrow.PAUSER_ROLE(), abi.encodeCall(escrow.pause, ())));
        rights.push(
            Right(
                address(escrow),
                escrow.COMMITTEE_ROLE(),
                abi.encodeCall(escrow.reserve, (requester, 0))
            )
        );
        rights.push(
            Right(
                address(escrow),
                escrow.COMMITTEE_ROLE(),
                abi.encodeCall(escrow.payNode, (node[0], 0))
            )
        );
        rights.push(
            Right(
                address(escrow),
                escrow.COMMITTEE_ROLE(),
                abi.encodeCall(escrow.giveBack, (requester, 0))
            )
        );
        rights.push(
            Right(
                address(escrow),
                0,
                abi.encodeCall(escrow.grantRole, (escrow.COMMITTEE_ROLE(), node[0]))
            )
        );
        hold("pauser of nodes", address(nodes), nodes.PAUSER_ROLE());
        hold("slasher", address(nodes), nodes.SLASHER_ROLE());
        hold("admin of nodes", address(nodes), 0);
        hold("pauser of escrow", address(escrow), escrow.PAUSER_ROLE());
        hold("committee", address(escrow), escrow.COMMITTEE_ROLE());
        hold("admin of escrow", address(escrow), 0);
        hold("nobody", address(0), 0);
        holders.push(requester);
        where.push(address(0));
        held.push(0);
        holders.push(node[0]);
        where.push(address(0));
        held.push(0);
    }

    function hold(string memory name, address contract_, bytes32 role) private {
        (address holder,) = account(name);
        if (contract_ == address(nodes)) {
            nodes.grantRole(role, holder);
        } else if (contract_ == address(escrow)) {
            escrow.grantRole(role, holder);
        }
        vm.prank(requester);
        escrow.allowPoster(holder);
        holders.push(holder);
        where.push(contract_);
        held.push(role);
    }

    function test_letsEveryRoleDoItsOwnAndNothingElse() public {
        for (uint256 i = 0; i < rights.length; i++) {
            uint256 allowed;
            for (uint256 j = 0; j < holders.length; j++) {
                uint256 before = vm.snapshotState();
                vm.prank(holders[j]);
                (bool done, bytes memory why) = rights[i].contract_.call(rights[i].call);
                bool may = where[j] == rights[i].contract_ && held[j] == rights[i].role;
                vm.assertTrue(done == may, string.concat("right ", vm.toString(i)));
                if (may) {
                    allowed++;
                } else {
                    vm.assertEq(
                        bytes32(bytes4(why)),
                        bytes32(
                            bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)"))
                        )
                    );
                }
                vm.revertToState(before);
            }
            vm.assertEq(allowed, 1);
        }
    }

    function test_letsOnlyAPauserEndAPause() public {
        nodes.pause();
        escrow.pause();
        for (uint256 j = 0; j < holders.length; j++) {
            vm.prank(holders[j]);
            (bool done,) = address(nodes).call(abi.encodeCall(nodes.unpause, ()));
            vm.assertTrue(done == (where[j] == address(nodes) && held[j] == nodes.PAUSER_ROLE()));
            vm.prank(holders[j]);
            (done,) = address(escrow).call(abi.encodeCall(escrow.unpause, ()));
            vm.assertTrue(done == (where[j] == address(escrow) && held[j] == escrow.PAUSER_ROLE()));
        }
    }
}
