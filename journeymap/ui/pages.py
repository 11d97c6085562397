"""What stands in the middle when no map does: the first start, and the moment while one is read.

Shown before the model is loaded, so nothing of it may be imported here. The pages only say what a
person wishes; the window does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, say
from journeymap.ui.actions import keys_text
from journeymap.ui.controls import button, label
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors

PACKAGE = Path(__file__).resolve().parent.parent
TEMPLATES = PACKAGE / "templates"
WIDTH = 860  # of what stands on the page, in pixels
NAME = 190  # most room for the name of a file


class Offer(NamedTuple):
    """A map to begin with: its file's stem, its name and what it is."""

    stem: str
    name: Message
    about: Message


TEMPLATE_OFFERS = (
    Offer("blank", M("Blank map"), M("One persona and nothing else")),
    Offer("five-stages", M("Five stages"), M("From first contact to recommending")),
    Offer("three-stages", M("Three stages"), M("Awareness, consideration, decision")),
    Offer("service-blueprint", M("Service blueprint"), M("On stage and behind it")),
)
EXAMPLE_OFFERS = (
    Offer("coffee-app", M("Coffee chain’s app"), M("English: order ahead, pay, pick up, rewards")),
    Offer("clinic-visit.fa", M("Clinic visit"), M("Persian: a service blueprint")),
    Offer("travel-booking.zh", M("Travel booking"), M("Chinese: from the idea to the review")),
)


def examples() -> Path:
    """Return the folder of the examples: inside an installed package, beside it in a checkout."""
    packed = PACKAGE / "examples"
    return packed if packed.is_dir() else PACKAGE.parent / "examples"


class Card(QPushButton):
    """A button with a picture and lines of text, as high as they need."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # a button knows nothing of what lies in it
        self.setMinimumHeight(self.layout().totalHeightForWidth(self.width()))


class Page(QWidget):
    """A page in the middle that says when it has been seen for the first time."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()


class LoadingPage(Page):
    """Says which file is being read."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._words = label("", "soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._words)

    def show_name(self, name: str) -> None:
        """Say which file it is."""
        self._words.setText(say(M("Opening {name} …", name=name), self._lang))


class StartPage(Page):
    """The first start: what this is, an example to look at, templates, files opened before."""

    wished = Signal(str, str)  # "open" and a path (empty to ask for one), or "new" and a template

    def __init__(self, lang: str, theme: ThemeChoice, recent: Sequence[Path]) -> None:
        super().__init__()
        self._lang = lang
        self._pictures: list[tuple[QLabel, str]] = []
        body = QWidget()
        body.setObjectName("page")
        body.setMaximumWidth(WIDTH)
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 30, 28, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(label("journeymap", "hero"))
        about = M("See a customer journey as a whole: where it flows, where it hurts, what to do.")
        column.addWidget(label(self._say(about), "soft", wrap=True))
        column.addSpacing(18)
        column.addWidget(self._heading(M("Look at an example")))
        column.addLayout(
            self._cards(
                (offer, "map", "open", str(examples() / f"{offer.stem}.yaml"))
                for offer in EXAMPLE_OFFERS
            )
        )
        column.addSpacing(14)
        column.addWidget(self._heading(M("Begin a map")))
        column.addLayout(
            self._cards(
                (offer, "new" if offer.stem == "blank" else "table", "new", offer.stem)
                for offer in TEMPLATE_OFFERS
            )
        )
        column.addSpacing(14)
        column.addWidget(self._heading(M("Open a map")))
        column.addLayout(self._files(recent))
        column.addStretch(3)
        scroll = QScrollArea()
        scroll.setObjectName("page")
        scroll.setWidgetResizable(True)
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

    def set_theme(self, theme: ThemeChoice) -> None:
        """Draw the icons anew in another theme."""
        table = colors(theme)
        flip = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for picture, name in self._pictures:
            drawn = icon(name, table["accent"], size=22, flip=flip)
            picture.setPixmap(drawn.pixmap(QSize(22, 22)))
        self._opener.setIcon(icon("open", table["on.accent"]))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _heading(self, message: Message) -> QLabel:
        return label(self._say(message), "caps")

    def _cards(self, offers: Iterable[tuple[Offer, str, str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, (offer, icon_name, wish, what) in enumerate(offers):
            card = self._card(offer, icon_name)
            card.clicked.connect(lambda _=False, wish=wish, what=what: self.wished.emit(wish, what))
            grid.addWidget(card, 0, number)
            grid.setColumnStretch(number, 1)
        return grid

    def _card(self, offer: Offer, icon_name: str) -> Card:
        name, about = self._say(offer.name), self._say(offer.about)
        card = Card(f"{name}: {about}")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(5)
        picture = QLabel()
        self._pictures.append((picture, icon_name))
        words = (label(name, "number"), label(about, "small", wrap=True))
        for each in (picture, *words):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(each)
        column.addStretch(1)
        card.setCursor(Qt.CursorShape.PointingHandCursor)
        return card

    def _files(self, recent: Sequence[Path]) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        opener = button(self._say(M("Open file…")), "main", keys_text("Ctrl+O"))
        self._opener = opener
        opener.clicked.connect(lambda: self.wished.emit("open", ""))
        row.addWidget(opener)
        for path in [path for path in recent if path.exists()][:3]:
            again = button(path.name, "link", str(path))
            elide = Qt.TextElideMode.ElideMiddle
            short = again.fontMetrics().elidedText(path.name, elide, NAME)
            again.setText(short.replace("&", "&&"))
            again.clicked.connect(lambda _=False, path=path: self.wished.emit("open", str(path)))
            row.addWidget(again)
        row.addStretch(1)
        whole = QVBoxLayout()
        whole.setSpacing(8)
        whole.addLayout(row)
        drop = M("or drop a YAML file anywhere in the window")
        whole.addWidget(label(self._say(drop), "small", wrap=True))
        return whole
