"""The outline: what stands where, search, folds, selection, drops, menus, changes in place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.filtering import Filter
from journeymap.model.journey import (
    Backstage,
    Channel,
    Flow,
    JourneyMap,
    Metric,
    Opportunity,
    PainPoint,
    Persona,
    Stage,
    Touchpoint,
)
from journeymap.model.text import M
from journeymap.ui import actions, making, moves
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.outline.nodes import Node, shown
from journeymap.ui.outline.panel import Outline
from journeymap.ui.outline.rows import spoken
from journeymap.ui.session import Session
from tests.ui.window import joined

MAP = JourneyMap(
    title="m",
    personas=(Persona(id="dana", name="Dana"),),
    stages=(Stage(id="s", name="Start"), Stage(id="t", name="Then")),
    channels=(Channel(id="app", name="App", kind="mobile_app"), Channel(id="shop", name="Shop")),
    touchpoints=(
        Touchpoint(id="ask", name="Ask", stage="s", channel="app", emotion=-1),
        Touchpoint(id="buy", name="Buy", stage="s", channel="shop", moment_of_truth=True),
        Touchpoint(id="use", name="Use", stage="t"),
    ),
    backstage=(Backstage(id="pack", name="Pack", layer="backstage", at=("buy",)),),
    flows=(Flow(source="ask", target="buy"), Flow(source="buy", target="use", kind="choice")),
    pain_points=(
        PainPoint(id="slow", name="Use is slow", at=("ask",)),
        PainPoint(id="vague", name="Vague", at=("map",)),
    ),
    opportunities=(Opportunity(id="faster", name="Faster", solves=("slow",)),),
    metrics=(Metric(id="csat", name="Satisfaction", kind="csat"),),
)


def panel_on(qtbot: QtBot, m: JourneyMap) -> Outline:
    application()
    session = Session(m)
    session.checking.timer.setInterval(10**8)
    made = Outline(session)
    qtbot.addWidget(made)
    made.resize(230, 600)
    made.show()
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[Outline]:
    made = panel_on(qtbot, MAP)
    yield made
    made._session.close()


def rows(panel: Outline) -> list[str]:
    def depth(node: object) -> int:
        above = getattr(node, "parent", None)
        return 0 if above is None or above is panel.model.root else 1 + depth(above)

    return [
        f"{'  ' * depth(node)}{panel.model.where_of(node).data()}"
        for node in panel.model.root.walk()
    ]


def drop(panel: Outline, keys: list[str], at: QPointF) -> None:
    """Let records fall on a place of the tree, as the mouse does at the end of a drag."""
    data = panel.model.mimeData([panel.model.where(key) for key in keys])
    made = QDropEvent(
        at,
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    panel.tree.dropEvent(made)
    QApplication.processEvents()


def middle(panel: Outline, key: str) -> QPointF:
    return QPointF(panel.tree.visualRect(panel.model.where(key)).center())


@pytest.mark.parametrize(
    ("name", "lang", "painted"),
    [
        ("Rate the visit", "en", "→ Rate the visit"),
        ("Rate the visit", "fa", "← \u2068Rate the visit\u2069"),
        ("پرداخت", "fa", "← پرداخت"),
        ("پرداخت", "en", "→ \u2068پرداخت\u2069"),
    ],
)
def test_the_arrow_of_a_flow_points_to_the_name(name: str, lang: str, painted: str) -> None:
    assert shown(Node("flow", "a -> b", f"→ {name}"), f"→ {name}", lang) == painted


def test_a_name_that_runs_the_other_way_is_cut_at_its_own_end() -> None:
    name = "Report wrong drink"
    assert shown(Node("touchpoint", "a", name), name, "fa") == f"\u2068{name}\u2069"
    assert shown(Node("touchpoint", "a", name), name, "en") == name


def test_everything_stands_where_it_belongs(panel: Outline) -> None:
    assert rows(panel) == [
        "Start",
        "  Ask",
        "    → Buy",
        "    Use is slow",
        "    Faster",
        "  Buy",
        "    → Use",
        "    Pack",
        "Then",
        "  Use",
        "Pain points and opportunities",
        "  Vague",
        "Channels",
        "  App",
        "  Shop",
        "Personas",
        "  Dana",
        "Metrics",
        "  Satisfaction",
    ]


def test_rows_are_spoken_with_ratings_and_what_hangs_on_them(panel: Outline) -> None:
    def said(key: str) -> str:
        return spoken(panel.model.node(panel.model.where(key)), panel._session)

    assert said("ask") == "Ask, Touchpoint, App, Emotion −1, 1 pain point"
    assert said("buy") == "Buy, Touchpoint, Shop, Moment of truth"
    assert said("buy -> use") == "→ Use, Flow, Choice"
    assert said("s") == "Start, Stage, 2 touchpoints"

    panel._session.set_filter(Filter(channels=frozenset(("shop",))))
    assert said("ask").endswith("faded by the filter")


@pytest.mark.parametrize("words", ["كتاب", "کتاب", "ﻛﺘﺎﺏ"])
def test_the_search_knows_letters_that_look_alike(qtbot: QtBot, words: str) -> None:
    m = edits.change(MAP, "use", name="کتاب‌خوانی")
    panel = panel_on(qtbot, m)

    panel.search.insert(words)  # QTest has keys for Latin letters only
    QTest.keyClick(panel.search, Qt.Key.Key_Return)

    assert panel._session.selection == ("use",)
    panel._session.close()


def test_enter_goes_to_a_touchpoint_before_a_pain_point_and_arrows_go_on(panel: Outline) -> None:
    QTest.keyClicks(panel.search, "use")
    assert rows(panel) == ["Start", "  Ask", "    Use is slow", "Then", "  Use"]

    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel._session.selection == ("use",)

    panel.search.setFocus()
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel._session.selection == ("slow",)


def test_escape_clears_the_search_and_leads_back_to_the_map(panel: Outline, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.search, "use")

    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.search, Qt.Key.Key_Escape)

    assert panel.search.text() == ""
    assert len(rows(panel)) == 19


def test_a_new_name_is_put_into_the_row_that_is_there(panel: Outline) -> None:
    resets: list[int] = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    panel.model.rowsInserted.connect(lambda *_: resets.append(2))

    panel._session.commit(M("x"), lambda m: edits.change(m, "buy", name="Pay", emotion=2))

    assert resets == []
    assert "    → Pay" in rows(panel)
    assert "  Pay" in rows(panel)


def test_an_edit_elsewhere_folds_and_deselects_nothing(panel: Outline) -> None:
    tree, model = panel.tree, panel.model
    tree.setExpanded(model.where("ask"), True)
    tree.setExpanded(model.where("t"), False)
    panel._session.select(("ask",))

    panel._session.commit(
        M("x"), lambda m: edits.add(m, Touchpoint(id="new", name="New", stage="s"), before="buy")
    )
    panel._session.commit(M("x"), lambda m: edits.reorder(m, "t", before="s"))

    assert [row for row in rows(panel) if not row.startswith(" ")][:2] == ["Then", "Start"]
    assert tree.isExpanded(model.where("ask"))
    assert not tree.isExpanded(model.where("t"))
    assert [model.node(w).key for w in tree.selectionModel().selectedRows()] == ["ask"]


def test_several_rows_are_one_selection(panel: Outline) -> None:
    tree = panel.tree
    for key, modifier in (
        ("ask", Qt.KeyboardModifier.NoModifier),
        ("use", Qt.KeyboardModifier.ControlModifier),
    ):
        at = middle(panel, key).toPoint()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, modifier, at)

    assert set(panel._session.selection) == {"ask", "use"}


def test_the_fold_mark_folds_and_does_not_select(panel: Outline) -> None:
    box = panel.tree.visualRect(panel.model.where("s"))
    at = box.center()
    at.setX(box.left() + 6)

    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert not panel.tree.isExpanded(panel.model.where("s"))
    assert panel._session.selection == ()


def test_drops_move_touchpoints_stages_and_pain_points(panel: Outline) -> None:
    session = panel._session

    drop(panel, ["use"], middle(panel, "s"))
    assert session.index.touchpoint("use").stage == "s"  # type: ignore[union-attr] # it is there

    drop(panel, ["slow"], middle(panel, "buy"))
    assert session.index.entries["slow"].record.at == ("buy",)  # type: ignore[union-attr] # a pain point

    at = panel.tree.visualRect(panel.model.where("s")).topLeft()
    drop(panel, ["t"], QPointF(at.x() + 60, at.y() + 1))
    assert [stage.id for stage in session.map.stages] == ["t", "s"]
    assert len(session.document.steps) == 3


def test_a_drop_that_means_nothing_changes_nothing(panel: Outline) -> None:
    before = panel._session.map
    drop(panel, ["s"], middle(panel, "ask"))
    drop(panel, ["ask", "s"], middle(panel, "t"))
    assert panel._session.map is before


def test_a_step_in_a_line_changes_places_with_its_neighbour(panel: Outline) -> None:
    session = panel._session
    session.select(("buy",))

    assert moves.shift(session, -1)

    assert [row for row in rows(panel) if row in ("  Ask", "  Buy")] == ["  Buy", "  Ask"]
    assert {(f.source, f.target) for f in session.map.flows} == {("buy", "ask"), ("ask", "use")}
    session.undo()
    assert session.map is MAP


def test_a_move_that_cannot_be_says_why(panel: Outline) -> None:
    session = panel._session
    session.select(("ask",))

    assert not moves.shift(session, -1)
    assert "first here already" in str(session.refusal)
    assert not moves.to_next_stage(session, -1)
    assert "first stage already" in str(session.refusal)


def test_the_first_touchpoint_brings_its_stage_along(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.new(JourneyMap(title="Blank"))

    window.commands["add-touchpoint"].trigger()

    assert [stage.name for stage in session.map.stages] == ["Stage 1"]
    assert [t.stage for t in session.map.touchpoints] == [session.map.stages[0].id]
    assert len(session.document.steps) == 1
    session.undo()
    assert session.map.stages == ()


def test_every_kind_has_a_menu_with_what_can_be_done(window: MainWindow) -> None:

    workspace = joined(window)
    kinds = {node.kind for node in workspace.panels.outline.model.root.walk() if node.kind}
    assert kinds <= set(actions.CONTEXT)
    for kind in kinds:
        ids = {id for id in actions.CONTEXT[kind] if id}
        assert ids <= {row.id for row in actions.ACTIONS}
        assert "delete" in ids


def test_another_pain_point_goes_where_the_selected_one_is(panel: Outline) -> None:
    session = panel._session
    session.select(("slow",))

    class Nobody:
        def name_new(self, key: str, made_by: str, goes_on: bool = False) -> bool:
            return False

        def window(self) -> None:
            return None

    making.add_note(session, Nobody(), "pain_point")

    (new,) = session.selection
    assert session.index.entries[new].record.at == ("ask",)  # type: ignore[union-attr] # a pain point


def test_a_name_that_is_typed_goes_with_its_row(panel: Outline) -> None:
    panel.tree.edit(panel.model.where("ask"))
    QTest.keyClicks(panel.tree.focusWidget() or panel.tree, "x")

    panel._session.commit(M("Delete"), lambda m: edits.delete(m, ["ask"]))
    panel._session.select(["use"])  # nothing is written to a row that is gone

    assert [each.name for each in panel._session.map.touchpoints] == ["Buy", "Use"]


def test_rows_follow_in_a_turn_of_their_own_and_at_once_for_whoever_asks(
    panel: Outline, qtbot: QtBot
) -> None:
    view, rows = panel.tree, panel.model
    panel._session.commit(M("Delete"), lambda m: edits.delete(m, ["buy"]))

    assert rows.where("buy").isValid()  # the map is shown before
    qtbot.waitUntil(lambda: not rows.where("buy").isValid())

    panel._session.undo()
    assert panel.model.where("buy").isValid()
    assert view.currentIndex() == rows.where("buy")  # what came back is selected


def test_a_click_meets_no_row_that_is_gone(panel: Outline) -> None:
    view, rows = panel.tree, panel.model
    at = view.visualRect(rows.where("buy")).center()
    panel._session.commit(M("Delete"), lambda m: edits.delete(m, ["ask"]))

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    gone = [node.key for node in rows.root.walk() if node.key == "ask"]
    assert (gone, set(panel._session.selection) <= set(panel._session.index.entries)) == ([], True)


def test_a_stage_that_was_moved_is_brought_into_sight(window: MainWindow, qtbot: QtBot) -> None:
    workspace = joined(window)
    session, panel = workspace.session, workspace.panels.outline
    tree, model = panel.tree, panel.model
    first = session.map.stages[0].id
    panel.unfold_all()
    session.select((first,))
    tree.scrollToTop()

    session.commit(M("Move"), lambda m: edits.reorder(m, first))
    qtbot.waitUntil(lambda: model.where(first).row() == len(session.map.stages) - 1)

    assert tree.viewport().rect().intersects(tree.visualRect(model.where(first)))
