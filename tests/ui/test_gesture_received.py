"""Things dragged in from elsewhere: pictures onto cards, text into cells, other files refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.dropping import hint, why_not
from journeymap.ui.main_window import MainWindow
from journeymap.ui.parking import NOTES
from tests.ui.hands import PLAIN, Canvas, small

LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction


@pytest.fixture(params=["en", "fa"])
def canvas(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    made = Canvas(qtbot, small(request.param))
    made.session.save_as(tmp_path / "map.yaml")
    yield made
    made.session.close()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def picture(folder: Path, name: str = "till.png") -> Path:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(folder / name))
    return folder / name


def drag(port: QWidget, data: QMimeData, at: QPoint) -> bool:
    """Drag something in to a point; return whether it is taken there."""
    enter = QDragEnterEvent(at, COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(port, enter)
    move = QDragMoveEvent(at, COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(port, move)
    return enter.isAccepted() and move.isAccepted()


def drop(port: QWidget, data: QMimeData, at: QPoint) -> bool:
    event = QDropEvent(QPointF(at), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(port, event)
    return event.isAccepted()


def test_a_picture_is_given_to_the_card_it_is_dropped_on(canvas: Canvas, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    data, port = files(picture(tmp_path / "elsewhere")), canvas.view.viewport()
    assert port.acceptDrops()
    assert drag(port, data, canvas.at("pay"))
    lit = canvas.view.sketch.lit
    assert lit is not None
    assert lit.key == "pay"
    assert drop(port, data, canvas.at("pay"))
    touchpoint = canvas.session.index.touchpoint("pay")
    assert touchpoint is not None
    assert touchpoint.image is not None
    assert (tmp_path / touchpoint.image).is_file()
    assert canvas.selection == ("pay",)
    assert len(canvas.steps) == 1
    assert canvas.view.sketch.lit is None


def test_a_picture_beside_the_cards_is_refused_with_the_reason(
    canvas: Canvas, tmp_path: Path, reasons: list[str]
) -> None:
    data, at = files(picture(tmp_path)), canvas.ground("buy", "shop")
    before = canvas.session.map
    assert drag(canvas.view.viewport(), data, at)
    assert "touchpoint it belongs to" in canvas.view.pointer.said
    drop(canvas.view.viewport(), data, at)
    assert len(reasons) == 1
    assert canvas.session.map is before
    assert canvas.view.pointer.said == ""


def test_several_pictures_at_once_are_refused(canvas: Canvas, tmp_path: Path) -> None:
    data = files(picture(tmp_path), picture(tmp_path, "door.png"))
    drag(canvas.view.viewport(), data, canvas.at("pay"))
    assert "one picture at a time" in canvas.view.pointer.said
    drop(canvas.view.viewport(), data, canvas.at("pay"))
    assert canvas.steps == []


def test_a_map_without_a_file_has_no_place_for_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    canvas = Canvas(qtbot, small())
    data = files(picture(tmp_path))
    drag(canvas.view.viewport(), data, canvas.at("pay"))
    assert "save the map first" in canvas.view.pointer.said
    drop(canvas.view.viewport(), data, canvas.at("pay"))
    assert canvas.steps == []
    canvas.session.close()


def test_lines_of_text_become_cards_of_the_cell(canvas: Canvas) -> None:
    data, at = text("Wrap it\nSay goodbye"), canvas.ground("buy", "shop")
    assert drag(canvas.view.viewport(), data, at)
    target = canvas.view.preview.target
    assert target is not None
    assert (target.stage, target.row) == ("buy", "shop")
    assert drop(canvas.view.viewport(), data, at)
    made = [t for t in canvas.session.map.touchpoints if t.name in ("Wrap it", "Say goodbye")]
    assert [(t.stage, t.channel) for t in made] == [("buy", "shop")] * 2
    assert canvas.selection == tuple(t.id for t in made)
    assert len(canvas.steps) == 1
    assert canvas.view.preview.target is None


def test_text_dropped_on_a_card_comes_after_it(canvas: Canvas) -> None:
    at = canvas.at("ad")
    drag(canvas.view.viewport(), text("Ask a friend"), at)
    drop(canvas.view.viewport(), text("Ask a friend"), at)
    ids = [t.id for t in canvas.session.map.touchpoints]
    assert ids.index("ask-a-friend") == ids.index("ad") + 1


def test_text_on_a_heading_says_where_it_may_go(canvas: Canvas, reasons: list[str]) -> None:
    canvas.session.select(("pay",))
    drag(canvas.view.viewport(), text("x"), canvas.at("buy"))
    drop(canvas.view.viewport(), text("x"), canvas.at("buy"))
    assert "cell" in reasons[-1]
    assert canvas.steps == []
    assert canvas.selection == ("pay",)


def test_what_is_dragged_out_again_leaves_no_light(canvas: Canvas, tmp_path: Path) -> None:
    drag(canvas.view.viewport(), files(picture(tmp_path)), canvas.at("pay"))
    QApplication.sendEvent(canvas.view.viewport(), QDragLeaveEvent())
    assert canvas.view.sketch.lit is None
    assert canvas.view.pointer.said == ""


@pytest.mark.parametrize("name", ["other.yaml", "table.csv", "letter.docx"])
def test_other_files_are_left_to_the_window(canvas: Canvas, tmp_path: Path, name: str) -> None:
    assert not drag(canvas.view.viewport(), files(tmp_path / name), canvas.at("pay"))


def test_the_window_says_what_to_do_with_a_table(tmp_path: Path) -> None:
    data = files(tmp_path / "table.csv")
    assert str(hint(data, map_there=True)) == "Drop to import table.csv"
    assert str(hint(data, map_there=False)).startswith("Open a map first")


def test_the_window_says_where_a_picture_goes(tmp_path: Path) -> None:
    assert "touchpoint" in str(why_not(files(tmp_path / "a.png")))
    assert ".yaml" in str(why_not(files(tmp_path / "a.docx")))


def test_a_file_is_never_taken_as_moved(window: MainWindow, tmp_path: Path) -> None:
    data = files(tmp_path / "letter.docx")
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    drag(window, data, QPoint(300, 300))
    event = QDropEvent(QPointF(300, 300), both, data, LEFT, PLAIN)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, event)
    assert event.isAccepted()
    assert event.dropAction() == COPY


@pytest.mark.parametrize("words", [b"\xff\xfe\x00", b"ghost", b"ad\npay"])
def test_notes_that_are_none_are_refused(canvas: Canvas, reasons: list[str], words: bytes) -> None:
    # what others give away: no text, or names that mean something else here
    data = QMimeData()
    data.setData(NOTES, QByteArray(words))
    at = canvas.ground("buy", "shop")
    drag(canvas.view.viewport(), data, at)
    drop(canvas.view.viewport(), data, at)
    assert len(reasons) == 1
    assert canvas.steps == []
