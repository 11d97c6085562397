"""Exports beside the window: nothing that a thread shaped is painted after it has ended."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from journeymap.ui import asking, fonts, texts
from journeymap.ui.aside import Aside
from journeymap.ui.main_window import MainWindow
from journeymap.ui.measure import QtMeasure
from journeymap.ui.output import export_dialog
from journeymap.ui.output.export_dialog import ExportDialog
from tests.ui.window import joined, shown


def in_a_thread(work: Any) -> Any:
    """Return what the work returns, done in a thread that has ended since."""
    found: list[Any] = []
    thread = Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def test_glyphs_fonts_and_metrics_are_those_of_the_thread_that_asks() -> None:
    block = QtMeasure("en").wrap("Pick up the coffee", "card", 400)
    ours = (texts.shaped(block), fonts.font("card", "Latin"), fonts.metrics("card", "Latin"))

    same = in_a_thread(
        lambda: (
            texts.shaped(block) is ours[0],
            fonts.font("card", "Latin") is ours[1],
            fonts.metrics("card", "Latin") is ours[2],
        )
    )

    assert same == (False, False, False)
    assert texts.shaped(block) is ours[0]


def test_a_measure_that_was_made_in_a_thread_goes_on_in_the_window() -> None:
    measure = QtMeasure("en")
    theirs = in_a_thread(lambda: measure.wrap("Order ahead", "card", 90))

    ours = measure.wrap("Order behind", "card", 90)

    assert theirs.widths
    assert ours == QtMeasure("en").wrap("Order behind", "card", 90)


def test_what_a_failed_work_held_is_let_go_in_its_own_thread(qtbot: QtBot) -> None:
    class Held:
        pass

    gone: list[bool] = []

    def work() -> None:
        held = Held()
        weakref.finalize(held, gone.append, True)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no") as caught:
        Aside(work).wait()
    assert gone == [True], caught.value


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_the_canvas_is_painted_after_exports_and_between_them(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    target = tmp_path / f"out.{form}"
    monkeypatch.setattr(asking, "export_path", lambda *_: str(target))
    canvas = joined(window).canvas

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        dialog.form.setCurrentIndex(dialog.form.findData(form))
        dialog.export()

    for turn in range(3):
        target.unlink(missing_ok=True)
        QTimer.singleShot(0, act)
        window.trigger("export")
        canvas.zoom_by(1.3 if turn % 2 else 0.7)
        assert not window.grab().isNull()
        assert not canvas.grab().toImage().isNull()
        assert target.stat().st_size > 1000


def export_meanwhile(
    window: MainWindow,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[], object],
) -> None:
    """Export, and do something else while the file is being made."""
    going_on = Event()
    monkeypatch.setattr(asking, "export_path", lambda *_: str(target))
    monkeypatch.setattr(
        export_dialog, "_export", lambda *_: b"made" if going_on.wait(5) else b"late"
    )

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        QTimer.singleShot(150, act)
        QTimer.singleShot(400, going_on.set)
        dialog.export()

    QTimer.singleShot(0, press)
    window.trigger("export")
    going_on.set()
    for thread in threading.enumerate():
        if thread.name == "aside":
            thread.join(5)


def test_another_language_while_a_file_is_made_is_told_by_who_stands_there_then(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.png"

    export_meanwhile(window, target, monkeypatch, lambda: window.choose_language("de"))

    assert window.lang == "de"
    assert target.read_bytes() == b"made"
    assert "out.png" in window.note.text()


def test_a_window_that_goes_while_a_file_is_made_leaves_no_file_and_raises_nothing(
    qtbot: QtBot, tmp_path: Path, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.png"
    with shown(qtbot, tmp_path, coffee) as window:
        dialogs: list[ExportDialog] = []

        def go() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ExportDialog)
            dialogs.append(dialog)
            delete(dialog)  # as its window does with all that belongs to it

        export_meanwhile(window, target, monkeypatch, go)

        assert dialogs
        assert not target.exists()
