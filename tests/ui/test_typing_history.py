"""The undo list beside edits: it costs nothing out of sight, and little where it is seen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from journeymap.ui.history import History
from tests.ui.test_history import session_of


def test_a_list_that_nobody_sees_follows_when_it_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(3)
    history = History(session)
    qtbot.addWidget(history)
    put: list[int] = []
    monkeypatch.setattr(history, "_put", lambda row, _: put.append(row))

    session.undo()
    qtbot.wait(0)
    assert not put

    history.show()
    assert put
    session.close()


def test_an_edit_touches_the_rows_that_look_otherwise_now(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(20)
    history = History(session)
    qtbot.addWidget(history)
    history.show()
    put: list[int] = []
    right = history._put
    monkeypatch.setattr(history, "_put", lambda row, state: (put.append(row), right(row, state)))

    session.undo()
    qtbot.waitUntil(lambda: history.list.currentRow() == 19)

    assert put == [19, 20]
    assert history.list.item(20).font().italic()
    session.close()


def test_another_map_begins_another_list(qtbot: QtBot) -> None:
    session = session_of(4)
    history = History(session)
    qtbot.addWidget(history)
    history.show()

    session.new(session.map)
    qtbot.waitUntil(lambda: history.list.count() == 1)

    assert history.list.item(0).text() == "As opened"
    assert history.list.item(0).font().bold()
    session.close()
