"""What the checks say, where it is seen: badges, their words, the way to the panel, and fixes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from journeymap.checks.finding import Finding, Fix
from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.model.vocabulary import Level
from journeymap.ui.canvas.badge_places import HALF, words_of
from journeymap.ui.canvas.badge_shapes import outline
from journeymap.ui.findings.rows import Line
from journeymap.ui.findings.spoken import findings_at, spoken_of
from journeymap.ui.main_window import MainWindow
from tests.ui.hands import Canvas
from tests.ui.window import EXAMPLES, joined

ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def renaming(key: str, name: str) -> Fix:
    return Fix(M("Call it {name}", name=name), lambda m: edits.change(m, key, name=name))


def finding(at: str, level: Level = "warning", **more: object) -> Finding:
    made = Finding(at, M("Something about {at}", at=at), check="made-up", level=level)
    return made._replace(**more)  # type: ignore[arg-type] # fields of a finding


def found(window: MainWindow, *findings: Finding) -> None:
    """Let these be what the checks have found, and no others come."""
    session = window.session
    assert session is not None
    session.checking.timer.setInterval(10**8)
    session.checking.timer.stop()
    session._findings, session.checked = findings, True
    session.findings_changed.emit()


@pytest.fixture
def quiet(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window once its own checks have run, so that none come between."""
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.checked and not session.checking.busy, timeout=20_000)
    return window


def entries(menu: QMenu) -> dict[str, list[str]]:
    """Return submenu -> the names in it."""
    return {
        inner.title(): [action.text() for action in inner.actions()]
        for action in menu.actions()
        if isinstance(inner := action.menu(), QMenu)
    }


def shown(window: MainWindow) -> list[Finding]:
    rows = joined(window).panels.findings.model.rows
    return [row.finding for row in rows if isinstance(row, Line)]


# ---------------------------------------------------------------- where findings are seen


def test_a_finding_on_a_reading_is_seen_where_the_reading_was_taken(quiet: MainWindow) -> None:
    session = quiet.session
    assert session is not None
    reading = next(e.key for e in session.index.of_kind("reading") if "@pay@" in e.key)
    assert [*spoken_of([finding(reading)], session.index)] == ["pay"]


def test_what_is_rolled_up_has_a_badge_at_each_of_its_places(quiet: MainWindow) -> None:
    session = quiet.session
    assert session is not None
    one = finding("pay", also=("install", "landing"))
    assert set(spoken_of([one], session.index)) == {"pay", "install", "landing"}
    assert findings_at([one], session.index, "landing") == (one,)


def test_a_collapsed_stage_tells_what_is_found_in_it(quiet: MainWindow) -> None:
    session, canvas = quiet.session, joined(quiet).canvas
    assert session is not None
    stage = session.map.touchpoints[-1].stage
    inside = [t.id for t in session.map.touchpoints if t.stage == stage]
    found(quiet, *(finding(id) for id in inside))
    assert stage not in canvas.badges.badges
    session.set_view(collapsed=frozenset((stage,)))
    assert canvas.badges.badges[stage].findings == len(inside)


def test_levels_are_told_apart_by_shape(qtbot: QtBot) -> None:
    shapes = [outline(level, 8.5) for level in ("error", "warning", "info", "comment")]
    assert len({round(shape.boundingRect().height(), 1) for shape in shapes}) == 4
    corner = shapes[1].boundingRect().topLeft() + shapes[1].boundingRect().bottomRight() * 0.1
    assert not shapes[1].contains(corner)  # it is no square and no circle


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_the_badge_of_an_arrow_covers_no_words_and_no_card(qtbot: QtBot, name: str) -> None:
    # given a map with a finding at every flow
    canvas = Canvas(qtbot, read_file(EXAMPLES / name).map)
    view, picture = canvas.view, canvas.view.picture
    assert picture is not None
    flows = [part for part in picture.parts if part.kind == "flow"]
    view.badges.put({part.key: (finding(part.key),) for part in flows})
    # when their places are asked for
    solid = [QRectF(*p.box) for p in picture.parts if p.kind in ("card", "stub")]
    solid += [QRectF(*words) for p in flows if (words := words_of(p)) is not None]
    covering = []
    for part in flows:
        spot = next(iter(view.badges.spots(part)))
        size = HALF * 1.5
        badge = QRectF(-size / 2, -size / 2, size, size).translated(spot.centre)
        covering += [part.key for each in solid if each.intersects(badge)]
    canvas.session.close()
    # then hardly one covers anything: only where an arrow is shorter than a badge
    assert len(covering) <= len(flows) // 20, covering


