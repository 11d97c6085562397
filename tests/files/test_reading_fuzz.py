"""Damaged files: whatever happens to the bytes, a map or a problem with a place comes out."""

# ruff: noqa: E501 - the pieces stand side by side

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import generate
from journeymap.files.problems import FileProblem, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.splice import save_text
from journeymap.model.document import Document

GOOD = generate(2).encode()[:2048].rpartition(b"\n")[0]
MIXED = (
    '\ufefftitle: "T: é"\r\n# سلام\r\npersonas: &p [{id: dana, name: Dana, share: 18%}]\r\n'
    "stages:\r\n- id: s\r\n  name: |\r\n    a\r\n    b\r\nx-own: {a: 5, b: *p}\r\n"
).encode()
PIECES = ("[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a", "!!x ", "|\n", ">-\n", '"', "'", "\t", "\\",
          "#", "%", "@", "\0", "\u2028", "\ufeff", "<<: ", "---\n", "...\n", "\r", "é", "👍", "a" * 99)  # fmt: skip


def outcome(data: bytes) -> str:
    """Return what comes of the bytes; anything but a map or located problems raises."""
    found: tuple[FileProblem, ...] = ()
    try:
        saved = read_bytes(data, "map.yaml")
    except Unreadable as refused:
        found = refused.problems
        saved = None
    if saved is None:
        assert found
        assert all(p.line >= 1 and p.column >= 1 and p.text("fa") for p in found)
        return "refused"
    assert save_text(Document(saved.map, saved)) == data
    return "read"


@pytest.mark.parametrize("good", [GOOD, MIXED], ids=["generated", "by hand"])
def test_a_file_cut_anywhere_is_read_or_refused_with_a_place(good: bytes) -> None:
    found = {outcome(good[:length]) for length in range(len(good))}
    assert found == {"read", "refused"}


@pytest.mark.parametrize("good", [GOOD[:700], MIXED], ids=["generated", "by hand"])
def test_flipped_bytes_are_read_or_refused_with_a_place(good: bytes) -> None:
    rng = random.Random(1)
    for _ in range(1500):
        data = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        outcome(bytes(data))


@given(st.lists(st.tuples(st.integers(0, len(MIXED) - 4), st.sampled_from(PIECES)), max_size=6))
def test_marks_of_yaml_put_anywhere_are_read_or_refused_with_a_place(
    puts: list[tuple[int, str]],
) -> None:
    text = MIXED.decode()
    for place, piece in puts:
        text = text[:place] + piece + text[place:]
    outcome(text.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    outcome(data)


@given(st.text("ab:-#,[]{}&*!|>'\"%@\n\t \u0085\u2028?", max_size=40))
def test_any_marks_are_read_or_refused_with_a_place(text: str) -> None:
    outcome(f"title: T\nx-a:\n  {text}".encode())
