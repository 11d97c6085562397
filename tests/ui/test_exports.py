"""PNG and PDF: the pixels of Qt in fewer bytes, one page, clear refusals, no display."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage, QRawFont

from journeymap.model.problems import Refused
from journeymap.model.text import literal
from journeymap.picture import faces as f
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.fonts import font_of
from journeymap.ui.measure import QtMeasure
from journeymap.ui.output.pdf import PAGES, pdf
from journeymap.ui.output.png import BAND, _joined, image, pixels, png
from journeymap.ui.paint import images_in
from tests.picture.sampler import NAMES, a_picture


def sample(language: str = "en") -> Picture:
    return a_picture(NAMES[language], language, QtMeasure(language))


def one(face: object, rtl: bool = False) -> Picture:
    box = Box(0, 0, face.w, face.h)  # type: ignore[attr-defined]  # every face has it
    part = Part("a", "card", box, face, 0, "", literal("a"))  # type: ignore[arg-type]  # it is a face
    return Picture((part,), box, (), (), (), rtl, "en", box, box)


def qt_png(picture: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(data.data())


def differences(one: QImage, other: QImage) -> float:
    """Return the share of pixels that differ by more than the eye can tell."""
    assert one.size() == other.size()
    rgb = QImage.Format.Format_RGB888
    rows = [
        (bytes(a.constScanLine(y)), bytes(b.constScanLine(y)))
        for a, b in [(one.convertToFormat(rgb), other.convertToFormat(rgb))]
        for y in range(a.height())
    ]
    found = sum(
        sum(abs(p - q) > 24 for p, q in zip(ours, theirs, strict=True))
        for ours, theirs in rows
        if ours != theirs
    )
    return found / (3 * one.width() * one.height())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["en", "fa", "zh"])
def test_a_png_has_the_pixels_of_qt_and_is_not_larger(language: str, theme: str) -> None:
    picture = sample(language)
    assert picture.bounds.h > 2 * BAND, "more than one band"

    data = png(picture, THEMES[theme])

    theirs = image(picture, THEMES[theme])
    assert differences(QImage.fromData(data, "PNG"), theirs) < 0.0005
    assert len(data) <= len(qt_png(theirs))


@pytest.mark.parametrize("scale", [0.31, 1, 2.5])
def test_the_scale_sets_the_pixels(scale: float) -> None:
    picture = sample()
    data = QImage.fromData(png(picture, THEMES["light"], scale), "PNG")
    assert (data.width(), data.height()) == pixels(picture, scale)
    assert data.width() == pytest.approx(picture.bounds.w * scale, abs=1)


def test_the_same_picture_gives_the_same_png() -> None:
    picture = sample("fa")
    assert png(picture, THEMES["dark"]) == png(picture, THEMES["dark"])


@given(first=st.binary(max_size=200), second=st.binary(max_size=200))
def test_checksums_join_like_the_texts(first: bytes, second: bytes) -> None:
    joined = _joined(zlib.adler32(first), zlib.adler32(second), len(second))
    assert joined == zlib.adler32(first + second)


@pytest.mark.parametrize("scale", [100, 1e9, 0, -1, float("nan"), float("inf")])
def test_an_absurd_size_is_refused_with_a_way_out(scale: float) -> None:
    with pytest.raises(Refused) as refused:
        png(sample(), THEMES["light"], scale)
    assert "SVG" in str(refused.value)


def test_an_empty_picture_still_is_a_picture() -> None:
    nothing = Box(0, 0, 0, 0)
    picture = Picture((), nothing, (), (), (), False, "en", nothing, nothing)
    assert QImage.fromData(png(picture, THEMES["light"]), "PNG").width() == 1
    assert pdf(picture, THEMES["light"]).startswith(b"%PDF")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("landscape", [True, False])
def test_a_pdf_has_one_page_of_the_size_asked_for(page: str, landscape: bool) -> None:
    picture = sample()
    data = pdf(picture, THEMES["print"], "First order", page, landscape)  # type: ignore[arg-type]  # one of PAGES
    assert data.startswith(b"%PDF-1.")
    assert data.count(b"/Type /Page\n") == 1
    box = data.split(b"/MediaBox [", 1)[1].split(b"]", 1)[0].split()
    width, height = float(box[2]), float(box[3])
    if page:
        assert (width > height) is landscape
        a4 = 841.9 if landscape else 595.3
        assert width == pytest.approx(a4 * 2 ** ((4 - int(page[1])) / 2), rel=0.01)
    else:
        assert width == pytest.approx(picture.bounds.w * 0.75, abs=1)
        assert height == pytest.approx(picture.bounds.h * 0.75, abs=1)


def test_a_pdf_carries_its_title() -> None:
    data = pdf(sample(), THEMES["print"], "First order")
    assert "First order".encode("utf-16-be") in data


def pixel_rows(picture: QImage, top: int, bottom: int) -> list[int]:
    """Return how many dark pixels each column has between two rows."""
    dark = QColor("#808080").lightness()
    return [
        sum(picture.pixelColor(x, y).lightness() < dark for y in range(top, bottom))
        for x in range(picture.width())
    ]


def test_persian_is_painted_joined_and_from_the_right() -> None:
    """A joined word has fewer gaps than its letters set apart, and leans to the right edge."""
    measure = QtMeasure("fa")
    ink = f.Ink(measure, "fa", True, {})

    def gaps(text: str) -> tuple[int, list[int]]:
        face = f.CardFace(
            200, 40, measure.wrap(text, "card", 180), "card", None, None, None, False, (), (),
            False, True,
        )  # fmt: skip
        columns = pixel_rows(image(one(face, rtl=True), THEMES["print"], 3), 10, 100)
        inked = [x for x, dark in enumerate(columns) if dark and 30 < x < 560]
        return sum(b - a > 2 for a, b in pairwise(inked)), inked

    joined, where = gaps("نشستیم")
    apart, _ = gaps("ن‌ش‌س‌ت‌ی‌م")  # joiners forbidden between the letters
    assert joined < apart
    assert min(where) > 300, "the text leans to the right edge of its card"
    assert ink.rtl


def test_pictures_come_only_from_the_folder_of_the_map(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    red = QImage(20, 10, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    for place in (folder / "in.png", tmp_path / "out.png"):
        assert red.save(str(place))
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / "link.png").symlink_to(tmp_path / "out.png")

    images = images_in(folder)

    found = images("in.png")
    assert found is not None
    assert found.width() == 20
    for href in ("../out.png", str(tmp_path / "out.png"), "link.png", "broken.png", "none.png",
                 "", "a\0b", "https://example.org/x.png"):  # fmt: skip
        assert images(href) is None, href


def test_a_picture_of_the_map_is_painted_and_a_missing_one_leaves_its_place(
    tmp_path: Path,
) -> None:
    red = QImage(20, 20, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    assert red.save(str(tmp_path / "in.png"))
    ink = f.Ink(QtMeasure("en"), "en", False, {})
    picture = one(f.image("in.png", "", 100, ink))

    with_it = image(picture, THEMES["light"], 1, images_in(tmp_path))
    without = image(picture, THEMES["light"], 1)

    middle = (int(picture.bounds.w / 2), int(picture.bounds.h / 2))
    assert with_it.pixelColor(*middle).name() == "#ff0000"
    assert without.pixelColor(*middle).name() != "#ff0000"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a display may miss")
def test_exports_need_no_display() -> None:
    code = (
        "from journeymap.ui.fonts import ensure_gui_app; app = ensure_gui_app();"
        "print(app.platformName(), ensure_gui_app() is app)"
    )
    unset = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {k: v for k, v in os.environ.items() if k not in unset}
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True
    )
    assert run.stdout.split() == ["offscreen", "True"], run.stderr


FONTS = {"en": "Noto Sans", "fa": "Noto Sans Arabic", "zh": "Noto Sans CJK SC"}


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fa", "dark"), ("zh", "print")])
def test_the_png_looks_like_the_golden_one(
    language: str, theme: str, root: Path, tmp_path: Path
) -> None:
    set_in = QRawFont.fromFont(font_of(NAMES[language], "card", language)).familyName()
    if set_in != FONTS[language]:
        pytest.skip(f"the golden picture is set in {FONTS[language]}, here it is {set_in}")
    golden = root / "tests" / "golden" / f"faces-{language}-{theme}.png"
    actual = tmp_path / "actual" / golden.name
    actual.parent.mkdir()

    actual.write_bytes(png(sample(language), THEMES[theme], 0.6))

    ours, wanted = (QImage.fromData(file.read_bytes(), "PNG") for file in (actual, golden))
    assert differences(ours, wanted) < 0.01, f"look at {actual}, and copy it over if it is meant"
