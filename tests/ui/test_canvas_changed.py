"""What an edit paints again: no more than it changed, and no less than a whole frame would show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes, read_file
from journeymap.model import edits
from journeymap.model.filtering import Filter
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.text import M
from journeymap.picture.picture import Box, Face, Part
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.changed import changed_places
from journeymap.ui.style import apply
from tests.ui.hands import Canvas

KEY = "pay"
QUIET = 3  # turns in which nothing is painted


class Painted(QObject):
    """Keeps the regions of the viewport that are painted."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas.view)
        self.regions: list[QRegion] = []
        canvas.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.regions.append(QRegion(event.region()))
        return False


@pytest.fixture
def canvas(qtbot: QtBot, qapp: QApplication, examples: Path) -> Iterator[Canvas]:
    """A canvas dressed as in the window: with a style sheet Qt paints some things differently."""
    apply(qapp, "light")
    made = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (1280, 720))
    made.view.set_zoom(1.0)
    made.session.jump(KEY)
    made.view.minimap.switch(False)  # it goes to another corner some time later
    made.session.checking.soon()
    qtbot.waitUntil(lambda: made.session.checked, timeout=20_000)
    made.session.checking.hold()  # what they find next would be shown some time later
    yield made
    made.session.close()


def calm(qtbot: QtBot, canvas: Canvas) -> QImage:
    """Return what is on the screen once nothing is left to be painted."""
    view, frames = canvas.view, Painted(canvas)
    here, turns = view.viewport(), 0

    def quiet() -> bool:
        nonlocal turns
        painted, frames.regions = bool(frames.regions), []
        done = view.at_rest and not view.layer.frames_unready
        turns = turns + 1 if done and not painted else 0
        return turns > QUIET

    qtbot.waitUntil(quiet, timeout=20_000)
    at = here.mapTo(view.window(), here.rect().topLeft())
    shot = view.screen().grabWindow(
        view.window().winId(), at.x(), at.y(), here.width(), here.height()
    )
    here.removeEventFilter(frames)
    return shot.toImage()


Edit = Callable[[JourneyMap], JourneyMap]
EDITS: dict[str, Edit] = {
    "a name": lambda m: edits.change(m, KEY, name="Pay"),
    "a long name": lambda m: edits.change(m, KEY, name="Pay in the app with the card on file " * 2),
    "a rating": lambda m: edits.change(m, KEY, emotion=2),
    "another channel": lambda m: edits.change(m, KEY, channel=m.channels[-1].id),
    "a flow": lambda m: edits.connect(m, KEY, m.touchpoints[-1].id),
    "no more flows": lambda m: m.model_copy(update={"flows": m.flows[:-6]}),
    "a card less": lambda m: edits.delete(m, [m.touchpoints[6].id]),
    "a card more": lambda m: m.model_copy(
        update={"touchpoints": (*m.touchpoints[:7], _another(m, 6), *m.touchpoints[7:])}
    ),
    "a stage's name": lambda m: m.model_copy(
        update={"stages": tuple(s.model_copy(update={"name": s.name[::-1]}) for s in m.stages)}
    ),
}


def _another(m: JourneyMap, number: int) -> Touchpoint:
    return m.touchpoints[number].model_copy(update={"id": "another", "name": "Another"})


Look = Callable[[Canvas], object]
LOOKS: dict[str, Look] = {
    "scrolled": lambda canvas: canvas.view.scroll_by(300, 260),
    "nearer": lambda canvas: (canvas.view.set_zoom(1.31), canvas.view.scroll_by(170, 90)),
    "from afar": lambda canvas: canvas.view.set_zoom(0.35),
    "whole": lambda canvas: canvas.view.fit(),
    "dark": lambda canvas: canvas.session.set_theme("dark"),
    "from right to left": lambda canvas: canvas.session.set_view(language="fa"),
    "measured": lambda canvas: canvas.session.set_view(metric=canvas.session.map.metrics[0].id),
    "selected": lambda canvas: canvas.session.select(
        [each.id for each in canvas.session.map.touchpoints[4:9]]
    ),
    "filtered": lambda canvas: canvas.session.set_filter(Filter(channels=frozenset({"web"}))),
}


