"""Undo across saving, reading anew and merging: defined, and nothing of either side is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.files.reader import read_bytes, read_file
from journeymap.files.sharing import shared
from journeymap.files.store import save_document
from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.model.threeway import merge

MAP = """\
# a shop
format: 1
title: Shop
stages:
  - {id: look, name: Look}
  - {id: buy, name: "Buy"}   # where money is
touchpoints:
  - {id: ad, name: Ad, stage: look}
  - {id: till, name: Till, stage: buy}   # the old one
"""
STEP = M("Step")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(MAP, "utf-8")
    return path


def opened(path: Path) -> Document:
    saved = read_file(path)
    return Document(saved.map, saved)


def follow(document: Document, path: Path) -> None:
    """Do as the window does when the file is another one; ours stands where both changed."""
    theirs = read_file(path)
    known = document.texts[-1]
    if theirs.data == known.data:
        return
    theirs = shared(theirs, known.map)
    if document.map is known.map:
        document.follow(STEP, theirs.map, theirs)
        return
    new = merge(known.map, document.map, theirs.map).map
    document.follow(STEP, new, shared(theirs, new))


def rename(document: Document, key: str, name: str) -> None:
    document.apply(STEP, lambda m: edits.change(m, key, name=name))


def test_equal_records_of_two_texts_are_one(path: Path) -> None:
    one = read_file(path)
    again = shared(read_file(path), one.map)
    assert again.map is one.map
    other = shared(read_bytes(MAP.replace("Ad,", "Sign,").encode(), ""), one.map)
    assert other.map.touchpoints[1] is one.map.touchpoints[1]
    assert other.map.touchpoints[0] is not one.map.touchpoints[0]
    assert other.map.stages is one.map.stages
    assert other.map.touchpoints[0].name == "Sign"


def test_readings_beside_the_map_stay_those_beside_it(path: Path) -> None:
    metric = "metrics:\n  - {id: nps, name: NPS, kind: nps}\nreadings_from: r.csv\n"
    path.write_text(MAP + metric, "utf-8")
    path.with_name("r.csv").write_text("metric,at,period,value\nnps,till,2026-01,10\n")
    one = read_file(path)
    again = shared(read_file(path), one.map)
    assert again.map is one.map
    document = Document(one.map, one)
    document.follow(STEP, again.map, again)
    rename(document, "ad", "Sign")
    document.saved(save_document(document, path))
    assert [each.value for each in read_file(path).map.readings] == [10]


def test_a_map_with_broken_references_is_followed_and_can_be_mended(path: Path) -> None:
    document = opened(path)
    path.write_text(MAP.replace("stage: look}", "stage: nowhere}"), "utf-8")
    follow(document, path)
    assert document.map.touchpoints[0].stage == "nowhere"
    assert not document.dirty
    document.apply(STEP, lambda m: edits.change(m, "ad", stage="buy"))
    document.undo()
    document.undo()
    assert document.map.touchpoints[0].stage == "look"
    assert document.dirty


def test_a_file_that_is_gone_makes_the_map_unsaved_until_it_is_back(path: Path) -> None:
    document = opened(path)
    document.on_disk(False)
    assert document.dirty
    document.on_disk(True)
    assert not document.dirty


def test_undo_after_a_merge_gives_ours_then_the_first_bytes(path: Path) -> None:
    document = opened(path)
    rename(document, "ad", "Sign")
    path.write_text(MAP.replace("name: Till", "name: Desk"), "utf-8")
    follow(document, path)
    names = [each.name for each in document.map.touchpoints]
    assert (names, document.dirty) == (["Sign", "Desk"], True)
    document.saved(save_document(document, path))
    both = path.read_bytes()
    assert b"# the old one" in both

    document.undo()
    assert [each.name for each in document.map.touchpoints] == ["Sign", "Till"]
    document.undo()
    document.saved(save_document(document, path))
    assert path.read_text("utf-8") == MAP

    document.redo()
    document.redo()
    document.saved(save_document(document, path))
    assert path.read_bytes() == both


WORDS = st.sampled_from(["One", "Two", "Three: with a colon", "# four", "پنج"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ours"), st.sampled_from(["ad", "till", "look"]), WORDS),
        st.tuples(st.just("theirs"), st.sampled_from(["ad", "till", "buy"]), WORDS),
        st.tuples(st.sampled_from(["undo", "redo", "save", "remove", "gone"])),
    ),
    max_size=14,
)


def theirs(path: Path, key: str, name: str) -> None:
    """Let somebody else rename a record, with their own programs."""
    found = opened(path)
    if key in found.index.entries:
        rename(found, key, name)
        text = save_document(found, path).data
        path.write_bytes(text + b"# theirs\n" if b"# theirs" not in text else text)


@given(steps=STEPS)
def test_whatever_happens_undo_leads_to_the_first_bytes_and_redo_to_the_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("followed") / "shop.yaml"
    path.write_text(MAP, "utf-8")
    document = opened(path)
    first: JourneyMap = document.map
    for what, *more in steps:
        if what == "ours" and more[0] in document.index.entries:
            rename(document, *more)
        elif what == "theirs":
            if not path.exists():
                continue
            theirs(path, *more)
            follow(document, path)
            assert document.texts[-1].data == path.read_bytes()
        elif what == "remove" and "till" in document.index.entries:
            document.apply(STEP, lambda m: edits.delete(m, ["till"]))
        elif what == "undo":
            document.undo()
        elif what == "redo":
            document.redo()
        elif what == "gone":
            path.unlink(missing_ok=True)
            document.on_disk(False)
        elif what == "save":
            document.saved(save_document(document, path, absent=not path.exists()))
            assert read_file(path).map == document.map
        # whoever is told that all is saved finds it on the disk
        if not document.dirty:
            assert read_file(path).map == document.map
    last, absent = document.map, not path.exists()
    redone = document.done
    document.go_to(0)
    assert document.map is first
    document.saved(save_document(document, path, absent=absent))
    assert path.read_text("utf-8") == MAP
    document.go_to(redone)
    assert document.map is last
    document.saved(save_document(document, path))
    assert read_file(path).map == last
