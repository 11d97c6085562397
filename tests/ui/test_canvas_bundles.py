"""Arrows from afar: drawn as bundles that look like all the lines they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes
from journeymap.picture.picture import Box
from journeymap.ui.canvas.blocks import Blocks
from journeymap.ui.canvas.bundles import Line, bundled, grain_at, lines_in
from tests.ui.hands import Canvas

numbers = st.integers(0, 60)
upright = st.tuples(numbers, numbers, numbers).map(lambda n: (n[0], n[1], n[0], n[2]))
level = st.tuples(numbers, numbers, numbers).map(lambda n: (n[1], n[0], n[2], n[0]))
SIDE = Box(0, 0, 2048, 2048)


def length(line: Line) -> float:
    return abs(line[2] - line[0]) + abs(line[3] - line[1])


def covers(line: Line, other: Line, slack: float) -> bool:
    """Return whether a line lies along another, both upright or level, but for some slack."""
    lies = line[0] - slack <= min(other[0], other[2]), line[1] - slack <= min(other[1], other[3])
    ends = line[2] + slack >= max(other[0], other[2]), line[3] + slack >= max(other[1], other[3])
    return all(lies) and all(ends)


@given(st.lists(upright | level, max_size=30), st.sampled_from([0.5, 1.0, 4.0]))
def test_bundles_lie_where_the_lines_do_and_are_no_more_of_them(
    lines: list[Line], grain: float
) -> None:
    found = list(bundled(lines, grain))

    assert len(found) <= len(lines)
    assert sum(map(length, found)) <= sum(length(line) + 2 * grain for line in lines)
    for line in lines:
        if length(line) > grain:
            assert any(covers(one, line, 1.5 * grain) for one in found)


def test_lines_nearer_than_a_grain_are_one_and_others_stay_apart() -> None:
    lines = [(10.0, 0.0, 10.0, 40.0), (10.3, 20.0, 10.3, 90.0), (14.0, 0.0, 14.0, 90.0)]

    assert sorted(bundled(lines, 1.0)) == [(10.0, 0.0, 10.0, 90.0), (14.0, 0.0, 14.0, 90.0)]


def test_of_lines_side_by_side_every_second_is_enough() -> None:
    lines = [(float(x), 0.0, float(x), 90.0 - x) for x in range(9)]
    short = [(20.0, 0.0, 20.0, 9.0), (21.0, 0.0, 21.0, 99.0), (22.0, 0.0, 22.0, 9.0)]

    alike = list(bundled([(x, 0.0, x, 90.0) for x, *_ in lines], 1.0))

    assert [x for x, *_ in alike] == [0.0, 2.0, 4.0, 6.0, 8.0]
    assert sorted(bundled(lines, 1.0)) == lines  # each is longer than the next
    assert sorted(bundled(short, 1.0)) == short


def test_what_met_at_a_corner_still_does() -> None:
    lines = [(0.0, 7.4, 30.3, 7.4), (30.3, 7.4, 30.3, 51.2), (30.3, 51.2, 80.0, 51.2)]

    across, down, on = sorted(bundled(lines, 4.0))

    assert across[2:] == down[:2]
    assert down[2:] == on[:2]


def test_a_slanting_line_stays_one() -> None:
    assert list(bundled([(0.0, 0.0, 40.0, 20.0)] * 3, 2.0)) == [(0.0, 0.0, 40.0, 20.0)]


@pytest.mark.parametrize("zoom", [0.16, 0.168, 0.25, 0.33, 0.5, 0.9, 1.0, 2.0])
def test_a_bundle_is_a_quarter_to_half_a_pixel_of_the_screen(zoom: float) -> None:
    assert 0.25 <= grain_at(zoom) * zoom <= 0.5


class Web(NamedTuple):
    """A canvas on a map of many arrows."""

    canvas: Canvas
    blocks: Blocks
    square: tuple[int, int]


@pytest.fixture
def web(qtbot: QtBot) -> Iterator[Web]:
    """The tile of a large map's canvas that has most arrows."""
    text = generate(1_000, 1, "en")
    canvas = Canvas(qtbot, read_bytes(text.encode(), "generated.yaml").map, (900, 600))
    picture = canvas.view.picture
    assert picture is not None
    artist, where = canvas.view.artist, canvas.view.layer.where
    blocks = Blocks(
        picture, where.within, lambda part: artist.shapes(part.face, "block"), frozenset()
    )
    squares = list(blocks.squares(picture.bounds))
    most = max(squares, key=lambda square: sum(map(len, blocks.tile(square).lines.values())))
    yield Web(canvas, blocks, most)
    canvas.session.close()


