"""Rows 35 to 39: links, pictures, drawings and fonts that a map names, and that may be anything."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QDesktopServices, QFont, QFontDatabase, QImage
from pytestqt.qtbot import QtBot

from journeymap.checks.runner import run as run_checks
from journeymap.files.image_paths import NoImage, image_file
from journeymap.files.reader import read_bytes
from journeymap.model import edits
from journeymap.model.text import M, say
from journeymap.ui import picture_files, picture_worker
from journeymap.ui.app import application
from journeymap.ui.editors.links import LinkLine, web_address
from journeymap.ui.fonts import font, missing_glyphs
from journeymap.ui.inspector.form import Form
from journeymap.ui.links import NoLink, link_of
from journeymap.ui.picture_files import Opened, picture_in
from journeymap.ui.pictures_soon import PicturesSoon
from tests.faults.figures import count
from tests.faults.figures import say as say_figure
from tests.faults.limits import MOST_MEMORY, ROOT, needs_proc
from tests.ui.window import example, shown

MOST = QSize(1024, 1024)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="20" height="20">{}</svg>'
)
GREEN = '<rect id="r" width="20" height="20" fill="#00ff00"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a map, with a picture in it and a secret beside it."""
    application()
    made = tmp_path / "map"
    made.mkdir()
    for path in (made / "in.png", tmp_path / "secret.png"):
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor("#00ff00"))
        image.save(str(path))
    return made


def seen(folder: Path, name: str) -> str:
    """Return the colour in the middle of a picture, or why there is none; never both."""
    found = picture_in(folder, name, MOST)
    assert (found.image is None) != (found.problem is None)
    if found.image is not None:
        assert not found.image.isNull()
        return found.image.pixelColor(found.image.rect().center()).name()
    assert found.problem is not None
    assert all(say(found.problem, lang) for lang in ("en", "fa"))
    return str(found.problem)


# ---------------------------------------------------------------- links

BAD_LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "file:///etc/passwd",
    "\\\\host\\share\\x",
    "//host/share",
    "data:text/html,<b>x</b>",
    "vbscript:x",
    "ssh://host",
    "smb://host/share",
    "http://",
    "https:///x",
    "ms-msdt:/id",
    "../x.exe",
    "http://a\nfile:///etc/passwd",
    "",
]


@pytest.mark.row(35)
@pytest.mark.parametrize("link", BAD_LINKS)
def test_only_the_web_and_mail_are_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    assert web_address(link) is None
    line = LinkLine("Link", "en", "web")
    qtbot.addWidget(line)
    told: list[object] = []
    line.refused.connect(told.append)
    line.show_link(link, None, "light")
    line.open()
    assert opened == []
    assert bool(told) == bool(line.text().strip())


@pytest.mark.row(35)
def test_an_address_of_a_hundred_kilobytes_is_not_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    line = LinkLine("Link", "en", "web")
    qtbot.addWidget(line)
    line.show_link("https://host/" + "a" * 100_000, None, "light")
    line.open()
    assert opened == []


@pytest.mark.row(35)
@pytest.mark.parametrize("answer", ["open", "stay"])
def test_the_whole_address_is_shown_before_it_is_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    opened, asked = [], []
    address = "https://user@host.example/" + "a/" * 200 + "?q=1&b=2"
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))

    def choose(*words: object) -> str:
        asked.extend(map(str, words))
        return answer

    monkeypatch.setattr("journeymap.ui.editors.links.choose", choose)
    line = LinkLine("Link", "en", "web")
    qtbot.addWidget(line)
    line.show_link(address, None, "light")
    line.open()
    assert any(address in words.replace("\n", "") for words in asked)
    assert any(words.startswith("Open this address at host.example?") for words in asked)
    assert len(opened) == (answer == "open")


@pytest.mark.row(35)
@pytest.mark.parametrize("link", ["javascript:alert(1)", "\\\\host\\share", "x" * 100_000, "a\0b"])
def test_a_link_to_a_map_that_is_none_is_explained(folder: Path, link: str) -> None:
    with pytest.raises(NoLink) as told:
        link_of(link, folder / "map.yaml")
    assert 0 < len(str(told.value.message)) < 400


# ---------------------------------------------------------------- where pictures lie

OUTSIDE = ["../secret.png", "sub/../../secret.png", "..\\secret.png", "~/x.png", "~root/x.png",
           "/etc/passwd", "\\\\host\\share\\x.png", "//host/share/x.png", "C:\\x.png", "c:x.png",
           "file:///etc/passwd", "http://host/x.png"]  # fmt: skip
NO_NAMES = ["CON", "con.png", "aux", "NUL.svg", "sub/lpt1.png", "COM¹", "a\0b.png", "", " "]


