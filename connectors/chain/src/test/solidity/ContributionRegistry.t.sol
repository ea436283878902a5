// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ContributionRegistry} from "src/main/solidity/ContributionRegistry.sol";
import {Domain} from "./Domain.sol";
import {Trial} from "./Trial.sol";
import {Wallet} from "./Wallet.sol";

/// @title Who registers and revokes, for himself or by somebody's signature
contract ContributionRegistryTest is Trial {
    bytes32 private constant ROOT = "root";
    bytes32 private constant RECORDING = "recording";
    uint32 private constant COUNT = 3;

    ContributionRegistry private registry;
    address private contributor;
    uint256 private key;
    address private stranger;
    uint256 private strangersKey;
    uint256 private deadline;

    function setUp() public {
        vm.warp(1_000_000);
        vm.roll(100);
        registry = new ContributionRegistry(address(this));
        (contributor, key) = account("contributor");
        (stranger, strangersKey) = account("stranger");
        deadline = block.timestamp + 1 hours;
    }

    function registration(address signer, bytes32 root, uint32 count)
        private
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                keccak256(
                    "Registration(address contributor,bytes32 root,uint32 count,uint256 deadline)"
                ),
                signer,
                root,
                count,
                deadline
            )
        );
    }

    function revocation(address signer, bytes32 recording) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Revocation(address contributor,bytes32 recording,uint256 deadline)"),
                signer,
                recording,
                deadline
            )
        );
    }

    function seal(uint256 by, bytes32 hash) private view returns (bytes memory) {
        return signature(by, Domain.digest(address(registry), block.chainid, hash));
    }

    function expectFalseSignature(address signer) private {
        vm.expectRevert(
            abi.encodeWithSelector(ContributionRegistry.FalseSignature.selector, signer)
        );
    }

    function registerFor(address signer, bytes memory sealed_) private {
        vm.prank(stranger);
        registry.registerFor(signer, ROOT, COUNT, deadline, sealed_);
    }

    function revokeFor(address signer, bytes memory sealed_) private {
        vm.prank(stranger);
        registry.revokeFor(signer, RECORDING, deadline, sealed_);
    }

    // Registering for oneself

    function test_recordsTheBlockInWhichARootWasRegistered() public {
        vm.expectEmit(address(registry));
        emit ContributionRegistry.Registered(contributor, ROOT, COUNT);
        vm.prank(contributor);
        registry.register(ROOT, COUNT);
        vm.assertEq(registry.registeredAt(contributor, ROOT), 100);
    }

    function test_registersARootOnce() public {
        vm.startPrank(contributor);
        registry.register(ROOT, COUNT);
        vm.roll(200);
        vm.expectRevert(
            abi.encodeWithSelector(ContributionRegistry.AlreadyRegistered.selector, ROOT)
        );
        registry.register(ROOT, COUNT + 1);
        vm.stopPrank();
        vm.assertEq(registry.registeredAt(contributor, ROOT), 100);
    }

    function test_letsNobodyBlockAnothersRootByRegisteringItFirst() public {
        vm.prank(stranger);
        registry.register(ROOT, 1);
        vm.expectEmit(address(registry));
        emit ContributionRegistry.Registered(contributor, ROOT, COUNT);
        vm.prank(contributor);
        registry.register(ROOT, COUNT);
    }

    function test_refusesToRegisterNothing() public {
        vm.expectRevert(ContributionRegistry.NothingRegistered.selector);
        registry.register(0, COUNT);
        vm.expectRevert(ContributionRegistry.NothingRegistered.selector);
        registry.register(ROOT, 0);
    }

    // Registering for another by his signature

    function test_registersForAContributorWhoSigned() public {
        vm.expectEmit(address(registry));
        emit ContributionRegistry.Registered(contributor, ROOT, COUNT);
        registerFor(contributor, seal(key, registration(contributor, ROOT, COUNT)));
        vm.assertEq(registry.registeredAt(contributor, ROOT), 100);
        vm.assertEq(registry.registeredAt(stranger, ROOT), 0);
    }

    function test_registersForAContractThatSigns() public {
        address wallet = address(new Wallet(contributor));
        vm.expectEmit(address(registry));
        emit ContributionRegistry.Registered(wallet, ROOT, COUNT);
        registerFor(wallet, seal(key, registration(wallet, ROOT, COUNT)));
    }

    function test_refusesAContractThatDidNotSign() public {
        address wallet = address(new Wallet(contributor));
        expectFalseSignature(wallet);
        registerFor(wallet, seal(strangersKey, registration(wallet, ROOT, COUNT)));
    }

    function test_refusesAContractThatSignsNothing() public {
        expectFalseSignature(address(registry));
        registerFor(address(registry), seal(key, registration(address(registry), ROOT, COUNT)));
    }

    function test_refusesARegistrationThatAnotherSigned() public {
        expectFalseSignature(contributor);
        registerFor(contributor, seal(strangersKey, registration(contributor, ROOT, COUNT)));
    }

    function test_refusesARegistrationOfAnotherChain() public {
        bytes32 hash = registration(contributor, ROOT, COUNT);
        bytes memory sealed_ =
            signature(key, Domain.digest(address(registry), block.chainid + 1, hash));
        expectFalseSignature(contributor);
        registerFor(contributor, sealed_);
    }

    function test_refusesARegistrationAfterTheChainHasSplit() public {
        bytes memory sealed_ = seal(key, registration(contributor, ROOT, COUNT));
        vm.chainId(block.chainid + 1);
        expectFalseSignature(contributor);
        registerFor(contributor, sealed_);
    }

    function test_refusesARegistrationForAnotherContract() public {
        bytes32 hash = registration(contributor, ROOT, COUNT);
        bytes memory sealed_ = signature(key, Domain.digest(address(this), block.chainid, hash));
        expectFalseSignature(contributor);
        registerFor(contributor, sealed_);
    }

    function test_refusesARegistrationOfAnotherProgram() public {
        bytes32 hash = registration(contributor, ROOT, COUNT);
        bytes memory sealed_ =
            signature(key, Domain.digest("Other", address(registry), block.chainid, hash));
        expectFalseSignature(contributor);
        registerFor(contributor, sealed_);
    }

    function test_refusesARevocationAsARegistration() public {
        expectFalseSignature(contributor);
        registerFor(contributor, seal(key, revocation(contributor, ROOT)));
    }

    function test_takesARegistrationUntilItsDeadline() public {
        bytes memory sealed_ = seal(key, registration(contributor, ROOT, COUNT));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ContributionRegistry.Expired.selector, deadline));
        registerFor(contributor, sealed_);
        vm.warp(deadline);
        registerFor(contributor, sealed_);
    }

    function test_takesARegistrationOnce() public {
        bytes memory sealed_ = seal(key, registration(contributor, ROOT, COUNT));
        registerFor(contributor, sealed_);
        vm.expectRevert(
            abi.encodeWithSelector(ContributionRegistry.AlreadyRegistered.selector, ROOT)
        );
        registerFor(contributor, sealed_);
    }

    function testFuzz_takesARegistrationOnlyAsItWasSigned(bytes32 root, uint32 count, uint256 time)
        public
    {
        vm.assume(root != ROOT || count != COUNT || time != deadline);
        bytes memory sealed_ = seal(key, registration(contributor, ROOT, COUNT));
        time = bound(time, block.timestamp, type(uint256).max);
        vm.assume(root != ROOT || count != COUNT || time != deadline);
        expectFalseSignature(contributor);
        registry.registerFor(contributor, root, count, time, sealed_);
    }

    function testFuzz_refusesEverythingThatIsNoSignature(bytes calldata noise) public {
        expectFalseSignature(contributor);
        registry.registerFor(contributor, ROOT, COUNT, deadline, noise);
    }

    function test_refusesTheOtherFormOfASignature() public {
        bytes32 digest =
            Domain.digest(address(registry), block.chainid, registration(contributor, ROOT, COUNT));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        expectFalseSignature(contributor);
        registerFor(contributor, abi.encodePacked(r, order - uint256(s), uint8(55 - v)));
    }

    // Registering many under one root

    function test_registersManyContributorsUnderOneRoot() public {
        registry.grantRole(registry.REGISTRAR_ROLE(), stranger);
        vm.expectEmit(address(registry));
        emit ContributionRegistry.BatchRegistered(stranger, ROOT, COUNT, "list");
        vm.prank(stranger);
        registry.registerBatch(ROOT, COUNT, "list");
        vm.assertEq(registry.registeredAt(stranger, ROOT), 100);
    }

    function test_refusesARegistrarsRootASecondTime() public {
        registry.grantRole(registry.REGISTRAR_ROLE(), stranger);
        vm.startPrank(stranger);
        registry.registerBatch(ROOT, COUNT, "list");
        vm.expectRevert(
            abi.encodeWithSelector(ContributionRegistry.AlreadyRegistered.selector, ROOT)
        );
        registry.registerBatch(ROOT, COUNT, "other list");
        vm.expectRevert(ContributionRegistry.NothingRegistered.selector);
        registry.registerBatch("other", 0, "list");
        vm.stopPrank();
    }

    function test_letsRegistrarsAloneRegisterForMany() public {
        bytes32 role = registry.REGISTRAR_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, role
            )
        );
        vm.prank(stranger);
        registry.registerBatch(ROOT, COUNT, "list");
    }

    // Revoking

    function test_recordsTheBlockOfTheFirstRevocation() public {
        vm.expectEmit(address(registry));
        emit ContributionRegistry.Revoked(contributor, RECORDING);
        vm.prank(contributor);
        registry.revoke(RECORDING);
        vm.roll(200);
        vm.recordLogs();
        vm.prank(contributor);
        registry.revoke(RECORDING);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(registry.revokedAt(contributor, RECORDING), 100);
    }

    function test_revokesInNobodyElsesName() public {
        vm.prank(stranger);
        registry.revoke(RECORDING);
        vm.assertEq(registry.revokedAt(contributor, RECORDING), 0);
        vm.assertEq(registry.revokedAt(stranger, RECORDING), 100);
    }

    function test_revokesForAContributorWhoSigned() public {
        bytes memory sealed_ = seal(key, revocation(contributor, RECORDING));
        vm.expectEmit(address(registry));
        emit ContributionRegistry.Revoked(contributor, RECORDING);
        revokeFor(contributor, sealed_);
        vm.recordLogs();
        revokeFor(contributor, sealed_);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(registry.revokedAt(contributor, RECORDING), 100);
    }

    function test_revokesForAContractThatSigns() public {
        address wallet = address(new Wallet(contributor));
        revokeFor(wallet, seal(key, revocation(wallet, RECORDING)));
        vm.assertEq(registry.revokedAt(wallet, RECORDING), 100);
    }

    function test_refusesARevocationThatAnotherSigned() public {
        expectFalseSignature(contributor);
        revokeFor(contributor, seal(strangersKey, revocation(contributor, RECORDING)));
    }

    function test_refusesARevocationOfAnotherChain() public {
        bytes memory sealed_ = seal(key, revocation(contributor, RECORDING));
        vm.chainId(1);
        expectFalseSignature(contributor);
        revokeFor(contributor, sealed_);
    }

    function test_refusesARevocationForAnotherContract() public {
        ContributionRegistry other = new ContributionRegistry(address(this));
        bytes memory sealed_ = seal(key, revocation(contributor, RECORDING));
        expectFalseSignature(contributor);
        other.revokeFor(contributor, RECORDING, deadline, sealed_);
    }

    function test_refusesARegistrationAsARevocation() public {
        expectFalseSignature(contributor);
        revokeFor(contributor, seal(key, registration(contributor, RECORDING, COUNT)));
    }

    function test_takesARevocationUntilItsDeadline() public {
        bytes memory sealed_ = seal(key, revocation(contributor, RECORDING));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ContributionRegistry.Expired.selector, deadline));
        revokeFor(contributor, sealed_);
        vm.warp(deadline);
        revokeFor(contributor, sealed_);
    }

    function testFuzz_takesARevocationOnlyAsItWasSigned(bytes32 recording) public {
        vm.assume(recording != RECORDING);
        bytes memory sealed_ = seal(key, revocation(contributor, RECORDING));
        expectFalseSignature(contributor);
        registry.revokeFor(contributor, recording, deadline, sealed_);
    }
}
