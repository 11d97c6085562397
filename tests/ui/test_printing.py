"""Print and export: sheets that hold the whole map, the choices of the dialogs, files that come."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.picture.picture import Picture, view_of
from journeymap.ui import asking
from journeymap.ui.main_window import MainWindow
from journeymap.ui.output import export
from journeymap.ui.output.export_dialog import ExportDialog
from journeymap.ui.output.print_dialog import PrintDialog
from journeymap.ui.output.printing import PAPERS, Plan, as_pdf, laid
from journeymap.ui.output.sheets import MOST_SHEETS, OVERLAP, Paper, spread
from tests.ui.window import EXAMPLES


@pytest.fixture(scope="module")
def picture() -> Picture:
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    return export.drawn(m, view_of(m))


def with_dialog(act: Callable[[object], object]) -> None:
    """Do something with the next modal dialog, and close it if it is still there."""

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()  # type: ignore[attr-defined] # only dialogs are modal here

    QTimer.singleShot(200, go)


def pages(data: bytes) -> list[tuple[float, float]]:
    """Return width and height of each page in points, as Qt writes them: not packed."""
    found = re.findall(rb"/Type /Page\s.*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)", data, re.DOTALL)
    return [(float(width), float(height)) for width, height in found]


# ---------------------------------------------------------------- sheets


def test_one_sheet_holds_the_whole_map(picture: Picture) -> None:
    sheets = spread(picture, Paper(277, 190, "head", "foot"), False)
    (tile,) = sheets.tiles
    assert tile.part.width() == picture.bounds.w
    assert picture.bounds.w * sheets.scale <= 277.001
    assert picture.bounds.h * sheets.scale <= 190 - 14 + 0.001


@given(
    w=st.floats(100, 1200),
    h=st.floats(100, 1200),
    size=st.sampled_from((0.5, 1.0, 2.0)),
)
def test_the_sheets_of_a_poster_cover_the_map_and_overlap(
    picture: Picture, w: float, h: float, size: float
) -> None:
    sheets = spread(picture, Paper(w, h), True, size)

    assert len(sheets.tiles) == sheets.columns * sheets.rows <= MOST_SHEETS
    bounds = picture.bounds
    right = max(tile.part.right() for tile in sheets.tiles)
    bottom = max(tile.part.bottom() for tile in sheets.tiles)
    assert min(tile.part.left() for tile in sheets.tiles) == pytest.approx(bounds.x)
    assert right >= bounds.x + bounds.w - 0.5
    assert bottom >= bounds.y + bounds.h - 0.5
    first = [tile.part for tile in sheets.tiles if tile.row == 0 and tile.column < 2]
    if len(first) == 2:
        a, b = sorted(first, key=lambda part: part.left())
        assert (a.right() - b.left()) * sheets.scale == pytest.approx(OVERLAP)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_gives_pages_of_its_size(picture: Picture, paper: str) -> None:
    wide = pages(as_pdf(laid(picture, Plan(paper=paper)), "x"))
    high = pages(as_pdf(laid(picture, Plan(paper=paper, landscape=False)), "x"))
    assert len(wide) == len(high) == 1
    assert wide[0] == pytest.approx(high[0][::-1], abs=1)
    assert wide[0][0] > wide[0][1]


def test_a_poster_has_a_page_a_sheet_and_its_words_can_be_found(picture: Picture) -> None:
    what = laid(picture, Plan(poster=True, head="Coffee", foot="coffee-app"))
    data = as_pdf(what, "Coffee")
    assert len(pages(data)) == len(what.sheets.tiles) > 1
    assert b"/Title (" + b"\xfe\xff" + "Coffee".encode("utf-16-be") in data


def test_printing_stops_when_it_is_told_to(picture: Picture) -> None:
    asked = iter([True, False])
    assert as_pdf(laid(picture, Plan(poster=True)), "x", lambda: next(asked)) == b""


# ---------------------------------------------------------------- the print dialog


def test_ctrl_p_shows_the_sheets_and_saves_them_as_pdf(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "poster.pdf"
    monkeypatch.setattr(asking, "export_path", lambda *_: str(chosen))
    counts: list[int] = []

    def act(dialog: object) -> None:
        assert isinstance(dialog, PrintDialog)
        dialog.poster.setFocus()
        qtbot.keyClick(dialog.poster, Qt.Key.Key_Down)
        assert dialog.plan().poster
        qtbot.waitUntil(lambda: dialog.preview.pageCount() > 1, timeout=10_000)
        counts.append(dialog.preview.pageCount())
        qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)

    with_dialog(act)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert len(pages(chosen.read_bytes())) == counts[0]
    assert "poster.pdf" in window.note.text()


def test_the_title_is_written_over_the_sheets_of_a_poster_only(
    window: MainWindow, qtbot: QtBot
) -> None:
    heads: list[str] = []

    def act(dialog: object) -> None:
        assert isinstance(dialog, PrintDialog)
        heads.append(dialog.plan().head)
        dialog.poster.setFocus()
        qtbot.keyClick(dialog.poster, Qt.Key.Key_Down)
        heads.append(dialog.plan().head)
        qtbot.keyClick(dialog.head, Qt.Key.Key_Space)
        heads.append(dialog.plan().head)

    with_dialog(act)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert heads == ["", "First order to regular", ""]


# ---------------------------------------------------------------- the export dialog


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_ctrl_e_writes_the_chosen_kind_of_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    chosen = tmp_path / f"map.{form}"
    offered: list[str] = []
    monkeypatch.setattr(
        asking,
        "export_path",
        lambda _p, _l, suggested, _f: offered.append(suggested) or str(chosen),
    )

    def act(dialog: object) -> None:
        assert isinstance(dialog, ExportDialog)
        while dialog.form.currentData() != form:
            qtbot.keyClick(dialog.form, Qt.Key.Key_Down)
        assert dialog.scale.isEnabled() is (form == "png")
        assert dialog.page.isEnabled() is (form == "pdf")
        qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)

    with_dialog(act)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    starts = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<"}
    assert chosen.read_bytes().startswith(starts[form])
    assert offered[0].endswith(f"coffee-app.{form}")


def test_an_export_shows_the_lanes_and_the_scale_that_were_chosen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    for scale, lanes in ((1, True), (2, True), (1, False)):
        chosen = tmp_path / f"{scale}-{lanes}.png"
        monkeypatch.setattr(asking, "export_path", lambda *_, path=chosen: str(path))

        def act(dialog: object, scale: int = scale, lanes: bool = lanes) -> None:
            assert isinstance(dialog, ExportDialog)
            dialog.scale.setCurrentIndex(dialog.scale.findData(float(scale)))
            if not lanes:
                qtbot.mouseClick(dialog.lanes["pains"], Qt.MouseButton.LeftButton)
            dialog.export()

        with_dialog(act)
        window.trigger("export")
        sizes.append(QImage(str(chosen)).size())
    assert abs(sizes[1].width() - 2 * sizes[0].width()) <= 1
    assert sizes[2].height() < sizes[0].height()


def test_an_export_can_be_stopped_and_leaves_no_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "never.png"
    monkeypatch.setattr(asking, "export_path", lambda *_: str(chosen))
    seen: list[bool] = []

    def act(dialog: object) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.scale.setCurrentIndex(dialog.scale.findData(4.0))
        dialog.scale.activated.emit(dialog.scale.currentIndex())

        def stop() -> None:
            seen.append(dialog._work is not None)
            dialog.reject()

        QTimer.singleShot(0, dialog, stop)
        dialog.export()
        assert dialog.write.isEnabled()

    with_dialog(act)
    window.trigger("export")

    assert seen == [True]
    assert not chosen.exists()


def test_what_cannot_be_written_is_said_in_words(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda *words: told.extend(map(str, words[2:])))
    monkeypatch.setattr(asking, "export_path", lambda *_: str(tmp_path / "no" / "map.svg"))
    with_dialog(lambda dialog: dialog.export())  # type: ignore[attr-defined] # the export dialog
    window.trigger("export")
    assert told
    assert not re.search(r"Errno|Traceback", " ".join(told))