@pytest.mark.row(36)
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_path_out_of_the_folder_is_a_placeholder_with_a_reason(folder: Path, name: str) -> None:
    assert "leads out of the map’s folder" in seen(folder, name)


@pytest.mark.row(36)
@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_of_a_device_or_of_nothing_is_refused(folder: Path, name: str) -> None:
    assert "no picture can have this name" in seen(folder, name)


@pytest.mark.row(36)
@pytest.mark.parametrize("name", ["../x.png", "/x.png", "none.png"])
def test_a_picture_that_is_not_to_be_seen_is_a_finding(folder: Path, name: str) -> None:
    text = f"title: T\npersonas: [{{id: dana, name: Dana, image: '{name}', alt: Dana}}]\n"
    found = run_checks(read_bytes(text.encode(), "map.yaml").map, folder=folder)
    assert [(f.check, f.level) for f in found if f.check == "image-missing"] == [
        ("image-missing", "error")
    ]


@pytest.mark.row(36)
def test_links_are_followed_before_it_is_asked_where_they_lead(folder: Path) -> None:
    (folder / "out.png").symlink_to(folder.parent / "secret.png")
    (folder / "up").symlink_to(folder.parent)
    (folder / "same.png").symlink_to(folder / "in.png")
    (folder / "ring.png").symlink_to(folder / "ring.png")
    (folder / "sub").mkdir()
    assert "leads out" in seen(folder, "out.png")
    assert "leads out" in seen(folder, "up/secret.png")
    assert seen(folder, "same.png") == seen(folder, "sub/../in.png") == "#00ff00"
    assert "cannot be opened" in seen(folder, "ring.png")


@pytest.mark.row(36)
def test_what_is_no_file_or_far_too_large_is_refused(folder: Path) -> None:
    (folder / "sub").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.png")
        assert "this is no file" in seen(folder, "pipe.png")
    with open(folder / "large.png", "wb") as large:
        large.truncate(40 << 20)
    assert "this is no file" in seen(folder, "sub")
    assert "40 MiB; the most is 32 MiB" in seen(folder, "large.png")
    assert "is not there" in seen(folder, "none.png")
    assert "x" * 300 not in seen(folder, "x" * 300)
    with pytest.raises(NoImage):
        image_file(folder / "gone", "in.png")


# ---------------------------------------------------------------- pixels


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a PNG that says it has that many pixels, whatever it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        whole = kind + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@cache
def bad_pictures() -> dict[str, bytes]:
    rows = (30_000 // 8 + 1) * 30_000
    jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return {
        "30k.png": png(30_000, 30_000, zlib.compress(bytes(rows), 9)),
        "huge.png": png(2**31 - 1, 2**31 - 1),
        "long.png": png(2**31 - 1, 1),
        "none.png": png(0, 0),
        "empty.png": b"",
        "text.png": b"title: T\n",
        "65k.gif": b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\0;",
        "65k.jpg": jpeg,
        "65k.bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 60, 0, 0, 54, 40, 60_000, 60_000, 1, 24,
                                       0, 0, 0, 0, 0, 0),
        "x.xpm": b'/* XPM */ static char *x[] = {"90000 90000 1 1"," c None"};',
        "x.ico": b"\x00\x00\x01\x00\xff\xff" + bytes(400),
    }  # fmt: skip


BAD = """30k.png huge.png long.png none.png empty.png text.png 65k.gif 65k.jpg 65k.bmp x.xpm
x.ico""".split()


@pytest.mark.row(37)
@pytest.mark.parametrize("name", BAD)
def test_pictures_of_too_many_or_no_pixels_are_placeholders(folder: Path, name: str) -> None:
    (folder / name).write_bytes(bad_pictures()[name])
    began = time.process_time()
    told = seen(folder, name)
    assert "picture" in told, told
    assert time.process_time() - began < 1


@pytest.mark.row(37)
def test_a_picture_cut_anywhere_is_shown_or_refused(folder: Path) -> None:
    whole = (folder / "in.png").read_bytes()
    for length in range(0, len(whole), 5):
        (folder / "cut.png").write_bytes(whole[:length])
        os.utime(folder / "cut.png", ns=(length, length))
        assert seen(folder, "cut.png")


@pytest.mark.row(37)
def test_what_a_picture_is_its_bytes_say_and_not_its_name(folder: Path) -> None:
    (folder / "wrong.gif").write_bytes((folder / "in.png").read_bytes())
    (folder / "wrong.svg").write_bytes((folder / "in.png").read_bytes())
    (folder / "wrong.png").write_text(SVG.format(GREEN), encoding="utf-8")
    for name in ("wrong.gif", "wrong.svg", "wrong.png"):
        assert seen(folder, name) == "#00ff00", name


ANIMATED = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\xff\x00\xff\x00\x00"
    + b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    + (b"!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00" * 3)
    + b";"
)


