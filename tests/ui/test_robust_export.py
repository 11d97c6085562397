"""Exports beside the window: nothing that a thread shaped is painted after it has ended."""

from __future__ import annotations

import weakref
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui import asking, fonts, texts
from journeymap.ui.aside import Aside
from journeymap.ui.export_dialog import ExportDialog
from journeymap.ui.main_window import MainWindow
from journeymap.ui.measure import QtMeasure
from tests.ui.window import joined


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
