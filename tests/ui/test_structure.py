"""Stages, channels, personas and metrics: deleted with a choice, split, merged, coloured."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Persona, PersonaView
from journeymap.model.text import M, say
from journeymap.ui import asking, deleting, parking, restructuring, way_out
from journeymap.ui.making import Desk
from journeymap.ui.outline.panel import Outline
from journeymap.ui.way_out import WayOut
from tests.ui.hands import Canvas, small

Key = Qt.Key
ENTER, ESC, DOWN = Key.Key_Return, Key.Key_Escape, Key.Key_Down


class NoOutline:
    """An outline that is not there."""

    def has_keys(self) -> bool:
        return False

    def name_new(self, key: str, made_by: str) -> bool:
        return False


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    yield made
    made.session.close()


class Answer:
    """Stands for the person who is asked: notes the question and answers by keys."""

    def __init__(self, qtbot: QtBot, patch: pytest.MonkeyPatch, *keys: Qt.Key) -> None:
        self.asked: list[str] = []
        self.ways: list[str] = []

        def execute(dialog: WayOut) -> int:
            dialog.show()
            self.asked.append(dialog.list.accessibleName())
            self.ways = [dialog.list.item(n).text() for n in range(dialog.list.count())]
            for key in keys:
                QTest.keyClick(dialog.list, key)
            assert not dialog.isVisible()
            return int(dialog.result())

        patch.setattr(way_out.WayOut, "exec", execute)


def delete(canvas: Canvas, *keys: str) -> None:
    canvas.session.select(keys)
    deleting.delete(canvas.session, canvas.view)


def stages(m: JourneyMap) -> dict[str, list[str]]:
    return {s.id: [t.id for t in m.touchpoints if t.stage == s.id] for s in m.stages}


# ---------------------------------------------------------------- deleting


def test_a_stage_with_touchpoints_asks_and_enter_moves_them_to_the_one_before(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Answer(qtbot, monkeypatch, ENTER)
    delete(canvas, "buy")

    assert answer.asked == ["Delete “Buy”?"]
    assert answer.ways == [
        "Move them to the stage before: “Find”",
        "Delete the 2 touchpoints too",
    ]
    assert stages(canvas.session.map) == {"find": ["ad", "page", "visit", "pay", "take"]}
    assert canvas.steps == ["Delete “Buy”, 2 touchpoints moved to “Find”"]
    canvas.session.undo()
    assert canvas.session.map == small()


def test_deleting_them_too_names_and_counts_what_went(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    canvas.session.told.connect(lambda words: told.append(str(words)))
    Answer(qtbot, monkeypatch, DOWN, ENTER)
    delete(canvas, "buy")

    assert stages(canvas.session.map) == {"find": ["ad", "page", "visit"]}
    assert canvas.steps == ["Delete “Buy” with 2 touchpoints, 2 flows"]
    assert told == ["Deleted “Buy” with 2 touchpoints, 2 flows"]


def test_escape_deletes_nothing_and_the_answer_is_not_remembered(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    Answer(qtbot, monkeypatch, DOWN, ESC)
    delete(canvas, "buy")
    assert canvas.session.map == small()
    assert canvas.steps == []

    Answer(qtbot, monkeypatch, ENTER)  # the first way is marked again
    delete(canvas, "find")
    assert stages(canvas.session.map) == {"buy": ["ad", "page", "visit", "pay", "take"]}


def test_nothing_is_asked_where_nothing_is_inside(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr(way_out, "ask", never)
    m = edits.add(canvas.session.map, edits.new_record("stage", id="late", name="Late"))
    m = edits.add(m, Persona(id="dana", name="Dana"))
    canvas.session.commit(M("Add"), lambda _: m)

    delete(canvas, "late")
    delete(canvas, "dana")
    delete(canvas, "buy", "pay", "take")  # its touchpoints are meant as well
    assert stages(canvas.session.map) == {"find": ["ad", "page", "visit"]}


@pytest.mark.parametrize(
    ("downs", "channel", "step"),
    [
        (0, None, "Delete “Web”, 3 touchpoints left without a channel"),
        (1, "shop", "Delete “Web”, 3 touchpoints moved to “Shop”"),
        (2, "gone", "Delete “Web” with 3 touchpoints, 3 flows"),
    ],
)
def test_a_channel_leaves_moves_or_takes_its_touchpoints(
    qtbot: QtBot,
    canvas: Canvas,
    monkeypatch: pytest.MonkeyPatch,
    downs: int,
    channel: str | None,
    step: str,
) -> None:
    Answer(qtbot, monkeypatch, *[DOWN] * downs, ENTER)
    delete(canvas, "web")

    found = {t.id: t.channel for t in canvas.session.map.touchpoints}
    assert found.get("ad", "gone") == channel
    assert canvas.steps == [step]


def test_a_persona_says_how_many_ratings_and_texts_go(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = PersonaView(emotion=1, success=4, thinking="Well")
    m = edits.add(canvas.session.map, Persona(id="dana", name="Dana"))
    m = edits.change(m, "pay", by_persona={"dana": view})
    canvas.session.commit(M("Add"), lambda _: m)
    answer = Answer(qtbot, monkeypatch, ENTER)

    delete(canvas, "dana")

    assert answer.asked == ["Delete “Dana”?"]
    assert canvas.steps[-1] == "Delete “Dana” with 2 ratings, 1 text"
    assert canvas.session.index.touchpoint("pay").by_persona == {}  # type: ignore[union-attr] # it is there


def test_deleting_many_heals_the_line_and_names_them(canvas: Canvas) -> None:
    delete(canvas, "page", "take")

    assert [(f.source, f.target) for f in canvas.session.map.flows] == [("ad", "pay")]
    assert canvas.steps == ["Delete “Read the page”, “Take it home” with 3 flows"]
    delete(canvas, "ad", "visit", "pay", "find")
    assert canvas.steps[-1] == "Delete 4 records with 1 flow"  # of two kinds


def test_deleting_many_of_one_kind_says_which(canvas: Canvas) -> None:
    delete(canvas, "ad", "page", "pay", "take")
    assert canvas.steps == ["Delete 4 touchpoints with 3 flows"]


def test_the_question_is_laid_out_in_full_in_a_small_window(qtbot: QtBot, canvas: Canvas) -> None:
    long = "A way with a name that goes on and on, so that it takes two lines in any window at all"
    dialog = WayOut(canvas.view, "en", M("Delete it?"), None, [(M("{name}", name=long), "a")] * 3)
    qtbot.addWidget(dialog)
    dialog.show()
    items = dialog.list
    last = items.visualItemRect(items.item(2))
    assert items.viewport().rect().contains(last)
    assert last.height() > items.fontMetrics().lineSpacing() * 2


# ---------------------------------------------------------------- split, merge, colours, layers


def desk(canvas: Canvas) -> Desk:
    return Desk(canvas.view, NoOutline())


def test_a_split_makes_a_stage_whose_name_is_ready_to_type_in_one_step(
    qtbot: QtBot, canvas: Canvas
) -> None:
    canvas.session.select(("pay",))
    restructuring.split_stage(canvas.session, desk(canvas))  # would leave nothing
    assert canvas.session.refusal is not None

    canvas.session.select(("page",))
    restructuring.split_stage(canvas.session, desk(canvas))
    qtbot.waitUntil(lambda: canvas.view.editor is not None)
    QTest.keyClicks(canvas.view.editor, "Compare")
    QTest.keyClick(canvas.view.editor, ENTER)

    assert list(stages(canvas.session.map)) == ["find", "compare", "buy"]
    assert "page" in stages(canvas.session.map)["compare"]
    assert "ad" in stages(canvas.session.map)["find"]
    assert canvas.steps == ["Add “Compare”"]


def test_merging_with_the_next_and_with_a_chosen_one(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas.session.select(("buy",))
    restructuring.merge_next(canvas.session)
    assert canvas.steps == []  # the last one
    canvas.session.select(("find",))
    restructuring.merge_next(canvas.session)
    assert list(stages(canvas.session.map)) == ["find"]
    assert canvas.steps == ["Merge “Find” with “Buy”"]

    monkeypatch.setattr(asking, "pick", lambda *_: "web")
    canvas.session.select(("shop",))
    restructuring.merge_chosen(canvas.session, desk(canvas))
    assert [c.id for c in canvas.session.map.channels] == ["shop"]
    assert {t.channel for t in canvas.session.map.touchpoints} == {"shop"}
    canvas.session.select(("ad", "page", "visit"))
    restructuring.merge_chosen(canvas.session, desk(canvas))
    assert canvas.steps[-1] == "Merge “See the ad” with “Read the page”, “Visit”"


def test_a_stage_takes_a_colour_of_the_palette_or_any_other(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = QMenu()
    canvas.session.select(("find", "buy"))
    restructuring.color_menu(menu, canvas.session, canvas.view)
    entries = [action for action in menu.actions() if not action.isSeparator()]
    assert len(entries) <= 18
    entries[3].trigger()
    assert len({stage.color for stage in canvas.session.map.stages}) == 1
    assert canvas.session.map.stages[0].color is not None
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#123456"))
    entries[-1].trigger()
    assert [stage.color for stage in canvas.session.map.stages] == ["#123456", "#123456"]
    entries[0].trigger()
    assert [stage.color for stage in canvas.session.map.stages] == [None, None]


def test_a_backstage_step_goes_from_layer_to_layer(canvas: Canvas) -> None:
    step = edits.new_record("backstage", id="pack", name="Pack", layer="support", at=("pay",))
    canvas.session.commit(M("Add"), lambda m: edits.add(m, step))
    canvas.session.select(("pack",))
    restructuring.to_layer(canvas.session, -1)
    assert canvas.session.map.backstage[0].layer == "backstage"
    restructuring.to_layer(canvas.session, 1)
    restructuring.to_layer(canvas.session, 1)
    assert say(canvas.session.refusal or M("-"), "en") == "“Pack” is in the last layer already"


# ---------------------------------------------------------------- the parking list


def test_notes_are_parked_one_after_the_other_about_what_is_selected(canvas: Canvas) -> None:
    canvas.session.select(("pay",))
    shown = parking.ask_for_notes(canvas.session, canvas.view)
    QTest.keyClicks(shown.field, "Pay by wallet?")
    QTest.keyClick(shown.field, ENTER)
    QTest.keyClicks(shown.field, "Who owns the poster")
    QTest.keyClick(shown.field, ENTER)
    assert parking.ask_for_notes(canvas.session, canvas.view) is shown
    QTest.keyClick(shown.field, ESC)

    assert [(n.text, n.at) for n in canvas.session.map.parking] == [
        ("Pay by wallet?", "pay"),
        ("Who owns the poster", "pay"),
    ]
    assert not shown.isVisible()
    assert canvas.view.hasFocus() or QApplication.activeWindow() is None
    assert canvas.steps == ["Park “Pay by wallet?”", "Park “Who owns the poster”"]


def test_a_note_about_nothing_is_parked_and_an_empty_line_ends_it(canvas: Canvas) -> None:
    canvas.session.select(())
    shown = parking.ask_for_notes(canvas.session, canvas.view)
    QTest.keyClicks(shown.field, "Whose idea was it")
    QTest.keyClick(shown.field, ENTER)
    assert shown.isVisible()
    QTest.keyClick(shown.field, ENTER)

    assert [(n.text, n.at) for n in canvas.session.map.parking] == [("Whose idea was it", None)]
    assert not shown.isVisible()


def test_a_note_becomes_what_is_chosen_in_its_menu(qtbot: QtBot, canvas: Canvas) -> None:
    parking.park(canvas.session, "Nobody answers", "visit")
    note = canvas.session.map.parking[0].id
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = parking.offer(canvas.session, parent, canvas.at("visit"), (note,), ("take",))
    QTest.keyClick(menu, DOWN)
    QTest.keyClick(menu, ENTER)

    assert [(p.name, p.at) for p in canvas.session.map.pain_points] == [
        ("Nobody answers", ("take",))
    ]
    assert canvas.session.map.parking == ()
    assert canvas.steps[-1] == "Make a pain point of “Nobody answers”"
    assert canvas.selection == ("nobody-answers",)


def test_a_round_of_votes_is_one_step(canvas: Canvas) -> None:
    parking.park(canvas.session, "One")
    parking.park(canvas.session, "Two")
    two = canvas.session.map.parking[1].id
    for _ in range(3):
        parking.vote(canvas.session, 1, (two,))
    parking.sort(canvas.session)

    assert [(n.text, n.votes) for n in canvas.session.map.parking] == [("Two", 3), ("One", None)]
    assert canvas.steps[2:] == ["Vote for “Two”", "Sort the parking list by votes"]


def test_a_note_is_dragged_from_the_outline_onto_a_card_and_asked_about(
    qtbot: QtBot, canvas: Canvas
) -> None:
    parking.park(canvas.session, "Nobody answers")
    outline = Outline(canvas.session)
    qtbot.addWidget(outline)
    outline.unfold_all()
    note = canvas.session.map.parking[0].id
    data = outline.model.mimeData([outline.model.where(note)])
    action, at = Qt.DropAction.MoveAction, canvas.at("visit")
    button, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    port = canvas.view.viewport()
    enter = QDragEnterEvent(at, action, data, button, plain)
    QApplication.sendEvent(port, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(port, QDropEvent(QPointF(at), action, data, button, plain))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, DOWN)
    QTest.keyClick(menu, ENTER)

    assert [(p.name, p.at) for p in canvas.session.map.pain_points] == [
        ("Nobody answers", ("visit",))
    ]


def test_plus_minus_and_a_click_vote_for_a_note_in_the_outline(
    qtbot: QtBot, canvas: Canvas
) -> None:
    parking.park(canvas.session, "Nobody answers")
    outline = Outline(canvas.session)
    qtbot.addWidget(outline)
    outline.resize(300, 500)
    outline.show()
    outline.unfold_all()
    note = canvas.session.map.parking[0].id
    tree = outline.tree
    tree.setCurrentIndex(outline.model.where(note))
    for key in (Key.Key_Plus, Key.Key_Plus, Key.Key_Minus):
        QTest.keyClick(tree, key)
    assert canvas.session.map.parking[0].votes == 1

    qtbot.waitUntil(lambda: note in outline.tree.itemDelegate().voting)
    spot = outline.tree.itemDelegate().voting[note].center().toPoint()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), spot)
    assert canvas.session.map.parking[0].votes == 2
    tree.setCurrentIndex(outline.model.where(note))
    QTest.keyClick(tree, ENTER)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, ENTER)
    assert [t.name for t in canvas.session.map.touchpoints][-1] == "Nobody answers"


def test_plus_and_minus_vote_for_a_note_while_the_keyboard_is_on_the_map(
    canvas: Canvas, reasons: list[str]
) -> None:
    parking.park(canvas.session, "Nobody answers")
    note = canvas.session.map.parking[0].id
    canvas.session.select((note,))
    QTest.keyClicks(canvas.view, "++-")
    assert (canvas.session.map.parking[0].votes, reasons) == (1, [])
    parking.unpark(canvas.session, "touchpoint")
    canvas.session.undo()
    assert canvas.session.selection == (note,)
    QTest.keyClicks(canvas.view, "+")
    assert (canvas.session.map.parking[0].votes, reasons) == (2, [])
    QTest.keyClicks(canvas.view, "x")
    assert reasons == ["select one card, stage, channel or note to write on it"]
