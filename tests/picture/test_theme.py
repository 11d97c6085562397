"""Themes: complete, readable, told apart by everybody, and kind to colours from maps."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.picture.color import WHITE, contrast, rgb
from journeymap.picture.draw import shapes
from journeymap.picture.shapes import Icon, Rect, Shape, Text
from journeymap.picture.shapes import Path as PathShape
from journeymap.picture.theme import CHANNEL_COLORS, READ_ON, THEMES, Theme, stage_color
from tests.picture.fixed import FixedMeasure
from tests.picture.sampler import all_faces

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def seen(color: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return L*a*b* of a colour as somebody with that blindness sees it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in rgb(color))
    ]
    r, g, b = (
        min(1.0, max(0.0, sum(a * c for a, c in zip(row, linear, strict=True)))) for row in matrix
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def tokens(shape: Shape) -> list[str]:
    if isinstance(shape, Rect | PathShape):
        return [token for token in (shape.fill, shape.stroke) if token]
    return [shape.color] if isinstance(shape, Text | Icon) else []


def test_the_themes_hold_the_same_names() -> None:
    names = {frozenset(theme.table) for theme in THEMES.values()}
    assert len(names) == 1


@themes
def test_every_token_that_is_drawn_has_a_colour(theme: Theme) -> None:
    used = {
        token
        for faces in all_faces("Pay", "en", FixedMeasure()).values()
        for face in faces
        for shape in shapes(face)
        for token in tokens(shape)
    }
    assert len(used) > 40
    assert all(rgb(theme.color(token)) for token in used)


@themes
def test_every_token_named_in_the_code_has_a_colour(theme: Theme, root: Path) -> None:
    source = (root / "journeymap/picture/draw.py").read_text(encoding="utf-8")
    named = set(re.findall(r'"((?:text|stripe|card|badge|star|grid|quote)(?:\.\w+)?)"', source))
    assert len(named) > 10
    assert [name for name in named - {"star"} if not theme.color(name)] == []


@themes
@pytest.mark.parametrize(("text", "ground"), READ_ON)
def test_text_reads_on_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme.color(text), theme.color(ground)) >= theme.least


@themes
@given(color=colors)
def test_text_reads_on_any_colour_of_a_map(theme: Theme, color: str) -> None:
    assert contrast(theme.color(f"on:{color}"), theme.color(f"fill:{color}")) >= theme.least


def under(shape: Text, below: list[Shape]) -> str:
    """Return the ground that a text stands on: what was filled last where it begins."""
    x = shape.x + {"left": 1.0, "center": 0.0, "right": -1.0}[shape.anchor]
    found = ""
    for each in below:
        if isinstance(each, Rect) and each.fill and each.x <= x <= each.x + each.w:
            if each.y <= shape.y <= each.y + each.h:
                found = each.fill
        elif isinstance(each, PathShape) and each.fill.startswith("fill:"):
            found = each.fill
    return found


def painted_pairs() -> list[tuple[str, str]]:
    """Return every (text, ground) that the faces paint; text on no ground stands on any lane."""
    found = set()
    for faces in all_faces("Pay", "en", FixedMeasure()).values():
        for face in faces:
            below: list[Shape] = []
            for shape in shapes(face):
                if isinstance(shape, Text):
                    ground = under(shape, below)
                    grounds = (ground,) if ground else ("canvas", "stripe.0", "stripe.1")
                    found.update((shape.color, each) for each in grounds)
                below.append(shape)
    return sorted(found)


@themes
@pytest.mark.parametrize(("text", "ground"), painted_pairs())
def test_every_text_that_is_painted_reads(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme.color(text), theme.color(ground)) >= theme.least


def test_strong_contrast_is_seven_to_one_with_edges_that_stand_out() -> None:
    strong = [theme for theme in THEMES.values() if theme.strong]
    assert [theme.name for theme in strong] == ["contrast-light", "contrast-dark"]
    for theme in strong:
        assert theme.least >= 7
        assert theme.shadow == ()
        card = theme.color("card")
        for edge in ("card.border", "flow", "accent", "pain", "good", "star", "curve.emotion"):
            assert contrast(theme.color(edge), card) >= 7, edge
        for edge in (*(f"channel.{n}" for n in range(CHANNEL_COLORS)), "curve.ease", "grid"):
            assert contrast(theme.color(edge), card) >= 4.5, edge
        assert contrast(theme.color("rim:stage.0"), theme.color("canvas")) >= 7


@themes
@given(color=colors)
def test_an_edge_in_any_colour_of_a_map_stands_out_of_the_card(theme: Theme, color: str) -> None:
    assert contrast(theme.color(color), theme.color("card")) >= 3


@themes
@pytest.mark.parametrize("line", ["flow", "pain", "good", "curve.emotion", "curve.success"])
def test_lines_stand_out_of_every_lane(theme: Theme, line: str) -> None:
    for ground in ("stripe.0", "stripe.1", "canvas"):
        assert contrast(theme.color(line), theme.color(ground)) >= 3


@themes
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(
    "group",
    [
        ("good.text", "fair.text", "poor.text"),
        ("good", "fair", "poor"),
        tuple(f"emotion.{step}" for step in range(-2, 3)),
        ("curve.emotion", "curve.success", "curve.ease"),
    ],
    ids=["bands", "rims of bands", "emotions", "curves"],
)
def test_what_differs_looks_different_to_everybody(
    theme: Theme, blindness: str, group: tuple[str, ...]
) -> None:
    labs = [seen(theme.color(token), BLINDNESS[blindness]) for token in group]
    apart = [
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for one, other in combinations(labs, 2)
    ]
    assert min(apart) >= 12, "2 is just noticeable side by side, 12 is told apart anywhere"


def test_paper_is_white_without_shadows_and_keeps_ink() -> None:
    paper = THEMES["print"]
    assert (paper.color("canvas"), paper.color("card"), paper.shadow) == (WHITE, WHITE, ())
    assert contrast(paper.color("fill:stage.0"), WHITE) < 1.5
    assert contrast(paper.color("rim:stage.0"), WHITE) >= 3


def test_the_colours_come_round_again() -> None:
    light = THEMES["light"]
    assert stage_color(8) == stage_color(0)
    assert light.color("stage.8") == light.color("stage.0")


def test_a_name_that_no_theme_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        THEMES["light"].color("crad")
