"""The text of a PDF can be found again, in every script."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from journeymap.picture.draw import shapes
from journeymap.picture.picture import Picture
from journeymap.picture.shapes import Text
from journeymap.picture.theme import THEMES
from journeymap.ui.measure import QtMeasure
from journeymap.ui.output.pdf import pdf
from journeymap.ui.output.pdf_letters import with_letters
from tests.picture.sampler import NAMES, a_picture

UNSEEN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]")
DIRECTED = re.compile("[\u200e\u200f\u2066-\u2069]")


def plain(text: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def lines_of(picture: Picture) -> list[str]:
    return [
        line
        for part in picture.parts
        for shape in shapes(part.face)
        if isinstance(shape, Text)
        for line in shape.block.lines
    ]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("language", NAMES)
def test_every_line_is_found_by_pdftotext(language: str, tmp_path: Path) -> None:
    picture = a_picture(NAMES[language], language, QtMeasure(language))
    file = tmp_path / "map.pdf"
    file.write_bytes(pdf(picture, THEMES["light"]))

    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, text=True
    )

    assert run.stderr == "", "a reader complains about the file"
    found = plain(run.stdout)
    # A line in two directions is put in another order by pdftotext itself.
    lines = [line for line in lines_of(picture) if not DIRECTED.search(line)]
    # It joins what a hyphen divides, so that the whole word is found.
    missing = [line for line in lines if plain(line.removesuffix("-")) not in found]
    assert len(lines) > 40
    assert missing == []


def test_a_file_that_does_not_look_as_expected_is_left_alone() -> None:
    for data in (b"", b"%PDF-1.4 nothing of the kind", b"xref\n0 x\ntrailer"):
        assert with_letters(data, []) == data


def test_fonts_that_were_not_painted_keep_their_tables() -> None:
    picture = a_picture("Pay", "en", QtMeasure("en"))
    data = pdf(picture, THEMES["light"])
    again = with_letters(data, [])
    assert again == data