@pytest.mark.row(37)
def test_of_an_animation_the_first_picture_is_shown(folder: Path) -> None:
    (folder / "a.gif").write_bytes(ANIMATED)
    assert seen(folder, "a.gif") == "#00ff00"


MEMORY = """
import sys
from pathlib import Path
from PySide6.QtCore import QSize
from journeymap.ui import picture_files
most = 0
for path in map(Path, sys.argv[1:]):
    picture_files.picture_in(path.parent, path.name, QSize(4096, 4096))
    if picture_files._process is not None and picture_files._process.poll() is None:
        most = max(most, most_memory(picture_files._process.pid))
print(most_memory(), most)
"""


@needs_proc
@pytest.mark.row(37, 38)
def test_no_picture_takes_more_than_three_hundred_megabytes(folder: Path) -> None:
    for name, data in bad_pictures().items():
        (folder / name).write_bytes(data)
    large = QImage(5600, 5600, QImage.Format.Format_RGB32)
    large.fill(QColor("#336699"))
    for kind in ("bmp", "jpg", "png")[: count(1, 3)]:
        large.save(str(folder / f"large.{kind}"))
    (folder / "wide.svg").write_text(wide(1_000_000), encoding="utf-8")
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    run = subprocess.run(
        [sys.executable, "-c", MOST_MEMORY + MEMORY, *map(str, files)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    own, worker = map(int, run.stdout.split())
    assert max(own, worker) < 300
    say_figure(
        "memory for hostile pictures",
        "< 300 MB",
        f"{own} MB asking, {worker} MB opening",
        max(own, worker) < 300,
    )


# ---------------------------------------------------------------- drawings


def uses(levels: int = 12, width: int = 10) -> str:
    """Return a kilobyte of SVG that draws ten to the twelfth rectangles."""
    groups = "".join(
        f'<g id="g{n + 1}">' + f'<use xlink:href="#g{n}"/>' * width + "</g>" for n in range(levels)
    )
    first = '<g id="g0"><rect width="2" height="2"/></g>'
    return SVG.format(f'<defs>{first}{groups}</defs><use xlink:href="#g{levels}"/>')


def wide(pixels: int) -> str:
    drawing = f'<rect width="{pixels}" height="{pixels}" fill="#00ff00"/>'
    return SVG.format(drawing).replace('="20" height="20">', f'="{pixels}" height="{pixels}">', 1)


@pytest.mark.row(38)
def test_a_drawing_without_end_is_given_up_after_two_seconds_and_the_next_one_is_drawn(
    folder: Path,
) -> None:
    (folder / "bomb.svg").write_text(uses(), encoding="utf-8")
    (folder / "good.svg").write_text(SVG.format(GREEN), encoding="utf-8")
    began = time.monotonic()
    assert "takes too long to draw" in seen(folder, "bomb.svg")
    took = time.monotonic() - began
    assert seen(folder, "good.svg") == "#00ff00"
    began = time.monotonic()
    assert "takes too long to draw" in seen(folder, "bomb.svg")
    assert time.monotonic() - began < 0.5  # remembered, and not tried again
    say_figure(
        "a drawing that never ends",
        "given up after 2 s of work",
        f"{took:.1f} s by the clock",
        took < 30,
    )


REACHING_OUT = {
    "image": '<image width="20" height="20" xlink:href="../secret.png"/>',
    "image by address": '<image width="20" height="20" href="file://{secret}"/>',
    "use": '<use xlink:href="../other.svg#r"/>',
    "style": "<style>@import url('{secret}');</style>",
    "style by escape": "<style>@\\69mport '{secret}'; r {{}}</style>",
    "style by address": "<style>rect {{ fill: url({secret}) }}</style>",
    "attribute": '<rect width="20" height="20" style="fill: url( \'{secret}#a\')"/>',
    "filter": '<filter id="f"><feImage xlink:href="{secret}"/></filter>',
}


@pytest.mark.row(38)
@pytest.mark.parametrize("kind", list(REACHING_OUT))
def test_a_drawing_that_refers_to_anything_outside_is_not_drawn(folder: Path, kind: str) -> None:
    body = REACHING_OUT[kind].format(secret=folder.parent / "secret.png")
    (folder / "a.svg").write_text(SVG.format(GREEN + body), encoding="utf-8")
    assert "refers to something outside" in seen(folder, "a.svg")


@pytest.mark.row(38)
@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<?xml-stylesheet href="/etc/passwd"?>',
        '<?xml version="1.0" encoding="utf-16"?>',
    ],
)
def test_entities_and_stylesheets_are_refused(folder: Path, before: str) -> None:
    (folder / "a.svg").write_text(before + SVG.format(GREEN), encoding="utf-8")
    assert "refers to something outside" in seen(folder, "a.svg")


