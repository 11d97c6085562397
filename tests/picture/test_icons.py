"""The icon family: whole, inside its grid, and flipped only where a direction is meant."""

from __future__ import annotations

import pytest

from journeymap.model.vocabulary import CHANNELS
from journeymap.picture.icons import GRID, ICONS, STROKE, channel_icon, icon
from journeymap.picture.outline import mirrored, outline

EDGE = STROKE / 2  # half a stroke stands out of the line


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_stays_in_its_grid(name: str) -> None:
    lines, areas, _ = icon(name)
    numbers = [n for command in (*lines, *areas) for n in command[1:]]
    assert numbers
    assert all(EDGE <= float(n) <= GRID - EDGE for n in numbers)
    assert {command[0] for command in (*lines, *areas)} <= {"M", "L", "C", "Z"}


def test_no_two_icons_are_alike() -> None:
    meant = {"channel.organic_search": "search"}
    drawings: dict[object, str] = {}
    for name, drawing in ICONS.items():
        twin = drawings.setdefault((drawing.lines, drawing.areas), name)
        assert twin == name or meant.get(twin) == name, f"{name} looks like {twin}"


def test_every_kind_of_channel_has_an_icon_and_the_unknown_too() -> None:
    assert all(channel_icon(kind) == f"channel.{kind}" in ICONS for kind in CHANNELS)
    assert channel_icon(None) == channel_icon("carrier pigeon") == "channel.other"


@pytest.mark.parametrize("name", [f"emotion.{step}" for step in range(-2, 3)])
def test_every_emotion_has_a_face(name: str) -> None:
    assert name in ICONS


@pytest.mark.parametrize(
    ("name", "flips"),
    [("undo", True), ("forward", True), ("entry", True), ("star", False), ("search", False)],
)
def test_only_what_has_a_direction_flips(name: str, flips: bool) -> None:
    assert icon(name)[2] is flips


def test_mirroring_twice_changes_nothing() -> None:
    lines = icon("undo")[0]
    assert mirrored(mirrored(lines, GRID), GRID) == lines


def test_an_arc_ends_where_it_is_told_to() -> None:
    commands = outline("M 2 12 A 10 0 1 12 2 A 10 0 1 22 12")
    assert commands[-1][-2:] == (22.0, 12.0)
    assert all(0 <= float(n) <= 24 for command in commands for n in command[1:])


def test_an_unknown_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="no such letter"):
        outline("M 1 1 Q 2 2")
