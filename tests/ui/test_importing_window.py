"""The ways into an import from the window: menu, a file that is dropped, refresh; and its looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.importing import starting
from journeymap.ui.importing.assistant import Assistant
from journeymap.ui.importing.refreshing import Refresh
from journeymap.ui.importing.starting import Importing
from journeymap.ui.main_window import MainWindow
from tests.ui.importing_desk import row, rows, written
from tests.ui.window import example, joined, shown

TABLE = "touchpoint,metric,value,n,period\npay,csat,61,200,{period}\nTill,csat,70,90,{period}\n"
BUTTONS, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def importing(window: MainWindow) -> Importing:
    return joined(window)._importing


def assistant(window: MainWindow, qtbot: QtBot) -> Assistant:
    qtbot.waitUntil(lambda: importing(window).dialog is not None)
    dialog = importing(window).dialog
    assert isinstance(dialog, Assistant)
    rest(dialog, qtbot)
    return dialog


def rest(dialog: Assistant, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog._work is None and not dialog._soon.isActive(), timeout=20_000)


def press(button: QPushButton, dialog: Assistant, qtbot: QtBot) -> None:
    QTest.mouseClick(button, BUTTONS)
    rest(dialog, qtbot)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: MainWindow, data: QMimeData) -> None:
    middle = window.rect().center()
    copy = Qt.DropAction.CopyAction
    window.dragEnterEvent(QDragEnterEvent(middle, copy, data, BUTTONS, KEYS))
    window.dropEvent(QDropEvent(QPointF(middle), copy, data, BUTTONS, KEYS))


def through(dialog: Assistant, qtbot: QtBot) -> None:
    for _ in range(4):
        press(dialog.next, dialog, qtbot)


def test_the_menu_asks_for_a_table_and_the_map_shows_what_came_in(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, TABLE.format(period="2027-01"))
    monkeypatch.setattr(starting, "table_path", lambda *_: str(path))
    window.commands["import-metrics"].trigger()
    dialog = assistant(window, qtbot)
    through(dialog, qtbot)
    assert window.session is not None
    assert window.session.view.metric == "csat"
    assert "1 reading imported" in window.note.text()
    assert importing(window).dialog is None
    (source,) = window.session.map.sources
    assert source.reads == "november.csv"


def test_a_table_that_is_dropped_on_the_map_opens_the_assistant(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = written(tmp_path, TABLE.format(period="2027-01"))
    data = files(path)
    middle = window.rect().center()
    window.dragEnterEvent(QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, BUTTONS, KEYS))
    assert window._sign is not None
    assert "Drop to import" in window._sign.words
    drop(window, data)
    dialog = assistant(window, qtbot)
    assert dialog.draft.path == path
    dialog.reject()


def test_several_tables_are_imported_one_after_the_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [written(tmp_path, TABLE.format(period=f"2027-0{n}"), f"month-{n}.csv") for n in (1, 2)]
    drop(window, files(*paths))
    first = assistant(window, qtbot)
    through(first, qtbot)
    qtbot.waitUntil(lambda: importing(window).dialog not in (None, first))
    second = assistant(window, qtbot)
    assert second.draft.path == paths[1]
    through(second, qtbot)
    assert window.session is not None
    assert len(window.session.map.sources) == 2


def test_what_was_to_come_in_is_not_brought_into_another_map(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [written(tmp_path, TABLE.format(period=f"2027-0{n}"), f"month-{n}.csv") for n in (1, 2)]
    drop(window, files(*paths))
    assistant(window, qtbot)
    importing(window)._refreshing = True  # as where it was opened from a refresh
    assert window.session is not None

    window.session.document_changed.emit()

    assert importing(window).dialog is None
    assert importing(window)._refreshing is False


def test_a_table_dropped_where_no_map_is_open_is_told_what_to_do(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(qtbot, tmp_path) as window:
        drop(window, files(written(tmp_path)))
        assert "Open a map first" in window.note.text()


def test_nothing_is_imported_into_a_map_that_may_not_be_changed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.session is not None
    window.session.read_only = M("it is open elsewhere")
    joined(window).import_files((written(tmp_path),))
    assert importing(window).dialog is None
    assert "open elsewhere" in window.note.text()


# ---------------------------------------------------------------- again


@pytest.fixture
def again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Callable[[], Refresh]:
    """Import a table by the assistant, and give what refreshes it."""
    joined(window).import_files((written(tmp_path, TABLE.format(period="2027-01")),))
    dialog = assistant(window, qtbot)
    press(dialog.next, dialog, qtbot)
    press(dialog.next, dialog, qtbot)
    dialog.draft.say_place("Till", "order")
    dialog.matching.changed.emit()
    rest(dialog, qtbot)
    press(dialog.next, dialog, qtbot)
    press(dialog.next, dialog, qtbot)

    def refresh() -> Refresh:
        window.commands["refresh-metrics"].trigger()
        found = importing(window).dialog
        assert isinstance(found, Refresh)
        qtbot.waitUntil(lambda: found._work is None, timeout=20_000)
        return found

    return refresh


def test_refresh_imports_next_months_file_with_what_was_decided(
    window: MainWindow, tmp_path: Path, again: Callable[[], Refresh]
) -> None:
    assert window.session is not None
    nothing = again()
    assert not nothing.take.isEnabled()
    assert nothing.take.text() == "Nothing to import"
    nothing.reject()

    written(tmp_path, TABLE.format(period="2027-02"))
    refresh = again()
    assert "New: 2" in rows(refresh.plan.list)
    steps = len(window.session.document.steps)
    QTest.mouseClick(refresh.take, BUTTONS)

    assert len(window.session.document.steps) == steps + 1
    places = {(r.at, r.period) for r in window.session.map.readings if r.source == "november"}
    assert places == {
        ("pay", "2027-01"),
        ("order", "2027-01"),
        ("pay", "2027-02"),
        ("order", "2027-02"),
    }
    window.session.undo()
    assert not [r for r in window.session.map.readings if r.period == "2027-02"]


def test_what_changed_in_the_file_changes_in_the_map_and_a_lost_file_is_told(
    window: MainWindow, tmp_path: Path, again: Callable[[], Refresh]
) -> None:
    assert window.session is not None
    text = TABLE.format(period="2027-01").replace("61", "64")
    path = written(tmp_path, text)
    refresh = again()
    changed = row(refresh.plan.list, "CSAT · Pay in app")
    assert (changed.text(1)[:2], changed.text(2)[:2]) == ("61", "64")
    refresh.reject()
    path.unlink()

    refresh = again()

    assert any("there is no file" in each for each in rows(refresh.plan.list))
    assert not refresh.take.isEnabled()
    refresh.reject()


def test_a_file_that_cannot_be_imported_again_is_opened_in_the_assistant(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, again: Callable[[], Refresh]
) -> None:
    lines = "".join(f"0{n}/02/2027;pay;csat;6{n}\n0{n}/03/2027;pay;csat;7{n}\n" for n in (6, 4, 5))
    path = written(tmp_path, f"period;touchpoint;metric;value\n{lines}")
    refresh = again()
    assert any("open it in the assistant" in each for each in rows(refresh.plan.list))
    assert refresh.look.isVisible()

    QTest.mouseClick(refresh.look, BUTTONS)

    dialog = assistant(window, qtbot)
    assert dialog.draft.path == path
    assert dialog.draft.places == {"Till": "order"}
    assert "dates" in dialog.file.choices
    dialog.reject()


def test_refresh_comes_back_for_the_sources_that_are_left(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, again: Callable[[], Refresh]
) -> None:
    other = written(tmp_path, TABLE.format(period="2027-04"), "other.csv")
    joined(window).import_files((other,))
    through(assistant(window, qtbot), qtbot)
    written(tmp_path, "<!doctype html><html></html>")
    written(tmp_path, TABLE.format(period="2027-05"), "other.csv")
    refresh = again()
    assert refresh.amount() == 1

    QTest.mouseClick(refresh.look, BUTTONS)
    assistant(window, qtbot).reject()

    back = importing(window).dialog
    assert isinstance(back, Refresh)
    qtbot.waitUntil(lambda: back._work is None, timeout=20_000)
    assert back.take.isEnabled()
    back.reject()
    assert importing(window).dialog is None


def test_what_was_measured_at_a_deleted_place_is_not_shown_as_the_whole_maps(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.session is not None
    path = written(tmp_path, "metric,value,n,period\ncsat,61,200,2027-01\n")
    joined(window).import_files((path,))
    dialog = assistant(window, qtbot)
    dialog.draft.at = "rate-visit"
    for _ in range(4):
        dialog.columns.changed.emit()
        rest(dialog, qtbot)
        press(dialog.next, dialog, qtbot)
    assert any(r.at == "rate-visit" and r.period == "2027-01" for r in window.session.map.readings)
    window.session.commit(M("Delete"), lambda m: edits.delete(m, ["rate-visit"]))

    joined(window).import_files((path,))
    dialog = assistant(window, qtbot)
    press(dialog.next, dialog, qtbot)

    assert dialog.columns.place.text() == ""
    press(dialog.next, dialog, qtbot)
    assert rows(dialog.matching.list)[1].startswith("(empty)")
    dialog.reject()


def test_the_same_file_again_begins_with_what_was_decided_before(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, again: Callable[[], Refresh]
) -> None:
    path = written(tmp_path, TABLE.format(period="2027-03"))
    joined(window).import_files((path,))
    dialog = assistant(window, qtbot)
    assert dialog.draft.places == {"Till": "order"}
    assert dialog.next.isEnabled()
    dialog.reject()


def test_a_map_without_sources_says_how_to_get_one(window: MainWindow) -> None:
    window.commands["refresh-metrics"].trigger()
    assert "no sources yet" in window.note.text()


# ---------------------------------------------------------------- how it looks


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("fa", "dark")])
def test_every_page_stands_whole_at_1280_by_720_in_both_directions(
    qtbot: QtBot, tmp_path: Path, lang: str, theme: str
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), lang, theme) as window:
        joined(window).import_files((written(tmp_path),))
        dialog = assistant(window, qtbot)
        dialog.resize(1080, 620)
        mirrored = dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert mirrored == (lang == "fa")
        for page in range(4):
            dialog.go_to(page)
            rest(dialog, qtbot)
            assert dialog.steps[page].property("on") is True
            dialog.grab()
            QApplication.processEvents()
            assert dialog.minimumSizeHint().width() <= 1080
            assert dialog.minimumSizeHint().height() <= 640
            whole(dialog)
            back, onward = dialog.cancel.x(), dialog.next.x()
            assert (back < onward) == (lang != "fa")
        dialog.reject()


def whole(dialog: QWidget) -> None:
    """Every button and choice that is seen lies in what it stands in, and holds its words."""
    for each in (*dialog.findChildren(QPushButton), *dialog.findChildren(QComboBox)):
        parent = each.parentWidget()
        if each.isVisible() and parent is not None:
            assert parent.rect().contains(each.geometry()), each.accessibleName()
            if isinstance(each, QPushButton):
                assert each.width() >= each.minimumSizeHint().width(), each.text()


def test_the_map_is_written_with_what_came_in(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    joined(window).import_files((written(tmp_path, TABLE.format(period="2027-01")),))
    through(assistant(window, qtbot), qtbot)
    assert window.session is not None
    assert window.session.path is not None
    window.session.save()
    kept = read_file(window.session.path).map
    assert kept == window.session.map
    assert any(r.source == "november" for r in kept.readings)
