"""A recovery copy over a file as it was, a file that changed since, and as a map of its own."""

from __future__ import annotations

from pathlib import Path

from journeymap.files import rejoin
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.recovery import Recovered, Snapshot, read_copy
from journeymap.files.splice import text_to_save
from journeymap.model import edits
from journeymap.model.document import Document, SavedText
from journeymap.model.index import index_of
from tests.files.left_behind import coffee, kept

BASE = b"""\
# a comment that stays
format: 1
title: Shop   # beside
x-plain: 12
stages:
  - {id: buy, name: Buy}
channels:
  - {id: web, name: Web}
touchpoints:
  - {id: pay, name: Pay, stage: buy, channel: web}
  - {id: take, name: Take, stage: buy, channel: web}
"""


def left(folder: Path, **changes: str) -> Recovered:
    """Return the copy of a map whose touchpoint `pay` was changed so."""
    saved = read_bytes(BASE, "shop.yaml")
    changed = edits.change(saved.map, "pay", **changes)
    return read_copy(kept(folder, Snapshot(changed, str(folder / "shop.yaml"), BASE)))


def document(data: bytes) -> Document:
    saved = read_bytes(data, "shop.yaml")
    return Document(saved.map, saved)


def test_over_its_file_a_copy_is_one_step_and_undo_gives_the_file(
    tmp_path: Path, examples: Path
) -> None:
    path, shot = coffee(tmp_path, examples)
    copy = read_copy(kept(tmp_path / "r", shot))
    saved = read_file(path)
    d = Document(saved.map, saved)

    new = rejoin.joined(copy, d)
    assert new is not None
    d.commit(rejoin.STEP, new)

    assert d.map == shot.map
    d.undo()
    assert not d.dirty
    assert d.map is saved.map


def test_only_what_differs_is_taken_from_the_copy(tmp_path: Path) -> None:
    d = document(BASE)

    new = rejoin.joined(left(tmp_path, name="Pay now"), d)

    assert new is not None
    assert new.touchpoints[1] is d.map.touchpoints[1]
    assert new.stages is d.map.stages
    d.commit(rejoin.STEP, new)
    assert text_to_save(d).data == BASE.replace(b"name: Pay,", b"name: Pay now,")


def test_a_file_that_changed_elsewhere_is_joined(tmp_path: Path) -> None:
    d = document(BASE.replace(b"name: Take,", b"name: Take it home,"))

    new = rejoin.joined(left(tmp_path, name="Pay now"), d)

    assert new is not None
    assert [each.name for each in new.touchpoints] == ["Pay now", "Take it home"]


def test_unsaved_edits_of_a_window_are_joined_too(tmp_path: Path) -> None:
    d = document(BASE)
    d.commit(rejoin.STEP, edits.change(d.map, "take", name="Take it home"))

    new = rejoin.joined(left(tmp_path, name="Pay now"), d)

    assert new is not None
    assert [each.name for each in new.touchpoints] == ["Pay now", "Take it home"]


def test_where_both_changed_the_same_nothing_is_joined(tmp_path: Path) -> None:
    d = document(BASE.replace(b"name: Pay,", b"name: Pay by card,"))

    assert rejoin.joined(left(tmp_path, name="Pay now"), d) is None


def test_without_the_text_it_came_from_nothing_is_joined_to_a_changed_file(tmp_path: Path) -> None:
    copy = left(tmp_path, name="Pay now")._replace(base=b"")

    assert rejoin.joined(copy, document(BASE + b"# more\n")) is None


def test_a_map_of_its_own_keeps_the_comments_and_is_not_saved(tmp_path: Path) -> None:
    d = rejoin.alone(left(tmp_path, name="Pay now"))

    assert d.dirty
    assert d.map.touchpoints[0].name == "Pay now"
    assert text_to_save(d).data == BASE.replace(b"name: Pay,", b"name: Pay now,")


def test_a_map_of_its_own_needs_no_text(tmp_path: Path) -> None:
    copy = left(tmp_path, name="Pay now")

    d = rejoin.alone(copy._replace(base=b"title: ["))

    assert d.dirty
    assert d.map == copy.map


READ = (
    BASE
    + b"metrics:\n  - {id: nps, name: NPS, kind: score, better: higher}\nreadings_from: r.csv\n"
)
ROWS = b"metric,at,period,value\nnps,,2026-01,10\nnps,,2026-02,20\n"
LATER = ROWS.replace(b"10", b"11") + b"nps,,2026-03,30\n"


def beside(folder: Path) -> tuple[Path, SavedText]:
    """Return a map whose readings stand beside it."""
    path = folder / "shop.yaml"
    path.write_bytes(READ)
    (folder / "r.csv").write_bytes(ROWS)
    return path, read_file(path)


def test_readings_that_others_wrote_beside_the_map_stay_as_they_are(tmp_path: Path) -> None:
    path, saved = beside(tmp_path)
    changed = edits.change(saved.map, "pay", name="Pay now")
    shot = Snapshot(changed, str(path), saved.data, beside=saved.beside)
    copy = read_copy(kept(tmp_path / "r", shot))
    (tmp_path / "r.csv").write_bytes(LATER)
    now = read_file(path)

    new = rejoin.joined(copy, Document(now.map, now))

    assert new is not None
    assert new.readings == now.map.readings
    assert new.touchpoints[0].name == "Pay now"


def test_readings_that_both_changed_are_not_chosen_between(tmp_path: Path) -> None:
    path, saved = beside(tmp_path)
    key = index_of(saved.map).of_kind("reading")
    first = next(iter(key)).key
    changed = edits.change(saved.map, first, value=12)
    shot = Snapshot(changed, str(path), saved.data, beside=saved.beside)
    copy = read_copy(kept(tmp_path / "r", shot))
    (tmp_path / "r.csv").write_bytes(LATER)
    now = read_file(path)

    assert rejoin.joined(copy, Document(now.map, now)) is None
    assert rejoin.alone(copy).map == changed


def test_a_copy_made_before_readings_were_kept_with_it_is_read(tmp_path: Path) -> None:
    path, saved = beside(tmp_path)
    shot = Snapshot(edits.change(saved.map, "pay", name="Pay now"), str(path), saved.data)
    copy = read_copy(kept(tmp_path / "r", shot))

    new = rejoin.joined(copy, Document(saved.map, saved))

    assert copy.beside is None
    assert new is not None
    assert new.readings == saved.map.readings