# ---------------------------------------------------------------- hovering and reading


def test_hovering_over_a_badge_says_what_was_found(quiet: MainWindow) -> None:
    found(quiet, finding("pay", "error"), finding("pay", "info", message=M("A <b>small</b> thing")))
    canvas = joined(quiet).canvas
    assert quiet.session is not None
    quiet.session.jump("pay")
    part = canvas.part_of("pay")
    assert part is not None
    (spot, *_) = canvas.badges.spots(part, zoom=canvas.zoom)
    at = canvas.viewportTransform().map(spot.centre).toPoint()
    canvas.pointer.show_tip(at, canvas.viewport().mapToGlobal(at))
    tip = QToolTip.text()
    assert "Something about" in tip
    assert "A &lt;b&gt;small&lt;/b&gt; thing" in tip
    assert tip.index("Something about") < tip.index("small")  # the worst first


def test_screen_readers_are_told_the_findings_of_a_card(quiet: MainWindow) -> None:
    QAccessible.setActive(True)
    found(quiet, finding("pay", "error"))
    canvas = joined(quiet).canvas
    root = QAccessible.queryAccessibleInterface(canvas)
    assert root is not None
    children = [root.child(n) for n in range(root.childCount())]
    pay = next(c for c in children if c is not None and getattr(c, "key", "") == "pay")
    assert "Something about" in pay.text(QAccessible.Text.Description)
    QAccessible.setActive(False)


# ---------------------------------------------------------------- the way to the panel


def test_a_click_on_a_badge_shows_its_findings_and_no_others(quiet: MainWindow) -> None:
    mine = finding("pay", "info", kind="experience")
    found(quiet, finding("landing"), finding("", "warning"), mine)
    canvas, panel = joined(quiet).canvas, joined(quiet).panels.findings
    assert quiet.session is not None
    quiet.session.jump("pay")
    part = canvas.part_of("pay")
    assert part is not None
    (spot, *_) = canvas.badges.spots(part, zoom=canvas.zoom)
    at = canvas.viewportTransform().map(spot.centre).toPoint()
    QTest.mouseClick(canvas.viewport(), LEFT, PLAIN, at)
    assert shown(quiet) == [mine]
    assert panel.current() == mine
    assert panel.narrow.isVisible()

    QTest.mouseClick(panel.narrow, LEFT)
    panel.tabs.setCurrentIndex(0)
    assert len(shown(quiet)) == 2
    assert panel.narrow.isHidden()


def test_a_key_shows_the_findings_of_the_selection(quiet: MainWindow) -> None:
    mine = finding("pay")
    found(quiet, finding("landing"), mine)
    assert quiet.session is not None
    quiet.activateWindow()
    joined(quiet).canvas.setFocus()
    quiet.session.select(("pay",))
    QTest.keyClick(joined(quiet).canvas, Qt.Key.Key_F8, ALT)
    assert shown(quiet) == [mine]
    assert joined(quiet).panels.findings.table.hasFocus()

    QTest.keyClick(joined(quiet).panels.findings.table, Qt.Key.Key_Escape)
    assert len(shown(quiet)) == 2


def test_all_findings_come_back_when_those_of_the_record_are_gone(quiet: MainWindow) -> None:
    other = finding("landing")
    found(quiet, other, finding("pay"))
    panel = joined(quiet).panels.findings
    assert panel.show_at("pay")
    found(quiet, other)
    assert shown(quiet) == [other]
    assert panel.narrow.isHidden()


def test_the_key_says_so_where_nothing_is_found(quiet: MainWindow) -> None:
    found(quiet)
    assert quiet.session is not None
    quiet.session.select(("pay",))
    quiet.commands["findings-here"].trigger()
    assert quiet.note.text() == "No finding here"


