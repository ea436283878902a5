// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Windows} from "src/main/solidity/Windows.sol";
import {Trial} from "./Trial.sol";

/// @dev Shows what contracts get from it.
contract Windowed is Windows {
    function window(uint64 seconds_) external view returns (uint64) {
        return _window(seconds_);
    }
}

/// @title Short periods are for development chains
contract WindowsTest is Trial {
    uint64 private constant LONGEST = 366 days;
    uint256[2] private DEVELOPMENT = [31337, 1337];

    Windowed private windowed;

    function setUp() public {
        windowed = new Windowed();
    }

    function expectOutOfRange(uint64 seconds_) private {
        vm.expectRevert(abi.encodeWithSelector(Windows.WindowOutOfRange.selector, seconds_));
    }

    function test_takesASecondOnDevelopmentChains() public {
        for (uint256 i = 0; i < DEVELOPMENT.length; i++) {
            vm.chainId(DEVELOPMENT[i]);
            vm.assertEq(windowed.window(1), 1);
            vm.assertEq(windowed.window(LONGEST), LONGEST);
        }
    }

    function test_refusesNoTimeAndMoreThanAYearAnywhere() public {
        uint256[3] memory chains = [uint256(31337), 1337, 1];
        for (uint256 i = 0; i < chains.length; i++) {
            vm.chainId(chains[i]);
            expectOutOfRange(0);
            windowed.window(0);
            expectOutOfRange(LONGEST + 1);
            windowed.window(LONGEST + 1);
        }
    }

    function test_wantsAnHourElsewhere() public {
        vm.chainId(1);
        expectOutOfRange(1 hours - 1);
        windowed.window(1 hours - 1);
        vm.assertEq(windowed.window(1 hours), 1 hours);
    }

    function testFuzz_wantsAnHourOnEveryOtherChain(uint64 chain, uint64 seconds_) public {
        vm.assume(chain != DEVELOPMENT[0] && chain != DEVELOPMENT[1]);
        vm.chainId(chain);
        if (seconds_ < 1 hours || seconds_ > LONGEST) {
            expectOutOfRange(seconds_);
        }
        windowed.window(seconds_);
    }

    function testFuzz_takesAnyTimeUpToAYearOnDevelopmentChains(uint64 seconds_) public {
        vm.chainId(DEVELOPMENT[seconds_ % 2]);
        if (seconds_ == 0 || seconds_ > LONGEST) {
            expectOutOfRange(seconds_);
        }
        windowed.window(seconds_);
    }
}
