"""What is told of a map from afar, where no name can be read: never less than from farther away."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model.journey import Channel
from journeymap.picture.draw import shapes
from journeymap.picture.picture import Part
from journeymap.picture.shapes import Icon, Rect, Text
from journeymap.ui.canvas import signs
from tests.ui.hands import LEFT, PLAIN, Canvas, small


@pytest.fixture
def coffee(qtbot: QtBot, examples: Path) -> Canvas:
    return Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (900, 560))


def colors(image: QImage, rect: QRectF) -> set[str]:
    """Return the colours in a region of an image."""
    area = rect.toAlignedRect().intersected(image.rect())
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def seen_by(canvas: Canvas) -> QImage:
    """Return what is seen when all frames are painted that follow each other."""
    while True:
        image = canvas.view.viewport().grab().toImage()
        if not canvas.view.layer.frames_unready:
            return image


def stages(canvas: Canvas) -> list[Part]:
    assert canvas.view.picture is not None
    return [part for part in canvas.view.picture.parts if part.kind == "stage"]


def test_a_fitted_map_shows_channel_emotion_and_pain_of_each_card(coffee: Canvas) -> None:
    # given a map of 22 touchpoints that fits its window at a third of its size
    coffee.view.fit()
    assert 0.2 < coffee.view.zoom < 0.35
    # when it is painted
    image = seen_by(coffee)
    # then a card has its channel's colour, its emotion's and the mark of what hurts
    pay = coffee.part("pay")
    rect = coffee.view.on_screen(pay).adjusted(-3, -6, 5, 3)
    seen = colors(image, rect)
    artist = coffee.view.artist
    for token in (pay.face.edge, f"emotion.{pay.face.emotion}", "badge"):
        assert artist.color(token).name() in seen, token


def test_tiny_cards_still_have_the_colours_of_channel_and_emotion(coffee: Canvas) -> None:
    coffee.view.set_zoom(0.15)
    image = seen_by(coffee)
    pay = coffee.part("pay")
    seen = colors(image, coffee.view.on_screen(pay))
    for token in (pay.face.edge, f"emotion.{pay.face.emotion}", "badge"):
        assert coffee.view.artist.color(token).name() in seen, token


def test_no_level_shows_less_of_a_card_than_the_next_smaller_one(coffee: Canvas) -> None:
    face = coffee.part("pay").face

    def told(drawn: tuple) -> set[str]:
        tokens = {shape.fill for shape in drawn if isinstance(shape, Rect) and shape.fill}
        tokens |= {shape.name for shape in drawn if isinstance(shape, Icon)}
        return tokens | {"a name" for shape in drawn if isinstance(shape, Text)}

    levels = [told(shapes(face, detail)) for detail in ("block", "signs", "title", "full")]
    for smaller, larger in pairwise(levels):
        assert smaller <= larger


def test_the_overlay_is_seen_on_cards_without_words(coffee: Canvas) -> None:
    metric = coffee.session.map.metrics[0].id
    coffee.session.set_view(metric=metric)
    measured = [
        part.face
        for part in coffee.view.picture.parts
        if part.kind == "card" and part.face.pill and part.face.pill.band in ("good", "poor")
    ]
    assert measured
    for face in measured:
        band = face.pill.band
        assert shapes(face, "signs")[0].fill == f"{band}.ground"
        assert band in {s.fill for s in shapes(face, "block") if isinstance(s, Rect)}


@pytest.mark.parametrize("collapsed", [False, True])
def test_every_stage_has_letters_on_it_in_a_fitted_map(coffee: Canvas, collapsed: bool) -> None:
    # given a fitted map, as it is and with all its stages folded
    view = coffee.view
    if collapsed:
        keys = frozenset(stage.id for stage in coffee.session.map.stages)
        coffee.session.set_view(collapsed=keys)
    view.fit()
    assert signs.wanted(view.zoom)
    image = seen_by(coffee)
    # then each heading has letters: more shades than those of its ground
    for part in stages(coffee):
        rect = view.on_screen(part)
        inside = QRectF(rect.left() + 4, rect.bottom() - 15, rect.width() - 10, 12)
        assert len(colors(image, inside)) > 8, part.key


def test_names_of_lanes_lie_on_no_card_of_a_fitted_map(coffee: Canvas) -> None:
    # given a fitted map whose lane heads are narrower than their names
    view = coffee.view
    view.fit()
    picture = view.picture
    assert picture is not None
    start = picture.start.w * view.zoom
    # then the ground beside the map has room for the names
    assert (
        view.viewportTransform().map(QRectF(picture.start.x, 0, 1, 1)).boundingRect().x() + (start)
        >= 90
    )
    # and no head is painted below its sign
    lanes = [part for part in picture.parts if part.kind == "lane"]
    port = QRectF(view.viewport().rect())
    assert any(signs.covers(part, view.on_screen(part), port) for part in lanes)


def test_a_long_name_of_a_high_lane_takes_two_lines_from_afar(coffee: Canvas) -> None:
    # given a fitted map with a lane that is high and whose name is longer than the room beside it
    view = coffee.view
    view.resize(766, 448)
    view.fit()
    picture = view.picture
    assert picture is not None
    name = "Pain points and opportunities"
    (part,) = [p for p in picture.parts if p.kind == "lane" and signs._name(p) == name]
    sign = view._sign(part)
    assert sign is not None
    wide = sign.width() - 2 * signs.PAD
    assert view.measure.wrap(name, "axis", wide, 1).cut
    # then both lines of it are there, on its ground
    assert not view.measure.wrap(name, "axis", wide, 2).cut
    assert view.on_screen(part).height() >= sign.height() == signs.TWICE
    image = seen_by(coffee)
    middle = round(sign.center().y())
    for top in (middle - 12, middle + 2):
        assert len(colors(image, QRectF(sign.left() + 8, top, 40, 10))) > 8


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_name_of_a_lane_is_clicked_and_outlined_from_afar(qtbot: QtBot, language: str) -> None:
    m = small(language)
    shop = Channel(id="shop", name="A shop in the middle of the town")
    canvas = Canvas(qtbot, m.model_copy(update={"channels": (m.channels[0], shop)}))
    canvas.view.set_zoom(0.3)
    part = canvas.part("shop")
    head, sign = canvas.view.on_screen(part), canvas.view._sign(part)
    assert sign is not None
    assert sign.width() > head.width() + 30
    out = sign.left() + 4 if sign.left() < head.left() - 8 else sign.right() - 4
    at = QPointF(out, sign.center().y()).toPoint()
    assert not head.contains(QPointF(at))

    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, at)

    assert canvas.selection == ("shop",)
    ring = canvas.view.marks.sign_of(part)
    assert ring is not None
    assert canvas.view.viewportTransform().mapRect(ring).toRect() == sign.toRect()
    canvas.session.close()


def test_signs_of_stages_leave_the_words_over_them(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())  # whose stages say no goal, and have low headings
    view = canvas.view
    view.set_zoom(0.43)
    picture = view.picture
    assert picture is not None
    words = next(part for part in picture.parts if part.kind == "heading")
    stage = view.on_screen(canvas.part("find"))
    image = view.viewport().grab().toImage()
    x, ground = round(stage.center().x()), image.pixel(4, 4)
    rows = [y for y in range(image.height()) if image.pixel(x, y) != ground]
    first = next(y for y in rows if y >= view.on_screen(words).center().y())
    assert first >= view.on_screen(words).bottom() - 2  # under the letters is some room