# ---------------------------------------------------------------- fixes


@pytest.mark.parametrize("kind", ["touchpoint", "flow", "stage", "channel"])
def test_the_context_menu_of_a_record_has_its_fixes(quiet: MainWindow, kind: str) -> None:
    session = quiet.session
    assert session is not None
    key = next(entry.key for entry in session.index.of_kind(kind))  # type: ignore[arg-type] # one of the kinds
    title = Fix(M("Name the map anew"), lambda m: edits.change(m, "", title="Anew"))
    found(quiet, finding(key, fix=title), finding(key), finding("", fix=title))
    menu = joined(quiet).deeds.menu_of(key)
    assert entries(menu)["Fix"] == ["Name the map anew"]
    steps = len(session.document.steps)
    inner = next(a.menu() for a in menu.actions() if a.menu() and a.menu().title() == "Fix")
    inner.actions()[0].trigger()
    assert session.map.title == "Anew"
    assert len(session.document.steps) == steps + 1
    session.undo()
    assert session.map.title != "Anew"


def test_a_record_without_a_fix_has_no_such_menu(quiet: MainWindow) -> None:
    found(quiet, finding("pay"), finding("landing", fix=renaming("landing", "L")))
    assert "Fix" not in entries(joined(quiet).deeds.menu_of("pay"))


def test_the_slash_offers_the_fixes_of_a_card(quiet: MainWindow) -> None:
    found(quiet, finding("pay", fix=renaming("pay", "Pay at last")))
    session, workspace = quiet.session, joined(quiet)
    assert session is not None
    quiet.activateWindow()
    workspace.canvas.setFocus()
    session.select(("pay",))
    workspace.canvas.doing_wanted.emit()
    box = workspace.palette.box
    assert box is not None
    QTest.keyClicks(box.field, "fix call")
    box.finish()
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    touchpoint = session.index.touchpoint("pay")
    assert touchpoint is not None
    assert touchpoint.name == "Pay at last"


def test_all_findings_of_a_kind_are_fixed_in_one_step(quiet: MainWindow) -> None:
    session, panel = quiet.session, joined(quiet).panels.findings
    assert session is not None
    keys = [t.id for t in session.map.touchpoints[:3]]
    found(quiet, *(finding(key, fix=renaming(key, f"{key}!")) for key in keys))
    steps = len(session.document.steps)
    panel.fix_all("made-up")
    assert [t.name for t in session.map.touchpoints[:3]] == [f"{key}!" for key in keys]
    assert len(session.document.steps) == steps + 1


@pytest.fixture(autouse=True)
def _no_tip() -> Iterator[None]:
    yield
    QToolTip.hideText()


def test_on_the_wall_no_heading_keeps_its_badge(quiet: MainWindow) -> None:
    session, canvas = quiet.session, joined(quiet).canvas
    assert session is not None
    stage = session.map.stages[0].id
    found(quiet, finding(stage))
    part = canvas.part_of(stage)
    assert part is not None
    (spot, *_) = canvas.badges.spots(part, canvas.pins().offset(part), canvas.zoom)
    assert canvas.badges.at(spot.centre, canvas.zoom, over=True) is not None
    canvas.badges.hide()
    assert canvas.badges.at(spot.centre, canvas.zoom, over=True) is None


def test_badges_of_many_arrows_come_after_the_frame(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given many arrows with findings in view
    looked: list[str] = []
    monkeypatch.setattr(
        "journeymap.ui.canvas.line_places.on_line",
        lambda part, *_: looked.append(part.key) or (part.box.x, part.box.y),
    )
    canvas = Canvas(qtbot, read_file(EXAMPLES / "coffee-app.yaml").map, (2600, 1200))
    view = canvas.view
    assert view.picture is not None
    view.fit()
    flows = [part for part in view.picture.parts if part.kind == "flow"]
    view.badges.put({part.key: (finding(part.key),) for part in flows})
    before = len(looked)
    # when one frame is painted
    view.viewport().repaint()
    assert len(looked) == before < len(flows)
    # then places for the others are found after it, each once
    qtbot.waitUntil(lambda: len(looked) == len(flows))
    assert len(set(looked)) == len(looked)
    canvas.session.close()
