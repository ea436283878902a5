// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {NeuralToken} from "src/main/solidity/NeuralToken.sol";
import {Domain} from "./Domain.sol";
import {Trial} from "./Trial.sol";

/// @title A fixed supply, and allowances that are signed
contract NeuralTokenTest is Trial {
    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    address private constant TREASURY = address(0x7);
    address private constant SPENDER = address(0x8);
    uint256 private constant SUPPLY = 1_000_000 ether;

    NeuralToken private token;
    address private owner;
    uint256 private key;
    uint256 private deadline;

    function setUp() public {
        vm.warp(1_000_000);
        token = new NeuralToken(TREASURY, SUPPLY);
        (owner, key) = account("owner");
        deadline = block.timestamp + 1 hours;
    }

    function seal(uint256 by, address verifier, uint256 chain)
        private
        view
        returns (uint8, bytes32, bytes32)
    {
        bytes32 hash =
            keccak256(abi.encode(PERMIT, owner, SPENDER, 5, token.nonces(owner), deadline));
        return vm.sign(by, Domain.digest(verifier, chain, hash));
    }

    function test_allOfTheSupplyIsTheTreasurys() public view {
        vm.assertEq(token.totalSupply(), SUPPLY);
        vm.assertEq(token.balanceOf(TREASURY), SUPPLY);
        vm.assertEq(token.name(), "Neural");
        vm.assertEq(token.symbol(), "NEURAL");
        vm.assertEq(token.decimals(), 18);
    }

    function test_refusesATreasuryThatIsNobody() public {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0))
        );
        new NeuralToken(address(0), SUPPLY);
    }

    function testFuzz_supplyFallsByWhatIsBurnedAndNeverRises(uint256 burned, uint256 moved) public {
        burned = bound(burned, 0, SUPPLY);
        moved = bound(moved, 0, SUPPLY - burned);
        vm.startPrank(TREASURY);
        token.transfer(owner, moved);
        token.burn(burned);
        vm.stopPrank();
        vm.assertEq(token.totalSupply(), SUPPLY - burned);
        vm.assertEq(token.balanceOf(TREASURY) + token.balanceOf(owner), SUPPLY - burned);
    }

    function test_burnsFromAnAccountOnlyWhatItAllowed() public {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, SPENDER, 0, 1)
        );
        vm.prank(SPENDER);
        token.burnFrom(TREASURY, 1);
        vm.prank(TREASURY);
        token.approve(SPENDER, 1);
        vm.prank(SPENDER);
        token.burnFrom(TREASURY, 1);
        vm.assertEq(token.totalSupply(), SUPPLY - 1);
    }

    function test_takesASignedAllowanceOnce() public {
        (uint8 v, bytes32 r, bytes32 s) = seal(key, address(token), block.chainid);
        token.permit(owner, SPENDER, 5, deadline, v, r, s);
        vm.assertEq(token.allowance(owner, SPENDER), 5);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, 5, deadline, v, r, s);
    }

    function test_refusesAnAllowanceOfAnotherSignerChainOrContract() public {
        (, uint256 other) = account("other");
        (uint8 v, bytes32 r, bytes32 s) = seal(other, address(token), block.chainid);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, 5, deadline, v, r, s);
        (v, r, s) = seal(key, address(token), block.chainid + 1);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, 5, deadline, v, r, s);
        (v, r, s) = seal(key, address(this), block.chainid);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, SPENDER, 5, deadline, v, r, s);
    }

    function test_refusesAnAllowanceAfterItsDeadline() public {
        (uint8 v, bytes32 r, bytes32 s) = seal(key, address(token), block.chainid);
        vm.warp(deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, deadline)
        );
        token.permit(owner, SPENDER, 5, deadline, v, r, s);
    }
}
