"""Edits of every kind in one map that eight people wrote in eight styles.

After each edit the text is read back as the map, lines that nothing touched are the same bytes,
comments stay with what they are about, and hardly a line more changes than another lossless editor
needs; undoing everything gives the first bytes. A few hundred edits in a plain run, 6,000 with
JOURNEYMAP_FAULTS=long, which prints what was counted.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from journeymap.files.comments import Comment, comments_in
from journeymap.files.decode import BOM
from journeymap.files.nodes import Node, whole_tree
from journeymap.files.pairing import pair_records, pair_values
from journeymap.files.reader import read_bytes
from journeymap.files.splice import text_to_save
from journeymap.model.document import Document, SavedText
from journeymap.model.index import Path as Trail
from journeymap.model.journey import KINDS, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M
from tests.faults.figures import say
from tests.files.any_edits import EDITS
from tests.files.oracle import changed_lines, needed_lines, whole

STYLES = Path(__file__).parent / "styles"
NAMES = sorted(path.stem for path in STYLES.glob("*.yaml"))
LONG = os.environ.get("JOURNEYMAP_FAULTS") == "long"
EDITS_EACH = 750 if LONG else 40  # of each style
IN_A_ROW = 5


def bytes_of(style: str) -> bytes:
    """Return the bytes of a style; that of other systems has their line ends and their mark."""
    data = (STYLES / f"{style}.yaml").read_bytes()
    return BOM + data.replace(b"\n", b"\r\n") if style == "crlf" else data


def text_of(saved: SavedText) -> str:
    return saved.data.decode("utf-8-sig").replace("\r\n", "\n")


def test_all_styles_are_the_same_map() -> None:
    maps = {style: read_bytes(bytes_of(style), style).map for style in NAMES}
    assert len(maps) == 8
    plain = maps["block"]
    for style, m in maps.items():
        if style == "anchors":  # has keys of its own that only name values again
            continue
        assert m == plain, style
    assert bytes_of("crlf").startswith(BOM)
    assert bytes_of("crlf").endswith(b"\r\n...")


@pytest.mark.parametrize("style", NAMES)
def test_saving_without_an_edit_changes_nothing(style: str) -> None:
    saved = read_bytes(bytes_of(style), style)
    assert text_to_save(Document(saved.map, saved)).data == bytes_of(style)


@pytest.mark.parametrize("style", NAMES)
def test_edits_of_every_kind_touch_only_what_they_change(style: str) -> None:
    counted = counts_of(style, EDITS_EACH)
    if LONG:
        figures = ", ".join(f"{name} {n}" for name, n in sorted(counted.items()))
        sys.stdout.write(f"\n{style}: {figures}\n")
    assert counted["right"] == counted["edits"]
    assert counted["comments lost"] == counted["comments astray"] == 0
    assert counted["compared"] > 0.9 * counted["edits"]
    assert counted["changed lines"] <= 1.1 * counted["needed lines"]


def test_over_all_styles_hardly_a_line_more_changes_than_needed() -> None:
    total: Counter[str] = Counter()
    for style in NAMES:
        total += counts_of(style, EDITS_EACH)
    ratio = total["changed lines"] / total["needed lines"]
    if LONG:
        sys.stdout.write(
            f"\n{total['edits']} edits, {total['right'] / total['edits']:.2%} right, "
            f"{total['compared']} compared, changed / needed lines {ratio:.4f}, "
            f"comments lost {total['comments lost']}, about something else "
            f"{total['comments astray']}\n"
        )
    lost = total["comments lost"] + total["comments astray"]
    say(
        "fuzzed edits",
        "6,000: 100 % right, changed ÷ needed lines ≤ 1.05, no comment lost",
        f"{total['edits']}: {total['right'] / total['edits']:.2%}, {ratio:.4f}, {lost}",
        total["right"] == total["edits"] and ratio <= 1.05 and not lost,
    )
    assert ratio <= 1.05


@cache
def counts_of(style: str, wanted: int) -> Counter[str]:
    """Return what was counted over as many edits."""
    counted: Counter[str] = Counter()
    chance = Random(f"{style} {wanted}")
    kinds: Iterator[str] = iter(())
    while counted["edits"] < wanted:
        saved = read_bytes(bytes_of(style), style)
        document = Document(saved.map, saved)
        for _ in range(IN_A_ROW):
            kind = next(kinds, None)
            if kind is None:
                kinds = iter(chance.sample(sorted(EDITS), len(EDITS)))
                kind = next(kinds)
            try:
                change = document.commit(M("Edit"), EDITS[kind](document.map, chance))
            except (Refused, IndexError):
                continue
            if change:
                _count(document, counted, kind)
        while document.undo_text:
            document.undo()
        assert text_to_save(document).data == bytes_of(style)
    return counted


def _count(document: Document, counted: Counter[str], kind: str) -> None:
    old = document.texts[-1]
    new = text_to_save(document)
    document.saved(new)
    counted["edits"] += 1
    counted["right"] += read_bytes(new.data, "").map == document.map
    assert new.data.startswith(BOM) == old.data.startswith(BOM)
    assert (b"\r\n" in old.data) == (b"\r\n" in new.data)
    assert new.data.count(b"\n") == new.data.count(b"\r\n") or b"\r\n" not in old.data
    before, after = text_of(old), text_of(new)
    lost, astray = _comments_gone(before, after, old.map, new.map)
    for name, found in (("lost", lost), ("astray", astray)):
        counted[f"comments {name}"] += len(found)
    changed = changed_lines(before, after)
    needed = needed_lines(before, old.map, new.map)
    if needed is None:
        counted["not compared"] += 1
        counted["changed lines not compared"] += changed
    else:
        counted["compared"] += 1
        counted["changed lines"] += changed
        counted["needed lines"] += min(needed, changed)  # no gain from what the other does worse


# ---------------------------------------------------------------- comments


def _comments_gone(
    before: str, after: str, old: JourneyMap, new: JourneyMap
) -> tuple[list[Any], list[Any]]:
    """Return the comments of untouched things that are gone, and those that are about others now.

    A comment may go with what it is about, and only then. One that stands directly above or behind
    something has to be about the same thing afterwards.
    """
    moved = _Moved(old, new)
    found = list(_comments(after))
    there = Counter(comment.text for comment in found)
    places = Counter((comment.text, comment.about) for comment in found)
    roughly = Counter((comment.text, (comment.about or ())[:2]) for comment in found)
    lost, astray = [], []
    for comment in _comments(before):
        about = moved.path(comment.about) if comment.about else comment.about
        if comment.text.startswith("# below"):  # set in: it is about what stands above it
            above = _above(before, comment.text)
            about = moved.path(above) if len(above) > 1 else about
        if about is None and comment.about:
            continue
        there[comment.text] -= 1
        if there[comment.text] < 0:
            lost.append(comment)
        elif about and not comment.apart and not comment.text.startswith("# below"):
            key = (comment.text, about)
            if _in_brackets(before, comment.text):  # behind a record: another key may end it now
                roughly[comment.text, about[:2]] -= 1
                if roughly[comment.text, about[:2]] < 0:
                    astray.append((comment, about))
                continue
            places[key] -= 1
            if places[key] < 0:
                astray.append((comment, about))
    return lost, astray


def _in_brackets(text: str, comment: str) -> bool:
    return any(
        line.rstrip().endswith(comment) and line.split("#")[0].rstrip(" ,").endswith(("}", "]"))
        for line in text.split("\n")
    )


def _above(text: str, comment: str) -> Trail:
    """Return the path of what stands last before a comment that stands once in a text."""
    offset = text.index(comment)
    return max(
        (start, len(path), path) for start, path in _starts(whole_tree(text), ()) if start < offset
    )[2]


def _starts(node: Node, path: Trail) -> Iterator[tuple[int, Trail]]:
    for key, value in node.pairs:
        yield key.start, (*path, key.value)
        yield from _starts(value, (*path, key.value))
    for place, item in enumerate(node.items):
        yield item.start, (*path, place)
        yield from _starts(item, (*path, place))


def _comments(text: str) -> Iterator[Comment]:
    return comments_in(text, whole_tree(text), 0, len(text))


class _Moved:
    """Where the path of one map leads in another, None for what is gone."""

    def __init__(self, old: JourneyMap, new: JourneyMap) -> None:
        self.old, self.new = old, new
        self.trees = whole(old), whole(new)

    def path(self, path: Trail) -> Trail | None:
        found: list[str | int] = []
        was, now = self.trees
        for depth, part in enumerate(path):
            if isinstance(was, dict):
                if part not in was:  # stated as it is by default, or empty
                    return (*found, *path[depth:])
                if not isinstance(now, dict) or part not in now:
                    return None
                found.append(part)
                was, now = was[part], now[part]
            elif isinstance(was, list | tuple):
                if not isinstance(now, list | tuple):
                    return None
                if depth == 1 and path[0] in KINDS:
                    pairs = pair_records(
                        getattr(self.old, str(path[0])), getattr(self.new, str(path[0]))
                    )
                else:
                    pairs = pair_values(list(was), list(now))
                if part not in pairs:
                    return None
                place = pairs.index(int(part))
                found.append(place)
                was, now = was[int(part)], now[place]
            else:
                break
        return tuple(found)
