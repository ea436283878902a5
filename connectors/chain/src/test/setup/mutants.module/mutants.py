"""Makes mutants of contracts with slither's mutators, and runs the tests against each."""

import argparse
import fcntl
import hashlib
import inspect
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from slither import Slither
from slither.tools.mutator.mutators import all_mutators
from slither.tools.mutator.mutators.abstract_mutator import AbstractMutator

CONTRACTS = [
    "NeuralToken",
    "NodeRegistry",
    "Escrow",
    "TaskEscrow",
    "Batches",
    "Demands",
    "Settlement",
    "RewardDistributor",
    "TaskCommittee",
    "Disputes",
    "Rounds",
    "Seats",
    "CommitteeTerms",
]
ROOM = Path.cwd()
FOLDER = ROOM / "target/mutants"
WORK = FOLDER / "work"
RESULTS = FOLDER / "results.jsonl"
EXPLAINED = Path(__file__).parent / "explained.json"
TIMEOUT = 120
LINKING = {
    "late": {"FOUNDRY_DYNAMIC_TEST_LINKING": "true"},
    "early": {
        "FOUNDRY_DYNAMIC_TEST_LINKING": "false",
        "FOUNDRY_OUT": "target/forge/early/out",
        "FOUNDRY_CACHE_PATH": "target/forge/early/cache",
    },
}


def copy_sources():
    """A copy of what the tests need, so that no mutant is ever in the sources themselves."""
    for part in ("src/main/solidity", "src/test/solidity"):
        shutil.rmtree(WORK / part, ignore_errors=True)
        shutil.copytree(ROOM / part, WORK / part)
    shutil.copy(ROOM / "foundry.toml", WORK)
    (WORK / "target").mkdir(exist_ok=True)
    link = WORK / "target/solidity"
    link.unlink(missing_ok=True)
    link.symlink_to((ROOM / "target/solidity").resolve())


class Compiler:
    """solc.js while it is needed; forge finds it by the environment."""

    def __enter__(self):
        tools = (ROOM / "target/solidity").resolve()
        here = Path(__file__).parent
        version = subprocess.check_output([tools / "solc", "--version"], text=True)
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name) / "socket"
        front = Path(self.folder.name) / "solc"
        front.write_text(f'#!/bin/sh\nexec "{sys.executable}" -SE "{here / "solc.py"}" "$@"\n')
        front.chmod(0o755)
        self.server = subprocess.Popen(["node", here / "solc.js", tools / "node_modules", place])
        while not place.exists():
            if self.server.poll() is not None:
                sys.exit("Cannot start the compiler; perhaps set the contracts up again")
            time.sleep(0.05)
        os.environ["SOLC_SOCKET"] = str(place)
        os.environ["SOLC_VERSION"] = version.split("Version: ")[1].split(".Linux")[0]
        os.environ["FOUNDRY_SOLC"] = str(front)
        os.environ["FOUNDRY_PROFILE"] = "mutants"
        os.environ["PATH"] = f"{self.folder.name}:{tools}:{os.environ['PATH']}"

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()


def mutants_of(contract):
    """Where a contract is, its text, and each other text that the mutators make of it.

    They are in the order of their digests, which is as good as any and the same everywhere.
    """
    path = contract.source_mapping.filename.relative
    source = (WORK / path).read_bytes()
    found = {}
    for mutator in vars(all_mutators).values():
        if not (inspect.isclass(mutator) and issubclass(mutator, AbstractMutator)):
            continue
        if mutator is AbstractMutator:
            continue
        made = mutator(
            contract.compilation_unit, TIMEOUT, "", "", contract, None, False, FOLDER, []
        )._mutate()
        for patches in made.get("patches", {}).values():
            for patch in patches:
                before, after = source[: patch["start"]], source[patch["end"] :]
                text = before + patch["new_string"].encode() + after
                if text == source:
                    continue
                digest = hashlib.sha256(path.encode() + b"\n" + text).hexdigest()
                change = {
                    "mutant": digest,
                    "contract": contract.name,
                    "mutator": mutator.NAME,
                    "line": before.count(b"\n") + 1,
                    "was": source[patch["start"] : patch["end"]].decode(),
                    "is": patch["new_string"],
                }
                found.setdefault(digest, (change, text))
    return path, source, [found[digest] for digest in sorted(found)]


