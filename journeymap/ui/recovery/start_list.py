"""The list of what a crash left behind: each map, what its copy has that the file has not.

Says what a person wants with a copy and does nothing itself. Nothing is chosen for anybody: closing
the list, like “Later”, leaves everything for the next start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymap.files.offers import ASIDE, Offer
from journeymap.model.text import M, Message, digits, say
from journeymap.ui import asking
from journeymap.ui.controls import button, label
from journeymap.ui.mishap_log import shortened
from journeymap.ui.paragraph import paragraph
from journeymap.ui.style import px

WIDTH, HEIGHT = 640, 520  # at the usual text size, where the screen has room
MORE = {
    "changed": M("The file was changed meanwhile; both are joined where they do not contradict."),
    "gone": M("The file is not there any more; the map is opened as a new one."),
    "broken": M("The file cannot be read now; the map is opened as a new one."),
    "untitled": M("This map has no file yet."),
}


class StartList(QDialog):
    """What can be brought back, a card each."""

    restored = Signal(object)  # tuple of Offers
    discarded = Signal(object)  # an Offer
    report_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        lang: str,
        offers: Sequence[Offer],
        aside: Sequence[Message] = (),
        crashed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._lang = self.lang = lang
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("journeymap")
        self.offers = {offer.header.file: offer for offer in offers}
        self.cards = {file: OfferCard(offer, lang) for file, offer in self.offers.items()}
        body = QWidget()
        body.setObjectName("panelBody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(px(20), px(2), px(20), px(8))
        self._column.setSpacing(px(8))
        for file, card in self.cards.items():
            offer = self.offers[file]
            card.restore.clicked.connect(lambda _=False, offer=offer: self._restore((offer,)))
            card.discard.clicked.connect(lambda _=False, offer=offer: self._discard(offer))
            self._column.addWidget(card)
        for sentence in self._also(aside):
            self._column.addWidget(label(self._say(sentence), "small", wrap=True, selectable=True))
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(bool(offers)))
        column.addWidget(scroll, 1)
        column.addLayout(self._foot(crashed))
        self._follow()
        room = parent.screen().availableSize() * 0.9
        needs = body.sizeHint().height() + px(170)
        self.resize(min(px(WIDTH), room.width()), min(needs, px(HEIGHT), room.height()))
        (self.all if self.all.isVisibleTo(self) else self.later).setFocus()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _head(self, offers: bool) -> QVBoxLayout:
        title, about = (
            M("journeymap ended without saving"),
            M("What was not saved is still there. Your files stay as they are until you save."),
        )
        if not offers:
            title, about = M("journeymap was ended by an error last time"), M("No map is missing.")
        head = QVBoxLayout()
        head.setContentsMargins(px(20), px(18), px(20), px(10))
        head.setSpacing(px(4))
        head.addWidget(label(paragraph(title, self._lang), "title", wrap=True))
        head.addWidget(label(paragraph(about, self._lang), "soft", wrap=True))
        return head

    def _also(self, aside: Sequence[Message]) -> list[Message]:
        if not aside:
            return []
        n = len(aside)
        first = M(
            "{n} copy could not be read; it was set aside and is kept for 90 days:",
            plural="{n} copies could not be read; they were set aside and are kept for 90 days:",
            n=n,
        )
        return [first, *aside]

    def _foot(self, crashed: bool) -> QHBoxLayout:
        self.report = button(self._say(M("What happened…")), "link")
        self.report.setVisible(crashed)
        self.report.clicked.connect(self.report_wanted)
        self.later = button(self._say(M("Later") if self.cards else M("Close", context="dialog")))
        self.later.clicked.connect(self.reject)
        self.all = button(self._say(M("Restore all")), "main")
        self.all.clicked.connect(lambda: self._restore(self._safe()))
        for each in (self.report, self.later):
            each.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), px(10), px(20), px(16))
        foot.setSpacing(px(8))
        foot.addWidget(self.report)
        foot.addStretch(1)
        foot.addWidget(self.later)
        foot.addWidget(self.all)
        return foot

    # ------------------------------------------------------------ what a person wants

    def _safe(self) -> tuple[Offer, ...]:
        """Return what may be restored at one stroke."""
        return tuple(offer for offer in self.offers.values() if not offer.unsafe)

    def _follow(self) -> None:
        safe = self._safe()
        self.all.setVisible(bool(safe))
        words = self._say(M("Restore") if len(self.cards) == 1 else M("Restore all"))
        self.all.setText(words)
        self.all.setAccessibleName(words)
        for file, card in self.cards.items():  # one button that does it is enough
            card.restore.setVisible(len(self.cards) > 1 or self.offers[file].unsafe)
        self.all.setDefault(bool(safe))

    def _restore(self, offers: tuple[Offer, ...]) -> None:
        self._take_out(offers)
        self.restored.emit(offers)

    def _discard(self, offer: Offer) -> None:
        if asking.may_lose(
            self,
            self._lang,
            M("Discard what was not saved of {name}?", name=name_of(offer)),
            M(
                "The copy is moved to {folder} and removed after 90 days.",
                folder=shortened(str(offer.header.file.parent / ASIDE)),
            ),
            M("Discard"),
        ):
            self._take_out((offer,))
            self.discarded.emit(offer)

    def _take_out(self, offers: tuple[Offer, ...]) -> None:
        for offer in offers:
            del self.offers[offer.header.file]
            card = self.cards.pop(offer.header.file)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        if self.cards:
            self._follow()
        else:
            self.accept()


class OfferCard(QFrame):
    """One map that can be brought back."""

    def __init__(self, offer: Offer, lang: str) -> None:
        super().__init__()
        self._lang, self._offer = lang, offer
        self.setProperty("look", "card")
        self.changes: QLabel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(10))
        column.setSpacing(px(3))
        column.addWidget(label(name_of(offer), "strong", wrap=True))
        for words, look in self._lines():
            column.addWidget(label(words, look, wrap=True, selectable=True))
        self.restore = self._button(M("Restore"), "")
        self.show_changes = self._button(M("Show differences"), "link")
        self.show_changes.setVisible(bool(offer.changes))
        self.show_changes.clicked.connect(self._show_changes)
        self.discard = self._button(M("Discard…"), "link")
        row = QHBoxLayout()
        row.setContentsMargins(0, px(4), 0, 0)
        for each in (self.restore, self.show_changes, self.discard):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        self._column = column
        self.setAccessibleName(name_of(offer))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _button(self, words: Message, look: str) -> QPushButton:
        made = button(self._say(words), look)
        made.setAutoDefault(False)
        # which map is meant is seen by where the button stands, and heard by its name
        named = M("{what}: {name}", what=words, name=name_of(self._offer))
        made.setAccessibleName(self._say(named))
        return made

    def _lines(self) -> list[tuple[str, str]]:
        offer, header = self._offer, self._offer.header
        lines = []
        if header.path:
            lines.append((shortened(header.path), "small"))
        lines.append((self._say(M("Last changed {when}", when=self._when())), "small"))
        if offer.n:
            lines.append((self._say(_count(offer)), ""))
        if offer.drafts:
            unsent = M(
                "{n} comment that was not sent",
                plural="{n} comments that were not sent",
                n=offer.drafts,
            )
            lines.append((self._say(unsent), ""))
        if offer.state in MORE:
            lines.append((self._say(MORE[offer.state]), "soft"))
        if offer.unsafe:
            unsafe = M(
                "journeymap ended again and again right after this map was opened. "
                "It was opened without this copy, which stays."
            )
            lines.append((self._say(unsafe), "wrong"))
        return lines

    def _when(self) -> Message:
        at = datetime.fromtimestamp(self._offer.header.when).astimezone()
        clock = digits(at.strftime("%H:%M"), self._lang)
        hours, _, minutes = clock.partition(":")
        if at.date() == datetime.now().astimezone().date():
            return M("today at {hours}:{minutes}", hours=hours, minutes=minutes)
        return M("on {day} at {hours}:{minutes}", day=at.date(), hours=hours, minutes=minutes)

    def _show_changes(self) -> None:
        if self.changes is None:
            lines = [f"•\u00a0{self._say(each)}" for each in self._offer.changes]
            if more := self._offer.n - len(self._offer.changes):
                lines.append(self._say(M("and {n} more", n=more)))
            self.changes = label("\n".join(lines), "small", wrap=True, selectable=True)
            self._column.insertWidget(self._column.count() - 1, self.changes)
            self.changes.hide()
        shown = self.changes.isHidden()
        self.changes.setVisible(shown)
        words = M("Hide differences") if shown else M("Show differences")
        self.show_changes.setText(self._say(words))


def name_of(offer: Offer) -> str:
    """Return what a map is called in the list."""
    return offer.header.title


def _count(offer: Offer) -> Message:
    if offer.state == "untitled" or offer.state in ("gone", "broken"):
        return M("{n} change", plural="{n} changes", n=offer.n)
    return M(
        "{n} change that is not in the file",
        plural="{n} changes that are not in the file",
        n=offer.n,
    )
