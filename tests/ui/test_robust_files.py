"""What maps name and disks answer: drawings that lead outside, names too long, closed folders."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui import asking
from journeymap.ui.app import application
from journeymap.ui.is_there import is_folder, is_there
from journeymap.ui.links import NoLink, link_of
from journeymap.ui.main_window import MainWindow
from journeymap.ui.paint import images_in
from journeymap.ui.picture_files import picture_in
from journeymap.ui.settings import Settings
from journeymap.ui.start.recent_list import RecentRow
from journeymap.ui.windows import Windows
from tests.ui.window import joined, shown

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="20" height="20">{}</svg>'
)
PICTURE = '<image width="20" height="20" {}="{}"/>'


def a_png(path: Path, color: str = "#ff00ff") -> Path:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    image.save(str(path))
    return path


def data_of(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a map, with a secret beside it."""
    application()
    a_png(tmp_path / "secret.png")
    made = tmp_path / "map"
    made.mkdir()
    return made


def seen(folder: Path, name: str) -> list[str]:
    """Return the colours in the middle that the canvas and the inspector get to see."""
    image = images_in(folder)(name)
    small = picture_in(folder, name, QSize(20, 20), grow=True).image
    return [
        each.pixelColor(10, 10).name()
        for each in (image, small)
        if each is not None and not each.isNull()
    ]


@pytest.mark.parametrize("attribute", ["xlink:href", "href", "XLINK:HREF", "other:href"])
@pytest.mark.parametrize("address", ["{secret}", "file://{secret}", "../secret.png", "datax"])
def test_a_drawing_that_names_a_file_is_not_read(
    folder: Path, attribute: str, address: str
) -> None:
    address = address.format(secret=folder.parent / "secret.png")
    (folder / "a.svg").write_text(SVG.format(PICTURE.format(attribute, address)))
    assert seen(folder, "a.svg") == []


def test_a_drawing_by_another_name_packed_or_inside_another_is_not_read_either(
    folder: Path,
) -> None:
    bad = SVG.format(PICTURE.format("xlink:href", folder.parent / "secret.png")).encode()
    (folder / "a.png").write_bytes(bad)
    (folder / "b.svgz").write_bytes(gzip.compress(bad))
    (folder / "c.svg").write_text(SVG.format(PICTURE.format("xlink:href", data_of(bad))))
    for name in ("a.png", "b.svgz", "c.svg"):
        assert seen(folder, name) == [], name


def test_entities_stylesheets_and_bombs_are_refused(folder: Path) -> None:
    secret = folder.parent / "secret.png"
    image = PICTURE.format("xlink:href", "&x;")
    entity = f'<!DOCTYPE svg [<!ENTITY x "{secret}">]>'
    (folder / "a.svg").write_text(entity + SVG.format(image))
    sheet = f'<?xml-stylesheet type="text/css" href="{secret}"?>'
    (folder / "b.svg").write_text(sheet + SVG.format('<rect width="20" height="20"/>'))
    bomb = SVG.format('<rect width="20" height="20"/>' + " " * 20_000_000)
    (folder / "c.svgz").write_bytes(gzip.compress(bomb.encode()))
    (folder / "d.svg").write_text("<svg")
    for name in ("a.svg", "b.svg", "c.svgz", "d.svg"):
        assert seen(folder, name) == [], name


def test_a_drawing_that_keeps_to_itself_is_read(folder: Path) -> None:
    green = '<rect id="r" width="20" height="20" fill="#00ff00"/>'
    (folder / "a.svg").write_text(SVG.format(green))
    (folder / "b.svg").write_text(SVG.format(f'<defs>{green}</defs><use xlink:href="#r"/>'))
    data, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(data)
    pixels = data_of(a_png(folder / "x.png", "#00ff00").read_bytes())
    (folder / "c.svg").write_text(SVG.format(PICTURE.format("xlink:href", pixels)))
    (folder / "d.svgz").write_bytes(gzip.compress(SVG.format(green).encode()))
    for name in ("a.svg", "b.svg", "c.svg", "d.svgz", "x.png"):
        assert seen(folder, name) == ["#00ff00"] * 2, name


# ------------------------------------------------------------ answers of the file system


@pytest.fixture(params=[PermissionError(13, "no"), OSError(116, "stale"), ValueError("NUL")])
def closed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path about which the file system says no word; also not about its folder."""
    stat = Path.stat

    def answer(path: Path, **kwargs: Any) -> Any:
        if "closed" in path.parts:
            raise request.param
        return stat(path, **kwargs)

    monkeypatch.setattr(Path, "stat", answer)
    return Path("/closed/map.yaml")


def test_what_cannot_be_asked_for_is_not_there(closed: Path, tmp_path: Path) -> None:
    assert not is_there(closed)
    assert not is_folder(closed.parent)
    assert not is_there(Path("a" * 400))
    assert is_folder(tmp_path)
    assert not is_there(tmp_path)


def test_lists_menus_links_and_the_start_bear_files_that_cannot_be_asked_for(
    qtbot: QtBot, tmp_path: Path, closed: Path
) -> None:
    with shown(qtbot, tmp_path) as window:
        settings: Settings = window.settings
        settings.pin(closed)
        settings.remember(closed)
        row = RecentRow(closed, True, "en", "light")
        qtbot.addWidget(row)
        assert not row._opener.isEnabled()
        menu = QMenu()
        window.fillers["recent"](menu)
        assert not menu.actions()[0].isEnabled()
        with pytest.raises(NoLink):
            link_of(str(closed), tmp_path / "m.yaml")
        assert settings.folder
        settings.keep_open_files({closed: QByteArray()})
        windows = Windows(settings, lambda _: window)
        assert windows.restore() == (closed,)


LONG = "a" * 300


def test_links_and_images_with_names_too_long_are_shown_and_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda *words: told.extend(map(str, words[2:])))
    assert window.session is not None
    session = window.session
    key = session.map.touchpoints[0].id
    fields = {"journey": f"{LONG}.yaml", "image": f"{LONG}.png"}
    session.commit(M("Try"), lambda m: edits.change(m, key, **fields))

    session.select((key,))
    inspector = joined(window).panels.inspector
    inspector.refresh()
    form = inspector.form
    qtbot.waitUntil(lambda: "image" in form.editors)
    window.commands["open-link"].trigger()

    assert form.editors["image"].line.text() == fields["image"]
    assert "There is no file" in " ".join(told)
    assert max(map(len, told)) < 300
    assert not joined(window).canvas.grab().isNull()
