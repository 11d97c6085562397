"""What may stand in the middle when no map does, and the maps that are offered to begin with.

Shown before the model is loaded, so nothing of it may be imported here. The start page itself is in
`page.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import button, label
from journeymap.ui.style import px

PACKAGE = Path(__file__).resolve().parents[2]
WIDTH = 860  # of what stands on the page, in pixels


class Offer(NamedTuple):
    """A map to begin with: its file's stem, its name and what it is."""

    stem: str
    name: Message
    about: Message

    @property
    def lang(self) -> str:
        """The language of the map, which its file's name ends with unless it is English."""
        return self.stem.partition(".")[2] or "en"


TEMPLATE_OFFERS = (
    Offer("blank", M("Blank map"), M("One persona and nothing else")),
    Offer("five-stages", M("Five stages"), M("From first contact to recommending")),
    Offer("three-stages", M("Three stages"), M("Awareness, consideration, decision")),
    Offer("service-blueprint", M("Service blueprint"), M("On stage and behind it")),
    Offer("omnichannel-retail", M("Omnichannel retail"), M("Online, in the store, and between")),
    Offer("software-onboarding", M("Software onboarding"), M("From the trial to daily use")),
    Offer("support-case", M("Support case"), M("Self-help, hand-offs, a case that is closed")),
    Offer("public-service", M("Public service"), M("Apply, wait, be told, be heard")),
)
EXAMPLE_OFFERS = (
    Offer("coffee-app", M("Coffee chain’s app"), M("English: order ahead, pay, pick up, rewards")),
    Offer("clinic-visit.fa", M("Clinic visit"), M("Persian: a service blueprint")),
    Offer("travel-booking.zh", M("Travel booking"), M("Chinese: from the idea to the review")),
    Offer("marketplace-return", M("Marketplace"), M("English: one tap to buy, and a return")),
    Offer("collect-in-store", M("Collect in store"), M("English: browse online, fetch it there")),
    Offer("telecom-onboarding.tr", M("New phone line"), M("Turkish: the first forty days")),
    Offer("bank-account.ar", M("Bank account"), M("Arabic: from the idea to the first salary")),
    Offer("smart-speaker", M("Smart speaker"), M("English: a voice and a connected lamp")),
    Offer("b2b-software", M("Business software"), M("English: loops, countries, a map in a map")),
)


def examples() -> Path:
    """Return the folder of the examples: inside an installed package, beside it in a checkout."""
    packed = PACKAGE / "examples"
    return packed if packed.is_dir() else PACKAGE.parent / "examples"


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
    """Says which file is being read, and lets a person stop waiting for it."""

    stopped = Signal()

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._words = label("", "title")
        self._about = label(say(M("Large maps take a moment."), lang), "soft")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(240))
        self._bar.setAccessibleName(say(M("Opening"), lang))
        self.stop = button(say(M("Cancel"), lang))
        self.stop.clicked.connect(self.stopped)
        column = QVBoxLayout(self)
        column.setSpacing(px(12))
        column.addStretch(2)
        self._slow = (self._about, self._bar, self.stop)
        for each in (self._words, *self._slow):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_name(self, name: str) -> None:
        """Say which file it is; what is read in a blink gets no bar."""
        self._words.setText(say(M("Opening {name} …", name=name), self._lang))
        for each in self._slow:
            each.hide()

    def show_waiting(self) -> None:
        """Say that it takes a while, and offer to stop."""
        for each in self._slow:
            each.show()
        self.stop.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.stop.isVisible():
            self.stopped.emit()
        else:
            super().keyPressEvent(event)