def inked(web: Web, lines: list[Line] | None, zoom: float) -> QImage:
    """Return the tile's lines of one colour: these, or by bundles if there are none."""
    image = QImage(int(2048 * zoom) + 4, int(2048 * zoom) + 4, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    painter.translate(-web.square[0] * 2048, -web.square[1] * 2048)
    black = QColor("black")
    if lines is None:
        grain = grain_at(zoom)
        web.blocks.tile(web.square, grain)
        squares = [web.square]
        web.blocks.draw(painter, squares, lambda _: black, lambda _: black, False, grain)
    else:
        pen = painter.pen()
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLines([QLineF(*line) for line in lines])
    painter.end()
    return image


def dark(image: QImage) -> set[tuple[int, int]]:
    sides = range(image.width()), range(image.height())
    return {(x, y) for x in sides[0] for y in sides[1] if image.pixelColor(x, y).lightness() < 128}


def test_pieces_of_a_flow_outside_a_region_are_no_part_of_it(web: Web) -> None:
    flows = [part for part in web.canvas.view.layer.where.within(SIDE) if part.kind == "flow"]
    pieces = [piece for part in flows for piece in lines_in(part, SIDE)]

    assert pieces
    for x1, y1, x2, y2 in pieces:
        assert x1 == x2 or y1 == y2
        assert min(x1, x2, y1, y2) >= 0
        assert max(x1, x2, y1, y2) <= 2048


def test_a_tile_draws_fewer_lines_than_it_has(web: Web) -> None:
    raw = sum(len(lines) for lines in web.blocks.tile(web.square).lines.values())

    grain = grain_at(0.168)
    paths = web.blocks.tile(web.square, grain).bundles[grain].values()

    assert sum(path.elementCount() for path in paths) / 2 < raw


def test_bundles_cover_what_the_lines_would_to_a_pixel(web: Web) -> None:
    zoom = 0.25
    raw = [line for lines in web.blocks.tile(web.square).lines.values() for line in lines]

    lines, bundles = dark(inked(web, raw, zoom)), dark(inked(web, None, zoom))

    for one, other in ((lines, bundles), (bundles, lines)):
        near = {(x + dx, y + dy) for x, y in other for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        assert len(one - near) <= 0.005 * len(one)
    assert abs(len(lines) - len(bundles)) < 0.05 * len(lines)


def test_a_tile_keeps_the_bundles_of_two_zooms_only(web: Web) -> None:
    for zoom in (0.17, 0.3, 0.5, 0.9):
        web.blocks.tile(web.square, grain_at(zoom))

    assert set(web.blocks.tile(web.square).bundles) == {grain_at(0.5), grain_at(0.9)}


def test_arrows_that_there_was_no_time_for_are_those_of_another_zoom(web: Web) -> None:
    web.blocks.tile(web.square, grain_at(0.3))
    image = QImage(700, 700, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(0.3, 0.3)
    painter.translate(-web.square[0] * 2048, -web.square[1] * 2048)
    black = QColor("black")
    web.blocks.draw(painter, [web.square], lambda _: black, lambda _: black, False, grain_at(0.17))
    painter.end()

    assert not web.blocks.has(web.square, grain_at(0.17))
    assert dark(image)


def test_no_arrow_is_missing_in_the_first_frame_at_another_zoom(
    web: Web, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = web.canvas.view
    view.set_zoom(0.19)
    qtbot.waitUntil(lambda: view.at_rest and not view.layer.frames_unready, timeout=20_000)
    drawn: list[tuple[int, int]] = []
    draw = Blocks.draw

    def noted(blocks: Blocks, painter: QPainter, squares: list, *args: Any) -> None:
        drawn[:] = squares
        draw(blocks, painter, squares, *args)

    monkeypatch.setattr(Blocks, "draw", noted)
    view.viewport().repaint()
    before = set(drawn)
    monkeypatch.setattr("journeymap.ui.canvas.layer.ARROWS", 0.0)
    view.set_zoom(0.17)
    view.viewport().repaint()

    assert before
    assert before <= set(drawn)
    assert view.layer.frames_unready
