"""The legend lists exactly the marks that are in the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.reader import read_file
from journeymap.model.journey import Flow, JourneyMap, Stage, Touchpoint
from journeymap.picture import faces as f
from journeymap.picture.draw import shapes
from journeymap.picture.face import Ink, LegendFace, RouteFace
from journeymap.picture.layout import layout
from journeymap.picture.legend import MARKS
from journeymap.picture.picture import Picture, View, view_of
from journeymap.picture.shapes import Icon, Rect
from tests.picture.fixed import FixedMeasure
from tests.picture.test_layout import ALL_LANES, parts

MEASURE = FixedMeasure()
# how each mark shows in the shapes that are painted, found without the legend's own eyes
ICONS = {
    **{f"emotion.{n}": f"face:{n}" for n in range(-2, 3)},
    **{name: name for name in ("star", "pain", "opportunity", "check", "entry", "exit-reached",
                               "exit-left", "assumption", "linked-map", "comment")},
}  # fmt: skip
GROUNDS = {
    **{f"{band}.ground": f"band:{band}" for band in ("good", "fair", "poor")},
    "badge": "badge",
}
EXAMPLES = sorted(each.name for each in (Path(__file__).parents[2] / "examples").glob("*.yaml"))


def listed(picture: Picture) -> list[str]:
    return [
        mark
        for part in parts(picture, "legend")
        if isinstance(part.face, LegendFace)
        for mark, *_ in part.face.entries
    ]


def painted(picture: Picture) -> set[str]:
    found = set()
    for part in picture.parts:
        if part.kind in ("legend", "lane"):
            continue
        if isinstance(part.face, RouteFace):
            found.add(f"flow:{part.face.kind}")
        for shape in shapes(part.face):
            if isinstance(shape, Icon) and shape.name in ICONS:
                found.add(ICONS[shape.name])
            if isinstance(shape, Rect) and shape.fill in GROUNDS and part.kind != "note":
                found.add(GROUNDS[shape.fill])
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_mark_is_explained_and_every_entry_occurs(examples: Path, name: str) -> None:
    m = read_file(examples / name).map
    metric = m.metrics[0].id if m.metrics else ""
    half = frozenset(s.id for s in m.stages[::2])
    for wishes in ({}, {"lanes": ALL_LANES, "metric": metric}, {"collapsed": half}):
        picture = layout(m, view_of(m, **wishes), MEASURE)
        told, seen = listed(picture), painted(picture)
        known = {*ICONS.values(), *GROUNDS.values()}
        assert {mark for mark in told if mark in known or mark.startswith("flow:")} == seen
        assert len(told) == len(set(told))
        assert ("band:none" in told) == any(
            getattr(getattr(p.face, "pill", None), "band", "") == "none" for p in picture.parts
        )


def test_widths_are_explained_only_where_they_say_something() -> None:
    touchpoints = tuple(Touchpoint(id=k, name=k, stage="s") for k in "ab")
    m = JourneyMap(title="x", stages=(Stage(id="s", name="S"),), touchpoints=touchpoints)

    def told(**fields: float) -> list[str]:
        flows = (Flow(source="a", target="b", **fields),)
        return listed(layout(m.model_copy(update={"flows": flows}), View(), MEASURE))

    assert told() == ["flow:next"]
    assert told(share=0.4) == ["flow:next", "width"]
    assert listed(layout(m, View(), MEASURE)) == []


def test_every_mark_has_a_sample_that_is_drawn() -> None:
    ink = Ink(MEASURE, "en", False, {})
    for mark in MARKS:
        face = f.legend([(mark, *MARKS[mark])], 400, ink)
        assert len(shapes(face)) >= 2, mark
