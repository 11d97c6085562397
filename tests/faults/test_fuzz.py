"""Rows 27 and 28: damaged files open or are refused with a place; none crashes, hangs or is mute.

What is damaged stands for what people have: examples in three scripts, a map made by a program, one
written by hand in every style. Damage is of two kinds: bytes flipped, cut and repeated, and marks
of YAML put, taken and exchanged, which come far deeper into the reader.
"""

from __future__ import annotations

import random
from pathlib import Path
from time import process_time, thread_time

import pytest

from benchmarks.generate import generate
from journeymap.files.problems import FileProblem, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.splice import save_text
from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.text import M
from tests.faults.figures import LONG, count, say

MIXED = (
    '\ufefftitle: "T: é"\r\n# سلام\r\npersonas: &p [{id: dana, name: Dana, share: 18%}]\r\n'
    "stages:\r\n- id: s\r\n  name: |\r\n    a\r\n    b\r\nx-own: {a: 5, b: *p}\r\n"
    "touchpoints:\r\n  - {id: pay, name: 'Pay', stage: s, emotion: -1, takes: 3m}\r\n"
    "readings:\r\n- {metric: m, at: pay, period: 2026-10, counts: {1: 5, 2: 6}}\r\n"
).encode()
PIECES = ("[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a", "!!x ", "|\n", ">-\n", '"', "'", "\t",
          "\\", "#", "%", "@", "\0", "\u2028", "\ufeff", "<<: ", "---\n", "...\n", "\r", "é", "👍",
          "a" * 99, "\n", "  ", "null", "~", "1e400", ".nan", "0x", "id: ", "title: ", "x-a: ",
          "<<<<<<<\n", "\\ud800", "\u202e", "format: 2\n")  # fmt: skip


def outcome(data: bytes) -> str:
    """Return what comes of the bytes; anything but a map or located problems fails."""
    found: tuple[FileProblem, ...] = ()
    try:
        saved = read_bytes(data, "map.yaml")
    except Unreadable as refused:
        found = refused.problems
        assert found
        assert all(p.line >= 1 and p.column >= 1 and str(p) and p.text("fa") for p in found)
        return "refused"
    document = Document(saved.map, saved)
    assert save_text(document) == data
    document.apply(M("Edit"), lambda m: edits.change(m, "", owner="somebody"))
    assert read_bytes(save_text(document), "map.yaml").map.owner == "somebody"
    return "read"


def flipped(good: bytes, rng: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data))
        way = rng.randrange(5)
        if way == 0:
            data[at] = rng.randrange(256)
        elif way == 1:
            data[at] ^= 1 << rng.randrange(8)
        elif way == 2:
            del data[at : at + rng.randint(1, 40)]
        elif way == 3:
            data[at:at] = data[at : at + rng.randint(1, 80)]
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 4)))
        if not data:
            return b""
    return bytes(data)


def marked(good: bytes, rng: random.Random) -> bytes:
    text = good.decode()
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text) + 1)
        way = rng.randrange(4)
        if way == 0:
            text = text[:at] + rng.choice(PIECES) + text[at:]
        elif way == 1:
            text = text[:at] + text[at + rng.randint(1, 9) :]
        else:
            lines = text.splitlines(keepends=True) or [""]
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            if way == 2:
                lines[one], lines[other] = lines[other], lines[one]
            else:
                lines.insert(other, rng.choice(["", " ", "  ", "\t"]) + lines[one].lstrip())
            text = "".join(lines)
    return text.encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def good(examples: Path) -> list[bytes]:
    """Files that open, of every style; none longer than a few kilobytes."""
    found = [generate(3).encode(), generate(2, 3, "fa").encode(), MIXED]
    for path in sorted(examples.glob("*.yaml")):
        data = path.read_bytes()
        found.append(data[: data.find(b"\n", 3000) + 1] if len(data) > 4000 else data)
    return [data for data in found if outcome_of_whole(data)]


def outcome_of_whole(data: bytes) -> bool:
    try:
        return outcome(data) == "read"
    except AssertionError:
        return False


@pytest.mark.row(27)
@pytest.mark.parametrize("kind", ["bytes", "marks"])
def test_damaged_files_open_or_are_refused_with_a_place(good: list[bytes], kind: str) -> None:
    assert len(good) > 3
    damage = flipped if kind == "bytes" else marked
    times, found, slowest = count(1000, 6000), {"read": 0, "refused": 0}, 0.0
    for seed in range(times):
        rng = random.Random(f"{kind} {seed}")
        data = damage(rng.choice(good), rng)
        began = thread_time()
        found[outcome(data)] += 1
        slowest = max(slowest, thread_time() - began)
    assert min(found.values()) > 0
    assert slowest < 5
    say(
        f"fuzzed files: {kind}",
        "0 crashes, 0 hangs over 5 s, 0 without a place",
        f"{times} inputs, 0, 0, 0; slowest {slowest:.2f} s, {found['read']} opened",
        times >= 5000 if LONG else True,
    )


@pytest.mark.row(28)
@pytest.mark.parametrize("kind", ["generated", "by hand"])
def test_a_file_cut_at_every_byte_opens_or_is_refused_with_a_place(kind: str) -> None:
    whole = generate(3).encode()[:2048] if kind == "generated" else MIXED
    began = process_time()
    found = {outcome(whole[:length]) for length in range(0, len(whole), count(3, 1))}
    assert found == {"read", "refused"}
    assert process_time() - began < 60
    say(f"cut at every byte: {kind}", "opens or is told, always", f"{len(whole)} cuts", True)
