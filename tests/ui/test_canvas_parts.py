"""What the canvas paints at which zoom, and what it says to screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.checks.finding import Finding
from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.picture.face import CurveFace, RouteFace
from journeymap.picture.layout import layout
from journeymap.picture.picture import Box, Detail, Face, Picture, view_of
from journeymap.picture.shapes import Path as Line
from journeymap.picture.theme import THEMES
from journeymap.picture.type import TYPE
from journeymap.ui import texts
from journeymap.ui.canvas import levels, pins
from journeymap.ui.canvas.accessible import CanvasInterface
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.badges import Badge, badge_of
from journeymap.ui.canvas.drop import target_at
from journeymap.ui.canvas.layer import Layer
from journeymap.ui.canvas.strips import SIDE, Strips, pieces
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.canvas.whereabouts import Whereabouts
from journeymap.ui.measure import QtMeasure
from journeymap.ui.session import Session


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    path = tmp_path_factory.mktemp("many") / "many.yaml"
    path.write_text(generate(300), encoding="utf-8")
    m = read_file(path).map
    return layout(m, view_of(m), QtMeasure("en"))


@pytest.fixture
def canvas(qtbot: QtBot, examples: Path) -> Iterator[CanvasView]:
    session = Session(read_file(examples / "coffee-app.yaml").map)
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    session.close()


class Watched(Artist):
    """An artist that notes what it is asked to paint."""

    def __init__(self) -> None:
        super().__init__(THEMES["light"])
        self.asked: list[tuple[type, Detail]] = []

    def paint(
        self,
        painter: QPainter,
        face: Face,
        detail: Detail,
        x: float,
        y: float,
        seen: Box | None = None,
    ) -> None:
        self.asked.append((type(face), detail))
        super().paint(painter, face, detail, x, y, seen)


def painted(layer: Layer, zoom: float, seen: Box) -> QImage:
    """Paint a region with a layer, frame after frame, until it leaves nothing for the next."""
    image = QImage(
        int(seen.w * zoom), int(seen.h * zoom), QImage.Format.Format_ARGB32_Premultiplied
    )
    for _ in range(400):
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(zoom, zoom)
        painter.translate(-seen.x, -seen.y)
        layer.paint_region(painter, seen)
        painter.end()
        if not layer.frames_unready:
            return image
    raise AssertionError("the layer never became ready")


# ---------------------------------------------------------------- levels of detail


@pytest.mark.parametrize(
    ("pixels", "detail"),
    [
        (0.3, "block"),
        (2.3, "block"),
        (2.5, "signs"),
        (4.1, "signs"),
        (4.3, "title"),
        (6.9, "title"),
        (7.1, "full"),
        (50, "full"),
    ],
)
def test_the_level_follows_the_size_of_names_on_the_screen(pixels: float, detail: str) -> None:
    assert levels.detail_at(pixels / TYPE["card"].size) == detail


def test_many_cards_are_names_then_areas_and_few_are_drawn_whole(many: Picture) -> None:
    artist = Watched()
    layer = Layer(artist, lambda: None)
    layer.show_picture(many)
    bounds = many.bounds
    middle = Box(200, 0, bounds.w * 0.8, bounds.h)
    for zoom, expected in ((1.0, "full"), (0.45, "title"), (0.19, None)):
        artist.asked.clear()
        painted(layer, zoom, middle)
        details = {detail for face, detail in artist.asked if face.__name__ == "CardFace"}
        assert details == ({expected} if expected else set())
    few = Box(bounds.w / 3, 0, 600, 600)
    artist.asked.clear()
    painted(layer, 0.45, few)
    assert {d for face, d in artist.asked if face.__name__ == "CardFace"} <= {"full"}


def test_a_frame_leaves_for_the_next_what_it_has_no_time_for(
    many: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journeymap.ui.canvas.layer.BUDGET", 1e-9)
    asked_again: list[None] = []
    layer = Layer(Artist(THEMES["light"]), lambda: asked_again.append(None))
    layer.show_picture(many)
    seen = Box(0, 0, 2400, 1200)
    image = QImage(1200, 600, QImage.Format.Format_ARGB32_Premultiplied)
    left: list[int] = []
    for _ in range(4):
        painter = QPainter(image)
        painter.scale(0.6, 0.6)
        layer.paint_region(painter, seen)
        painter.end()
        left.append(layer.frames_unready)
    assert left[0] > 0
    assert left == sorted(left, reverse=True)
    assert left[-1] < left[0], "each frame gets on by at least one part"
    assert len(asked_again) == 4


def test_a_steady_frame_shapes_no_text(canvas: CanvasView) -> None:
    canvas.set_zoom(1.0)
    canvas.session.select([canvas.session.map.touchpoints[0].id])
    canvas.badges.badges = {t.id: Badge(3, "error") for t in canvas.session.map.touchpoints}
    for _ in range(50):
        canvas.viewport().repaint()
    before = texts.shaped.cache_info().misses
    for zoom in (1.0, 1.1, 1.3, 1.0):  # nearer, so that nothing new comes into view
        canvas.set_zoom(zoom)
        for _ in range(20):
            canvas.viewport().repaint()
    canvas.session.set_theme("dark")
    for _ in range(20):
        canvas.viewport().repaint()
    assert texts.shaped.cache_info().misses == before


def test_the_overview_shows_each_card_by_its_colour(many: Picture) -> None:
    artist = Artist(THEMES["light"])
    layer = Layer(artist, lambda: None)
    layer.show_picture(many)
    zoom = 0.1
    image = painted(layer, zoom, many.bounds)
    for part in many.parts:
        if part.kind == "card":
            x = int((part.box.x + part.box.w / 2) * zoom)
            y = int((part.box.y + part.box.h / 2) * zoom)
            edge = artist.color(part.face.edge)
            seen = image.pixelColor(x, y)
            assert abs(seen.red() - edge.red()) + abs(seen.blue() - edge.blue()) < 40, part.key


def test_what_was_edited_is_painted_whole_in_the_first_frame(
    many: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BUDGET", "ARROWS"):  # no time for anything else
        monkeypatch.setattr(f"journeymap.ui.canvas.layer.{name}", 0.0)
    artist = Watched()
    layer = Layer(artist, lambda: None)
    seen = Box(0, 0, 2400, 1200)
    layer.show_picture(many)
    card = next(p for p in many.near(seen) if p.kind == "card")
    layer.urgent = frozenset((card.key,))

    image = QImage(1200, 600, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    layer.paint_region(painter, seen)
    painter.end()

    assert [asked for asked in artist.asked if asked[0].__name__ == "CardFace"] == [
        (type(card.face), "full")
    ]
    assert layer.frames_unready


def test_the_overview_of_before_stands_until_the_next_one_is_done(
    many: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer, zoom = Layer(Artist(THEMES["light"]), lambda: None), 0.1
    layer.show_picture(many)
    before = painted(layer, zoom, many.bounds)
    monkeypatch.setattr("journeymap.ui.canvas.layer.BUDGET", 0.0)  # a little in each frame

    def first_frame() -> QImage:
        image = QImage(before.size(), before.format())
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(zoom, zoom)
        painter.translate(-many.bounds.x, -many.bounds.y)
        layer.paint_region(painter, many.bounds)
        painter.end()
        assert layer.frames_unready
        return image

    layer.show_picture(many)
    assert first_frame() == before
    assert painted(layer, zoom, many.bounds) == before
    layer.show_picture(many, follows=False)  # another map altogether
    assert first_frame() != before


def test_another_theme_has_other_colours_and_the_same_places(many: Picture) -> None:
    artist = Artist(THEMES["light"])
    layer = Layer(artist, lambda: None)
    layer.show_picture(many)
    seen = Box(0, 0, 1200, 800)
    light = painted(layer, 1.0, seen)
    artist.dress(THEMES["dark"])
    layer.forget_colors()
    dark = painted(layer, 1.0, seen)
    card = next(p for p in many.parts if p.kind == "card" and p.box.x < 900 and p.box.y < 700)
    x, y = int(card.box.x + card.box.w - 20), int(card.box.y + card.box.h - 3)
    assert light.pixelColor(x, y) == artist_color("light", "card")
    assert dark.pixelColor(x, y) == artist_color("dark", "card")


def artist_color(theme: str, token: str) -> QColor:
    return QColor(THEMES[theme].color(token))


# ---------------------------------------------------------------- long lines


def test_a_long_line_is_cut_into_pieces_that_join(many: Picture) -> None:
    longest = max(
        (p for p in many.parts if isinstance(p.face, RouteFace)), key=lambda p: p.face.w + p.face.h
    )
    line = Line(tuple(("M" if n == 0 else "L", x, y) for n, (x, y) in enumerate(
        longest.face.points)), stroke="flow")  # fmt: skip
    cut = [piece for piece, _, _ in pieces(line)]
    assert len(cut) > 1

    def length(commands: tuple) -> float:
        return sum(hypot(b[1] - a[1], b[2] - a[2]) for a, b in pairwise(commands))

    assert sum(length(piece.commands) for piece in cut) == pytest.approx(length(line.commands))
    assert max(length(piece.commands) for piece in cut) <= SIDE + 0.01
    for one, other in pairwise(cut):
        assert one.commands[-1][1:] == other.commands[0][1:]


def test_a_curve_in_strips_has_all_its_dots(many: Picture) -> None:
    face = next(part.face for part in many.parts if isinstance(part.face, CurveFace))
    seen: list[object] = []

    def made(drawn: object) -> list:
        seen.extend(drawn)
        return []

    strips = Strips(face, "full", made)
    list(strips.calls(Box(0, 0, face.w / 10, face.h)))
    few = len(seen)
    list(strips.calls(Box(0, 0, face.w, face.h)))
    dots = sum(len(line.dots) for line in face.lines if line.what == "emotion")
    filled = [shape for shape in seen if isinstance(shape, Line) and shape.fill == "card"]
    assert len(filled) == dots
    assert few < len(seen) / 2, "only what is seen is made"


# ---------------------------------------------------------------- what is where


def test_what_is_where_is_known_after_each_change_as_if_it_had_been_looked_up_anew(
    examples: Path,
) -> None:
    # given the picture of a map, and the places of its parts
    m = read_file(examples / "coffee-app.yaml").map
    measure, memo = QtMeasure("en"), {}
    where = Whereabouts()
    where.show(layout(m, view_of(m), measure, memo))
    where.settle()

    for key in ("pay", "install", "pay"):
        # when a card grows or shrinks and moves others about
        touchpoint = next(t for t in m.touchpoints if key in t.id)
        long = "A long name that takes all of three lines" if len(touchpoint.name) < 30 else "Short"
        m = edits.change(m, touchpoint.id, name=long)
        picture = layout(m, view_of(m), measure, memo)
        where.show(picture)

        # then the same parts are found in the same order as in a grid made anew
        fresh = Whereabouts()
        fresh.show(picture)
        fresh.settle()
        views = [
            Box(x, y, 900, 500)
            for x in range(0, int(picture.bounds.w), 700)
            for y in range(0, int(picture.bounds.h), 400)
        ]
        for box in views:  # the frame after the edit lacks nothing
            found = where.within(box)
            assert [p for p in found if p.kind != "flow"] == [
                p for p in fresh.within(box) if p.kind != "flow"
            ]
            assert {p.key for p in found} >= {p.key for p in fresh.within(box)}
        where.settle()
        for box in views:
            assert where.within(box) == fresh.within(box)
            seen = [part for part in picture.within(box) if part.kind != "flow"]
            assert [p for p in where.within(box) if p in seen] == seen


# ---------------------------------------------------------------- headings


@dataclass
class Band:
    """The little of a Picture that the headings are worked out from."""

    rtl: bool
    head: Box
    start: Box
    bounds: Box


@pytest.mark.parametrize("rtl", [False, True])
def test_headings_are_mirrored_exactly(rtl: bool) -> None:
    bounds = Box(0, 0, 4000, 2000)
    start = Box(3840, 0, 160, 2000) if rtl else Box(0, 0, 160, 2000)
    head = Box(0, 80, 4000, 60)
    picture = Band(rtl, head, start, bounds)
    seen = Box(4000 - 1000 - 800, 500, 800, 600) if rtl else Box(1000, 500, 800, 600)
    found = pins.pinned(picture, head, seen)
    assert found.dy == 420
    assert found.head.y == 500
    if rtl:
        assert found.start.right == seen.right
    else:
        assert found.start.x == seen.x
    near = Box(0, 0, 300, 130)  # so near that headings would fill the window
    assert pins.pinned(picture, head, near).dx == 0
    # where a view begins with the headings, but for rounding, they throw no shadow
    begins = Box(start.right - 2000 - 1e-9 if rtl else 1e-9, 80 + 1e-9, 2000, 2000)
    there = pins.pinned(picture, head, begins)
    assert (there.dx, there.dy) == (0.0, 0.0)


# ---------------------------------------------------------------- dropping, badges


@pytest.mark.parametrize("example", ["coffee-app.yaml", "clinic-visit.fa.yaml"])
def test_a_card_may_always_be_dropped_on_its_own_cell(examples: Path, example: str) -> None:
    session = Session(read_file(examples / example).map)
    picture = layout(session.map, session.view, QtMeasure(session.map.language))
    for touchpoint in session.map.touchpoints:
        part = picture.part(touchpoint.id)
        assert part is not None
        x = part.box.right - 20 if picture.rtl else part.box.x + 20
        target = target_at(
            picture,
            picture.within,
            session.index,
            "channel",
            [touchpoint.id],
            x,
            part.box.y + part.box.h / 2,
        )
        assert target is not None
        assert (target.stage, target.row) == (touchpoint.stage, touchpoint.channel or "")
        assert target.refusal is None
    session.close()


def test_a_badge_counts_findings_and_shows_the_worst() -> None:
    found = [Finding("a", M("One"), level="info"), Finding("a", M("Two"), level="error")]
    assert badge_of(found) == Badge(2, "error")


# ---------------------------------------------------------------- screen readers


@pytest.fixture
def heard() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def test_each_part_can_be_read_in_reading_order(canvas: CanvasView, heard: None) -> None:
    root = QAccessible.queryAccessibleInterface(canvas)
    assert isinstance(root, CanvasInterface)
    assert canvas.picture is not None
    names = []
    for number in range(root.childCount()):
        child = root.child(number)
        assert child is not None
        assert root.indexOfChild(child) == number
        names.append(child.text(QAccessible.Text.Name))
    over = ["Overview of the map"]  # the map is larger than the view
    rows = [channel.id for channel in canvas.session.map.channels]
    assert names[: len(rows)] == [
        str(part.alt) for key in rows if (part := canvas.picture.part(key))
    ]
    assert names[len(rows) :] == [
        *(str(part.alt) for key in canvas.picture.reading if (part := canvas.picture.part(key))),
        *over,
    ]
    assert all(names)


def test_a_reader_finds_the_card_that_has_the_keyboard(canvas: CanvasView, heard: None) -> None:
    key = canvas.session.map.touchpoints[3].id
    canvas.setFocus()
    canvas.session.select((key,))
    root = QAccessible.queryAccessibleInterface(canvas)
    assert isinstance(root, CanvasInterface)
    child = root.focusChild()
    assert child is not None
    assert canvas.session.map.touchpoints[3].name in child.text(QAccessible.Text.Name)
    assert child.state().selected
    at = child.rect().center()
    there = root.childAt(at.x(), at.y())
    assert there is not None
    assert root.indexOfChild(there) == root.indexOfChild(child)


def test_what_was_read_goes_with_its_record_and_with_the_canvas(
    qtbot: QtBot, examples: Path, heard: None
) -> None:
    session = Session(read_file(examples / "coffee-app.yaml").map)
    view = CanvasView(session)
    root = QAccessible.queryAccessibleInterface(view)
    assert isinstance(root, CanvasInterface)
    children = [root.child(number) for number in range(root.childCount())]
    assert len(children) > 20
    session.new(read_file(examples / "clinic-visit.fa.yaml").map)
    assert root.childCount() > 20
    assert root.child(0) is not None
    view.deleteLater()
    QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    session.close()


def test_the_layer_says_how_far_it_reaches(many: Picture) -> None:
    layer = Layer(Artist(THEMES["light"]), lambda: None)
    layer.show_picture(many)
    assert layer.boundingRect() == QRectF(*many.bounds)
