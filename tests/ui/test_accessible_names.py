"""What a screen reader meets in the window: a name and a role for everything that takes the focus.

The tree of QAccessible is walked from the window down, with each panel, strip and dialogue open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.ui.controls import tip_of
from journeymap.ui.inspector.groups import Heading
from journeymap.ui.main_window import MainWindow
from journeymap.ui.record_cards.row import Row
from tests.ui.window import example, joined, shown

Role, Text = QAccessible.Role, QAccessible.Text
SILENT = (
    Role.NoRole,
    Role.Client,
    Role.Border,
    Role.Pane,
    Role.LayeredPane,
    Role.Window,
    Role.StaticText,
)


@pytest.fixture(autouse=True)
def _reading() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def below(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield an interface and all widgets under it, the parts of the map left out."""
    yield interface
    if isinstance(interface.object(), QWidget):
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is not None and child.isValid() and isinstance(child.object(), QWidget):
                yield from below(child)


def stops(widget: QWidget) -> bool:
    """Return whether the focus can come to a widget that is there."""
    if widget.focusProxy() is not None or not widget.isEnabled():
        return False
    if isinstance(widget, QTabBar) and widget.visibleRegion().isEmpty():
        return False  # of panels beside which no other lies
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def faults(root: QWidget) -> set[str]:
    """Return what a screen reader could say nothing, or nonsense, about."""
    found = set()
    top = QAccessible.queryAccessibleInterface(root)
    assert top is not None
    for each in below(top):
        widget = each.object()
        assert isinstance(widget, QWidget)
        if not widget.isVisible():
            continue
        name, about = each.text(Text.Name).strip(), each.text(Text.Description)
        of = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        if (stops(widget) or isinstance(widget, QAbstractButton)) and not name:
            found.add(f"no name: {of}")
        if stops(widget) and each.role() in SILENT:
            found.add(f"{each.role().name}: {of} “{name}”")
        if "<" in about and ">" in about:
            found.add(f"markup: {of} “{about}”")
        if isinstance(widget, QComboBox) and not about:
            captions = [kind for _, kind in each.relations()]
            if QAccessible.RelationFlag.Label not in captions:
                found.add(f"what is chosen from: {of} “{name}”")
    return found | same_names(root)


def same_names(root: QWidget) -> set[str]:
    """Return buttons beside each other that one could not tell apart by ear."""
    found = set()
    for box in root.findChildren(QWidget):
        names = Counter(
            each.accessibleName() or each.text()
            for each in box.children()
            if isinstance(each, QAbstractButton) and each.isVisible()
        )
        found |= {f"{n} × “{name}” in {type(box).__name__}" for name, n in names.items() if n > 1}
    return found


def unfold(window: MainWindow) -> None:
    for heading in joined(window).panels.inspector.findChildren(Heading):
        if heading.isChecked() and heading.isVisible():
            heading.click()
    QApplication.processEvents()


def large(folder: Path) -> Path:
    path = folder / "large.yaml"
    path.write_text(generate(300), encoding="utf-8")
    return path


MAPS = (("coffee-app.yaml", "en"), ("clinic-visit.fa.yaml", "fa"), ("", "en"))


@pytest.mark.parametrize(("name", "lang"), MAPS)
def test_everything_in_the_window_has_a_name_and_a_role(
    qtbot: QtBot, tmp_path: Path, name: str, lang: str
) -> None:
    path = example(tmp_path, name) if name else large(tmp_path)
    with shown(qtbot, tmp_path, path, lang) as window:
        session, found = window.session, set()
        assert session is not None
        for panel in ("history", "comments", "filter"):
            window.commands[panel].trigger()
            QApplication.processEvents()
            found |= faults(window)
        if session.map.metrics:
            session.set_view(metric=session.map.metrics[0].id)
            QApplication.processEvents()
            found |= faults(window)
        window.docks["inspector"].raise_()
        kinds: Counter[str] = Counter()
        for key, entry in session.index.entries.items():
            kinds[entry.kind] += 1
            if kinds[entry.kind] > 2:
                continue
            session.select((key,))
            joined(window).panels.inspector.refresh()
            unfold(window)
            found |= faults(window)
        assert len(kinds) > 5
        assert not found


def test_the_start_page_can_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as window:
        assert not faults(window)


@pytest.mark.parametrize(
    ("action", "lang"),
    [
        ("settings", "fa"),
        ("export", "en"),
        ("print", "fa"),
        ("save-template", "en"),
        ("shortcuts", "en"),
        ("checks", "fa"),
        ("present", "en"),
    ],
)
def test_dialogues_can_be_read(qtbot: QtBot, tmp_path: Path, action: str, lang: str) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        heard: list[set[str]] = []

        def look() -> None:
            for each in QApplication.topLevelWidgets():
                if each is not window and each.isVisible():
                    heard.append(faults(each))
                    each.close()
            if heard:
                timer.stop()

        timer = QTimer(window)  # a dialogue may have a loop of its own
        timer.setInterval(50)
        timer.timeout.connect(look)
        timer.start()
        window.commands[action].trigger()
        qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
        assert not set().union(*heard)


def test_rows_and_threads_are_items_of_lists(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session is not None
    window.session.select(("pay",))
    joined(window).panels.inspector.refresh()
    unfold(window)

    def rows() -> list[Row]:
        found = joined(window).panels.inspector.findChildren(Row)
        return [each for each in found if each.isVisible()]

    qtbot.waitUntil(lambda: bool(rows()))
    for row in rows():
        heard = QAccessible.queryAccessibleInterface(row)
        assert heard is not None
        assert heard.role() == Role.ListItem
        assert heard.text(Text.Name)


def test_a_tip_is_plain_and_wraps() -> None:
    assert tip_of("") == ""
    assert tip_of("one line") == "one line"
    assert all(len(line) <= 70 for line in tip_of("a word " * 40).splitlines())
    assert all(len(line) <= 40 for line in tip_of("旅" * 90).splitlines())
    assert tip_of("one\n\ntwo") == "one\n\ntwo"


@pytest.mark.parametrize("text", ["<b>bold</b>", "<img src='x'>", "a &lt; b", "<qt>x", "<!-- -->x"])
def test_markup_in_a_tip_is_shown_as_it_is(qtbot: QtBot, text: str) -> None:
    guessing, plain = QLabel(tip_of(text)), QLabel()
    plain.setTextFormat(Qt.TextFormat.PlainText)
    plain.setText(tip_of(text))
    for each in (guessing, plain):
        qtbot.addWidget(each)
    assert guessing.grab().toImage() == plain.grab().toImage()
    assert guessing.sizeHint() == plain.sizeHint()
