"""Which parts are in a region, before there was time to enter them all: asked for once."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.picture.layout import layout
from journeymap.picture.picture import Box, Part, Picture, view_of
from journeymap.ui.canvas.whereabouts import MORE, REMEMBERED, Whereabouts
from journeymap.ui.measure import QtMeasure

BOX = Box(0, 0, 900, 500)
INSIDE = BOX._replace(x=BOX.x + 40, w=BOX.w - 90)


@pytest.fixture
def pictures(examples: Path) -> tuple[Picture, Picture]:
    """A map before and after an edit."""
    m = read_file(examples / "coffee-app.yaml").map
    edited = edits.change(m, m.touchpoints[0].id, name="Another name")
    measure = QtMeasure("en")
    return layout(m, view_of(m), measure), layout(edited, view_of(edited), measure)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Box]:
    """The regions that pictures were asked for."""
    found: list[Box] = []
    near = Picture.near

    def noted(picture: Picture, box: Box) -> list[Part]:
        found.append(box)
        return near(picture, box)

    monkeypatch.setattr(Picture, "near", noted)
    return found


def test_a_picture_is_asked_once_for_a_region(
    qapp: object, pictures: tuple[Picture, Picture], asked: list[Box]
) -> None:
    where = Whereabouts()
    where.show(pictures[0])

    first = where.within(BOX)
    first.pop()  # whoever asks may do with it what they like
    again = where.within(BOX)
    inside = where.within(INSIDE)

    assert len(asked) == 1
    assert again == pictures[0].near(BOX)
    assert inside == pictures[0].near(INSIDE)
    assert len(again) == len(first) + 1


def test_another_picture_is_asked_again(
    qapp: object, pictures: tuple[Picture, Picture], asked: list[Box]
) -> None:
    where = Whereabouts()
    before, after = pictures
    where.show(before)
    where.within(BOX)

    where.show(after)

    assert where.within(BOX) == after.near(BOX) != before.near(BOX)


def test_a_long_way_over_a_map_is_not_remembered_whole(
    qapp: object, pictures: tuple[Picture, Picture], asked: list[Box]
) -> None:
    where = Whereabouts()
    where.show(pictures[0])
    way = [BOX._replace(x=(MORE + 1) * step) for step in range(REMEMBERED + 1)]

    for box in (*way, way[0]):
        assert where.within(box) == pictures[0].near(box)

    assert len(asked) == 2 * len(way) + 2  # each once to compare with