@pytest.mark.parametrize("what", EDITS)
def test_the_screen_shows_after_an_edit_what_a_whole_frame_does(
    qtbot: QtBot, canvas: Canvas, what: str
) -> None:
    before = calm(qtbot, canvas)

    assert canvas.session.commit(M("Edit"), EDITS[what])
    after = calm(qtbot, canvas)

    canvas.view.viewport().update()
    assert calm(qtbot, canvas) == after
    assert after != before


@pytest.mark.parametrize("look", LOOKS)
def test_it_does_so_however_the_map_is_looked_at(qtbot: QtBot, canvas: Canvas, look: str) -> None:
    LOOKS[look](canvas)
    before = calm(qtbot, canvas)
    unlike = 0

    for what in (*EDITS, *["undo"] * 4):
        if what == "undo":
            canvas.session.undo()
        else:
            assert canvas.session.commit(M("Edit"), EDITS[what])
        after = calm(qtbot, canvas)
        canvas.view.viewport().update()
        assert calm(qtbot, canvas) == after, what
        unlike += after != before
        before = after

    assert unlike > len(EDITS) / 2


def test_the_screen_shows_after_a_name_was_typed_what_a_whole_frame_does(
    qtbot: QtBot, canvas: Canvas
) -> None:
    view = canvas.view
    before = calm(qtbot, canvas)

    view.rename(KEY)
    calm(qtbot, canvas)
    assert view.editor is not None
    QTest.keyClicks(view.editor, "Pay the barista")
    QTest.keyClick(view.editor, Qt.Key.Key_Return)
    after = calm(qtbot, canvas)

    assert view.hasFocus()
    view.viewport().update()
    assert calm(qtbot, canvas) == after
    assert after != before


@pytest.mark.parametrize("zoom", [1.0, 0.83, 0.4567, 1.31])
def test_what_stood_over_the_map_leaves_nothing_behind(
    qtbot: QtBot, canvas: Canvas, zoom: float
) -> None:
    view = canvas.view
    view.set_zoom(zoom)
    whole = calm(qtbot, canvas)

    for place in (QRect(11, 7, 57, 33), QRect(403, 211, 121, 64)):
        over = QFrame(view.viewport())
        over.setStyleSheet("background: red")
        over.setGeometry(place)
        over.show()
        assert calm(qtbot, canvas) != whole
        over.hide()
        assert calm(qtbot, canvas) == whole


@pytest.mark.parametrize("zoom", [0.3, 0.5, 0.6])
def test_it_leaves_nothing_behind_on_a_map_of_many_arrows(
    qtbot: QtBot, qapp: QApplication, zoom: float
) -> None:
    apply(qapp, "light")
    m = read_bytes(generate(200, 1, "en").encode(), "large.yaml").map
    crowd = Canvas(qtbot, m, (1280, 720))
    crowd.view.minimap.switch(False)
    crowd.session.checking.hold()
    crowd.view.set_zoom(zoom)
    crowd.view.scroll_by(900, 500)
    whole = calm(qtbot, crowd)

    for place in (QRect(300, 220, 160, 60), QRect(703, 411, 121, 64)):
        over = QFrame(crowd.view.viewport())
        over.setGeometry(place)
        over.setAutoFillBackground(True)
        over.show()
        assert calm(qtbot, crowd) != whole
        over.hide()
        assert calm(qtbot, crowd) == whole
    crowd.session.close()


@pytest.mark.parametrize("zoom", [1.0, 0.83, 1.31])
@pytest.mark.parametrize("look", ["dark", "light"])
def test_a_piece_of_a_frame_at_the_edge_of_headings_leaves_them_whole(
    qtbot: QtBot, canvas: Canvas, zoom: float, look: Literal["dark", "light"]
) -> None:
    view = canvas.view
    canvas.session.set_theme(look)
    view.set_zoom(zoom)
    view.scroll_by(300, 260)
    whole = calm(qtbot, canvas)
    to_port, pins = view.viewportTransform().mapRect, view.pins()
    low = round(to_port(rect_of(pins.head)).bottom())
    right = round(to_port(rect_of(pins.start)).right())
    for off in range(-14, 3):
        view.viewport().update(QRect(right + off, 100, 50, 300))
        view.viewport().update(QRect(400, low + off, 300, 40))
        assert calm(qtbot, canvas) == whole, off


