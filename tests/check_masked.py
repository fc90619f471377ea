#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_masked.py PLAIN MASKED MAP: two reports (tar) of one dump, the second made with --mask.

What PLAIN says of the machine where the kernel says it (its name, its addresses) must stand nowhere in MASKED, in no
notation, neither in a file nor in a name; nor must anything that MAP says was replaced.  Both must have the same files.
"""
import ipaddress
import json
import re
import sys
import tarfile


def read(path):
    """Text of each file, target of each link, by their paths below the top directory."""
    found = {}
    with tarfile.open(path) as tar:
        for m in tar:
            if not m.isdir():
                data = tar.extractfile(m).read().decode(errors="surrogateescape") if m.isfile() else m.linkname
                found[m.name.split("/", 1)[1]] = data
    return found


def v4_forms(a):
    b = a.packed.hex()
    swapped = a.packed[::-1].hex()
    return {str(a), b, swapped}


def v6_forms(a):
    b = a.packed
    words = b"".join(b[i:i + 4][::-1] for i in range(0, 16, 4))
    return {str(a), a.exploded, b.hex(), words.hex()}


def hardware_forms(a):
    b = bytes.fromhex(a.replace(":", ""))
    forms = {a, a.replace(":", "-"), b.hex()}
    if len(b) == 6:		# as the last half of an IPv6 address
        eui = bytes([b[0] ^ 2]) + b[1:3] + b"\xff\xfe" + b[3:]
        forms |= {eui.hex(), ":".join("%x" % int(eui.hex()[i:i + 4], 16) for i in range(0, 16, 4))}
    return forms


def secrets(plain):
    """What names the machine, from the files that are known to have it."""
    found = {plain["proc/sys/kernel/hostname"].strip()}
    for path, text in plain.items():
        name = path.split("/")[-1]
        if name == "fib_trie":
            for a in re.findall(r"\|-- (\S+)\n\s+/32 host LOCAL", text):
                if not ipaddress.ip_address(a).is_loopback:
                    found |= v4_forms(ipaddress.ip_address(a))
        elif name == "if_inet6":
            for a in re.findall(r"^([0-9a-f]{32}) ", text, re.M):
                a = ipaddress.IPv6Address(bytes.fromhex(a))
                if not a.is_loopback:
                    found |= v6_forms(a)
        elif name == "address" and path.startswith("sys/"):
            a = text.strip()
            if re.fullmatch(r"[0-9a-f]{2}(:[0-9a-f]{2}){5,}", a) and set(a) != set("0:"):
                found |= hardware_forms(a)
    return found


def replaced(path):
    m = json.load(open(path))
    new = {str(v).lower() for section in m.values() for v in section.values()}
    old = set()
    for section, forms in (("ip_map", lambda a: {a}), ("ipv6_map", lambda a: v6_forms(ipaddress.IPv6Address(a))),
                           ("mac_map", hardware_forms), ("hostname_map", lambda a: {a}), ("username_map", lambda a: {a})):
        for a in m[section]:
            old |= forms(a)
    return old - new


def main(plain, masked, mapping):
    plain, masked = read(plain), read(masked)
    hidden = {s.lower() for s in secrets(plain) | replaced(mapping)}
    assert len(hidden) > 10, "hardly anything was found: %s" % hidden
    whole = "\n".join(path + "\n" + text for path, text in masked.items()).lower()
    hidden = {s for s in hidden if s in whole}		# most are nowhere, not even within a longer word
    bad = 0
    for path, text in masked.items():
        look = (path + "\n" + text).lower()
        for s in hidden:
            if s in look and re.search(r"(?<![0-9a-z])%s(?!:?[0-9a-z])" % re.escape(s), look):
                print("%s has %s" % (path, s))
                bad += 1
    if len(plain) != len(masked):
        print("%d files became %d" % (len(plain), len(masked)))
    return bad or len(plain) != len(masked)


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