def run_tests(linking):
    """What the tests find, with contracts linked into them as ever or when they are deployed."""
    command = ["target/solidity/forge", "test", "--fail-fast"]
    command += ["--no-match-contract", "Gas|Invariants"]
    environment = os.environ | LINKING[linking]
    try:
        ran = subprocess.run(
            command, cwd=WORK, env=environment, capture_output=True, text=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return "killed", "no end"
    if ran.returncode == 0:
        return "survived", ""
    failures = [line for line in ran.stdout.splitlines() if line.startswith("[FAIL")]
    if failures:
        return "killed", failures[0].split("] ")[-1].split("(")[0]
    if "Compiler run failed" in ran.stdout + ran.stderr:
        return "refused", ""
    sys.exit("Cannot tell what the tests found:\n" + ran.stdout[-2000:] + ran.stderr[-2000:])


def outcome():
    """Whether the tests see that what stands in the copy is not what it should be.

    Linked late, the tests need not be compiled again; but a test that a constructor reverts ends
    then where it does, so that what survives is tried as ever.
    """
    late = run_tests("late")
    return run_tests("early") if late[0] == "survived" else late


def essence(change):
    """What a change is, wherever it stands in the text."""
    return change["contract"], " ".join(change["was"].split()), " ".join(change["is"].split())


class Explanations:
    """Why changes make no difference that a test could see: of one place, or of a kind.

    A kind is a regular expression over what was there and what is there instead.
    """

    def __init__(self):
        written = json.loads(EXPLAINED.read_text())
        self.places = {essence(change): change["why"] for change in written["places"]}
        self.kinds = [(re.compile(kind["change"]), kind["why"]) for kind in written["kinds"]]

    def of(self, change):
        contract, was, now = essence(change)
        if (contract, was, now) in self.places:
            return self.places[contract, was, now]
        found = (why for kind, why in self.kinds if kind.fullmatch(f"{was} => {now}"))
        return next(found, None)


def campaign(wanted):
    """Tries what is wanted, and says after each contract what became of its mutants.

    Ends with an error if a mutant survived that nobody explained.
    """
    explanations = Explanations()
    unexplained = 0
    results = {}
    if RESULTS.exists():
        lines = RESULTS.read_text().splitlines()
        results = {result["mutant"]: result for result in map(json.loads, lines)}
    with Compiler(), RESULTS.open("a") as kept:
        slither = Slither(str(WORK), foundry_compile_all=False)
        contracts = {contract.name: contract for contract in slither.contracts}
        os.chdir(ROOM)
        if outcome()[0] != "survived":
            sys.exit("The tests fail before anything is changed; perhaps run forge test")
        for name in wanted.contracts:
            path, source, made = mutants_of(contracts[name])
            for change, text in made[: wanted.sample]:
                before = results.get(change["mutant"])
                if before and not (wanted.survivors and before["outcome"] == "survived"):
                    continue
                if wanted.survivors and not before:
                    continue
                (WORK / path).write_bytes(text)
                change["outcome"], change["by"] = outcome()
                results[change["mutant"]] = change
                kept.write(json.dumps(change) + "\n")
                kept.flush()
            (WORK / path).write_bytes(source)
            known = [results[change["mutant"]] for change, _ in made if change["mutant"] in results]
            count = Counter(result["outcome"] for result in known)
            print(
                f"{name}: {len(made)} made, {count.total()} tried, {count['refused']} do not "
                f"compile, {count['killed']} killed, {count['survived']} survived",
                flush=True,
            )
            for result in known:
                if result["outcome"] == "survived" and not explanations.of(result):
                    unexplained += 1
                    print(f"  line {result['line']}: {result['was']!r} as {result['is']!r}")
    if unexplained:
        sys.exit(f"{unexplained} survived; perhaps write a test, or explain them in {EXPLAINED}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int)
    parser.add_argument("--survivors", action="store_true")
    parser.add_argument("contracts", nargs="*", default=CONTRACTS)
    wanted = parser.parse_args()
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    WORK.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        copy_sources()
        campaign(wanted)


if __name__ == "__main__":
    main()
