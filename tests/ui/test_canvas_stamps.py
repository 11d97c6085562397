"""Pictures of what every card has: they look as what they show, and stay out of sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.picture.picture import Face, Part
from journeymap.picture.shapes import Icon, Path, Rect, Shape
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas.artist import Artist
from journeymap.ui.canvas.stamps import Stamps
from journeymap.ui.paint import operations
from tests.ui.hands import Canvas, small

NEARLY = 3  # of 255, by which a colour may be rounded otherwise
CARD = Rect(0, 0, 108, 69, 7, fill="card", stroke="card.border", shadow=True)
SHAPES: dict[str, Shape] = {
    "the ground of a card": CARD,
    "the ground of a face": Rect(13, 44, 18, 18, 9, fill="emotion.2"),
    "a face": Icon("emotion.2", 13, 44, 18, "emotion.ink"),
}


def painted(shape: Shape, theme: str, stamps: Stamps | None, zoom: float = 1.0) -> QImage:
    """Return a shape on the ground of a canvas; with its stamp where there are some."""
    calls = operations((shape,), THEMES[theme])
    if stamps is not None:
        calls = stamps.stamped(shape, calls)
    image = QImage(160, 120, QImage.Format.Format_RGB32)
    image.fill(QColor(THEMES[theme].color("canvas")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(zoom, zoom)
    painter.translate(20, 20)
    for call, arguments in calls:
        call(painter, *arguments)
    painter.end()
    return image


def unlike(one: QImage, other: QImage) -> int:
    """Return by how much the most different part of a colour differs, 0 to 255."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", SHAPES)
def test_a_stamp_looks_like_the_shape(qapp: QApplication, name: str, theme: str) -> None:
    stamps, shape = Stamps(), SHAPES[name]
    assert len(stamps.stamped(shape, operations((shape,), THEMES[theme]))) == 1
    for _ in range(2):  # made, and used again
        assert unlike(painted(shape, theme, stamps), painted(shape, theme, None)) <= NEARLY


def test_at_another_zoom_the_shape_itself_is_painted(qapp: QApplication) -> None:
    assert painted(CARD, "light", Stamps(), 1.3) == painted(CARD, "light", None, 1.3)


def test_between_two_pixels_and_where_it_is_no_small_thing_there_is_no_stamp() -> None:
    for shape in (CARD._replace(x=0.5), Rect(0, 0, 400, 30, 5, fill="card"), Path((("Z",),))):
        calls = operations((shape,), THEMES["light"])
        assert Stamps().stamped(shape, calls) is calls


@pytest.mark.parametrize("zoom", [1.0, 1.3])
def test_pen_and_brush_stay_what_they_are(qapp: QApplication, zoom: float) -> None:
    ((call, arguments),) = Stamps().stamped(CARD, operations((CARD,), THEMES["light"]))
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    pen, brush = QPen(Qt.GlobalColor.red, 3), QBrush(Qt.GlobalColor.blue)
    painter.setPen(pen)
    painter.setBrush(brush)

    call(painter, *arguments)

    assert (painter.pen(), painter.brush()) == (pen, brush)
    painter.end()


def test_another_theme_has_other_stamps(qapp: QApplication, qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    card = canvas.part("pay")
    found = [_ground(Artist(THEMES[theme]), card) for theme in ("light", "dark")]
    artist = Artist(THEMES["light"])
    assert _ground(artist, card) == found[0]
    artist.dress(THEMES["dark"])
    assert _ground(artist, card) == found[1]
    assert found[0] != found[1]
    canvas.session.close()


def _ground(artist: Artist, part: Part) -> QImage:
    face: Face = part.face
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(artist.color("canvas"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    artist.paint(painter, face, "full", 20, 20)
    painter.end()
    return image
