"""The checks beside the window: one that stops ends no later ones; no window waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from journeymap.checks import at_work
from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.ui import checking
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    application()
    made = Session()
    yield made
    made.close()


def change(session: Session, title: str) -> None:
    def edit(m: JourneyMap) -> JourneyMap:
        return edits.change(m, "", title=title)

    session.commit(M("Change"), edit)


def test_checks_that_stop_half_way_say_so_and_run_again(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = checking.found_in

    def stops(*_: object) -> tuple[Any, ...]:
        raise RuntimeError("no room")

    monkeypatch.setattr(checking, "found_in", stops)
    change(session, "One")
    qtbot.waitUntil(lambda: session.checked)
    assert [each.check for each in session.findings] == ["check-failed"]

    monkeypatch.setattr(checking, "found_in", given)
    change(session, "Two")

    def has_new() -> bool:
        return all(each.check != "check-failed" for each in session.findings)

    qtbot.waitUntil(has_new)


def test_a_session_closes_while_checks_run_and_takes_nothing_from_them(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, ended = Event(), Event(), Event()

    def slow(*_: object) -> tuple[Any, ...]:
        begun.set()
        go_on.wait(20)
        ended.set()
        return ()

    monkeypatch.setattr(checking, "found_in", slow)
    change(session, "One")
    qtbot.waitUntil(begun.is_set)

    session.close()

    assert not ended.is_set()  # it did not wait
    with qtbot.assertNotEmitted(session.findings_changed, wait=50):
        go_on.set()
        qtbot.waitUntil(ended.is_set)
    assert not session.checked


def test_a_check_that_takes_long_is_named_while_one_works_on(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a check that has no end for now
    go_on = Event()

    def slow(m: JourneyMap, _index: object, _folder: object, begun: Any) -> tuple[Any, ...]:
        if m.title == "One":
            begun("made-endless")
            go_on.wait(20)
        return ()

    monkeypatch.setattr(checking, "found_in", slow)
    monkeypatch.setattr(at_work, "LONG", 0)
    session.checking._watch.setInterval(1)
    change(session, "One")
    # when it takes long, then it is named
    with qtbot.waitSignal(session.checking.waiting_changed, timeout=20_000):
        pass
    assert session.checking.waiting_for == "made-endless"
    # and the map is edited meanwhile
    change(session, "Two")
    assert session.map.title == "Two"
    # when it ends at last, then nobody waits, and the map is looked at as it is now
    go_on.set()
    qtbot.waitUntil(lambda: session.checked, timeout=20_000)
    assert session.checking.waiting_for == ""


def test_the_status_bar_names_the_check_that_one_waits_for(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    before = window.counts.text()

    session.checking.waiting_for = "made-endless"
    session.checking.waiting_changed.emit()

    assert "The check “made-endless” is still working" in plain(window.counts.text())
    session.checking.waiting_for = ""
    session.checking.waiting_changed.emit()
    assert window.counts.text() == before


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")
