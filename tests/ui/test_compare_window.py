"""Two maps compared in a window: list, canvas and what stood before go together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui import asking
from journeymap.ui.app import application
from journeymap.ui.canvas.accessible import CanvasInterface
from journeymap.ui.compare.output import written
from journeymap.ui.compare.values import ShownText
from journeymap.ui.compare.window import Comparison, Side
from journeymap.ui.session import Session
from tests.ui.compared import edited
from tests.ui.window import EXAMPLES

Opened = Callable[..., Comparison]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    """Open a comparison of an example with its edited copy."""

    def made(name: str = "coffee-app.yaml", lang: str = "en") -> Comparison:
        application()
        old = read_file(EXAMPLES / name).map
        session = Session(edited(old), lang)
        window = Comparison(None, session, Side(name, old), Side("Now", session.map))
        qtbot.addWidget(window)
        qtbot.addWidget(window.strip)
        window.resize(1280, 720)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return made


def number_of(window: Comparison, key: str) -> int:
    return next(n for n, each in enumerate(window.found) if each.key == key)


def at(window: Comparison, key: str) -> QPoint:
    part = window.canvas.part_of(key)
    assert part is not None
    return window.canvas.on_screen(part).center().toPoint()


def test_the_twelve_changes_are_found_and_counted(opened: Opened) -> None:
    window = opened()
    texts = {what: made.text() for what, made in window.whats.buttons.items()}
    assert texts == {
        "added": "Added 3",
        "removed": "Removed 5",
        "moved": "Moved 3",
        "changed": "Changed 5",
    }
    assert window.place.text() == f"1 of {len(window.found)}"


def test_a_record_whose_id_was_renamed_is_the_same_record(qtbot: QtBot) -> None:
    application()
    old = read_file(EXAMPLES / "coffee-app.yaml").map
    new = edits.change(edits.rename_id(old, "pay", "pay-in-app"), "pay-in-app", effort=1)
    window = Comparison(None, Session(new), Side("Before", old), Side("Now", new))
    qtbot.addWidget(window)
    qtbot.addWidget(window.strip)

    assert [(each.whats, each.key, each.fields) for each in window.found] == [
        (("changed",), "pay-in-app", ("effort",))
    ]


def test_f8_goes_from_difference_to_difference_and_brings_each_into_sight(opened: Opened) -> None:
    window = opened()
    seen = set()
    for _ in window.found:
        each = window.found[window.list.number]
        seen.add(window.list.number)
        part = window.canvas.part_of(each.key)
        if part is not None and not part.pin:
            port = window.canvas.viewport().rect()
            assert port.intersects(window.canvas.on_screen(part).toAlignedRect()), each
            assert window.session.selection == (each.key,)
        QTest.keyClick(window, Qt.Key.Key_F8)
    assert seen == set(range(len(window.found)))
    QTest.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert window.list.number == len(window.found) - 1


def test_the_arrows_walk_the_list_past_its_headings(opened: Opened) -> None:
    window = opened()
    first = window.list.number
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    second = window.list.number
    assert second not in (-1, first)
    assert window.session.selection == ((key,) if (key := window.found[second].key) else ())


def test_a_click_on_the_canvas_goes_to_the_difference_in_the_list(opened: Opened) -> None:
    window = opened()
    wanted = number_of(window, "fresh-step")
    window.canvas.set_zoom(1.0)
    window.canvas.reveal("fresh-step")
    QTest.mouseClick(
        window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(window, "fresh-step")
    )
    assert window.list.number == wanted
    assert window.place.text().startswith(f"{window.list.numbers().index(wanted) + 1} of")


def test_the_former_place_means_what_moved(opened: Opened) -> None:
    window = opened()
    moved, ghost = next(
        (key, there)
        for key, there in window.pair.both.former.items()
        if window.pair.both.index.touchpoint(key)
    )
    window.canvas.set_zoom(1.0)
    window.canvas.reveal(ghost)
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(window, ghost))
    assert window.found[window.list.number].key == moved


def test_a_card_without_a_difference_says_so(opened: Opened) -> None:
    window = opened()
    window.canvas.set_zoom(1.0)
    window.canvas.reveal("landing")
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(window, "landing"))
    assert window.list.number == -1
    assert "Nothing differs here." in [each.text() for each in window.strip.findChildren(QLabel)]


def test_before_and_after_stand_side_by_side_with_the_words_that_differ(opened: Opened) -> None:
    window = opened()
    window.list.go(number_of(window, "check-menu"))
    texts = [each.toPlainText() for each in window.strip.widget().findChildren(ShownText)]
    assert texts == ["Check menu prices", "Check menu prices <b>2</b>", "Web team", "Somebody else"]
    marked = window.strip.widget().findChildren(ShownText)[1].extraSelections()
    assert [each.cursor.selectedText() for each in marked] == [" <b>2</b>"]


def test_filters_leave_only_what_is_wanted(opened: Opened) -> None:
    window = opened()
    for what in ("added", "moved", "changed"):
        QTest.mouseClick(window.whats.buttons[what], Qt.MouseButton.LeftButton)
    left = {window.found[n].whats[0] for n in window.list.numbers()}
    assert left == {"removed"}
    assert set(window.canvas.scene_shown.marks) == {
        d.key for d in window.found if d.whats == ("removed",) and d.key
    }


def test_by_kind_the_list_is_in_the_order_of_kinds(opened: Opened) -> None:
    window = opened()
    window.order.setCurrentIndex(1)
    window.order.activated.emit(1)
    kinds = [window.found[n].kind for n in window.list.numbers()]
    assert [kind for kind, _ in groupby(kinds)] == list(dict.fromkeys(kinds))


def test_swapped_sides_say_the_opposite(opened: Opened) -> None:
    window = opened()
    added, removed = (window.whats.buttons[w].text().split()[1] for w in ("added", "removed"))
    QTest.mouseClick(window.swap, Qt.MouseButton.LeftButton)
    assert window.whats.buttons["added"].text() == f"Added {removed}"
    assert window.whats.buttons["removed"].text() == f"Removed {added}"
    assert window.names.accessibleName() == "From Now to coffee-app.yaml"


def test_what_is_edited_meanwhile_is_compared_anew(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    before = len(window.found)
    window._owner.commit(M("Rename"), lambda m: edits.change(m, "landing", name="Land"))
    qtbot.waitUntil(lambda: len(window.found) == before + 1, timeout=3000)


def test_nobody_checks_two_maps_in_one(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    checking = window.session.checking
    checking.timer.setInterval(0)
    # when the comparison is edited, and the checks would be due
    change = M("Rename")
    window._owner.commit(change, lambda m: edits.change(m, "pay", name="Paid"))
    qtbot.waitUntil(
        lambda: "Paid" in {t.name for t in window.session.map.touchpoints}, timeout=20_000
    )
    with qtbot.waitSignal(checking.timer.timeout, timeout=20_000):
        checking.soon()
    # then none begins
    assert not checking.busy
    assert not window.session.checked


def test_the_same_maps_say_the_same(qtbot: QtBot) -> None:
    application()
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    window = Comparison(None, Session(m), Side("A", m), Side("B", m))
    qtbot.addWidget(window)
    assert window.place.text() == "The maps say the same"
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.list.number == -1


def test_a_reader_hears_what_happened_in_the_list_and_on_the_canvas(opened: Opened) -> None:
    window = opened()
    window.list.go(number_of(window, "read-reviews"))
    item = window.list.currentItem()
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Changed: Touchpoint “Read store reviews”. Emotion changed from 1 to −2"
    interface = QAccessible.queryAccessibleInterface(window.canvas)
    assert isinstance(interface, CanvasInterface)
    child = interface.of("read-reviews")
    assert child is not None
    assert child.text(QAccessible.Text.Name).startswith("Changed: ")
    assert "Emotion changed" in child.text(QAccessible.Text.Description)


def test_escape_closes_and_nothing_was_changed(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    owner = window._owner
    QTest.keyClick(window.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _there(window))
    assert owner.document.steps == ()


def _there(window: Comparison) -> bool:
    return window in QApplication.topLevelWidgets() and window.isVisible()


@pytest.mark.parametrize(
    "name", ["b2b-software.yaml", "clinic-visit.fa.yaml", "travel-booking.zh.yaml"]
)
def test_every_example_against_its_edited_copy(opened: Opened, name: str) -> None:
    window = opened(name)
    assert len(window.found) >= 12
    for number in window.list.numbers():
        window.list.go(number)
    assert window.canvas.picture is not None
    assert window.canvas.picture.rtl == (name == "clinic-visit.fa.yaml")


@pytest.mark.parametrize(
    ("form", "begins"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")]
)
def test_the_comparison_is_written_with_its_list(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, begins: bytes
) -> None:
    window = opened()
    path = tmp_path / f"comparison.{form}"
    monkeypatch.setattr(asking, "export_path", lambda *_: str(path))
    window.export_as(form)
    data = path.read_bytes()
    assert data.startswith(begins)
    if form == "svg":
        assert "Emotion changed from 1 to" in data.decode()


def test_a_picture_of_it_is_the_same_twice(opened: Opened) -> None:
    window = opened()
    first, second = (
        written(window.pair, window.found, window.scene(), window.session.view, "A", "svg", "light")
        for _ in range(2)
    )
    assert first == second