@pytest.mark.row(38)
def test_scripts_do_nothing_and_a_million_pixels_are_drawn_small(folder: Path) -> None:
    script = '<script>while (1) {}</script><rect width="1" height="1" onload="while(1){}"/>'
    (folder / "script.svg").write_text(SVG.format(script + GREEN), encoding="utf-8")
    (folder / "wide.svg").write_text(wide(1_000_000), encoding="utf-8")
    assert seen(folder, "script.svg") == "#00ff00"
    assert seen(folder, "wide.svg") == "#00ff00"
    found = picture_in(folder, "wide.svg", MOST).image
    assert found is not None
    assert max(found.width(), found.height()) <= 1024


@pytest.mark.row(38)
def test_the_process_that_draws_reads_nothing_of_ours() -> None:
    source = Path(picture_worker.__file__).read_text(encoding="utf-8")
    assert "journeymap." not in source.split('"""', 2)[2]
    assert [line for line in source.splitlines() if " open(" in line] == [
        '        with open("/proc/self/statm", encoding="ascii") as file:'
    ]


@pytest.mark.row(38)
def test_a_process_that_dies_or_goes_is_begun_anew(folder: Path) -> None:
    assert seen(folder, "in.png") == "#00ff00"
    process = picture_files._process
    assert process is not None
    process.kill()
    process.wait()
    os.utime(folder / "in.png", ns=(1, 1))
    assert seen(folder, "in.png") == "#00ff00"


@pytest.mark.row(38)
def test_a_process_that_cannot_begin_says_nothing_about_a_picture(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture_files._end()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", str(folder / "none"))
        assert "cannot be opened" in seen(folder, "in.png")
        patch.setattr(sys, "executable", shutil.which("true") or "true")
        assert "cannot be opened" in seen(folder, "in.png")
    assert seen(folder, "in.png") == "#00ff00"


@pytest.fixture
def parent() -> Iterator[QObject]:
    """What the reader of a window belongs to."""
    made = QObject()
    yield made
    made.deleteLater()


@pytest.mark.row(38)
def test_a_window_does_not_wait_for_a_picture(
    qtbot: QtBot, folder: Path, parent: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()

    def slow(*asked: Any) -> Opened:
        may_go_on.wait(30)
        return picture_in(*asked)

    monkeypatch.setattr(picture_files, "picture_in", slow)
    soon = PicturesSoon(folder, parent)
    assert soon("no.png") is None
    assert soon("in.png") is None
    assert soon.waiting
    may_go_on.set()
    qtbot.waitUntil(lambda: not soon.waiting, timeout=60_000)
    image = soon("in.png")
    assert image is not None
    assert image.pixelColor(9, 9).name() == "#00ff00"
    assert soon.problem("in.png") is None
    assert "is not there" in str(soon.problem("no.png"))
    soon.close()


@pytest.mark.row(36, 38)
def test_the_window_shows_pictures_when_they_come_and_reasons_where_none_does(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = example(tmp_path)
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    image.save(str(tmp_path / "in.png"))
    with shown(qtbot, tmp_path, path) as window:
        session, workspace = window.session, window.workspace
        assert session is not None
        assert workspace is not None
        key = session.map.touchpoints[0].id
        session.commit(M("x"), lambda m: edits.change(m, "", look=None))
        for name, words in (("in.png", ""), ("../x.png", "leads out"), ("no.png", "is not there")):
            session.commit(M("x"), lambda m, name=name: edits.change(m, key, image=name))
            session.select((key,))
            workspace.panels.inspector.refresh()
            form = workspace.panels.inspector.form

            for box in form._boxes:
                form._fold(box, False)

            def said(form: Form = form, words: str = words, name: str = name) -> bool:
                editor = form.editors["image"]
                if words:
                    return editor.line.text() == name and words in editor.why.text()
                return not editor.thumb.pixmap().isNull() and not editor.why.isVisibleTo(editor)

            qtbot.waitUntil(said)


# ---------------------------------------------------------------- fonts


@pytest.mark.row(39)
def test_characters_that_no_font_has_are_named_and_drawn_as_boxes() -> None:
    application()
    strange = "\U000e0fff\uabff"
    assert set(missing_glyphs(f"pay {strange}")) <= set(strange)
    assert QFont(font("card", "Latin")).pixelSize() > 0


@pytest.mark.row(39)
def test_a_broken_font_file_is_no_font(tmp_path: Path, folder: Path) -> None:
    for name, data in (("a.ttf", b"\0\1\0\0" + bytes(200)), ("b.otf", b"OTTO"), ("c.ttf", b"")):
        (tmp_path / name).write_bytes(data)
        assert QFontDatabase.addApplicationFont(str(tmp_path / name)) == -1
