"""What is offered after a crash, what is set aside, and how crashes and processes are known."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from journeymap.files import offers, opened
from journeymap.files.processes import lives, process_of, this_process
from journeymap.files.reader import read_file
from journeymap.files.recovery import Snapshot
from journeymap.files.recovery_folder import copies
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from tests.files.left_behind import coffee, crashed, kept, said

# ---------------------------------------------------------------- what is offered


def test_a_copy_of_a_living_process_is_not_offered(tmp_path: Path) -> None:
    kept(tmp_path, Snapshot(JourneyMap(title="t")), this_process())

    assert offers.look(tmp_path) == ((), ())
    assert len(copies(tmp_path)) == 1


def test_a_copy_is_offered_though_its_process_id_was_given_again(tmp_path: Path) -> None:
    again = this_process()._replace(began="before")
    kept(tmp_path, Snapshot(JourneyMap(title="t")), again)

    assert len(offers.look(tmp_path).offers) == 1


def test_a_copy_of_another_machine_is_offered_after_a_day(tmp_path: Path) -> None:
    kept(tmp_path, Snapshot(JourneyMap(title="t")), this_process()._replace(machine="other"))

    assert offers.waiting(tmp_path) == []
    assert len(offers.waiting(tmp_path, time.time() + 2 * offers.DAY)) == 1


def test_an_offer_says_what_the_file_has_not(tmp_path: Path, examples: Path) -> None:
    _, shot = coffee(tmp_path, examples)
    kept(tmp_path / "r", shot)

    (offer,) = offers.look(tmp_path / "r").offers

    assert (offer.state, offer.n, offer.unsafe) == ("same", 1, False)
    assert "Coffee, changed" in str(offer.changes[0])


def test_what_others_saved_since_is_no_change_of_the_copy(tmp_path: Path, examples: Path) -> None:
    path, shot = coffee(tmp_path, examples)
    kept(tmp_path / "r", shot)
    later = path.read_bytes().replace(b"name: See story ad", b"name: See the story")
    assert later != path.read_bytes()
    path.write_bytes(later)

    (offer,) = offers.look(tmp_path / "r").offers

    assert (offer.state, offer.n) == ("changed", 1)
    assert "Coffee, changed" in str(offer.changes[0])


def test_a_copy_that_says_what_the_file_says_goes(tmp_path: Path, examples: Path) -> None:
    path, _ = coffee(tmp_path, examples)
    saved = read_file(path)
    kept(tmp_path / "r", Snapshot(saved.map, str(path), saved.data))

    assert offers.look(tmp_path / "r") == ((), ())
    assert copies(tmp_path / "r") == []


def test_an_order_that_nobody_sees_is_not_lost_either(tmp_path: Path, examples: Path) -> None:
    path, _ = coffee(tmp_path, examples)
    saved = read_file(path)
    first = saved.map.touchpoints[0]
    among = [each for each in saved.map.touchpoints if each.stage != first.stage]
    alike = [each for each in saved.map.touchpoints if each.stage == first.stage]
    m = saved.map.model_copy(update={"touchpoints": (*among, *alike)})
    kept(tmp_path / "r", Snapshot(m, str(path), saved.data))

    (offer,) = offers.look(tmp_path / "r").offers

    assert [str(each) for each in offer.changes] == ["The order of the touchpoints changed"]


def test_comments_not_sent_are_reason_enough(tmp_path: Path, examples: Path) -> None:
    path, _ = coffee(tmp_path, examples)
    saved = read_file(path)
    kept(tmp_path / "r", Snapshot(saved.map, str(path), saved.data, (("new", "", "words"),)))

    (offer,) = offers.look(tmp_path / "r").offers

    assert (offer.n, offer.drafts) == (0, 1)


@pytest.mark.parametrize("state", ["changed", "gone", "broken", "untitled"])
def test_an_offer_says_how_its_file_stands(tmp_path: Path, examples: Path, state: str) -> None:
    path, shot = coffee(tmp_path, examples)
    if state == "changed":
        path.write_bytes(path.read_bytes() + b"# more\n")
    elif state == "gone":
        path.unlink()
    elif state == "broken":
        path.write_bytes(b"title: [")
    else:
        shot = shot._replace(path=None)
    kept(tmp_path / "r", shot)

    (offer,) = offers.look(tmp_path / "r").offers

    assert offer.state == state
    assert offer.n == 1


def test_a_map_that_cannot_be_compared_is_offered_and_kept(
    tmp_path: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, shot = coffee(tmp_path, examples)
    file = kept(tmp_path / "r", shot)

    def fail(*_: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(offers, "sentences", fail)
    (offer,) = offers.look(tmp_path / "r").offers

    assert (offer.header.file, offer.n) == (file, 0)
    assert file.exists()


def test_the_newest_is_offered_first(tmp_path: Path) -> None:
    for n in range(3):
        said(kept(tmp_path, Snapshot(JourneyMap(title=str(n)))), when=1000 + n)

    assert [offer.header.title for offer in offers.look(tmp_path).offers] == ["2", "1", "0"]


# ---------------------------------------------------------------- clearing up


def test_what_was_set_aside_goes_after_ninety_days(tmp_path: Path) -> None:
    file = kept(tmp_path, Snapshot(JourneyMap(title="t")))
    offers.set_aside(file, M("for a test"))

    assert offers.prune(tmp_path, time.time() + 89 * offers.DAY) == []
    assert offers.prune(tmp_path, time.time() + 91 * offers.DAY) == [file.name]
    assert list((tmp_path / "aside").iterdir()) == []


def test_no_more_is_kept_aside_than_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "MOST_ASIDE", 2)
    for n in range(4):
        offers.set_aside(kept(tmp_path, Snapshot(JourneyMap(title=str(n)))), M("for a test"))

    offers.prune(tmp_path)

    assert len(copies(tmp_path / "aside")) == 2


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert offers.look(tmp_path / "none") == ((), ())
    assert opened.count(tmp_path / "none") == {}


# ---------------------------------------------------------------- crashes soon after opening


def test_crashes_soon_after_opening_are_counted_in_a_row(tmp_path: Path) -> None:
    for n in (1, 2, 3):
        crashed(tmp_path, "/a.yaml")
        assert opened.count(tmp_path) == {"/a.yaml": n}
    assert opened.count(tmp_path) == {"/a.yaml": 3}


def test_a_map_that_was_open_for_a_while_has_a_clean_slate(tmp_path: Path) -> None:
    crashed(tmp_path, "/a.yaml")
    crashed(tmp_path, "/b.yaml")
    opened.count(tmp_path)

    opened.unmark(tmp_path, "/a.yaml", opened.mark(tmp_path, "/a.yaml"))

    assert opened.count(tmp_path) == {"/b.yaml": 1}


def test_a_map_that_a_living_process_opened_did_notcrashed(tmp_path: Path) -> None:
    assert opened.mark(tmp_path, "/a.yaml") is not None

    assert opened.count(tmp_path) == {}


def test_after_two_crashes_a_copy_is_not_safe(tmp_path: Path, examples: Path) -> None:
    path, shot = coffee(tmp_path, examples)
    kept(tmp_path / "r", shot)
    for _ in range(opened.SAFE):
        crashed(tmp_path / "r", str(path))

    (offer,) = offers.look(tmp_path / "r", opened.count(tmp_path / "r")).offers

    assert offer.unsafe


def test_a_copy_whose_reading_ends_the_program_is_set_aside(tmp_path: Path) -> None:
    file = kept(tmp_path, Snapshot(JourneyMap(title="t")))
    for _ in range(opened.SAFE):
        crashed(tmp_path, str(file))

    found = offers.look(tmp_path, opened.count(tmp_path))

    assert (found.offers, len(found.aside)) == ((), 1)


@pytest.mark.parametrize("text", ["", "[", "[]", '{"process": 3}', '{"path": 1}', "[" * 100_000])
def test_a_mark_that_says_nothing_is_cleared_away(tmp_path: Path, text: str) -> None:
    (tmp_path / "open-1.json").write_text(text)
    (tmp_path / "crashes.json").write_text("[" if text.startswith("{") else text)

    assert opened.count(tmp_path) == {}
    assert not (tmp_path / "open-1.json").exists()


def test_a_folder_that_cannot_be_written_keeps_nobody_from_opening(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert opened.mark(tmp_path / "file", "/a.yaml") is None
    opened.unmark(tmp_path / "file", "/a.yaml", None)


# ---------------------------------------------------------------- processes


def test_a_process_is_known_by_when_it_began() -> None:
    me = this_process()
    assert lives(me)
    assert lives(me._replace(began="another time")) is False
    assert lives(me._replace(pid=2**22 + 1)) is False
    assert lives(me._replace(machine="other")) is None
    assert process_of(list(me)) == me


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_that_ended_does_not_live() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    began = this_process().began
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # ended, and not yet asked how

    zombie = lives(this_process()._replace(pid=child, began=began))
    os.waitpid(child, 0)

    assert zombie is False
