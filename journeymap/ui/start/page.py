"""The first start: what this is, an example to look at, templates, and the files opened before.

Shown before the model is loaded, so nothing of it may be imported here. The page only says what a
person wishes; the window does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymap.files.own_templates import own_names
from journeymap.model.text import M, Message, capitals, isolated, primary, say
from journeymap.ui.actions import keys_text
from journeymap.ui.controls import button, label
from journeymap.ui.icons import icon
from journeymap.ui.settings import autonym
from journeymap.ui.start.cards import Card
from journeymap.ui.start.pages import EXAMPLE_OFFERS, TEMPLATE_OFFERS, Offer, Page, examples
from journeymap.ui.start.recent_list import RecentList
from journeymap.ui.style import ThemeChoice, colors, px

WIDTH = 1120  # of what stands on the page, in pixels at the usual text size
NARROW = 960  # below this width the files stand under the rest
BESIDE = 300  # the width of the files beside the rest
EDGE = 28  # left free on both sides, and between the offers and the files
ACROSS = 4  # cards in a row, fewer where one would be narrower than
LEAST = 168  # pixels, at the usual text size
FIRST = 3  # examples that are shown at once

Entry = tuple[str, str, str, str, str]  # name, about, icon, wish, what


class StartPage(Page):
    """What a person can begin with; says what is wished for, and does nothing itself."""

    # open and a path (empty to ask for one), new and a template, own and a template of one's own,
    # drop-own, pin, unpin, forget and clear (the list of files)
    wished = Signal(str, str)

    def __init__(self, lang: str, theme: ThemeChoice) -> None:
        super().__init__()
        self._lang, self._theme = lang, theme
        self.cards: list[Card] = []
        self._across = ACROSS
        body = QWidget()
        body.setObjectName("page")
        body.setMaximumWidth(px(WIDTH))
        column = QVBoxLayout(body)
        column.setContentsMargins(px(EDGE), px(22), px(EDGE), px(20))
        column.setSpacing(px(8))
        column.addStretch(2)
        column.addWidget(label("journeymap", "hero"))
        about = M("See a customer journey as a whole: where it flows, where it hurts, what to do.")
        column.addWidget(label(self._say(about), "soft", wrap=True))
        column.addSpacing(px(12))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(EDGE))
        self._sides.addWidget(self._offers(), 1)
        self._sides.addWidget(self._files())
        column.addLayout(self._sides)
        column.addStretch(3)
        self._scroll = scroll = QScrollArea()
        scroll.setObjectName("page")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QWidget()
        middle.setObjectName("page")
        centred = QHBoxLayout(middle)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(body, 100)
        centred.addStretch(1)
        scroll.setWidget(middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.set_theme(theme)

    # ------------------------------------------------------------ parts

    def _offers(self) -> QWidget:
        side = QWidget()
        side.setObjectName("page")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._heading(M("Begin a map")))
        self._own: list[Card] = []
        self._templates = QGridLayout()
        self._templates.setSpacing(px(10))
        for at, offer in enumerate(TEMPLATE_OFFERS):
            drawn = "new" if offer.stem == "blank" else "stage"
            card = self._card(self._say(offer.name), self._say(offer.about), drawn)
            self._wish(card, "new", offer.stem)
            self._place(self._templates, at, card)
        column.addLayout(self._templates)
        self._show_own()
        column.addSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(self._heading(M("Look at an example")))
        head.addStretch(1)
        self._more = button(self._say(M("All examples…")), "link")
        self._more.clicked.connect(self._show_examples)
        if len(EXAMPLE_OFFERS) <= FIRST:  # shown by itself, it would be a window for a moment
            self._more.hide()
        head.addWidget(self._more)
        column.addLayout(head)
        self._examples = QGridLayout()
        self._examples.setSpacing(px(10))
        for at, offer in enumerate(EXAMPLE_OFFERS[:FIRST]):
            card = self._card(self._say(offer.name), self._say(offer.about), "curve")
            self._wish(card, "open", str(examples() / f"{offer.stem}.yaml"))
            self._place(self._examples, at, card)
        column.addLayout(self._examples)
        column.addStretch(1)
        return side

    def _files(self) -> QWidget:
        side = QWidget()
        side.setObjectName("page")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._heading(M("Open a map")))
        self._opener = button(self._say(M("Open file…")), "main", keys_text("Ctrl+O"))
        self._opener.clicked.connect(lambda: self.wished.emit("open", ""))
        column.addWidget(self._opener, 0, Qt.AlignmentFlag.AlignLeading)
        drop = M("or drop YAML files anywhere in the window")
        column.addWidget(label(self._say(drop), "small", wrap=True))
        column.addSpacing(px(6))
        self.files = RecentList(self._lang, self._theme)
        self.files.wished.connect(self.wished)
        column.addWidget(self.files)
        column.addStretch(1)
        self._beside = side
        return side

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _heading(self, message: Message) -> QLabel:
        return label(capitals(self._say(message), self._lang), "caps")

    def _card(self, name: str, about: str, drawn: str) -> Card:
        card = Card(name, about, drawn, self._theme)
        self.cards.append(card)
        return card

    def _wish(self, card: Card, wish: str, what: str) -> None:
        card.clicked.connect(lambda: self.wished.emit(wish, what))

    def _place(self, grid: QGridLayout, at: int, card: Card) -> None:
        grid.addWidget(card, at // self._across, at % self._across)
        grid.setColumnStretch(at % self._across, 1)

    def _spread(self, room: int) -> None:
        """Put as many cards into a row as their words have room for."""
        across = max(1, min(ACROSS, (room + px(10)) // px(LEAST + 10)))
        if across == self._across:
            return
        self._across = across
        for grid in (self._templates, self._examples):
            cards = [card for card in self.cards if grid.indexOf(card) >= 0]
            for at in range(ACROSS):
                grid.setColumnStretch(at, 0)
            for card in cards:
                grid.removeWidget(card)
            for at, card in enumerate(cards):
                self._place(grid, at, card)

    # ------------------------------------------------------------ changing what is shown

    def show_files(self, recent: Sequence[Path], pins: Sequence[Path]) -> None:
        """List the files opened before."""
        self.files.put(recent, pins)

    def show_own(self) -> None:
        """Show the templates of one's own anew."""
        for card in self._own:
            self._templates.removeWidget(card)
            self.cards.remove(card)
            card.hide()
            card.deleteLater()
        self._own = []
        self._show_own()

    def _show_own(self) -> None:
        for at, name in enumerate(own_names(), len(TEMPLATE_OFFERS)):
            card = self._card(name, self._say(M("Your own template")), "star")
            self._wish(card, "own", name)
            card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            card.customContextMenuRequested.connect(
                lambda pos, card=card, name=name: self._own_menu(card, pos, name)
            )
            self._place(self._templates, at, card)
            self._own.append(card)

    def _own_menu(self, card: Card, pos: QPoint, name: str) -> None:
        menu = QMenu(self)
        entry = QAction(self._say(M("Delete this template…")), menu)
        entry.triggered.connect(lambda: self.wished.emit("drop-own", name))
        menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(card.mapToGlobal(pos))

    def _show_examples(self) -> None:
        menu = QMenu(self)
        for offer in EXAMPLE_OFFERS:
            entry = QAction(self._called(offer).replace("&", "&&"), menu)
            path = str(examples() / f"{offer.stem}.yaml")
            entry.triggered.connect(lambda _=False, path=path: self.wished.emit("open", path))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _called(self, offer: Offer) -> str:
        """Return the name of an example, with its language where that is not the window's."""
        name, lang = self._say(offer.name), offer.lang
        if lang == primary(self._lang):
            return name
        return f"{name} · {isolated(autonym(lang), self._lang)}"

    def set_theme(self, theme: ThemeChoice) -> None:
        """Draw the icons anew in another theme."""
        self._theme = theme
        for card in self.cards:
            card.set_theme(theme)
        self.files.set_theme(theme)
        self._opener.setIcon(icon("open", colors(theme)["on.accent"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the files beside the rest, or under it where there is little room."""
        super().resizeEvent(event)
        wide = event.size().width() >= px(NARROW)
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._beside.setMinimumWidth(px(BESIDE) if wide else 0)
        self._beside.setMaximumWidth(px(BESIDE if wide else WIDTH))
        room = min(event.size().width(), px(WIDTH)) - px(2 * EDGE)
        self._spread(room - px(BESIDE + EDGE) if wide else room)
