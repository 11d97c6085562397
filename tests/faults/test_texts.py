"""Rows 15 and 34: what a map says is shown as it is, wherever it is shown.

Qt takes a text for HTML when it looks like some: labels, tooltips, message boxes and documents then
load the pictures that it names, from wherever they lie. Here a map of which every text is such a
text is opened, and everything that the window is made of is asked what it makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journeymap.model.text import M
from journeymap.picture.draw import shapes
from journeymap.picture.shapes import Text
from journeymap.ui import asking
from journeymap.ui.app import application
from journeymap.ui.canvas.hover import tip_of
from journeymap.ui.main_window import MainWindow
from journeymap.ui.presenting.window import Presentation
from tests.faults.hostile import RICH, named
from tests.ui.window import EXAMPLES, joined, shown

SECRET, MARK = "file:///etc/passwd", "&bold"
TEXTS = frozenset(
    """title scenario owner decision starts ends name about goal quote phase doing thinking
    expectation strength notes cause when question unit text by note source summary alt value
    systems tags steps props needs""".split()
)


def hostile(value: Any, key: str = "") -> Any:
    """Return a map in which every text that is none of the format's own words is a hostile one."""
    if isinstance(value, dict):
        return {k: hostile(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [hostile(item, key) for item in value]
    return f"{RICH} {key}" if key in TEXTS and isinstance(value, str) else value


# ---------------------------------------------------------------- what takes a text for markup


def markup(text: str) -> bool:
    """Return whether Qt would load the picture that the text names."""
    return Qt.mightBeRichText(text) and f'<img src="{SECRET}"' in text


def swallowed(text: str) -> bool:
    """Return whether an ampersand would be taken for the mark of a key."""
    return MARK in text.replace("&&", "")


def wrong_with(widget: QWidget) -> Iterator[str]:
    """Yield what a widget takes for markup, or for the mark of a key."""
    for kind, text in (
        ("tooltip", widget.toolTip()),
        ("help", widget.whatsThis()),
        ("status", widget.statusTip()),
    ):
        if markup(text):
            yield f"{kind}: {text}"
    if isinstance(widget, QLabel):
        plain = widget.textFormat() == Qt.TextFormat.PlainText
        if not plain and SECRET in widget.text():
            yield f"label: {widget.text()}"
        if widget.buddy() is not None and swallowed(widget.text()):
            yield f"key of a label: {widget.text()}"
    if isinstance(widget, QAbstractButton) and swallowed(widget.text()):
        yield f"key of a button: {widget.text()}"
    if isinstance(widget, QGroupBox | QDockWidget):
        title = widget.title() if isinstance(widget, QGroupBox) else widget.windowTitle()
        if swallowed(title):
            yield f"key of a title: {title}"
    if isinstance(widget, QTabBar):
        for at in range(widget.count()):
            if markup(widget.tabToolTip(at)) or swallowed(widget.tabText(at)):
                yield f"tab: {widget.tabText(at)}"
    if isinstance(widget, QTextEdit) and "\ufffc" in widget.toPlainText():
        yield f"document: {widget.toHtml()}"
    if isinstance(widget, QAbstractItemView):
        yield from (f"item: {tip}" for tip in tips(widget.model()) if markup(tip))
    if isinstance(widget, QComboBox):
        yield from (f"choice: {tip}" for tip in tips(widget.model()) if markup(tip))
    if isinstance(widget, QMenu):
        yield from (wrong for action in widget.actions() for wrong in wrong_with_action(action))


def wrong_with_action(action: QAction) -> Iterator[str]:
    """Yield what an action shows as markup: its tooltip is its text where it has none."""
    if markup(action.toolTip()) or markup(action.statusTip()):
        yield f"action: {action.toolTip()}"
    if swallowed(action.text()):
        yield f"key of an action: {action.text()}"


def tips(model: QAbstractItemModel | None, parent: QModelIndex | None = None) -> Iterator[str]:
    """Yield the tooltips of the items of a model."""
    at = parent if parent is not None else QModelIndex()
    if model is None:
        return
    for row in range(min(model.rowCount(at), 200)):
        index = model.index(row, 0, at)
        found = index.data(Qt.ItemDataRole.ToolTipRole)
        if isinstance(found, str):
            yield found
        yield from tips(model, index)


def wrong_in(widgets: Iterable[QWidget]) -> set[str]:
    """Return what is wrong with widgets and the actions that belong to them."""
    found: set[str] = set()
    for widget in widgets:
        of = type(widget).__name__
        found |= {f"{of}: {wrong}" for wrong in wrong_with(widget)}
        for action in widget.actions():
            found |= {f"{of}: {wrong}" for wrong in wrong_with_action(action)}
    return found


def says(widgets: Iterable[QWidget]) -> int:
    """Return how many widgets show a hostile text: a check that sees none would prove nothing."""
    count = 0
    for widget in widgets:
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            count += SECRET in widget.text()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            count += SECRET in widget.toPlainText()
        count += SECRET in widget.toolTip().replace("\u2060", "")
    return count


# ---------------------------------------------------------------- the window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a map of hostile texts, itself of a hostile name."""
    values = yaml.safe_load((EXAMPLES / "coffee-app.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "<b>&bold.yaml"
    path.write_text(yaml.safe_dump(hostile(values), allow_unicode=True), encoding="utf-8")
    with shown(qtbot, tmp_path, path) as made:
        assert made.session is not None
        yield made


@pytest.mark.row(34)
def test_nothing_in_the_window_takes_a_text_of_the_map_for_markup(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    panels = workspace.panels
    for panel in ("inspector", "outline", "findings", "comments", "history"):
        panels.make(panel)
    key = session.map.touchpoints[0].id
    session.commit(
        M("Rename {name}", name=RICH), lambda m: m.model_copy(update={"scenario": RICH + "!"})
    )
    session.undo()
    kinds = {entry.kind: entry.key for entry in session.index.entries.values()}
    seen, wrong = 0, set()
    for selected in (*kinds.values(), ""):
        session.select((selected,) if selected else ())
        panels.inspector.refresh()
        form = panels.inspector.form
        if form is not None:
            for box in form._boxes:
                form._fold(box, False)
        QApplication.processEvents()
        wrong |= wrong_in(QApplication.allWidgets())
        seen = max(seen, says(QApplication.allWidgets()))
    for name in window.fillers:
        menu = QMenu()
        window.fillers[name](menu)
        wrong |= {f"{name}: {each}" for each in wrong_in([menu])}
        menu.deleteLater()
    presentation = Presentation(session, window, still=True)
    presentation.go(1)
    wrong |= wrong_in([presentation, *presentation.findChildren(QWidget)])
    presentation.close()
    picture = workspace.canvas.picture
    assert picture is not None
    for part in picture.parts:
        assert f'<img src="{SECRET}"' not in tip_of(workspace.canvas, part)
    assert key
    assert wrong == set()
    assert seen > 10


@pytest.mark.row(34)
@pytest.mark.parametrize(
    "make",
    [
        lambda: QLabel(RICH),
        lambda: QPushButton(RICH),
        lambda: QCheckBox(RICH),
        lambda: _with(QLineEdit(), "setToolTip"),
        lambda: _with(QTextEdit(), "setHtml"),
        lambda: _with(QMenu(), "addAction"),
        lambda: _with(QComboBox(), "addItem"),
        lambda: _with(QTabBar(), "addTab"),
        lambda: QGroupBox(RICH),
    ],
    ids=["label", "button", "box", "tooltip", "document", "menu", "choice", "tab", "title"],
)
def test_the_check_of_the_window_finds_what_takes_texts_for_markup(qtbot: QtBot, make: Any) -> None:
    made = make()
    qtbot.addWidget(made)
    assert wrong_in([made])


def _with(widget: QWidget, call: str) -> QWidget:
    getattr(widget, call)(RICH)
    if isinstance(widget, QComboBox):
        widget.setItemData(0, RICH, Qt.ItemDataRole.ToolTipRole)
    return widget


@pytest.mark.row(34)
def test_questions_show_texts_as_they_are(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    application()
    parent = QWidget()
    qtbot.addWidget(parent)
    wrong: set[str] = set()
    labels: list[str] = []

    def look(box: QMessageBox) -> int:
        wrong.update(wrong_in([box, *box.findChildren(QWidget)]))
        labels.extend(label.text() for label in box.findChildren(QLabel))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    asking.choose(
        parent,
        "en",
        M("Delete {name}?", name=RICH),
        M("It says {text}", text=RICH),
        {"yes": (M("Delete {name}", name=RICH), "main"), "no": (M("Cancel"), "cancel")},
    )
    assert sum(SECRET in text for text in labels) == 2
    assert wrong == set()


# ---------------------------------------------------------------- the direction of texts


@pytest.mark.row(15)
@pytest.mark.parametrize("mark", ["\u202e", "\u202d"])
def test_what_turns_the_direction_of_text_around_is_seen_on_the_canvas(
    qtbot: QtBot, tmp_path: Path, mark: str
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(named(f'"pay {mark}gnp.exe"'), encoding="utf-8")
    with shown(qtbot, tmp_path, path) as window:
        picture = joined(window).canvas.picture
        assert picture is not None
        drawn = [
            line
            for part in picture.parts
            for shape in shapes(part.face, "full")
            if isinstance(shape, Text)
            for line in shape.block.lines
        ]
        assert any("pay" in line for line in drawn)
        assert not any(mark in line for line in drawn)
        assert any("\ufffd" in line for line in drawn)
        assert window.session is not None
        assert window.session.map.touchpoints[0].name == f"pay {mark}gnp.exe"
