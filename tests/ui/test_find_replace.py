"""Replace: each place is shown before and after, and one press makes one undo step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.ui.find_replace.lines import cut_around
from journeymap.ui.find_replace.replacing import Replacing
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from tests.ui.window import joined

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Opener = Callable[[str, str], Replacing]


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    made = window.session

    def edit(m: JourneyMap) -> JourneyMap:
        m = edits.change(m, "pay", thinking="wallet or Wallet")
        return edits.change(m, "get-receipt", name="Wallet", tags=("wallet",))

    assert made.commit(M("Prepare"), edit)
    return made


@pytest.fixture
def replace(window: MainWindow, session: Session, qtbot: QtBot) -> Opener:
    """Open it by its key and type what is to be replaced, and by what."""

    def open_it(wanted: str, by: str) -> Replacing:
        window.activateWindow()
        joined(window).canvas.setFocus()
        QTest.keyClick(joined(window).canvas, Key.Key_H, CTRL)
        made = joined(window)._find_replace.replacing
        assert made is not None
        QTest.keyClicks(made.wanted, wanted)
        QTest.keyClicks(made.by, by)
        qtbot.waitUntil(lambda: made.search.ready and made._asking is None)
        return made

    return open_it


def test_every_place_is_shown_before_and_after(replace: Opener, session: Session) -> None:
    made = replace("wallet", "purse")
    lines = made.lines
    assert [hit.key for hit in lines.hits] == ["pay", "pay", "get-receipt", "get-receipt"]
    assert lines.words(lines.hits[0]) == (
        "in Thinking of “Pay in app”: “wallet or Wallet” becomes “purse or Wallet”"
    )
    assert lines.words(lines.hits[1]).endswith("becomes “wallet or Purse”")
    assert session.map.touchpoints == session.document.map.touchpoints
    assert made.several.text() == "Replace all"
    made.close()


def test_all_at_once_is_one_undo_step_and_ids_stay(replace: Opener, session: Session) -> None:
    before = session.map
    made = replace("wallet", "purse")
    QTest.mouseClick(made.several, LEFT)
    pay, receipt = (session.index.entries[key].record for key in ("pay", "get-receipt"))
    assert pay.thinking == "purse or Purse"
    assert (receipt.id, receipt.name, receipt.tags) == ("get-receipt", "Purse", ("purse",))
    assert str(session.document.undo_text) == "Replace “wallet” with “purse” in 4 places"
    assert made.lines.hits == ()
    made.close()
    session.undo()
    assert session.map == before


def test_what_is_unchecked_stays(replace: Opener, session: Session) -> None:
    made = replace("wallet", "purse")
    made.list.setFocus()
    made.list.setCurrentIndex(made.lines.index(1))
    QTest.keyClick(made.list, Key.Key_Space)
    assert made.several.text() == "Replace the 3 checked"
    QTest.keyClick(made.by, Key.Key_Return, CTRL)
    assert session.index.entries["pay"].record.thinking == "purse or Wallet"
    assert session.index.entries["get-receipt"].record.name == "Purse"
    made.close()


def test_capitals_stay_unless_letters_are_to_be_exactly_as_written(
    replace: Opener, session: Session
) -> None:
    session.commit(M("Prepare"), lambda m: edits.change(m, "pay", doing="WALLET"))
    made = replace("wallet", "purse")
    assert [made.lines.after(hit).text for hit in made.lines.hits if hit.path == ("doing",)] == [
        "PURSE"
    ]
    QTest.mouseClick(made.exactly, LEFT)
    made.finish()
    QTest.mouseClick(made.several, LEFT)
    pay, receipt = (session.index.entries[key].record for key in ("pay", "get-receipt"))
    assert (pay.doing, pay.thinking, receipt.name) == ("WALLET", "purse or Wallet", "Wallet")
    made.close()


def test_capitals_that_are_typed_are_meant(replace: Opener, session: Session) -> None:
    made = replace("wallet", "eWallet")
    QTest.mouseClick(made.several, LEFT)
    pay = session.index.entries["pay"].record
    assert pay.thinking == "eWallet or eWallet"
    made.close()


def test_enter_replaces_one_and_goes_to_the_next(replace: Opener, session: Session) -> None:
    made = replace("wallet", "purse")
    QTest.keyClick(made.by, Key.Key_Return)
    assert session.index.entries["pay"].record.thinking == "purse or Wallet"
    assert str(session.document.undo_text) == "Replace “wallet” with “purse” in 1 place"
    QTest.keyClick(made.by, Key.Key_Return)
    assert session.index.entries["pay"].record.thinking == "purse or Purse"
    assert "Replaced in 1 place" in made.state.text()
    made.close()


def test_what_cannot_be_replaced_is_said_and_left(replace: Opener, session: Session) -> None:
    made = replace("wallet", "")
    name = next(hit for hit in made.lines.hits if hit.path == ("name",))
    assert set(made.lines.refused) >= {name}
    assert "cannot be replaced" in made.lines.words(name)
    assert "cannot be replaced" in made.state.text()
    QTest.mouseClick(made.several, LEFT)
    assert session.index.entries["get-receipt"].record.name == "Wallet"
    assert session.index.entries["pay"].record.thinking == " or "
    made.close()


def test_one_that_cannot_be_replaced_changes_nothing(replace: Opener, session: Session) -> None:
    made = replace("wallet", "")
    row = next(n for n, hit in enumerate(made.lines.hits) if hit.path == ("name",))
    before = session.map
    made.list.setCurrentIndex(made.lines.index(row))
    QTest.mouseClick(made.one, LEFT)
    assert session.map is before
    assert made.state.property("look") == "wrong"
    made.close()


def test_a_map_that_may_not_be_changed_is_only_looked_through(
    replace: Opener, session: Session
) -> None:
    session.read_only = M("Locked")
    made = replace("wallet", "purse")
    assert len(made.lines.hits) == 4
    assert not made.several.isEnabled()
    assert not made.one.isEnabled()
    assert made.state.text() == "Locked"
    before = session.map
    QTest.keyClick(made.by, Key.Key_Return, CTRL)
    assert session.map is before
    made.close()
    session.read_only = None


def test_edits_made_meanwhile_are_followed(replace: Opener, session: Session, qtbot: QtBot) -> None:
    made = replace("wallet", "purse")
    session.commit(M("Change"), lambda m: edits.change(m, "pay", thinking=""))
    qtbot.waitUntil(lambda: len(made.lines.hits) == 2)
    made.close()


def test_the_surroundings_of_a_place_are_on_one_line() -> None:
    cut = cut_around("a" * 100 + " x\ny " + "b" * 100, 101, "x")
    assert cut.text[cut.start : cut.start + cut.length] == "x"
    assert cut.text.startswith("…")
    assert cut.text.endswith("…")
    assert cut.text.isprintable()
