"""What the Help menu shows: how to begin, every shortcut, what the checks look for, what this is.

The shortcuts are read off the table of actions and the checks off the checks themselves, so neither
list can fall behind.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import partial

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from journeymap.checks.explain import KINDS, setting_text, when
from journeymap.checks.known import BUILT_IN
from journeymap.checks.registry import FAMILIES, Check
from journeymap.model.text import M, Message, capitals, say
from journeymap.ui import asking
from journeymap.ui.actions import ACTIONS, MENUS, keys_text, row_of
from journeymap.ui.controls import Field, button, label
from journeymap.ui.roles import give_role
from journeymap.ui.style import px
from journeymap.version import VERSION

# Keys that belong to the canvas and to no action.
CANVAS_KEYS: tuple[tuple[str, Message], ...] = (
    ("Enter", M("The next one: after a touchpoint, in a stage or channel, beside a note")),
    ("Tab", M("Next record in reading order")),
    ("/", M("List what can be done to the selection, and choose by typing")),
    ("Ctrl+Wheel", M("Zoom")),
    ("Space", M("Move the map with the mouse")),
    ("Esc", M("Stop what is being done")),
)


STEPS: tuple[tuple[Message, Message], ...] = (
    (
        M("See a whole journey first"),
        M("Open an example from the start page or from File, and look for where the curve falls."),
    ),
    (
        M("Begin your own"),
        M(
            "Take the template that is nearest to your service. Rename what differs and delete "
            "what you do not have: every touchpoint, stage and channel can be renamed with F2."
        ),
    ),
    (
        M("Add what happens"),
        M(
            "Enter makes the next touchpoint after the selected one and connects the two. A "
            "double-click in an empty cell makes one there. What you type names what you have "
            "just chosen; after a name or any command it begins the next touchpoint. Drag a card "
            "to another stage or channel to move it."
        ),
    ),
    (
        M("Take hold of it"),
        M(
            "Pull a line from the edge of a card to another one to connect them, or to an empty "
            "cell. Drop a card on an arrow to put it in between, drag a point of the curve to "
            "another emotion, stages and channels by their names, a picture onto a card."
        ),
    ),
    (
        M("Say how it is for the customer"),
        M(
            "Give each touchpoint success and effort (1 to 5) and emotion, from research and not "
            "from the meeting room. The curve follows at once; with a persona in view you rate "
            "for that persona."
        ),
    ),
    (
        M("Write down pains and opportunities"),
        M("Both hang on what is selected, and an opportunity can name the pain that it solves."),
    ),
    (
        M("Lay numbers over it"),
        M(
            "Choose a metric in the top bar: the overlay shows its readings on the touchpoints, by "
            "period and by segment, and can play the periods one after the other."
        ),
    ),
    (
        M("See less at a time"),
        M(
            "The filter in the top bar fades what you do not ask for. View shows and hides lanes, "
            "collapses stages, and tells the journey by persona or by owner."
        ),
    ),
    (
        M("Let the checks look"),
        M(
            "The findings below the map say what the method misses, with a reason, and often a "
            "fix. What does not apply to your map can be ignored with a reason."
        ),
    ),
    (
        M("Talk about it"),
        M(
            "Comment on what is selected, answer and resolve beside the inspector. The review on "
            "top of the comments says where the map stands and when it is due again."
        ),
    ),
    (
        M("Present it"),
        M(
            "F5 shows the map stage by stage on the whole screen; H lists the keys. F11 hangs it "
            "up as on a wall."
        ),
    ),
    (
        M("Hand it on"),
        M(
            "The map is one YAML file that you can mail, compare and keep in git. Export it as "
            "PNG, PDF or SVG, or print it, on one page or as a poster of several."
        ),
    ),
)


def about(parent: QWidget, lang: str) -> None:
    """Say what this program is, and which version of what."""
    asking.tell(
        parent,
        lang,
        M("journeymap {version}", version=VERSION),
        M(
            "Draw, check and measure customer journeys kept as plain YAML. Apache License 2.0.\n\n"
            "Python {python}, Qt for Python {qt}, {system}",
            python=platform.python_version(),
            qt=PySide6.__version__,
            system=platform.system() or "?",
        ),
    )


def show_help(parent: QWidget, lang: str, part: str) -> Help:
    """Show the help at one of its parts (help, shortcuts, checks), and return its only window."""
    open_ones = [each for each in parent.findChildren(Help) if each.isVisible()]
    shown = next((each for each in open_ones if each.lang == lang), None)
    if shown is None:
        for other in open_ones:  # it speaks the language of before
            other.close()
        shown = Help(parent, lang)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.go_to(part)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown


class Help(QDialog):
    """How to begin, the shortcuts and the checks, each on a page of its own."""

    def __init__(self, parent: QWidget, lang: str) -> None:
        super().__init__(parent)
        self.lang = lang
        self.setWindowTitle(say(M("Help"), lang))
        self.resize(min(px(720), self.screen().availableSize().width() - 40), px(600))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.pages: dict[str, QWidget] = {}
        self.shortcuts = Searched(lang, self._shortcuts)
        self.checks = Searched(lang, self._checks)
        for part, words, page in (
            ("help", M("Getting started"), self._steps()),
            ("shortcuts", M("Keyboard shortcuts"), self.shortcuts),
            ("checks", M("Checks"), self.checks),
        ):
            self.pages[part] = page
            self.tabs.addTab(page, say(words, lang))
        copy = button(say(M("Copy as a table"), lang))
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        self.shortcuts.foot.addWidget(copy)
        for part in ("help", "shortcuts"):  # the window's own keys do not reach in here
            keys = QAction(self)
            keys.setShortcuts([QKeySequence(each) for each in row_of(part).keys])
            keys.triggered.connect(partial(self.go_to, part))
            self.addAction(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, 0)
        column.addWidget(self.tabs)

    def go_to(self, part: str) -> None:
        """Show one of the pages."""
        page = self.pages[part]
        self.tabs.setCurrentWidget(page)
        if isinstance(page, Searched):
            page.field.setFocus()

    def copy(self) -> None:
        """Put the shortcuts onto the clipboard as a Markdown table."""
        rows = [
            f"| {where} | {words} | {keys} |"
            for where, lines in shortcuts(self.lang)
            for words, keys in lines
        ]
        heads = (M("where"), M("what"), M("keys"))
        head = " | ".join(say(each, self.lang) for each in heads)
        table = "\n".join([f"| {head} |", "|---|---|---|", *rows])
        plain = table.replace("\u2066", "").replace("\u2069", "")
        QGuiApplication.clipboard().setText(f"{plain}\n")

    def _steps(self) -> QWidget:
        body, column = _body()
        for number, (title, words) in enumerate(STEPS, 1):
            heading = M("{n}. {title}", n=number, title=title)
            column.addWidget(label(say(heading, self.lang), "number", wrap=True))
            column.addWidget(label(say(words, self.lang), "", wrap=True, selectable=True))
            column.addSpacing(px(8))
        column.addStretch(1)
        return _scrolled(body, say(M("Getting started"), self.lang))

    def _shortcuts(self, wanted: str) -> QWidget:
        body, column = _body()
        bold = QFont(self.font())
        bold.setBold(True)
        metrics, found = QFontMetrics(bold), shortcuts(self.lang)
        # the keys of all menus stand under each other
        wide = max(metrics.horizontalAdvance(keys) for _, lines in found for _, keys in lines)
        for where, lines in found:
            shown = [line for line in lines if _has(wanted, *line)]
            if not shown:
                continue
            column.addWidget(self._heading(where))
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setHorizontalSpacing(px(20))
            grid.setColumnMinimumWidth(1, wide)
            for row, (words, keys) in enumerate(shown):
                grid.addWidget(label(words, "", wrap=True), row, 0)
                grid.addWidget(label(keys, "number"), row, 1)
            column.addLayout(grid)
        column.addStretch(1)
        return body

    def _checks(self, wanted: str) -> QWidget:
        body, column = _body()
        for family, name in FAMILIES.items():
            members = [
                check
                for check in BUILT_IN
                if check.family == family and _has(wanted, *self._words(check))
            ]
            if not members:
                continue
            column.addWidget(self._heading(say(name, self.lang)))
            for check in members:
                title, *more = self._words(check)
                column.addWidget(label(title, "number", wrap=True))
                column.addWidget(label("\n".join(more), "soft", wrap=True, selectable=True))
                column.addSpacing(px(6))
        column.addStretch(1)
        return body

    def _words(self, check: Check) -> list[str]:
        lang = self.lang
        kind = say(KINDS[check.kind], lang)
        speaks = say(M("Speaks {when}.", when=when(check)), lang)
        lines = [say(check.title, lang), say(check.why, lang), f"{check.id} · {kind} · {speaks}"]
        if check.fix:
            lines.append(say(M("Fix: {fix}", fix=check.fix), lang))
        if check.settings:
            lines.append(setting_text(check.settings))
        return lines

    def _heading(self, words: str) -> QLabel:
        heading = label(capitals(words, self.lang), "caps")
        heading.setContentsMargins(0, px(8), 0, 0)
        return heading


class Searched(QWidget):
    """A page whose lines are narrowed by what is typed above it."""

    def __init__(self, lang: str, make: Callable[[str], QWidget]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._make = make
        self.field = Field()
        self.field.setPlaceholderText(say(M("Search"), lang))
        self.field.setAccessibleName(say(M("Search"), lang))
        self.field.textChanged.connect(self._narrow)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(px(14), px(10), px(14), px(4))
        self.foot.setSpacing(px(8))
        self.foot.addWidget(self.field, 1)
        self._scroll = _scrolled(QWidget(), say(M("Help"), lang))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.foot)
        column.addWidget(self._scroll, 1)
        self._made = False

    def showEvent(self, event: object) -> None:
        """Make the lines when they are first looked at."""
        if not self._made:
            self._narrow(self.field.text())

    def lines(self) -> list[str]:
        """Return the texts that are shown."""
        return [each.text() for each in self._scroll.widget().findChildren(QLabel)]

    def _narrow(self, words: str) -> None:
        self._made = True
        self._scroll.setWidget(self._make(words))


def shortcuts(lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return menu -> (what it does, keys) of every action that has keys, then those of the map."""
    found = [
        (
            say(title, lang).replace("&", ""),
            [
                (
                    say(action.tip or action.text, lang).replace("&", "").removesuffix("…"),
                    " / ".join(map(keys_text, action.keys)),
                )
                for action in ACTIONS
                if action.menu == menu and action.keys
            ],
        )
        for menu, title in MENUS.items()
    ]
    canvas = [(say(words, lang), keys_text(keys)) for keys, words in CANVAS_KEYS]
    return [*found, (say(M("On the map"), lang), canvas)]


def _has(wanted: str, *texts: str) -> bool:
    """Return whether every wanted word is in one of the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in wanted.casefold().split())


def _body() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    body.setObjectName("panelBody")
    column = QVBoxLayout(body)
    column.setContentsMargins(px(18), px(8), px(18), px(14))
    column.setSpacing(px(5))
    return body, column


def _scrolled(body: QWidget, name: str) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    give_role(scroll, QAccessible.Role.Document)
    scroll.setAccessibleName(name)
    scroll.setWidget(body)
    return scroll
