// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitteeTerms} from "src/main/solidity/CommitteeTerms.sol";
import {Seats} from "src/main/solidity/Seats.sol";
import {Batches} from "src/main/solidity/Batches.sol";
import {Disputes} from "src/main/solidity/Disputes.sol";
import {NodeRegistry} from "src/main/solidity/NodeRegistry.sol";
import {TaskCommittee} from "src/main/solidity/TaskCommittee.sol";
import "src/main/solidity/Tasks.sol" as Tasks;
import {Vm} from "./Vm.sol";
import {World} from "./World.sol";

/// @title What forge lets happen between a requester, nodes, liars and watchers
/// @dev Each function is one attempt, of which is counted whether it did something. A watcher
/// reports every task that stands in two batches before the later one is final.
contract Market is World {
    uint256 private constant NODES = 6;

    uint256 public calls;
    uint256 public successes;
    uint256 public slashed;
    uint256 public challenged;
    uint256 public voided;
    uint256 public claims;
    uint256 public decided;
    uint256 public settled;

    uint256 public staked;
    uint256 public unstaked;
    uint256 public taken;
    uint256 public deposited;
    uint256 public paid;
    uint256 public openDemands;
    uint256 public openDisputes;
    bool public paidTwice;
    bool public paidFell;

    struct Asked {
        uint256 batch;
        uint32 index;
    }

    struct Place {
        uint256 batch;
        uint256 index;
    }

    bool private _did;
    uint256 private _tasks;
    uint256 private _decidedBatches;
    mapping(uint256 batch => bytes) private _lists;
    mapping(bytes32 taskAndNode => Place[]) private _held;
    mapping(bytes32 taskAndNode => uint256) private _paidFor;
    mapping(uint256 batch => uint256) private _paidOf;
    Asked[] private _asked;
    bytes32[] private _open;
    bytes32[] private _disputed;

    constructor() {
        build(NODES);
        staked = NODES * STAKE;
        deposited = 1_000_000 + NODES * 10_000;
    }

    function committeeTerms() internal pure override returns (CommitteeTerms.Terms memory) {
        return CommitteeTerms.Terms(
            Seats.Periods(2 hours, 2 hours, 2 hours), 2 days, 5 days, 3, 2, 10, 1000, 300, 120
        );
    }

    /// @dev However much a call does, it succeeded once.
    modifier counted() {
        calls++;
        _did = false;
        _;
        successes += _did ? 1 : 0;
    }

    function post(uint256 dice) external counted {
        _fund();
        List memory list = _draw(dice);
        _posted(post(list), list);
        _did = true;
    }

    function settleOwn(uint256 dice) external counted {
        uint256 number = dice % 3 == 0 && _tasks > 0 ? 1 + dice % _tasks : ++_tasks;
        List memory list = _promises(number, 1, (dice >> 8) % NODES);
        plant(list);
        _fund();
        bytes memory first = byRequester(list.promised[0]);
        bytes memory second = byNode(list.done[0]);
        vm.prank(list.done[0].node);
        try escrow.settleOwn(list.promised[0], list.done[0], first, second) returns (
            uint256 batch
        ) {
            _posted(batch, list);
            _did = true;
        } catch {}
    }

    function demand(uint256 dice) external counted {
        uint256 batch = _recent(dice, 6);
        if (batch == 0) {
            return;
        }
        uint32 index = uint32((dice >> 64) % escrow.batchOf(batch).count);
        vm.prank(watcher);
        try escrow.demand(batch, index) {
            _asked.push(Asked(batch, index));
            openDemands++;
            challenged++;
            _did = true;
        } catch {}
    }

    function answer(uint256 dice) external counted {
        if (_asked.length == 0) {
            return;
        }
        uint256 spot = dice % _asked.length;
        Asked memory asked = _asked[spot];
        List memory list = _list(asked.batch);
        uint256 index = asked.index;
        Tasks.Shown memory shown = show(list, index);
        Tasks.Shown memory before = index == 0 ? shown : show(list, index - 1);
        bytes memory first = byRequester(list.promised[index]);
        bytes memory second = byNode(list.done[index]);
        try escrow.answer(
            asked.batch, shown, before, list.promised[index], list.done[index], first, second
        ) {
            openDemands--;
            _forget(spot);
            _did = true;
        } catch {
            _lapse(asked, spot);
        }
    }

    function finalise(uint256) external counted {
        for (uint256 i = 0; i < 3 && _decidedBatches < escrow.batchCount(); i++) {
            _decide(_decidedBatches + 1);
        }
    }

    function claim(uint256 dice) external counted {
        if (_decidedBatches == 0) {
            return;
        }
        uint256 span = _decidedBatches < 20 ? _decidedBatches : 20;
        uint256 batch = _decidedBatches - dice % span;
        List memory list = _list(batch);
        for (uint256 i = 0; i < list.leaves.length; i++) {
            Tasks.Shown memory shown = show(list, i);
            vm.prank(shown.leaf.node);
            try escrow.claim(batch, shown, shown) {
                paid += shown.leaf.price;
                _count(batch, shown.leaf);
                claims++;
                _did = true;
                return;
            } catch {}
        }
    }

    function reclaim(uint256 dice) external counted {
        for (uint256 i = 0; i < _asked.length; i++) {
            uint256 spot = (i + dice % _asked.length) % _asked.length;
            if (escrow.batchOf(_asked[spot].batch).state == Batches.State.VOID) {
                escrow.reclaim(_asked[spot].batch, _asked[spot].index);
                openDemands--;
                _forget(spot);
                _did = true;
                return;
            }
        }
        wait(1 + dice % 1 hours);
        _did = true;
    }

    function money(uint256 dice) external counted {
        uint128 amount = uint128(1 + (dice >> 8) % 5000);
        if (dice % 3 == 0) {
            vm.prank(requester);
            escrow.requestWithdrawal(amount);
        } else if (dice % 3 == 1 && _withdrawable()) {
            vm.prank(requester);
            escrow.withdraw();
        } else {
            _fund();
        }
        _did = true;
    }

    function stake(uint256 dice) external counted {
        address owner = node[dice % NODES];
        uint128 amount = uint128(1 + (dice >> 8) % 3000);
        NodeRegistry.Node memory it = nodes.nodeOf(owner);
        vm.startPrank(owner);
        if (it.unbonding > 0 && it.freeAt <= vm.getBlockTimestamp()) {
            nodes.withdraw();
            unstaked += it.unbonding;
        } else if (it.stake > STAKE / 2 && dice % 5 == 0) {
            nodes.beginUnbonding(amount);
        } else if (dice % 5 == 1) {
            nodes.setHotKey(hotOf[owner]);
        } else {
            vm.stopPrank();
            token.transfer(owner, amount * 2);
            vm.startPrank(owner);
            nodes.stake(amount * 2);
            staked += amount * 2;
        }
        vm.stopPrank();
        _did = true;
    }

    function openTask(uint256 dice) external counted {
        if (_open.length >= 3) {
            _stepTask(dice);
            return;
        }
        _fund();
        vm.prank(requester);
        (bytes32 task,) = committee.openTask(
            "derivation",
            1_000_000 + calls,
            uint128(1 + dice % 300),
            3,
            2,
            Seats.Periods(1 hours, 1 hours, 1 hours)
        );
        _open.push(task);
        _did = true;
    }

    function stepTask(uint256 dice) external counted {
        _stepTask(dice);
    }

    function dispute(uint256 dice) external counted {
        if (_disputed.length >= 3) {
            _stepDispute(dice);
            return;
        }
        uint256 batch = _recent(dice, 12);
        if (batch == 0) {
            return;
        }
        List memory list = _list(batch);
        uint256 index = (dice >> 64) % list.leaves.length;
        Tasks.Shown memory shown = show(list, index);
        bytes memory signed = byNode(list.done[index]);
        uint256 nonce = uint256(list.done[index].image);
        vm.prank(watcher);
        try committee.dispute(batch, shown, list.done[index], signed, "derivation", nonce) returns (
            bytes32 id
        ) {
            _disputed.push(id);
            openDisputes++;
            challenged++;
            _did = true;
        } catch {}
    }

    function stepDispute(uint256 dice) external counted {
        _stepDispute(dice);
    }

    /// @dev What must not be possible; each is a failed call.
    function steal(uint256 dice) external counted {
        vm.startPrank(stranger);
        bool done;
        if (dice % 4 == 0) {
            (done,) =
                address(escrow).call(abi.encodeCall(escrow.payNode, (stranger, 1 + dice % 1000)));
        } else if (dice % 4 == 1) {
            (done,) = address(nodes)
                .call(abi.encodeCall(nodes.slash, (node[dice % NODES], 1000, stranger)));
        } else if (dice % 4 == 2) {
            (done,) = address(escrow)
                .call(abi.encodeCall(escrow.post, (requester, "root", 1, 1000, "list")));
        } else {
            (done,) = address(escrow).call(abi.encodeCall(escrow.withdraw, ()));
        }
        vm.stopPrank();
        paidTwice = paidTwice || done;
    }

    /// @dev Everything of value and where it is, in the token's smallest unit.
    function held() external view returns (uint256 tokens) {
        tokens = token.balanceOf(address(this)) + token.balanceOf(requester)
            + token.balanceOf(watcher) + token.balanceOf(stranger)
            + token.balanceOf(address(escrow)) + token.balanceOf(address(nodes))
            + token.balanceOf(address(committee));
        for (uint256 i = 0; i < NODES; i++) {
            tokens += token.balanceOf(node[i]);
        }
    }

    function supply() external view returns (uint256) {
        return token.totalSupply();
    }

    function stakes() external view returns (uint256 sum, uint256 balance) {
        for (uint256 i = 0; i < NODES; i++) {
            NodeRegistry.Node memory it = nodes.nodeOf(node[i]);
            sum += uint256(it.stake) + it.unbonding;
        }
        balance = token.balanceOf(address(nodes));
    }

    function bonds() external view returns (uint256 due, uint256 balance) {
        return (openDisputes * 120, token.balanceOf(address(committee)));
    }

    /// @dev What the escrow owes, and what it has.
    function owed() external view returns (uint256 due, uint256 balance) {
        balance = token.balanceOf(address(escrow));
        due = escrow.balanceOf(requester) + escrow.reservedBy(address(committee)) + openDemands
            * DEMAND;
        for (uint256 i = 0; i < NODES; i++) {
            due += escrow.balanceOf(node[i]);
        }
        for (uint256 batch = 1; batch <= escrow.batchCount(); batch++) {
            Batches.Batch memory it = escrow.batchOf(batch);
            if (it.state == Batches.State.FINAL) {
                due += it.total - it.paid;
            } else if (it.state != Batches.State.VOID) {
                due += it.total + BOND;
            }
        }
    }

    /// @dev Stake that open rounds bind, and what the committee says of it.
    function binds() external view returns (uint256 due, uint256 said) {
        for (uint256 i = 0; i < NODES; i++) {
            said += committee.boundOf(node[i]);
        }
        for (uint256 i = 0; i < _open.length; i++) {
            due += _boundIn(committee.taskOf(_open[i]).round);
        }
        for (uint256 i = 0; i < _disputed.length; i++) {
            due += _boundIn(committee.disputeOf(_disputed[i]).round);
        }
    }

    function _boundIn(uint256 round) private view returns (uint256) {
        Seats.Round memory r = committee.roundOf(round);
        return r.penalty * r.members.length;
    }

    function _withdrawable() private view returns (bool) {
        (uint128 amount, uint64 freeAt) = escrow.withdrawalOf(requester);
        return amount != 0 && freeAt <= vm.getBlockTimestamp();
    }

    /// @dev Whoever posts or opens has enough.
    function _fund() private {
        address[2] memory who = [requester, node[calls % NODES]];
        for (uint256 i = 0; i < 2; i++) {
            if (escrow.balanceOf(who[i]) < 20_000) {
                token.transfer(who[i], 50_000);
                vm.prank(who[i]);
                escrow.deposit(50_000);
                deposited += 50_000;
            }
        }
    }

    /// @dev Tasks of one number each for some nodes; the image names the number.
    function _promises(uint256 number, uint256 count, uint256 first)
        private
        view
        returns (List memory list)
    {
        list.promised = new Tasks.Assignment[](count);
        list.done = new Tasks.Receipt[](count);
        list.leaves = new Tasks.Leaf[](count);
        bytes32 task = escrow.taskId(requester, "derivation", number);
        for (uint256 i = 0; i < count; i++) {
            (list.promised[i], list.done[i]) =
                agreed(task, node[first + i], uint128(1 + (number * 31 + i) % 200));
            list.done[i].output = number % 3 == 0 ? bytes32("wrong") : bytes32("right");
            list.done[i].image = bytes32(number);
        }
    }

    function _draw(uint256 dice) private returns (List memory list) {
        uint256 number = dice % 5 == 0 && _tasks > 0 ? 1 + (dice >> 8) % _tasks : ++_tasks;
        uint256 count = 1 + (dice >> 16) % 4;
        list = _promises(number, count, (dice >> 32) % (NODES - count + 1));
        plant(list);
        if ((dice >> 40) % 4 == 0) {
            list.leaves[count - 1].cumulative += 1;
            root(list);
        }
    }

    function _posted(uint256 batch, List memory list) private {
        _lists[batch] = abi.encode(list);
        for (uint256 i = 0; i < list.leaves.length; i++) {
            _held[_key(list.leaves[i])].push(Place(batch, i));
        }
    }

    function _list(uint256 batch) private view returns (List memory) {
        return abi.decode(_lists[batch], (List));
    }

    function _key(Tasks.Leaf memory leaf) private pure returns (bytes32) {
        return keccak256(abi.encode(leaf.task, leaf.node));
    }

    function _recent(uint256 dice, uint256 span) private view returns (uint256) {
        uint256 count = escrow.batchCount();
        return count == 0 ? 0 : count - (dice % (count < span ? count : span));
    }

    function _forget(uint256 spot) private {
        _asked[spot] = _asked[_asked.length - 1];
        _asked.pop();
    }

    /// @dev The next batch becomes final or void.
    function _decide(uint256 batch) private {
        _watch(batch);
        Batches.Batch memory posted = escrow.batchOf(batch);
        if (posted.state == Batches.State.VOID) {
            _decidedBatches = batch;
            return;
        }
        uint256 end = posted.postedAt + 1 days;
        if (vm.getBlockTimestamp() < end) {
            vm.warp(end);
        }
        // What nobody answered must lapse first.
        for (uint256 i = _asked.length; i > 0; i--) {
            if (_asked[i - 1].batch == batch) {
                _lapse(_asked[i - 1], i - 1);
                _decidedBatches = batch;
                return;
            }
        }
        try escrow.finalise(batch) {
            _decidedBatches = batch;
            settled++;
            _did = true;
        } catch {}
    }

    function _lapse(Asked memory asked, uint256 spot) private {
        if (escrow.batchOf(asked.batch).state == Batches.State.VOID) {
            escrow.reclaim(asked.batch, asked.index);
        } else {
            uint256 end = escrow.demandOf(asked.batch, asked.index).answerBy;
            if (vm.getBlockTimestamp() < end) {
                vm.warp(end);
            }
            escrow.lapse(asked.batch, asked.index);
            voided++;
        }
        openDemands--;
        _forget(spot);
        _did = true;
    }

    /// @dev Reports each task of a batch that stands in an earlier one, and lets go what may.
    function _watch(uint256 batch) private {
        List memory list = _list(batch);
        for (uint256 i = 0; i < list.leaves.length; i++) {
            Place[] memory places = _held[_key(list.leaves[i])];
            for (uint256 j = 0; j < places.length && places[j].batch < batch; j++) {
                uint256 earlier = places[j].batch;
                Tasks.Shown memory shown = show(list, i);
                Tasks.Shown memory first = show(_list(earlier), places[j].index);
                vm.prank(watcher);
                try escrow.duplicate(batch, shown, earlier, first) {
                    voided += escrow.batchOf(batch).state == Batches.State.VOID ? 1 : 0;
                } catch {}
                try escrow.release(batch, earlier) {} catch {}
            }
        }
    }

    function _count(uint256 batch, Tasks.Leaf memory leaf) private {
        uint256 now_ = escrow.batchOf(batch).paid;
        paidFell = paidFell || now_ < _paidOf[batch];
        _paidOf[batch] = now_;
        paidTwice = paidTwice || ++_paidFor[_key(leaf)] > 1;
    }

    function _stepTask(uint256 dice) private {
        if (_open.length == 0) {
            return;
        }
        uint256 spot = dice % _open.length;
        bytes32 task = _open[spot];
        uint256 round = committee.taskOf(task).round;
        Seats.Round memory r = committee.roundOf(round);
        if (vm.getBlockTimestamp() < r.drawUntil) {
            if (r.members.length == 0) {
                pass(5);
            }
            address owner = node[(dice >> 8) % NODES];
            vm.prank(owner);
            try committee.enter(task, owner) {
                _did = true;
            } catch {
                wait(20 minutes);
            }
        } else if (!_speak(dice, round, r)) {
            vm.recordLogs();
            committee.closeTask(task);
            paid += _slashes(committee.taskOf(task).price);
            _open[spot] = _open[_open.length - 1];
            _open.pop();
            _did = true;
        }
    }

    function _stepDispute(uint256 dice) private {
        if (_disputed.length == 0) {
            return;
        }
        uint256 spot = dice % _disputed.length;
        bytes32 id = _disputed[spot];
        uint256 round = committee.disputeOf(id).round;
        Seats.Round memory r = committee.roundOf(round);
        if (vm.getBlockTimestamp() < r.drawUntil) {
            if (r.members.length == 0) {
                pass(5);
            }
            try committee.summon(id, node[(dice >> 8) % NODES]) {
                _did = true;
            } catch {
                wait(20 minutes);
            }
        } else if (!_speak(dice, round, r)) {
            vm.recordLogs();
            committee.decide(id);
            _slashes(0);
            if (committee.disputeOf(id).state != Disputes.DisputeState.OPEN) {
                _disputed[spot] = _disputed[_disputed.length - 1];
                _disputed.pop();
                openDisputes--;
                decided++;
            }
            _did = true;
        }
    }

    /// @dev All members that speak seal, or open: four of five say the same.
    function _speak(uint256 dice, uint256 round, Seats.Round memory r) private returns (bool) {
        if (r.members.length < r.quorum || vm.getBlockTimestamp() >= r.revealUntil) {
            return false;
        }
        bool sealing = vm.getBlockTimestamp() < r.commitUntil;
        for (uint256 i = 0; i < r.members.length; i++) {
            uint256 mood = uint256(keccak256(abi.encode(round, i))) % 12;
            bytes32 output = mood == 0 ? bytes32("odd") : bytes32("right");
            if (mood != 1) {
                bool again = committee.seatOf(round, r.members[i]).seal != 0;
                if (sealing && !again) {
                    put(round, r.members[i], output);
                } else if (!sealing && again && mood != 2) {
                    try committee.reveal(round, r.members[i], "keyed", output, "salt") {} catch {}
                }
            }
        }
        vm.warp(sealing ? r.commitUntil : r.revealUntil);
        if (dice % 7 == 0) {
            wait(30 minutes);
        }
        _did = true;
        return true;
    }

    /// @dev Counts what the registry took, and what the committee paid, in the last call.
    function _slashes(uint256 price) private returns (uint256 payments) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == NodeRegistry.Slashed.selector) {
                (uint256 lost,) = abi.decode(logs[i].data, (uint256, uint256));
                taken += lost;
                slashed++;
            } else if (logs[i].topics[0] == keccak256("Paid(address,address,uint256)")) {
                payments += price;
            }
        }
    }
}
