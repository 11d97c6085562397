"""The clipboard: parts of maps, ranges, lines and pictures, within a map and between windows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Channel, JourneyMap
from journeymap.model.text import M
from journeymap.ui import asking, clipboard
from journeymap.ui.session import Session
from tests.ui.hands import small
from tests.ui.window import example, shown


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[tuple[Session, QWidget]]:
    session, window = Session(small()), QWidget()
    qtbot.addWidget(window)
    yield session, window
    session.close()


def data() -> QMimeData:
    found = QGuiApplication.clipboard().mimeData()
    assert found is not None
    return found


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def heard(session: Session) -> list[str]:
    said: list[str] = []
    session.refused.connect(lambda message: said.append(str(message)))
    session.told.connect(lambda message: said.append(str(message)))
    return said


def test_what_is_copied_is_a_map_a_table_and_pictures(desk: tuple[Session, QWidget]) -> None:
    session, _ = desk
    session.select(("page", "pay"))
    clipboard.copy(session)

    assert {clipboard.FORM, "text/plain", "image/png", "image/svg+xml"} <= set(data().formats())
    assert bytes(data().data(clipboard.FORM).data()).startswith(b"format: 1")
    assert data().text().splitlines()[1].startswith("Find\tRead the page\tWeb")
    assert b"Read the page" in bytes(data().data("image/svg+xml").data())
    image = QImage.fromData(bytes(data().data("image/png").data()))
    assert image.width() > 100


def test_pasting_gives_a_second_one_in_one_step(desk: tuple[Session, QWidget]) -> None:
    session, window = desk
    session.select(("page", "pay"))
    clipboard.copy(session)
    clipboard.paste(session, window)

    ids = [t.id for t in session.map.touchpoints]
    assert ids == ["ad", "page", "visit", "pay", "page-2", "pay-2", "take"]
    assert session.selection == ("page-2", "pay-2")
    assert [str(step) for step in session.document.steps] == ["Paste 2 touchpoints"]
    session.undo()
    assert session.map == small()


def test_cutting_closes_the_line_and_another_map_takes_it(desk: tuple[Session, QWidget]) -> None:
    session, window = desk
    session.select(("page",))
    clipboard.cut(session)
    assert ("ad", "pay") in [(f.source, f.target) for f in session.map.flows]

    other = Session(JourneyMap(title="Other"))
    clipboard.paste(other, window)
    assert [s.name for s in other.map.stages] == ["Find"]
    assert [t.name for t in other.map.touchpoints] == ["Read the page"]
    other.close()


def test_a_duplicate_stands_behind(desk: tuple[Session, QWidget]) -> None:
    session, _ = desk
    session.select(("ad",))
    clipboard.duplicate(session)
    assert [t.id for t in session.map.touchpoints][:3] == ["ad", "ad-2", "page"]
    assert [str(step) for step in session.document.steps] == ["Duplicate “See the ad”"]


def test_lines_go_on_after_the_selected_card(desk: tuple[Session, QWidget]) -> None:
    session, window = desk
    session.select(("take",))
    put("Unpack\nTry it +2\n")
    clipboard.paste(session, window)
    ways = [(f.source, f.target) for f in session.map.flows]
    assert ("take", "unpack") in ways
    assert ("unpack", "try-it") in ways
    assert len(session.document.steps) == 1


def test_lines_make_the_first_stage_of_an_empty_map(qtbot: QtBot) -> None:
    session, window = Session(JourneyMap(title="New")), QWidget()
    qtbot.addWidget(window)
    put("One\nTwo")
    clipboard.paste(session, window)
    assert [s.name for s in session.map.stages] == ["Stage 1"]
    assert len(session.map.touchpoints) == 2
    session.close()


def test_what_a_range_does_not_say_clearly_is_listed(
    desk: tuple[Session, QWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, window = desk
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda *said: told.extend(map(str, said[2:])))
    put("Step\tEmotion\tColour\nA\tsad\tred\nB\t1\tblue\n")
    clipboard.paste(session, window)
    assert len(session.map.touchpoints) == 7
    assert told[0] == "2 touchpoints were pasted"
    assert "“Colour” means no field" in told[1]
    assert "Row 2" in told[1]


def test_nothing_on_the_clipboard_is_said(desk: tuple[Session, QWidget]) -> None:
    session, window = desk
    said = heard(session)
    put("   ")
    clipboard.paste(session, window)
    assert said == ["there is no text to paste"]


def test_a_broken_part_of_a_map_is_said_and_nothing_pasted(
    desk: tuple[Session, QWidget],
) -> None:
    session, window = desk
    said = heard(session)
    put("format: 1\ntitle: [")
    clipboard.paste(session, window)
    assert len(said) == 1
    assert "no part of a map" in said[0]
    assert session.map == small()


def picture() -> QImage:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def test_a_picture_is_kept_beside_the_map(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        session = window.session
        assert session is not None
        session.select(("pay",))
        QGuiApplication.clipboard().setImage(picture())
        window.commands["paste"].trigger()

        pay = session.index.touchpoint("pay")
        assert pay is not None
        assert pay.image == "images/pay.png"
        assert QImage(str(tmp_path / "images" / "pay.png")).width() == 20


def test_a_picture_file_is_taken_under_its_own_name_once(qtbot: QtBot, tmp_path: Path) -> None:
    source = tmp_path / "elsewhere" / "Till photo.png"
    source.parent.mkdir()
    picture().save(str(source))
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        session = window.session
        assert session is not None
        for key in ("pay", "get-receipt"):
            if session.index.touchpoint(key) is None:
                key = session.map.touchpoints[0].id
            session.select((key,))
            files = QMimeData()
            files.setUrls([QUrl.fromLocalFile(str(source))])
            assert clipboard.take(session, window, files)
    assert [p.name for p in (tmp_path / "images").iterdir()] == ["till-photo.png"]


def test_a_picture_needs_one_touchpoint_and_a_file(desk: tuple[Session, QWidget]) -> None:
    session, window = desk
    said = heard(session)
    QGuiApplication.clipboard().setImage(picture())
    clipboard.paste(session, window)
    session.select(("pay",))
    clipboard.paste(session, window)
    assert said == [
        "select the touchpoint that the picture is for",
        "save the map first: pictures are kept beside it",
    ]


def test_a_map_that_is_only_read_takes_no_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        session = window.session
        assert session is not None
        session.select(("pay",))
        session.read_only = M("only read")
        QGuiApplication.clipboard().setImage(picture())
        window.commands["paste"].trigger()
        assert not (tmp_path / "images").exists()
        session.read_only = None


def test_it_is_said_where_cards_of_another_map_land_and_what_is_new(
    desk: tuple[Session, QWidget], qtbot: QtBot
) -> None:
    session, window = desk
    session.select(("pay",))
    clipboard.copy(session)
    shop = Channel(id="kiosk", name="web")  # called alike, and another one
    other = Session(JourneyMap(title="Other", channels=(shop,)))
    said = heard(other)

    clipboard.paste(other, window)

    assert said == ["1 touchpoint pasted into “Buy” (new), “web”"]
    assert other.map.touchpoints[0].channel == "kiosk"
    put("Name\tStage\tChannel\nCall\tAfter\tPhone\n")
    clipboard.paste(other, window)
    assert said[-1] == "1 touchpoint pasted into “After” (new), “Phone” (new)"
    put("Name\tStage\tChannel\nA\tAfter\tPhone\nB\tBuy\tweb\nC\tBuy\tCounter\n")
    clipboard.paste(other, window)
    assert said[-1].startswith("3 touchpoints pasted into “Counter” (new), “After”, ")
    other.close()


def test_it_is_said_where_a_picture_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(small())
    session.save_as(tmp_path / "map.yaml")
    said = heard(session)
    session.select(("pay",))
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    QGuiApplication.clipboard().setImage(picture)

    clipboard.paste(session, QWidget())

    shown_there = "Picture stored beside the map as images/pay.png"
    assert said == [f"{shown_there}; show the lane “Storyboard” to see it"]
    session.undo()
    session.set_view(lanes=("storyboard", *session.view.lanes))
    clipboard.paste(session, QWidget())
    assert said[-1] == f"{shown_there}; undo leaves the file there"
    session.undo()
    assert (tmp_path / "images" / "pay.png").exists()
    session.redo()
    assert session.index.touchpoint("pay").image == "images/pay.png"  # type: ignore[union-attr] # it is there
    session.close()


def test_a_program_that_ends_leaves_what_it_copied_and_no_error(tmp_path: Path) -> None:
    program = (
        "from journeymap.ui.app import application\n"
        "from journeymap.ui import clipboard\n"
        "from journeymap.ui.session import Session\n"
        "from tests.ui.hands import small\n"
        "app = application()\n"
        "session = Session(small())\n"
        "session.select(('pay',))\n"
        "assert clipboard.copy(session)\n"
        "session.close()\n"
    )
    folder = Path(__file__).resolve().parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, "Fatal" in ended.stderr) == (0, False), ended.stderr


def test_what_is_left_at_the_end_is_a_table(desk: tuple[Session, QWidget]) -> None:
    session, _ = desk
    session.select(("pay",))
    clipboard.copy(session)
    clipboard.settle()
    assert data().text().splitlines()[1].startswith("Buy\tPay\tWeb")


def test_a_clipboard_that_qt_has_lost_holds_nothing(
    desk: tuple[Session, QWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, window = desk
    said = heard(session)
    monkeypatch.setattr(QGuiApplication.clipboard().__class__, "mimeData", lambda *_: None)
    clipboard.paste(session, window)
    assert said == ["there is no text to paste"]


def refused(qtbot: QtBot, folder: Path, picture: Path) -> list[str]:
    """Return what is said when a file is given to a card that does not take it for a picture."""
    with shown(qtbot, folder, example(folder)) as window:
        session = window.session
        assert session is not None
        session.select(("pay",))
        said, before = heard(session), session.map
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(picture))])
        assert not clipboard.take(session, window, files)
        assert session.map is before
    return said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("kind", ["pipe", "folder", "gone"])
def test_a_picture_that_is_no_file_is_refused_and_waited_for_by_nobody(
    qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "trap.png"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    said = refused(qtbot, tmp_path, path)
    assert said[0].startswith("trap.png cannot be read: ")


@pytest.mark.parametrize("data", [b"", b"root:x:0:0", b"%PDF-1.7", b"\x00" * 50])
def test_what_is_called_a_picture_and_is_none_is_not_kept_beside_the_map(
    qtbot: QtBot, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "called.png"
    path.write_bytes(data)
    assert refused(qtbot, tmp_path, path) == [
        "called.png cannot be read: this is no picture that can be shown; "
        "PNG, JPEG, GIF, WebP, BMP and SVG can"
    ]
    assert not (tmp_path / "images").exists()


def test_a_picture_that_no_map_shows_is_not_packed_first(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        session = window.session
        assert session is not None
        session.select(("pay",))
        said = heard(session)
        QGuiApplication.clipboard().setImage(QImage(8_000, 4_001, QImage.Format.Format_RGB32))
        clipboard.paste(session, window)
        assert said == ["this picture has more than 32 million pixels; make it smaller"]
        assert not (tmp_path / "images").exists()


def test_what_is_wrong_with_a_part_of_a_map_is_said(desk: tuple[Session, QWidget]) -> None:
    session, window = desk
    said = heard(session)
    put("format: 9\ntitle: A map of tomorrow\n")
    clipboard.paste(session, window)
    assert len(said) == 1
    assert "9" in said[0]
    assert "problem in this file" not in said[0]


def test_the_text_of_a_whole_map_leaves_its_metrics_where_they_are(
    desk: tuple[Session, QWidget],
) -> None:
    session, window = desk
    said = heard(session)
    put(
        "format: 1\ntitle: Another\nmetrics:\n- {id: csat, name: CSAT, kind: csat}\n"
        "stages:\n- {id: find, name: Find}\n"
        "touchpoints:\n- {id: ask, name: Ask, stage: find}\n"
        "opportunities:\n- {id: sign, name: A sign, at: [ask], aims: {metric: csat, to: 80}}\n"
    )
    clipboard.paste(session, window)
    assert [each.id for each in session.map.opportunities] == ["sign"], said
    assert session.map.metrics == ()
