"""What nobody foresaw, wherever it happens: kept in a log, said once, and lived through."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QGraphicsScene, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui import mishap_log
from journeymap.ui.guard import guarded
from journeymap.ui.mishaps import Mishaps
from journeymap.ui.recovery import report
from journeymap.version import VERSION
from tests.ui.window import EXAMPLES, shown

SECRET = "a secret of the code"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log is."""
    monkeypatch.setattr(mishap_log, "data_folder", lambda: tmp_path / "data")
    return tmp_path / "data"


class Caught:
    """What was told, and how often copies were to be written before."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.kept = 0
        self.owner = QWidget()
        self.mishaps = Mishaps(self.owner, self.said.append, keep=self._keep)

    def _keep(self) -> None:
        self.kept += 1


@pytest.fixture
def caught(qtbot: QtBot, folder: Path) -> Iterator[Caught]:
    made = Caught()
    yield made
    made.mishaps.release()


def fail(*_: object) -> None:
    raise ValueError(SECRET)


class Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it so
        fail()


class Changing(QGraphicsRectItem):
    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:  # noqa: N802 - as above
        fail()


class Item(QGraphicsRectItem):
    @guarded
    def paint(self, painter: QPainter, *_: object) -> None:
        fail()


class Deleted:
    def __del__(self) -> None:
        fail()


def in_slot(_: QtBot) -> None:
    widget = QWidget()
    widget.windowTitleChanged.connect(fail)
    widget.setWindowTitle("new")


def in_timer(_: QtBot) -> None:
    QTimer.singleShot(0, fail)


def in_paint(qtbot: QtBot) -> None:
    widget = Painted()
    qtbot.addWidget(widget)
    QTimer.singleShot(0, widget, widget.grab)


def in_item_change(_: QtBot) -> None:
    item = Changing()
    QTimer.singleShot(
        0, lambda: item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
    )


def in_item_paint(_: QtBot) -> None:
    scene = QGraphicsScene()
    scene.addItem(Item(0, 0, 9, 9))
    ground = QPixmap(9, 9)
    painter = QPainter(ground)
    scene.render(painter)
    painter.end()


def in_thread(_: QtBot) -> None:
    thread = threading.Thread(target=fail, name="checks")
    thread.start()
    thread.join()


def in_deletion(_: QtBot) -> None:
    made = Deleted()
    del made
    gc.collect()


@pytest.mark.parametrize(
    "happens",
    [in_slot, in_timer, in_paint, in_item_change, in_item_paint, in_thread, in_deletion],
    ids=lambda each: each.__name__,
)
def test_it_is_kept_told_and_lived_through(
    qtbot: QtBot, folder: Path, caught: Caught, happens: Callable[[QtBot], None]
) -> None:
    happens(qtbot)

    qtbot.waitUntil(lambda: len(caught.said) == 1, timeout=3_000)
    assert SECRET in caught.said[0]
    assert caught.kept >= 1  # the copy was written before anything was said
    assert SECRET in (folder / "mishaps.log").read_text("utf-8")


def test_it_is_said_once_and_kept_every_time(qtbot: QtBot, folder: Path, caught: Caught) -> None:
    for _ in range(3):
        caught.mishaps.caught(ValueError, ValueError(SECRET), None)
    qtbot.waitUntil(lambda: caught.kept == 3, timeout=3_000)

    assert len(caught.said) == 1
    assert (folder / "mishaps.log").read_text("utf-8").count(SECRET) == 3


def test_one_that_comes_with_every_frame_does_not_fill_the_disk(
    folder: Path, caught: Caught
) -> None:
    for _ in range(1000):
        caught.mishaps.caught(ValueError, ValueError(SECRET), None)

    assert (folder / "mishaps.log").read_text("utf-8").count(SECRET) == 200


def test_interrupting_from_the_terminal_is_no_mishap(qtbot: QtBot, folder: Path) -> None:
    ended: list[int] = []
    owner = QWidget()
    mishaps = Mishaps(owner, fail, lambda: ended.append(1))

    mishaps.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.waitUntil(lambda: ended == [1], timeout=3_000)

    mishaps.release()
    assert not (folder / "mishaps.log").exists()


def test_hooks_are_given_back(qtbot: QtBot, folder: Path) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    mishaps = Mishaps(QWidget(), fail)
    assert sys.excepthook is not before[0]

    mishaps.release()

    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


# ---------------------------------------------------------------- the log


def test_old_logs_turn_over_and_only_so_many_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mishap_log, "LOG_BYTES", 1_000)
    for n in range(60):
        mishap_log.keep(f"{n} {'x' * 200}")

    logs = sorted(folder.glob("mishaps.log*"))

    assert [each.name for each in logs] == ["mishaps.log", *(f"mishaps.log.{n}" for n in (1, 2, 3))]
    assert all(each.stat().st_size < 1_500 for each in logs)
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in logs)
    assert "\n59 x" in logs[0].read_text("utf-8")


def test_a_log_that_cannot_be_written_raises_nothing(tmp_path: Path, folder: Path) -> None:
    folder.write_text("a file where the folder should be")

    mishap_log.keep("\udc80 whatever")
    assert mishap_log.crash_file() is None
    assert list(mishap_log.crashes()) == []


def test_a_report_names_versions_and_not_the_person() -> None:
    home = str(Path.home())

    text = mishap_log.report(f'File "{home}/maps/app.py", line 3')

    assert f"journeymap {VERSION}" in text
    assert "Qt 6" in text
    assert home not in text
    assert '"~/maps/app.py"' in text


def test_the_report_can_be_read_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as window:
        dialog = report.mishap(window, "en", "Traceback: here", unsaved=True)
        assert dialog.text.isReadOnly()
        assert dialog.text.toPlainText() == "Traceback: here"
        assert dialog.isModal()

        QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == "Traceback: here"

        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


# ---------------------------------------------------------------- hard ends

ENDS = """
import ctypes, os, sys
from PySide6.QtCore import qFatal
from PySide6.QtWidgets import QWidget
from journeymap.ui.app import application
from journeymap.ui.mishaps import Mishaps
app = application()
owner = QWidget()
made = Mishaps(owner, print)
made.watch_for_the_end()
if sys.argv[1] == "segfault":
    ctypes.string_at(0)
elif sys.argv[1] == "qt":
    qFatal("the end of it")
elif sys.argv[1] == "kill":
    os.kill(os.getpid(), 9)
made.release()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not ended by there")
@pytest.mark.parametrize(
    ("how", "said"),
    [("segfault", "Segmentation fault"), ("qt", "the end of it"), ("kill", ""), ("well", "")],
)
def test_the_next_start_finds_where_the_program_was_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, said: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    subprocess.run(
        [sys.executable, "-c", ENDS, how],
        cwd=EXAMPLES.parent,
        capture_output=True,
        timeout=60,
        check=False,
    )
    monkeypatch.setattr(mishap_log, "data_folder", lambda: next(tmp_path.glob("*")))

    found = list(mishap_log.crashes())

    assert [said in each.text for each in found] == ([True] if said else [])
    # what says nothing is gone, what says something stays until it was read
    assert len(list(tmp_path.rglob("crash-*"))) == len(found)
