"""Faces as shapes: everything is drawn, nothing leaves its part, and right to left is a mirror."""

from __future__ import annotations

import pytest

from journeymap.model.text import literal
from journeymap.picture import faces as f
from journeymap.picture.course import Drawn
from journeymap.picture.draw import reach, shapes
from journeymap.picture.draw_lines import rounded
from journeymap.picture.face import CurveFace, Dot, RatedLine
from journeymap.picture.icons import icon
from journeymap.picture.picture import Box, Face, Part, TextBlock
from journeymap.picture.shapes import Icon, Image, Path, Rect, Shape, Text
from tests.picture.fixed import FixedMeasure
from tests.picture.sampler import NAMES, all_faces

MEASURE = FixedMeasure()
SAMPLES = [
    pytest.param(face, id=f"{language}-{kind}-{number}")
    for language in ("en", "fa")
    for kind, faces in all_faces(NAMES[language], language, MEASURE).items()
    for number, face in enumerate(faces)
]


def corners(shape: Shape) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a shape."""
    if isinstance(shape, Path):
        xs = [float(n) for command in shape.commands for n in command[1::2]]
        ys = [float(n) for command in shape.commands for n in command[2::2]]
        return min(xs), min(ys), max(xs), max(ys)
    if isinstance(shape, Text):
        block = shape.block
        left = shape.x - {"left": 0, "center": block.width / 2, "right": block.width}[shape.anchor]
        top = shape.y - block.ascent
        return left, top, left + block.width, top + block.height
    if isinstance(shape, Icon):
        return shape.x, shape.y, shape.x + shape.size, shape.y + shape.size
    return shape.x, shape.y, shape.x + shape.w, shape.y + shape.h


@pytest.mark.parametrize("face", SAMPLES)
def test_every_text_of_a_face_is_drawn_whole_and_once(face: Face) -> None:
    drawn = [shape.block for shape in shapes(face) if isinstance(shape, Text)]
    assert sorted(drawn) == sorted(f.blocks(face))


@pytest.mark.parametrize("face", SAMPLES)
def test_nothing_is_drawn_outside_what_a_part_reaches(face: Face) -> None:
    part = Part("a", "card", Box(0, 0, face.w, face.h), face, 0, "", literal("a"))
    whole = reach(part)
    for shape in shapes(face):
        left, top, right, bottom = corners(shape)
        assert whole.x <= left <= right <= whole.right, shape
        assert whole.y <= top <= bottom <= whole.bottom, shape


@pytest.mark.parametrize("face", SAMPLES)
def test_texts_stay_inside_their_part_but_for_badges_and_labels_of_flows(face: Face) -> None:
    for shape in shapes(face):
        if isinstance(shape, Text) and shape.block.style not in ("badge", "route"):
            left, top, right, bottom = corners(shape)
            assert 0 <= left <= right <= face.w
            assert 0 <= top <= bottom <= face.h


def test_right_to_left_is_the_mirror_of_left_to_right() -> None:
    def drawn(language: str) -> list[tuple[Face, tuple[Shape, ...]]]:
        faces = all_faces("Pay", language, MEASURE)
        kept = ("card", "note", "stage", "lane", "stub", "quote", "image", "step", "measure")
        return [(face, shapes(face)) for kind in kept for face in faces[kind]]  # type: ignore[index]  # each is a kind

    for (face, ours), (other, theirs) in zip(drawn("en"), drawn("he"), strict=True):
        assert (face.w, face.h, len(ours)) == (other.w, other.h, len(theirs))
        for shape, twin in zip(ours, theirs, strict=True):
            left, top, right, bottom = corners(shape)
            if isinstance(shape, Text) and shape.block.lines != twin.block.lines:  # type: ignore[union-attr]  # the twin is a text too
                continue  # quotation marks and digits differ by language
            mirror = (face.w - right, top, face.w - left, bottom)
            assert corners(twin) == pytest.approx(mirror)
            if isinstance(shape, Icon):
                assert isinstance(twin, Icon)
                assert (twin.name, twin.flip) == (shape.name, icon(shape.name)[2])


def test_less_detail_keeps_the_grounds_and_then_the_name() -> None:
    face = all_faces("Pay", "en", MEASURE)["card"][1]
    full, title, block = (shapes(face, detail) for detail in ("full", "title", "block"))
    assert all(isinstance(shape, Rect) and not shape.shadow for shape in block)
    assert [s.block.style for s in title if isinstance(s, Text)] == ["card"]
    assert 0 < len(block) < len(title) < len(full)


def test_faces_of_different_kinds_that_are_equal_as_tuples_are_drawn_apart() -> None:
    block = MEASURE.wrap("a", "axis", 100)
    footer, quote = f.FooterFace(90, 30, block, False), f.QuoteFace(90, 30, block, False)
    assert footer == quote
    assert shapes(footer) != shapes(quote)


def test_a_failure_is_thick_and_in_the_colour_of_pain_and_a_hand_off_is_dashed() -> None:
    ink = f.Ink(MEASURE, "en", False, {})
    points = ((0, 0), (40, 0), (40, 40))
    failure = shapes(f.route(points, "failure", False, 1.0, "", ink))[0]
    hand_off = shapes(f.route(points, "next", True, 4.0, "", ink))[0]
    assert isinstance(failure, Path)
    assert isinstance(hand_off, Path)
    assert (failure.stroke, failure.dash) == ("pain", ())
    assert failure.width > 2
    assert (hand_off.stroke, hand_off.width, len(hand_off.dash)) == ("flow", 4.0, 2)


def test_an_arrow_points_at_the_end_of_its_route() -> None:
    ink = f.Ink(MEASURE, "en", False, {})
    head = shapes(f.route(((0, 0), (50, 0)), "next", False, 1.5, "", ink))[1]
    assert isinstance(head, Path)
    assert head.commands[0] == ("M", 50, 0)
    assert max(float(c[1]) for c in head.commands if len(c) > 1) == 50


@pytest.mark.parametrize("points", [((5.0, 5.0),), ((5.0, 5.0), (5.0, 5.0)), ()])
def test_a_route_without_length_draws_nothing_strange(
    points: tuple[tuple[float, float], ...],
) -> None:
    face = f.RouteFace(5, 5, Drawn(points), "next", False, 1.5, None, False, False)
    for shape in shapes(face):
        assert all(abs(edge) < 20 for edge in corners(shape))


def test_corners_are_rounded_no_further_than_half_of_a_piece() -> None:
    commands = rounded(((0, 0), (6, 0), (6, 100)), radius=8)
    assert commands[1] == ("L", 3.0, 0.0)
    assert commands[2][-2:] == (6.0, 3.0)


def test_pictures_lie_on_their_placeholder() -> None:
    face = all_faces("Pay", "en", MEASURE)["image"][0]
    kinds = [type(shape) for shape in shapes(face)]
    assert kinds[:3] == [Rect, Icon, Image]


def test_blocks_finds_every_text() -> None:
    face = all_faces("Pay", "en", MEASURE)["measure"][0]
    found = list(f.blocks(face))
    assert len(found) == 2
    assert all(isinstance(block, TextBlock) for block in found)


@pytest.mark.parametrize("above", [0.0, 6.0])
@pytest.mark.parametrize("rtl", [False, True])
def test_the_words_of_the_scale_keep_off_the_dots_of_the_curve(rtl: bool, above: float) -> None:
    # given a dot where each of the words would stand, on its line or over it
    word = MEASURE.wrap("Neutral", "axis", 160)
    x = 12.0 if rtl else 388.0
    lines = (30.0, 70.0)
    dots = tuple(Dot(x, y - above, False, True, "t") for y in lines)
    line = RatedLine("emotion", "accent", (200.0,), (24.0,), (False,), dots)
    face = CurveFace(400.0, 100.0, tuple((y, word) for y in lines), (line,), rtl)
    # then it stands beside it, and is drawn all the same
    found = [corners(shape) for shape in shapes(face) if isinstance(shape, Text)]
    assert len(found) == len(lines)
    for (left, top, right, bottom), dot in zip(found, dots, strict=True):
        assert left < dot.x < right
        assert not top - 4 < dot.y < bottom + 4


def test_a_word_of_the_scale_stays_over_its_line_when_a_dot_is_on_it() -> None:
    word = MEASURE.wrap("Neutral", "axis", 160)
    line = RatedLine(
        "emotion", "accent", (20.0,), (52.0,), (False,), (Dot(388.0, 52.0, False, True, "t"),)
    )
    face = CurveFace(400.0, 104.0, ((34.0, None), (52.0, word), (70.0, None)), (line,), False)
    (text,) = [corners(shape) for shape in shapes(face) if isinstance(shape, Text)]
    assert text[3] < 52.0
