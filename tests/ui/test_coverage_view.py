"""The coverage view: cells shaded by what is known, with figures, words, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.canvas.coverage import CoverageLayer, cells_of
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.coverage.shades import STEPS, shades, step_of
from journeymap.ui.coverage.state import CoverageView
from journeymap.ui.coverage.words import SHOWN
from journeymap.ui.main_window import MainWindow
from tests.ui.window import example, joined, shown

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PLACE = ("decide", "map-search")


def opened(window: MainWindow) -> CoverageView:
    """Open the coverage view by its keys."""
    window.activateWindow()
    canvas = joined(window).canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_D, CTRL_SHIFT)
    view = joined(window).coverage.view
    assert view.on
    return view


def layer_of(view: CoverageView) -> CoverageLayer:
    assert view._layer is not None
    return view._layer


def held(window: MainWindow) -> tuple[str, str]:
    """Return a cell of the map that holds one touchpoint at least."""
    assert window.session is not None
    touchpoint = window.session.map.touchpoints[0]
    return touchpoint.stage, touchpoint.channel or ""


def middle(canvas: CanvasView, place: tuple[str, str]) -> QPoint:
    assert canvas.picture is not None
    box = cells_of(canvas.picture)[place]
    canvas.centerOn(box.x + box.w / 2, box.y + box.h / 2)
    rect = canvas.viewportTransform().mapRect(layer_rect(box))
    return rect.center().toPoint()


def layer_rect(box: object) -> object:
    from PySide6.QtCore import QRectF

    return QRectF(*box)  # type: ignore[misc] # four numbers


def hovered(canvas: CanvasView, at: QPoint) -> str:
    QToolTip.hideText()
    canvas.pointer.show_tip(at, canvas.viewport().mapToGlobal(at))
    return QToolTip.text()


@pytest.fixture(autouse=True)
def _no_tip() -> Iterator[None]:
    yield
    QToolTip.hideText()


def test_keys_open_it_and_keys_close_it(window: MainWindow) -> None:
    view = opened(window)
    assert view.bar.isVisible()
    assert window.commands["coverage"].isChecked()
    QTest.keyClick(joined(window).canvas, Qt.Key.Key_D, CTRL_SHIFT)
    assert not view.on
    assert not view.bar.isVisible()

    opened(window)
    view.bar.first().setFocus()
    QTest.keyClick(view.bar.first(), Qt.Key.Key_Escape)
    assert not view.on
    assert joined(window).canvas.hasFocus()
    assert not window.commands["coverage"].isChecked()


def test_nothing_of_it_is_loaded_or_counted_before(window: MainWindow) -> None:
    assert joined(window).coverage._made is None


def test_each_cell_with_touchpoints_has_a_figure_and_no_other(window: MainWindow) -> None:
    view, session = opened(window), window.session
    assert session is not None
    with_cards = {(t.stage, t.channel) for t in session.map.touchpoints}
    with_cards |= {(t.stage, each) for t in session.map.touchpoints for each in t.also}
    figures = layer_of(view).figures
    assert with_cards <= set(figures)
    assert all(figure.share is not None and figure.words for figure in figures.values())
    cells = cells_of(joined(window).canvas.picture)  # type: ignore[arg-type] # there is one
    assert set(figures) < set(cells)  # the others are empty


def test_a_cell_says_what_is_there_and_what_is_missing(window: MainWindow) -> None:
    view, session = opened(window), window.session
    assert session is not None
    canvas = joined(window).canvas
    place = held(window)
    touchpoint = session.map.touchpoints[0]
    session.commit(M("Bare"), lambda m: edits.change(m, touchpoint.id, evidence=(), owner=None))
    tip = hovered(canvas, middle(canvas, place))
    assert "1 touchpoint" in tip.replace("\u2068", "").replace("\u2069", "")
    assert "Evidence" in tip
    assert "missing at" in tip
    assert touchpoint.name in tip
    assert view.on


def test_an_empty_cell_says_that_it_is_empty(window: MainWindow) -> None:
    view, canvas = opened(window), joined(window).canvas
    assert canvas.picture is not None
    empty = next(place for place in cells_of(canvas.picture) if place not in layer_of(view).figures)
    assert "No touchpoint in this cell" in hovered(canvas, middle(canvas, empty))


def test_closed_it_leaves_tooltips_to_the_map(window: MainWindow) -> None:
    view = opened(window)
    view.close()
    assert joined(window).canvas.pointer.tells is None


@pytest.mark.parametrize("kind", SHOWN)
def test_one_kind_of_knowledge_can_be_chosen_by_keys(window: MainWindow, kind: str) -> None:
    view = opened(window)
    choice = view.bar.choice
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    for _ in range(SHOWN.index(kind)):  # type: ignore[arg-type] # one of them
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert view.shown == kind
    words = {figure.words for figure in layer_of(view).figures.values()}
    if kind == "all":
        assert all("%" in each for each in words)
    elif kind == "touchpoints":
        assert all(each.isdigit() for each in words)
    else:
        assert all("/" in each for each in words)


def test_it_follows_what_is_edited_and_undone(window: MainWindow) -> None:
    view, session = opened(window), window.session
    assert session is not None
    view.choose("evidence")
    touchpoint = session.map.touchpoints[0]
    place = held(window)
    session.commit(M("Bare"), lambda m: edits.change(m, touchpoint.id, evidence=()))
    assert layer_of(view).figures[place].share == 0
    session.undo()
    assert (layer_of(view).figures[place].share or 0) == (1 if touchpoint.evidence else 0)


def test_the_strip_tells_of_the_cell_of_the_selection_and_says_it_aloud(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "journeymap.ui.coverage.state.accessible.announce", lambda _, words: said.append(str(words))
    )
    view, session = opened(window), window.session
    assert session is not None
    said.clear()
    session.select((session.map.touchpoints[0].id,))
    assert "Ratings" in view.bar.cell.accessibleName()
    assert any("Ratings" in each for each in said)
    session.select(())
    assert "Point at a cell" in view.bar.cell.accessibleName()


def test_rows_by_owner_are_counted_by_owner(window: MainWindow) -> None:
    view, session = opened(window), window.session
    assert session is not None
    session.set_view(rows="owner")
    rows = {row for _, row in layer_of(view).figures}
    owners = {t.owner or "" for t in session.map.touchpoints}
    assert rows == owners


def test_shades_differ_by_lightness_alone(window: MainWindow) -> None:
    for artist in (joined(window).canvas.artist,):
        made = shades(artist.color)
        light = [shade.ground.lightnessF() for shade in made]
        assert light == sorted(light, reverse=True) or light == sorted(light)
        assert len({round(each, 2) for each in light}) == len(STEPS)
    assert [step_of(share) for share in (0, 0.01, 0.25, 0.26, 0.75, 0.99, 1)] == [
        *(0, 1, 1, 2, 3, 4, 4),
    ]


@pytest.mark.parametrize(
    ("name", "lang", "theme"),
    [
        ("coffee-app.yaml", "en", "light"),
        ("clinic-visit.fa.yaml", "fa", "dark"),
        ("bank-account.ar.yaml", "ar", "contrast-light"),
    ],
)
def test_known_unknown_and_empty_cells_look_different(
    qtbot: QtBot, tmp_path: Path, name: str, lang: str, theme: str
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path, name), lang, theme) as window:
        view, canvas, session = opened(window), joined(window).canvas, window.session
        assert session is not None
        assert canvas.picture is not None
        view.choose("evidence")
        layer, cells = layer_of(view), cells_of(canvas.picture)
        places = list(layer.figures)
        full, bare = places[0], places[1]
        empty = next(place for place in cells if place not in layer.figures)
        figures = dict(layer.figures)
        figures[full] = figures[full]._replace(share=1.0)
        figures[bare] = figures[bare]._replace(share=0.0)
        layer.put(canvas.picture, figures)
        canvas.set_zoom(1.0)
        inks = []
        for place in (full, bare, empty):
            at = middle(canvas, place)
            image: QImage = canvas.viewport().grab().toImage()
            # beside the figure, where the ground of the cell is
            inks.append(QColor(image.pixelColor(at + QPoint(0, 14))).name())
        assert inks[0] != inks[1]
        assert inks[0] != inks[2]


def test_screen_readers_hear_how_much_is_known(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "journeymap.ui.coverage.state.accessible.announce", lambda _, words: said.append(str(words))
    )
    view = opened(window)
    assert any("Whole map" in each for each in said)
    assert view.bar.legend.accessibleName().startswith("No touchpoint")
    assert QAccessible.queryAccessibleInterface(view.bar.choice) is not None


def test_it_stays_when_the_tables_come_and_go(window: MainWindow) -> None:
    view = opened(window)
    view.choose("pain")
    place = joined(window)

    window.commands["table"].trigger()
    assert not view.bar.isVisible()
    assert window.commands["coverage"].isChecked()
    window.commands["table"].trigger()

    assert (view.on, view.bar.isVisible(), view.shown) == (True, True, "pain")
    assert place.canvas.pointer.tells == view.tip_at


def test_asked_for_in_the_tables_it_leads_to_the_map(window: MainWindow) -> None:
    place = joined(window)
    window.commands["table"].trigger()

    window.commands["coverage"].trigger()

    assert not place.tables.shown
    assert place.coverage.view.on
    window.commands["table"].trigger()
    window.commands["coverage"].trigger()
    assert place.coverage.view.on


def test_closed_while_the_tables_are_shown_it_stays_closed(window: MainWindow) -> None:
    view = opened(window)
    window.commands["table"].trigger()

    joined(window).coverage.close()
    window.commands["table"].trigger()

    assert not view.on


def test_it_stays_in_another_language(window: MainWindow, qtbot: QtBot) -> None:
    opened(window).choose("owner")

    before = joined(window)
    window.speak("fa")
    qtbot.waitUntil(lambda: joined(window) is not before)
    qtbot.waitUntil(lambda: joined(window).coverage.view.on)

    view = joined(window).coverage.view
    assert view.shown == "owner"
    assert view.bar.isVisible()
    assert window.commands["coverage"].isChecked()
    assert set(layer_of(view).figures) == set(view._figures())


def test_another_map_is_shown_as_it_is(window: MainWindow, tmp_path: Path) -> None:
    opened(window)

    assert joined(window).file.open(example(tmp_path, "b2b-software.yaml"))

    assert not joined(window).coverage.view.on
    assert not window.commands["coverage"].isChecked()
