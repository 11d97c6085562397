"""Marks on the picture of two maps: told apart without colour, right way and left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.differences import differences
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.model.union import Union, union
from journeymap.picture.compared import ICONS, Mark, Scene, list_under, marked
from journeymap.picture.draw import shapes
from journeymap.picture.layout import layout
from journeymap.picture.picture import Part, Picture, view_of
from journeymap.picture.shapes import Icon, Path, Text
from journeymap.picture.svg import svg
from journeymap.picture.theme import THEMES
from tests.model.test_union import small
from tests.picture.fixed import FixedMeasure
from tests.picture.mapmaker import chance_map

MEASURE = FixedMeasure()
seeds = st.integers(0, 1 << 32)


def compared(old: JourneyMap, new: JourneyMap) -> tuple[Picture, Union]:
    both = union(old, new)
    found = differences(Index(old), Index(new), both)
    marks = {d.key: Mark(d.whats, M("Marked"), M("In full")) for d in found if d.key}
    picture = layout(both.map, view_of(both.map), MEASURE)
    return marked(picture, Scene(marks, both.ghosts, both.former), MEASURE), both


def marks_over(picture: Picture, key: str) -> list[Part]:
    part = picture.part(key)
    assert part is not None
    return [each for each in picture.parts if each.kind == "mark" and each.box == part.box]


def icons(part: Part) -> list[str]:
    return [shape.name for shape in shapes(part.face) if isinstance(shape, Icon)]


def edited() -> tuple[JourneyMap, JourneyMap]:
    old = small()
    new = edits.delete(old, ["ask"])
    new = edits.change(new, "ad", emotion=-2)
    new = edits.move(new, ("page",), "buy", "shop")
    new = edits.add(new, new.touchpoints[0].model_copy(update={"id": "fresh", "name": "Fresh"}))
    return old, new


def test_each_sort_has_a_sign_of_its_own() -> None:
    picture, _ = compared(*edited())
    for key, what in (("fresh", "added"), ("ask", "removed"), ("page", "moved"), ("ad", "changed")):
        (mark,) = marks_over(picture, key)
        assert icons(mark)[0] == ICONS[what]  # type: ignore[index]  # one of the four
    assert len(set(ICONS.values())) == 4


def test_what_is_gone_has_a_broken_outline_and_its_words_struck_through() -> None:
    picture, both = compared(*edited())
    for key in ("ask", both.former["page"]):
        part = picture.part(key)
        assert part is not None
        drawn = shapes(part.face)
        words = [shape for shape in drawn if isinstance(shape, Text)]
        lines = [shape for shape in drawn if isinstance(shape, Path) and len(shape.commands) == 2]
        assert words
        assert len(lines) >= sum(len(each.block.lines) for each in words)
        assert any(isinstance(shape, Path) and shape.dash for shape in drawn)


def test_an_arrow_leads_from_the_former_place_to_the_new_one() -> None:
    picture, both = compared(*edited())
    was, now = picture.part(both.former["page"]), picture.part("page")
    assert was is not None
    assert now is not None
    arrows = [
        part
        for part in picture.parts
        if part.kind == "mark"
        and all(isinstance(shape, Path) for shape in shapes(part.face))
        and part.box.meets(was.box)
        and part.box.meets(now.box)
    ]
    assert len(arrows) == 1


def test_readers_are_told_what_happened_before_the_name() -> None:
    picture, _ = compared(*edited())
    part = picture.part("ad")
    assert part is not None
    assert str(part.alt).startswith("Marked: ")
    assert str(part.about) == "In full"


def test_the_same_maps_have_no_marks() -> None:
    picture, _ = compared(small(), small())
    assert [part for part in picture.parts if part.kind == "mark"] == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_sign_stands_at_the_side_where_reading_begins(language: str) -> None:
    old, new = (m.model_copy(update={"language": language}) for m in edited())
    picture, _ = compared(old, new)
    (mark,) = marks_over(picture, "fresh")
    (icon,) = (shape for shape in shapes(mark.face) if isinstance(shape, Icon))
    assert (icon.x > mark.box.w / 2) == (language == "fa")


@settings(max_examples=40, deadline=None)
@given(seeds, seeds)
def test_any_two_maps_can_be_drawn_with_all_their_parts(one: int, other: int) -> None:
    old, new = chance_map(one), chance_map(other)
    picture, both = compared(old, new)
    plain = layout(both.map, view_of(both.map), MEASURE)
    kept = [part for part in picture.parts if part.kind != "mark"]
    assert [(p.key, p.kind, p.box) for p in kept] == [(p.key, p.kind, p.box) for p in plain.parts]
    assert svg(picture, THEMES["dark"]).endswith("</svg>\n")


def test_the_list_stands_under_the_picture_and_makes_it_higher() -> None:
    picture, _ = compared(*edited())
    lines = [("added", MEASURE.wrap("One came", "subtitle", 600))] * 5
    heading = MEASURE.wrap("From A to B", "stage", 600)
    made = list_under(picture, heading, lines)
    assert made.parts[-1].box.y >= picture.bounds.bottom
    assert made.bounds.bottom >= made.parts[-1].box.bottom
    words = [s for s in shapes(made.parts[-1].face) if isinstance(s, Text)]
    assert len(words) == 6
