#!/usr/bin/env python3
"""Checks a proof of where a sample came from (docs/reference/proofs.md). Standard library only.

    check_proof.py proof.json [--header FILE] [--anchor LINEAGE:SAMPLES:MANIFEST] [--dataset FOLDER]

Ends with 0 if the proof holds against all that is given, and with 1 if not, or if nothing is given.
"""
import argparse, base64, hashlib, json, pathlib, re, sys

MASK = (1 << 64) - 1


def keccak(data):
    """Keccak-256 with the padding from before SHA-3."""
    def rotate(lane, by):
        return (lane << by | lane >> (64 - by)) & MASK if by else lane

    state = [[0] * 5 for _ in range(5)]
    padded = bytearray(data) + bytes(136 - len(data) % 136)
    padded[len(data)] ^= 1
    padded[-1] ^= 0x80
    for start in range(0, len(padded), 136):
        for lane in range(17):
            at = start + 8 * lane
            state[lane % 5][lane // 5] ^= int.from_bytes(padded[at:at + 8], "little")
        register = 1
        for _ in range(24):
            parity = [a[0] ^ a[1] ^ a[2] ^ a[3] ^ a[4] for a in state]
            for x in range(5):
                change = parity[x - 1] ^ rotate(parity[(x + 1) % 5], 1)
                state[x] = [lane ^ change for lane in state[x]]
            x, y, current = 1, 0, state[1][0]
            for step in range(24):
                x, y = y, (2 * x + 3 * y) % 5
                current, state[x][y] = state[x][y], rotate(current, (step + 1) * (step + 2) // 2 % 64)
            for y in range(5):
                row = [state[x][y] for x in range(5)]
                for x in range(5):
                    state[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5])
            for bit in range(7):
                register = (register << 1 ^ (register >> 7) * 0x171) % 256
                if register & 2:
                    state[0][0] ^= 1 << ((1 << bit) - 1)
    return b"".join(state[lane % 5][lane // 5].to_bytes(8, "little") for lane in range(4))


def require(holds, message):
    if not holds:
        raise ValueError(message)


def hexadecimal(text, least, most):
    require(isinstance(text, str) and re.fullmatch("([0-9a-f]{2})*", text)
            and least <= len(text) // 2 <= most, "not hexadecimal")
    return bytes.fromhex(text)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def cid(block):
    """The CID of a dag-json block."""
    named = bytes([1, 0xA9, 2, 0x12, 32]) + hashlib.sha256(block).digest()
    return "b" + base64.b32encode(named).decode().lower().rstrip("=")


def digest(text):
    """The SHA-256 in the CID of a dag-json block."""
    require(isinstance(text, str) and len(text) == 61, "not the CID of a manifest")
    named = base64.b32decode(text[1:].upper() + "====")
    prefix = bytes([1, 0xA9, 2, 0x12, 32])
    require(named.startswith(prefix), "not the CID of a manifest")
    require("b" + base64.b32encode(named).decode().lower().rstrip("=") == text, "no CID")
    return named[5:]


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def inclusion(leaf, index, size, path, root):
    """RFC 9162, section 2.1.3.2."""
    require(0 <= index < size and len(path) <= 64, "the path is impossible")
    last = size - 1
    for sibling in path:
        require(last > 0, "the path is too long")
        if index & 1 or index == last:
            leaf = node(sibling, leaf)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            leaf = node(leaf, sibling)
        index, last = index >> 1, last >> 1
    require(last == 0 and leaf == root, "the sample is not in the lineage")


def rlp(data, depth=0):
    """The value at the start of data, and what follows it."""
    require(data and depth < 9, "no RLP")
    first, at = data[0], 1
    if first < 0x80:
        return data[:1], data[1:]
    kind = 0x80 if first < 0xC0 else 0xC0
    length = first - kind
    if length > 55:
        at = length - 54
        length = int.from_bytes(data[1:at], "big")
        require(at <= 5 and data[1] and length > 55, "no length of RLP")
    body, rest = data[at:at + length], data[at + length:]
    require(len(body) == length, "RLP ends early")
    if kind == 0x80:
        require(length != 1 or body[0] >= 0x80, "RLP is too long")
        return body, rest
    items = []
    while body:
        item, body = rlp(body, depth + 1)
        items.append(item)
    return items, rest


def whole(data):
    value, rest = rlp(data)
    require(not rest, "bytes follow the RLP value")
    return value


def trie(root, key, nodes):
    """The value of a key in a Merkle-Patricia trie with hashed keys."""
    path, expected = keccak(key).hex(), root
    require(1 <= len(nodes) <= 65, "too many nodes")
    for number, text in enumerate(nodes):
        encoded = hexadecimal(text, 1, 1024)
        require(keccak(encoded) == expected, "a node is not the one named above")
        item, leaf = whole(encoded), False
        while isinstance(item, list) and not leaf:
            if len(item) == 17 and path:
                item, path = item[int(path[0], 16)], path[1:]
                continue
            require(len(item) == 2 and isinstance(item[0], bytes) and item[0], "not a node")
            part, kind = item[0].hex(), item[0][0] >> 4
            require(kind < 4 and (kind & 1 or part[1] == "0"), "a node is of no known kind")
            part, leaf, item = part[2 - (kind & 1):], kind > 1, item[1]
            require(path.startswith(part), "the key is not in the trie")
            path = path[len(part):]
        if leaf:
            require(not path and number == len(nodes) - 1, "the trie ends elsewhere")
            return item
        require(len(item) == 32, "the key is not in the trie")
        expected = item
    raise ValueError("the nodes end before the leaf")


def chain(proof):
    """Checks what the block says of the version; returns the chain and the block's hash."""
    anchor, block = proof["anchor"], proof["block"]
    header = hexadecimal(block["header"], 1, 2048)
    manifest = digest(proof["manifest"]["/"])
    account = whole(trie(whole(header)[3], bytes.fromhex(anchor["registry"][2:]), block["account"]))
    slot = keccak(keccak(hexadecimal(anchor["dataset"], 32, 32) + manifest) + bytes(32))
    after = (int.from_bytes(slot, "big") + 1) % (1 << 256)
    word = (proof["lineage"]["leaves"].to_bytes(8, "big") + anchor["number"].to_bytes(4, "big")
            + bytes.fromhex(anchor["publisher"][2:]))
    for at, expected, nodes in ((slot, word, block["samples"]),
                                (after.to_bytes(32, "big"),
                                 hexadecimal(proof["lineage"]["root"], 32, 32), block["lineage"])):
        require(whole(trie(account[2], at, nodes)).rjust(32, b"\0") == expected,
                "the block holds another version")
    return anchor["chain"], keccak(header).hex()


def dataset(folder, proof):
    """Holds the proof against the dataset's manifest and the files with the sample."""
    manifest = (folder / "manifest.json").read_bytes()
    require(cid(manifest) == proof["manifest"]["/"], "the dataset is another version")
    manifest = json.loads(manifest)
    require(manifest["lineage"] == proof["lineage"], "the manifest names another lineage")
    files = {file["path"]: file for file in manifest["files"]}
    for path, link in proof["clip"]["files"].items():
        require(path in files and files[path]["cid"] == link, path + " is not in the manifest")
        with open(folder / path, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        require(found == files[path]["sha256"], path + " has changed")


def checksum(address):
    require(isinstance(address, str) and re.fullmatch("0x[0-9a-fA-F]{40}", address), "no address")
    digits = address[2:].lower()
    hashed = keccak(digits.encode()).hex()
    right = "".join(c.upper() if int(h, 16) > 7 else c for c, h in zip(digits, hashed))
    require(address == "0x" + right, "an address has a wrong checksum")


def sample(proof):
    """Checks that a sample is in the version that its proof names; returns chain and block."""
    require(proof["neural"] == 1, "of another version")
    require(proof.keys() <= {"neural", "manifest", "lineage", "clip", "row", "path", "anchor", "block"},
            "unknown parts")
    clip, lineage = proof["clip"], proof["lineage"]
    digest(proof["manifest"]["/"])
    require(0 <= proof["row"] < clip["samples"], "no such row")
    leaf = canonical({"clip": {"/": cid(canonical(clip))}, "sample": proof["row"]})
    inclusion(hashlib.sha256(b"\0" + leaf).digest(), clip["first_sample"] + proof["row"],
              lineage["leaves"], [hexadecimal(it, 32, 32) for it in proof["path"]],
              hexadecimal(lineage["root"], 32, 32))
    for name in ("registry", "publisher") if "anchor" in proof else ():
        checksum(proof["anchor"][name])
    return chain(proof) if "block" in proof else None


def continuity(proof):
    """Checks that a version goes on from an earlier one, and that both have the sample."""
    require(proof.keys() == {"neural", "earlier", "later", "versions"}, "unknown parts")
    require(proof["neural"] == 1 and len(proof["versions"]) > 1, "of another version, or of one alone")
    sample(proof["earlier"])
    roots = [{"/": cid(canonical(version))} for version in proof["versions"]]
    for end, at in (("earlier", 0), ("later", -1)):
        require(proof[end]["manifest"] == roots[at]
                and proof[end]["lineage"] == proof["versions"][at]["lineage"], "of another version")
    for parent, version in zip(roots, proof["versions"][1:]):
        require(version.get("parent") == parent, "a version does not go on from the one before")
    for name in ("recording", "clip", "samples", "licence", "consent", "derivations"):
        require(proof["earlier"]["clip"][name] == proof["later"]["clip"][name], "another sample")
    require(proof["earlier"]["row"] == proof["later"]["row"], "another sample")


def check(arguments):
    raw = pathlib.Path(arguments.proof).read_bytes()
    require(len(raw) <= 1 << 24, "the proof is too long")
    proof = json.loads(raw)
    require(canonical(proof) == raw, "not canonical")
    require("earlier" in proof or len(raw) <= 1 << 19, "the proof is too long")
    if "earlier" in proof:
        continuity(proof)
        proof = proof["later"]
    clip, lineage = proof["clip"], proof["lineage"]
    shown = sample(proof)
    require(arguments.header or arguments.anchor or arguments.dataset, "nothing trusted was given")
    if arguments.header:
        number, block = pathlib.Path(arguments.header).read_text().split()
        require(shown == (int(number), block.removeprefix("0x")), "the block is not the trusted one")
    if arguments.anchor:
        claimed = f'{lineage["root"]}:{lineage["leaves"]}:{proof["manifest"]["/"]}'
        require(arguments.anchor == claimed, "the version is not the trusted one")
    if arguments.dataset:
        dataset(pathlib.Path(arguments.dataset), proof)
    return f'sample {clip["first_sample"] + proof["row"]} of {proof["manifest"]["/"]} is proved'


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Checks a proof of where a sample came from.")
    parser.add_argument("proof")
    for option in ("--header", "--anchor", "--dataset"):
        parser.add_argument(option)
    try:
        print(check(parser.parse_args()))
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError,
            OSError) as e:
        print(f"refused: {e}", file=sys.stderr)
        sys.exit(1)
