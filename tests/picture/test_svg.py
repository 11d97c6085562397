"""SVG: well-formed whatever the texts, the same bytes every time, and open to machines."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.text import literal
from journeymap.picture import faces as f
from journeymap.picture.draw import shapes
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.shapes import Text
from journeymap.picture.svg import relative, svg
from journeymap.picture.theme import THEMES
from tests.picture.fixed import FixedMeasure
from tests.picture.sampler import NAMES, a_picture

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
MEASURE = FixedMeasure()


def root_of(picture: Picture, theme: str = "light") -> ET.Element:
    return ET.fromstring(svg(picture, THEMES[theme]).encode())


def one_card(name: str, key: str = "a") -> Picture:
    face = f.card(name, "channel.0", 156, f.Ink(MEASURE, "en", False, {}))
    part = Part(key, "card", Box(0, 0, face.w, face.h), face, 0, "", literal(name))
    box = Box(0, 0, face.w, face.h)
    return Picture((part,), box, (), (), (), False, "en", box, box)


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_line_of_text_is_whole_in_one_element(language: str, theme: str) -> None:
    picture = a_picture(NAMES[language], language, MEASURE)

    found = [element.text for element in root_of(picture, theme).iter(f"{SVG}text")]

    painted = [
        line
        for part in picture.parts
        for shape in shapes(part.face)
        if isinstance(shape, Text)
        for line in shape.block.lines
    ]
    assert found == painted


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_record_is_a_group_with_an_id_a_title_and_a_description(language: str) -> None:
    picture = a_picture(NAMES[language], language, MEASURE)

    groups = [g for g in root_of(picture).iter(f"{SVG}g") if g.get("role") == "img"]

    assert len(groups) == len(picture.parts)
    ids = [group.get("id") for group in groups]
    assert len(set(ids)) == len(ids)
    for group, part in zip(groups, picture.parts, strict=True):
        assert group[0].tag == f"{SVG}title"
        assert group[0].text == str(part.alt)
        assert group[1].tag == f"{SVG}desc"
        assert group[1].text


def test_the_same_picture_gives_the_same_bytes() -> None:
    texts = {svg(a_picture(NAMES["fa"], "fa", MEASURE), THEMES["dark"]) for _ in range(3)}
    assert len(texts) == 1


def test_the_language_is_said_and_persian_runs_right_to_left() -> None:
    root = root_of(a_picture(NAMES["fa"], "fa", MEASURE))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
    persian = [t for t in root.iter(f"{SVG}text") if t.text and "پرداخت" in t.text]
    assert persian
    assert all(text.get("direction") == "rtl" for text in persian)
    assert any("Noto Sans Arabic" in (t.get("font-family") or root.get("font-family") or "")
               for t in persian)  # fmt: skip


def test_every_icon_that_is_used_is_there() -> None:
    root = root_of(a_picture(NAMES["en"], "en", MEASURE))
    used = {element.get(XLINK) for element in root.iter(f"{SVG}use")}
    defs = root.find(f"{SVG}defs")
    assert defs is not None
    assert used == {f"#{element.get('id')}" for element in defs}


def test_nothing_but_shapes_text_and_links_to_pictures_of_the_map_is_in_it() -> None:
    root = root_of(a_picture(NAMES["en"], "en", MEASURE))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "g", "rect", "path", "text", "use", "image"}
    assert [image.get(XLINK) for image in root.iter(f"{SVG}image")] == ["a%20picture.png"]


@given(name=st.text(min_size=1, max_size=60), key=st.text(min_size=1, max_size=20))
def test_any_text_gives_well_formed_xml(name: str, key: str) -> None:
    root = root_of(one_card(name, key))
    assert root.tag == f"{SVG}svg"


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("pictures/a b.png", "pictures/a%20b.png"),
        ("تصویر.png", "%D8%AA%D8%B5%D9%88%DB%8C%D8%B1.png"),
        ("../secret.png", ""),
        ("/etc/passwd", ""),
        ("https://example.org/a.png", ""),
        ("javascript:alert(1)", ""),
        ("..\\secret.png", ""),
        ("", ""),
    ],
)
def test_pictures_are_linked_only_inside_the_folder_of_the_map(href: str, written: str) -> None:
    assert relative(href) == written


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fa", "dark"), ("zh", "print")])
def test_the_svg_is_the_golden_one(language: str, theme: str, root: Path, tmp_path: Path) -> None:
    golden = root / "tests" / "golden" / f"faces-{language}-{theme}.svg"
    now = svg(a_picture(NAMES[language], language, MEASURE), THEMES[theme])
    actual = tmp_path / "actual" / golden.name
    actual.parent.mkdir()
    actual.write_text(now, encoding="utf-8")
    wanted = golden.read_text(encoding="utf-8")
    assert now == wanted, f"look at {actual}{os.linesep}and copy it over {golden} if it is meant"
