"""What typing and Enter mean on the map: never the name of what nobody has just chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.files.writer import write
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint
from journeymap.ui import making
from journeymap.ui.canvas.framing import LEGIBLE
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session
from tests.ui.hands import CTRL, LEFT, PLAIN, SHIFT, Canvas, small
from tests.ui.window import joined, shown

K = Qt.Key


class Desk:
    """A window with a map in it, and somebody at its keys."""

    def __init__(self, qtbot: QtBot, view: CanvasView, session: Session) -> None:
        self.qtbot, self.view, self.session = qtbot, view, session

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = PLAIN
        for each in modifiers:
            held |= each
        QTest.keyClick(QApplication.focusWidget(), key, held)
        for _ in range(3):
            QApplication.processEvents()

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
            QApplication.processEvents()
        for _ in range(3):
            QApplication.processEvents()

    def click(self, key: str) -> None:
        part = self.view.part_of(key)
        assert part is not None, key
        at = self.view.on_screen(part).center().toPoint()
        QTest.mouseClick(self.view.viewport(), LEFT, PLAIN, at)
        QApplication.processEvents()

    def name(self, key: str) -> str:
        return str(getattr(self.session.index.entries[key].record, "name", ""))

    @property
    def names(self) -> set[str]:
        return {record.name for record in self.session.map.touchpoints}


def noted() -> JourneyMap:
    m = small()
    pain = PainPoint(id="slow", name="It is slow", at=("page",))
    return m.model_copy(
        update={
            "pain_points": (pain,),
            "opportunities": (Opportunity(id="wallet", name="Wallet", solves=("slow",)),),
        }
    )


@contextmanager
def desk_on(qtbot: QtBot, folder: Path, m: JourneyMap | None = None) -> Iterator[Desk]:
    path = folder / "map.yaml"
    path.write_text(write(m or noted()), "utf-8")
    with shown(qtbot, folder, path) as window:
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        view = joined(window).canvas
        view.reduced_motion = True
        assert window.session is not None
        view.setFocus()
        yield Desk(qtbot, view, window.session)


def test_a_card_just_chosen_is_renamed_by_typing(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.type("Pay at once")
        desk.key(K.Key_Return)
        assert desk.name("pay") == "Pay at once"
        # and once it is written, the next words are the next card's
        desk.type("Wait")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert desk.name("pay") == "Pay at once"
        made = next(t for t in desk.session.map.touchpoints if t.name == "Wait")
        ways = {(flow.source, flow.target) for flow in desk.session.map.flows}
        assert {("pay", made.id), (made.id, "take")} <= ways


def test_enter_goes_on_however_a_card_was_made(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.key(K.Key_T, CTRL)
        for name in ("One", "Two"):
            desk.type(name)
            desk.key(K.Key_Return)
            assert desk.view.editor is not None
            assert not desk.view.editor.toPlainText()
        desk.key(K.Key_Return)  # one too many
        assert desk.view.editor is None
        assert desk.name(desk.session.selection[0]) == "Two"
        desk.type("Three")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert {"Pay", "One", "Two", "Three"} <= desk.names
        line = {(desk.name(f.source), desk.name(f.target)) for f in desk.session.map.flows}
        assert {("Pay", "One"), ("One", "Two"), ("Two", "Three")} <= line


def test_an_empty_card_that_only_enter_asked_for_goes_when_it_is_left(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.key(K.Key_Return)
        desk.type("One")
        desk.key(K.Key_Return)
        steps = desk.session.document.done
        desk.click("ad")
        assert desk.session.selection == ("ad",)
        assert len(desk.names) == len(desk.session.map.touchpoints) == 6
        assert desk.session.document.done == steps - 1


def test_enter_on_a_stage_or_channel_begins_a_card_in_it(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        for key, field in (("buy", "stage"), ("shop", "channel")):
            desk.click(key)
            desk.key(K.Key_Return)
            desk.type(f"In {key}")
            desk.key(K.Key_Return)
            desk.key(K.Key_Escape)
            made = next(t for t in desk.session.map.touchpoints if t.name == f"In {key}")
            assert getattr(made, field) == key
        assert (desk.name("buy"), desk.name("shop")) == ("Buy", "Shop")


def test_enter_on_a_note_makes_another_beside_it(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.session.select(("slow",))
        desk.key(K.Key_Return)
        desk.type("It is dear")
        desk.key(K.Key_Return)
        assert [(p.name, p.at) for p in desk.session.map.pain_points] == [
            ("It is slow", ("page",)),
            ("It is dear", ("page",)),
        ]
        desk.session.select(("wallet",))
        desk.key(K.Key_Return)
        desk.type("Cash")
        desk.key(K.Key_Return)
        assert [o.solves for o in desk.session.map.opportunities] == [("slow",), ("slow",)]


def test_what_is_typed_after_a_refused_command_is_written_over_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("buy")
        desk.key(K.Key_J, CTRL, SHIFT)  # one record alone and nothing beside: nothing to merge
        QApplication.processEvents()
        desk.click("buy")
        with qtbot.waitSignal(desk.session.refused):
            desk.key(K.Key_J, CTRL)  # the last stage: nothing follows it
        assert "last" in desk.view.pointer.said
        desk.type("Somebody speaks")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert desk.name("buy") == "Buy"
        assert "Somebody speaks" in desk.names


def test_keys_of_an_action_that_cannot_be_used_say_why(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.session.select(("wallet",))
        with qtbot.waitSignal(desk.session.refused) as refused:
            desk.key(K.Key_L, CTRL)
        assert "select a touchpoint first" in str(refused.args[0])
        desk.type("Words")
        desk.key(K.Key_Return)
        assert desk.name("wallet") == "Wallet"


def test_typing_with_nothing_selected_goes_on_from_the_last_card(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("page")
        desk.key(K.Key_Escape)
        assert desk.session.selection == ()
        desk.type("Ask a friend +1")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        made = next(t for t in desk.session.map.touchpoints if t.name == "Ask a friend")
        assert made.emotion == 1
        assert ("page", made.id) in {(f.source, f.target) for f in desk.session.map.flows}


def test_typing_begins_a_blank_map(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path, JourneyMap(title="Blank")) as desk:
        desk.type("Hear of it")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert desk.names == {"Hear of it"}


def test_an_input_method_begins_the_next_card_after_a_command(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.key(K.Key_M, CTRL)
        QApplication.sendEvent(desk.view, QInputMethodEvent("خر", []))
        qtbot.waitUntil(lambda: desk.view.editor is not None)
        assert desk.view.editor is not None
        done = QInputMethodEvent()
        done.setCommitString("خرید")
        QApplication.sendEvent(desk.view.editor, done)
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert {"Pay", "خرید"} <= desk.names


def test_undo_in_a_name_goes_back_by_words_and_then_leaves_it(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.type("Pay with a card")
        texts = []
        while desk.view.editor is not None:
            texts.append(desk.view.editor.toPlainText())
            desk.key(K.Key_Z, CTRL)
        assert texts == ["Pay with a card", "Pay with a ", "Pay with ", "Pay ", "Pay"]
        assert (desk.name("pay"), desk.session.document.done) == ("Pay", 0)


def test_undo_in_a_new_card_takes_its_words_back_and_then_the_card(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.key(K.Key_Return)
        desk.type("Two words")
        for _ in range(2):
            desk.key(K.Key_Z, CTRL)
            assert desk.view.editor is not None
        desk.key(K.Key_Z, CTRL)
        assert desk.view.editor is None
        assert (len(desk.names), desk.session.selection) == (5, ("pay",))


def test_plus_in_the_outline_asks_what_where_nothing_is_marked(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        outline = joined(desk.view.window()).panels.outline  # type: ignore[arg-type] # it is the window
        desk.key(K.Key_Escape)
        outline.tree.setCurrentIndex(QModelIndex())
        QTest.mouseClick(outline._add, LEFT)
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        assert len(desk.session.map.touchpoints) == 5
        menu = QApplication.activePopupWidget()
        for _ in range(3):
            QTest.keyClick(menu, K.Key_Down)
        QTest.keyClick(menu, K.Key_Return)
        qtbot.waitUntil(lambda: len(desk.session.map.channels) == 3)


def test_enter_presses_the_button_over_an_empty_map_that_has_the_focus(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path, JourneyMap(title="Blank")) as desk:
        desk.key(K.Key_Tab)
        desk.key(K.Key_Return)
        qtbot.waitUntil(lambda: desk.view.editor is not None)
        assert (len(desk.session.map.stages), desk.session.map.touchpoints) == (1, ())
        desk.type("Notice")
        desk.key(K.Key_Return)
        desk.key(K.Key_Tab)  # to the first cell
        assert QApplication.focusWidget() is desk.view.first
        desk.key(K.Key_Return)
        desk.type("See the ad")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert [t.stage for t in desk.session.map.touchpoints] == ["notice"]


def test_esc_on_an_empty_note_brings_back_the_card_that_it_was_for(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, noted(), (520, 320))
    canvas.view.set_zoom(1.2)
    canvas.view.reveal("ad")
    canvas.click("ad")
    making.add_note(canvas.session, canvas.view, "pain_point")
    qtbot.waitUntil(lambda: canvas.view.editor is not None)
    port = canvas.view.viewport().rect()
    assert not port.contains(canvas.at("ad"))  # the lane of pain points is far below

    QTest.keyClick(canvas.view.editor, K.Key_Escape)

    assert canvas.selection == ("ad",)
    assert port.contains(canvas.view.on_screen(canvas.part("ad")).toAlignedRect())
    canvas.session.close()


@pytest.mark.parametrize(
    ("lang", "title", "persona"),
    [("en", "Untitled journey", "Customer"), ("fa", "سفر بی‌نام", "مشتری")],
)
def test_a_blank_map_is_begun_in_the_language_of_the_window(
    qtbot: QtBot, tmp_path: Path, lang: str, title: str, persona: str
) -> None:
    with shown(qtbot, tmp_path, lang=lang) as window:
        window.commands["new"].trigger()
        qtbot.waitUntil(lambda: window.session is not None and joined(window).there)
        assert window.session is not None
        m = window.session.map
        assert m.language == lang
        assert m.title == title
        assert [each.name for each in m.personas] == [persona]
        assert not window.session.document.undo_text


def test_what_is_typed_after_deleting_goes_on_from_the_card_before(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("page")
        desk.key(K.Key_Return)
        desk.type("Wait")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        desk.key(K.Key_Delete)
        assert desk.session.selection == ()
        desk.type("Wait no longer")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert ("page", "wait-no-longer") in {(f.source, f.target) for f in desk.session.map.flows}


def test_typing_on_several_cards_or_a_flow_says_what_can_be_written_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        before = desk.session.map
        for keys in (("ad", "pay"), ("ad -> page",)):
            desk.session.select(keys)
            assert desk.session.selection == keys
            with qtbot.waitSignal(desk.session.refused) as refused:
                desk.type("w")
            assert "to write on it" in str(refused.args[0])
        assert desk.session.map is before


def test_a_refusal_beside_a_card_goes_after_a_while(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        with qtbot.waitSignal(desk.session.refused):
            desk.key(K.Key_Z, CTRL, SHIFT)  # nothing to redo
        assert desk.view.pointer.said
        (timer,) = desk.view.writing.findChildren(QTimer)
        timer.setInterval(1)  # nobody waits for as long as it is read
        qtbot.waitUntil(lambda: not desk.view.pointer.said, timeout=20_000)


def test_the_first_card_of_an_empty_map_brings_its_own_stage(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path, JourneyMap(title="New")) as desk:
        desk.type("See the poster @poster #Discover +1")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert [stage.name for stage in desk.session.map.stages] == ["Discover"]
        desk.key(K.Key_Z, CTRL)
        assert not desk.session.map.stages
        desk.type("See the poster")
        desk.key(K.Key_Return)
        desk.type("Call #Book")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert [stage.name for stage in desk.session.map.stages] == ["Stage 1", "Book"]


def test_a_map_that_grows_while_one_types_stays_to_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path, JourneyMap(title="New")) as desk:
        assert desk.view.fitted
        for n in range(9):
            desk.type(f"Step {n} @way{n % 4}")
            desk.key(K.Key_Return)
            field = desk.view.editor
            assert field is not None
            assert desk.view.zoom >= LEGIBLE
            port = desk.view.viewport().rect()
            assert port.contains(field.geometry()), n
        desk.key(K.Key_Escape)
        desk.key(K.Key_0, CTRL)
        assert desk.view.fitted
        assert desk.view.zoom < LEGIBLE
        zoom = desk.view.zoom
        desk.type("One more")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        assert desk.view.fitted  # as somebody wanted it
        assert desk.view.zoom <= zoom
