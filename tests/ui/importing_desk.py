"""The import assistant over a small map, and the hands that use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.ui.app import application
from journeymap.ui.controls import Choice
from journeymap.ui.importing.assistant import Assistant
from journeymap.ui.importing.page import Tree
from journeymap.ui.session import Session, Theme
from tests.ui.hands import small

LEFT = Qt.MouseButton.LeftButton
LONG = """\
touchpoint;metric;value;n;period;remarks
Pay;CSAT;61,5;200;2026-10;cards fail
Pay;CSAT;58,2;180;2026-11;
Till;CSAT;71,3;30;2026-11;ok
Read the pages;CSAT;69,1;34;2026-11;
Take it home;CSAT;77,3;4;2026-11;nice
Pay;CSAT;610,0;200;2026-12;
Pay;CSAT;n/a;200;2027-01;
broken;line;with;more;cells;than;the;header
"""


def measured() -> JourneyMap:
    """The small map with a metric and a reading that was typed by hand."""
    reading = Reading(metric="csat", at="pay", period="2026-10", value=70, n=190)
    metric = Metric(id="csat", name="CSAT", kind="csat", formula="top 2", scale=(1, 5))
    return small().model_copy(update={"metrics": (metric,), "readings": (reading,)})


def written(folder: Path, text: str = LONG, name: str = "november.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


class Desk:
    """A shown assistant."""

    def __init__(self, qtbot: QtBot, session: Session, path: Path) -> None:
        self.qtbot, self.session = qtbot, session
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.dialog = Assistant(self.parent, session, path)
        self.dialog.resize(1080, 620)
        self.dialog.show()
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is under way any more."""
        dialog = self.dialog
        self.qtbot.waitUntil(
            lambda: dialog._work is None and not dialog._soon.isActive(), timeout=20_000
        )

    def press(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        self.rest()

    def go_on(self, pages: int = 1) -> None:
        for _ in range(pages):
            self.press(self.dialog.next)

    @property
    def page(self) -> int:
        return self.dialog.stack.currentIndex()

    def choose(self, choice: Choice, value: object) -> None:
        """Choose by the arrow keys, as a hand does."""
        choice.setFocus()
        wanted = choice.findData(value)
        assert wanted >= 0, [choice.itemData(n) for n in range(choice.count())]
        for _ in range(choice.count()):
            now = choice.currentIndex()
            if now == wanted:
                break
            QTest.keyClick(choice, Qt.Key.Key_Down if now < wanted else Qt.Key.Key_Up)
        self.rest()

    def click(self, tree: Tree, word: str) -> QTreeWidgetItem:
        item = row(tree, word)
        box = tree.visualItemRect(item)
        at = QPoint(box.left() + 30, box.center().y())
        QTest.mouseClick(tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        return item

    def offered(self) -> list[str]:
        return [each.accessibleName() for each in self.dialog.matching.deciding.buttons]

    def decide(self, word: str, button: str) -> None:
        """Choose a word, and press what is offered for it."""
        self.click(self.dialog.matching.list, word)
        found = self.dialog.matching.deciding.buttons[self.offered().index(button)]
        QTest.mouseClick(found, LEFT)
        self.qtbot.wait(1)  # what it does waits for the end of the click
        self.rest()

    @property
    def steps(self) -> list[str]:
        return [str(text) for text in self.session.document.steps]


def rows(tree: Tree) -> list[str]:
    """All rows of a list, headings too."""
    found = []
    for place in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(place)
        assert group is not None
        found.append(plain(group))
        found += [plain(group.child(n)) for n in range(group.childCount())]
    return found


def plain(item: QTreeWidgetItem) -> str:
    texts = [item.text(column) for column in range(item.columnCount())]
    return " | ".join(texts).replace("\u2068", "").replace("\u2069", "").rstrip(" |")


def row(tree: Tree, word: str) -> QTreeWidgetItem:
    """The row that begins so."""
    for place in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(place)
        assert group is not None
        for item in (group, *(group.child(n) for n in range(group.childCount()))):
            if item is not None and plain(item).startswith(word):
                return item
    raise AssertionError(f"{word} is not among {rows(tree)}")


@contextmanager
def opened(
    qtbot: QtBot, path: Path, m: JourneyMap | None = None, lang: str = "en", theme: Theme = "light"
) -> Iterator[Desk]:
    """Yield the assistant for a file, over a map."""
    application()
    session = Session(m or measured(), lang, theme)
    desk = Desk(qtbot, session, path)
    yield desk
    desk.dialog.close()
    session.close()
