"""Recovery copies: nothing of a map is lost in them, and none that is damaged does any harm."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from journeymap.files import offers
from journeymap.files.plain import Plain
from journeymap.files.processes import this_process
from journeymap.files.reader import read_bytes
from journeymap.files.recovery import (
    Snapshot,
    Unusable,
    Writer,
    read_copy,
    read_header,
)
from journeymap.files.recovery_folder import new_file
from journeymap.files.writer import write
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Touchpoint
from tests.files.left_behind import kept, said
from tests.strategies import maps

OWN = b"""\
format: 1
title: Own keys
x-plain: 12
x-quoted: "12"
x-group: {on: yes, "~plain": "no", list: [1.10, 'text', null]}
stages: [{id: buy, name: Buy}]
channels: [{id: web, name: Web}]
touchpoints:
  - {id: pay, name: Pay, stage: buy, channel: web, x-since: 2026-01-31}
checks: {settings: {review-overdue: {months: 3}}}
"""


# ---------------------------------------------------------------- what is in a copy


@settings(max_examples=15)
@given(m=maps())
def test_a_copy_read_back_is_the_map(
    m: JourneyMap, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = new_file(tmp_path_factory.mktemp("copies"))

    Writer().write(file, Snapshot(m, None, b"title: x", (("at", "pay", "سلام"),)))
    copy = read_copy(file)

    assert copy.map == m
    assert write(copy.map) == write(m)
    assert (copy.base, copy.drafts) == (b"title: x", (("at", "pay", "سلام"),))


def test_own_keys_come_back_as_they_were_written(tmp_path: Path) -> None:
    saved = read_bytes(OWN, "own.yaml")

    file = kept(tmp_path, Snapshot(saved.map, None, OWN))
    extra = read_copy(file).map.model_extra or {}

    assert write(read_copy(file).map) == write(saved.map)
    assert type(extra["x-plain"]) is Plain
    assert type(extra["x-quoted"]) is str
    assert extra["x-group"]["~plain"] == "no"


def test_a_date_under_an_own_key_stays_a_date(tmp_path: Path) -> None:
    m = JourneyMap.model_validate({"title": "t", "x-day": date(2026, 1, 31)})

    found = read_copy(kept(tmp_path, Snapshot(m))).map

    assert found.model_extra == {"x-day": date(2026, 1, 31)}


def test_a_second_copy_holds_what_changed_since_the_first(tmp_path: Path) -> None:
    m = JourneyMap(
        title="t",
        touchpoints=(
            Touchpoint(id="a", name="A", stage="s", channel="c"),
            Touchpoint(id="b", name="B", stage="s", channel="c"),
        ),
    )
    file, writer = new_file(tmp_path), Writer()
    writer.write(file, Snapshot(m))

    later = edits.change(m, "b", name="B, changed")
    writer.write(file, Snapshot(later))

    assert read_copy(file).map == later


def test_a_copy_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    folder.mkdir(mode=0o755)

    file = kept(folder, Snapshot(JourneyMap(title="t")))

    assert file.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_header_names_file_hash_process_and_time_even_of_a_strange_path(tmp_path: Path) -> None:
    path = os.fsdecode(b"/maps/\xff.yaml")

    header = read_header(kept(tmp_path, Snapshot(JourneyMap(title="t"), path, b"x"), None))

    assert header.path == path
    assert len(header.hash) == 64
    assert header.process == this_process()
    assert abs(header.when - time.time()) < 60


def test_a_pause_may_end_the_writing_and_the_copy_before_stands(tmp_path: Path) -> None:
    file = kept(tmp_path, Snapshot(JourneyMap(title="before")))

    def stop() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        Writer().write(file, Snapshot(JourneyMap(title="after")), stop)

    assert read_copy(file).map.title == "before"


# ---------------------------------------------------------------- what is damaged


def test_a_copy_cut_anywhere_is_refused_and_nothing_else(tmp_path: Path) -> None:
    file = kept(tmp_path, Snapshot(JourneyMap(title="t"), None, b"title: t"))
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(Unusable):
            read_copy(file)


def test_a_copy_with_a_wrong_byte_anywhere_is_refused_or_reads_the_same(tmp_path: Path) -> None:
    m = JourneyMap(title="t")
    file = kept(tmp_path, Snapshot(m, None, b"title: t"))
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
        try:
            assert read_copy(file).map == m
        except Unusable:
            continue


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"format": 999},
        {"version": "1"},
        {"process": [1, 2]},
        {"path": 3},
        {"journeymap": "no"},
        {"map": None},
        {"when": "now"},
        {"when": float("nan")},
        {"when": 1e300},
        {"when": -1.0},
        {"when": 10**400},
    ],
)
def test_a_copy_of_another_version_is_set_aside_with_a_note(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    file = kept(tmp_path, Snapshot(JourneyMap(title="t")))
    said(file, **changes)

    found = offers.look(tmp_path)

    assert found.offers == ()
    assert len(found.aside) == 1
    assert (tmp_path / "aside" / file.name).exists()
    assert (tmp_path / "aside" / f"{file.stem}.txt").read_text("utf-8").strip()


def test_an_empty_copy_is_set_aside_and_the_others_are_offered(tmp_path: Path) -> None:
    empty = new_file(tmp_path)
    empty.write_bytes(b"")
    good = kept(tmp_path, Snapshot(JourneyMap(title="good")))

    found = offers.look(tmp_path)

    assert [offer.header.file for offer in found.offers] == [good]
    assert not empty.exists()
    assert (tmp_path / "aside" / empty.name).exists()
