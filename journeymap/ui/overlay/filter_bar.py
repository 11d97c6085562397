"""The strip that asks what a person wants to see: by persona, channel, owner, tag and status.

It writes `session.filter` and nothing else; whoever shows the map fades the rest. The filter goes
with the map: another file begins without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journeymap.model.filtering import Filter, offers
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import button, label, set_property, tip_of
from journeymap.ui.icons import icon
from journeymap.ui.overlay.filter_choice import FilterChoice
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

KINDS: dict[str, tuple[Message, Message]] = {
    "personas": (M("Persona"), M("Show what is for these personas")),
    "channels": (M("Channel"), M("Show what happens in these channels")),
    "owners": (M("Owner"), M("Show what belongs to these owners")),
    "tags": (M("Tag"), M("Show what has one of these tags")),
    "statuses": (M("Status"), M("Show pain points and opportunities in these states")),
}


class FilterBar(QWidget):
    """A row of choices, how much of the map matches them, and a way to clear them."""

    closed = Signal()  # a person wants it away

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._lang = session, session.lang
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self._say(M("Filter")))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 4)
        row.setSpacing(6)
        self.choices: dict[str, FilterChoice] = {}
        for kind, (name, about) in KINDS.items():
            choice = FilterChoice(self._say(name), self._lang, self._say(about))
            choice.ticked.connect(partial(self._want, kind))
            self.choices[kind] = choice
            row.addWidget(choice)
        self.matches = label("", "soft")
        self.matches.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addSpacing(6)
        row.addWidget(self.matches, 1)
        self.clear = button(self._say(M("Clear")), "link", self._say(M("Show everything again")))
        self.clear.clicked.connect(self.clear_all)
        row.addWidget(self.clear)
        self.away = QToolButton()
        self.away.setIconSize(QSize(px(14), px(14)))
        self.away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.away.setAccessibleName(self._say(M("Close")))
        self.away.setToolTip(tip_of(self._say(M("Close; the filter stays"))))
        self.away.clicked.connect(self.closed)
        row.addWidget(self.away)
        session.changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)
        session.theme_changed.connect(self._dress)
        session.document_changed.connect(self.closed)
        self._dress()
        self.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def open(self) -> None:
        """Show it, ready for keys."""
        self.show()
        self._refresh()
        self.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first(self) -> QWidget:
        """Return what the focus comes to first."""
        shown = (each for each in self.choices.values() if not each.isHidden())
        return next(shown, self.away)

    def clear_all(self) -> None:
        """Want everything again."""
        if self.clear.hasFocus():
            next(iter(self.choices.values())).setFocus()  # it is about to go
        self._session.set_filter(Filter())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ wishes

    def _want(self, kind: str, values: frozenset[str]) -> None:
        self._session.set_filter(self._session.filter._replace(**{kind: values}))

    # ------------------------------------------------------------ showing

    def _refresh(self, *_: object) -> None:
        if self.isHidden():
            return
        wanted = self._session.filter
        offered = offers(self._session.index)
        for kind, choice in self.choices.items():
            mine: frozenset[str] = getattr(wanted, kind)
            there: frozenset[str] = getattr(offered, kind) | mine
            # what is the same everywhere divides nothing
            choice.setVisible(len(there) > 1 or bool(mine))
            choice.put(self._spelt(kind, there), mine)
        self.clear.setVisible(bool(wanted))
        self._count(wanted)

    def _spelt(self, kind: str, values: frozenset[str]) -> Iterable[tuple[str, str]]:
        """Return the values with their words, in the order of the map or of the alphabet; what has
        none comes last.
        """
        m = self._session.map
        words: dict[str, str] = {}
        if kind == "personas":
            words = {each.id: each.name for each in m.personas}
        elif kind == "channels":
            words = {each.id: each.name for each in m.channels}
        elif kind == "statuses":
            known = {**NAMES["opportunity"], **NAMES["pain"]}
            words = {value: self._say(name) for value, name in known.items()}
        places = {value: n for n, value in enumerate(words)}
        without = {"channels": M("No channel"), "owners": M("No owner")}
        for value in sorted(values - {""}, key=lambda v: (places.get(v, len(places)), v)):
            yield words.get(value, value), value
        if "" in values:
            yield self._say(without[kind]), ""

    def _count(self, wanted: Filter) -> None:
        session = self._session
        m, gone = session.map, session.faded
        if wanted.statuses and not any(wanted._replace(statuses=frozenset())):
            ids = [each.id for each in m.pain_points] + [each.id for each in m.opportunities]
            n, all_of = sum(id not in gone for id in ids), len(ids)
            text = M(
                "{n} of {all} pain points and opportunities matches",
                plural="{n} of {all} pain points and opportunities match",
                n=n,
                all=all_of,
            )
        else:
            n, all_of = sum(t.id not in gone for t in m.touchpoints), len(m.touchpoints)
            text = M(
                "{n} of {all} touchpoints matches",
                plural="{n} of {all} touchpoints match",
                n=n,
                all=all_of,
            )
        if not wanted:
            text = M("Choose what to see; the rest is faded.")
        words = self._say(text)
        self.matches.setText(words)
        self.matches.setToolTip(tip_of(words))
        set_property(self.matches, "look", "wrong" if wanted and not n else "soft")

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self.away.setIcon(icon("close", table["text.soft"], table["disabled"], px(14)))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)


def asked(wanted: Filter) -> int:
    """Return how many values a filter asks for."""
    return sum(len(each) for each in wanted)


def handlers(bar: FilterBar, switch: QAction, back: QWidget) -> dict[str, Callable[[], object]]:
    """Return what the actions of the filter do; `switch` is down while the strip is shown, and
    `back` has the focus after it.
    """

    def show() -> None:
        if switch.isChecked():
            bar.open()
        else:
            hide()

    def hide() -> None:
        now = bar.window().focusWidget()
        inside = now is not None and bar.isAncestorOf(now)
        bar.hide()
        switch.setChecked(False)
        if inside:
            back.setFocus()

    bar.closed.connect(hide)
    return {"filter": show}