def test_the_keyboard_coming_back_paints_no_more_than_the_field_that_had_it(
    qtbot: QtBot, canvas: Canvas
) -> None:
    view = canvas.view
    view.rename(KEY)
    calm(qtbot, canvas)
    assert view.editor is not None
    field, frames = view.editor.geometry(), Painted(canvas)

    QTest.keyClick(view.editor, Qt.Key.Key_Escape)
    calm(qtbot, canvas)

    assert view.hasFocus()
    assert frames.regions
    around = field.adjusted(-2, -2, 24, 2)  # and the handle beside it
    assert all(around.contains(each.boundingRect()) for each in frames.regions)


def test_a_new_name_paints_the_card_and_not_the_rest(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BUDGET", "ARROWS"):  # nothing is left for a second frame
        monkeypatch.setattr(f"journeymap.ui.canvas.layer.{name}", 10.0)
    calm(qtbot, canvas)
    frames = Painted(canvas)

    canvas.view.rename(KEY, "Pay now")
    calm(qtbot, canvas)
    frames.regions.clear()
    assert canvas.view.editor is not None
    QTest.keyClick(canvas.view.editor, Qt.Key.Key_Return)
    calm(qtbot, canvas)

    around = canvas.view.on_screen(canvas.part(KEY)).toAlignedRect().adjusted(-60, -60, 60, 60)
    assert any(region.contains(canvas.at(KEY)) for region in frames.regions)
    assert all(around.contains(region.boundingRect()) for region in frames.regions)


def test_what_lies_between_two_places_far_apart_is_not_painted(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm(qtbot, canvas)
    view = canvas.view
    cards = [part for part in view.within(box_of(view.seen())) if part.kind == "card"]
    cards.sort(key=lambda part: part.box.x)
    first, middle, last = cards[0], cards[len(cards) // 2], cards[-1]
    painted: set[int] = set()
    paint = view.artist.paint

    def noted(painter: QPainter, face: Face, *args: Any) -> None:
        painted.add(id(face))
        paint(painter, face, *args)

    monkeypatch.setattr(view.artist, "paint", noted)
    for part in (first, last):
        view.viewport().update(QRect(view.on_screen(part).center().toPoint(), QSize(4, 4)))
    qtbot.waitUntil(lambda: {id(first.face), id(last.face)} <= painted)

    assert id(middle.face) not in painted


def test_what_is_faded_or_looked_at_otherwise_is_painted_whole(
    qtbot: QtBot, canvas: Canvas
) -> None:
    calm(qtbot, canvas)
    frames = Painted(canvas)
    port = canvas.view.viewport().rect()

    for change in (
        lambda: canvas.session.set_filter(Filter(channels=frozenset({"web"}))),
        lambda: canvas.view.zoom_by(1.2),
        lambda: canvas.session.set_theme("dark"),
    ):
        frames.regions.clear()
        change()
        qtbot.waitUntil(lambda: any(each.boundingRect() == port for each in frames.regions))


def test_parts_that_are_the_very_same_are_not_painted_again(canvas: Canvas) -> None:
    view = canvas.view
    assert view.picture is not None
    seen = box_of(view.seen())
    parts = view.within(seen)
    card = canvas.part(KEY)
    moved = card._replace(box=card.box._replace(x=card.box.x + 100))
    after = [moved if part is card else part for part in parts]

    assert changed_places(parts, parts, seen, seen) == []
    places = changed_places(parts, after, seen, seen)
    assert places is not None
    for box in (card.box, moved.box):
        assert any(place.contains(box.right - 1, box.bottom - 1) for place in places)


def test_parts_that_look_the_same_at_the_same_place_are_not_painted_again(canvas: Canvas) -> None:
    seen = box_of(canvas.view.seen())
    parts = canvas.view.within(seen)
    arrow = next(part for part in parts if part.kind == "flow")
    face = arrow.face._replace()
    alike = arrow._replace(face=face, alt=M("another name"))
    unlike = arrow._replace(face=face._replace(w=face.w + 1))

    def places(*instead: Part) -> list[Box] | None:
        others = [part for part in parts if part is not arrow]
        return changed_places(parts, [*others, *instead], seen, seen)

    assert face is not arrow.face
    assert places(alike) == []
    assert places(unlike)
    assert places(alike, unlike)
    assert places()


def test_where_nearly_everything_is_another_all_beside_the_headings_is_painted(
    canvas: Canvas,
) -> None:
    seen = box_of(canvas.view.seen())
    free = seen._replace(x=seen.x + 100, w=seen.w - 100)
    parts = canvas.view.within(seen)
    others = [part._replace(z=part.z + 1) for part in parts]

    assert changed_places(parts, others, seen, free) == [free]


@pytest.mark.parametrize("kind", ["stages", "channels"])
def test_headings_that_float_are_painted_anew_where_they_are_others(
    qtbot: QtBot, canvas: Canvas, kind: str
) -> None:
    view = canvas.view
    view.scroll_by(300, 260)
    pins = view.pins()
    assert pins.dx
    assert pins.dy
    before = calm(qtbot, canvas)

    def renamed(m: JourneyMap) -> JourneyMap:
        those = [each.model_copy(update={"name": each.name[::-1]}) for each in getattr(m, kind)]
        return m.model_copy(update={kind: tuple(those)})

    assert canvas.session.commit(M("Edit"), renamed)
    after = calm(qtbot, canvas)

    view.viewport().update()
    assert calm(qtbot, canvas) == after
    assert after != before


@pytest.mark.parametrize("look", LOOKS)
def test_it_does_so_where_the_frame_before_showed_what_was_foreseen(
    qtbot: QtBot, canvas: Canvas, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journeymap.ui.canvas.ahead.FROM", 0)
    test_it_does_so_however_the_map_is_looked_at(qtbot, canvas, look)


@pytest.mark.parametrize("kind", ["card", "flow"])
def test_handles_go_with_the_selection(qtbot: QtBot, canvas: Canvas, kind: str) -> None:
    view = canvas.view
    keys = [part.key for part in view.within(box_of(view.seen())) if part.kind == kind]
    for chosen in ((keys[1],), (keys[1], keys[-2]), (keys[-2],), (), (keys[2],)):
        canvas.session.select(chosen)
        after = calm(qtbot, canvas)
        view.viewport().update()
        assert calm(qtbot, canvas) == after, chosen


@pytest.mark.parametrize("zoom", [1.0, 1.31])
def test_handles_go_when_a_field_opens_and_come_when_it_closes(
    qtbot: QtBot, canvas: Canvas, zoom: float
) -> None:
    view = canvas.view
    view.set_zoom(zoom)
    view.reveal(KEY)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Escape):
        canvas.session.select((KEY,))
        calm(qtbot, canvas)
        QTest.keyClick(view.editor or view, key)
        assert bool(view.editor) == (key == Qt.Key.Key_F2)
        after = calm(qtbot, canvas)
        view.viewport().update()
        assert calm(qtbot, canvas) == after


@pytest.mark.parametrize("from_", [0, 10_000])
@pytest.mark.parametrize("what", ["deleted", "moved"])
def test_a_handle_over_the_edge_of_a_heading_leaves_nothing_there(
    qtbot: QtBot, canvas: Canvas, what: str, from_: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journeymap.ui.canvas.ahead.FROM", from_)
    view = canvas.view
    part = canvas.part(KEY)
    view.scroll_by(300, 260)
    pins = view.pins()
    edge = view.viewportTransform().map(QPointF(0, pins.head.bottom)).y()
    view.scroll_by(0, round(view.on_screen(part).center().y() - edge) - 2)
    assert view.pins().dy
    canvas.session.select((KEY,))
    calm(qtbot, canvas)
    assert any(handle.key == KEY for handle in view.handles())

    if what == "deleted":
        canvas.session.commit(M("Delete"), lambda m: edits.delete(m, [KEY]))
    else:
        canvas.session.commit(M("Move"), EDITS["another channel"])

    after = calm(qtbot, canvas)
    view.viewport().update()
    assert calm(qtbot, canvas) == after
