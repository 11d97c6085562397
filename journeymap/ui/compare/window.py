"""The window in which two maps are compared: both on one canvas, the list beside it, what stood
before and after under it.

A window of its own, so that the map stays open to be worked on beside it, as with any tool that
shows differences. It reads two maps and changes neither. What it says is in the interface's
language, what stands on the canvas in the map's.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.differences import Difference, counts, differences
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, say
from journeymap.model.threeway_names import with_ids_of
from journeymap.model.union import Union, union
from journeymap.picture.compared import Scene
from journeymap.picture.theme import ThemeName
from journeymap.ui.canvas.accessible import announce
from journeymap.ui.compare.canvas import CompareCanvas
from journeymap.ui.compare.elided import Elided
from journeymap.ui.compare.exporting import offer, write
from journeymap.ui.compare.filters import WhatFilter
from journeymap.ui.compare.listing import DifferenceList, Order
from journeymap.ui.compare.output import view_for, written
from journeymap.ui.compare.strip import DetailStrip
from journeymap.ui.compare.wording import Pair, mark_of, spoken
from journeymap.ui.controls import Choice, button, label
from journeymap.ui.icons import icon
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px, scale

SIZE = QSize(1240, 700)
LARGE = 1.4  # text so much larger than usual leaves less room for words
AFTER = 300  # ms of quiet after which a map that is edited is compared anew


class Side(NamedTuple):
    """One of two maps: what it is called, and the map."""

    name: str
    map: JourneyMap


class Comparison(QWidget):
    """Shows what differs between two maps; `live` is the session of the newer one, if it is open.

    The canvas is in the newer map's language.
    """

    def __init__(
        self, parent: QWidget | None, owner: Session, old: Side, new: Side, live: bool = True
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._owner, self._lang = owner, owner.lang
        self.old, self.new = old, new
        self._live = live
        self._swapped = False
        self.pair = _pair(old.map, new.map)
        self.found: tuple[Difference, ...] = ()
        self.session = Session(self.pair.both.map, owner.lang, owner.theme, self)
        self.session.checking.hold()  # what they found in both maps at once would be about neither
        self.canvas = CompareCanvas(self.session, self)
        self.list = DifferenceList(self._lang)
        self.strip = DetailStrip(self._lang)
        self.whats = WhatFilter(self._lang)
        self.order = Choice(self._say(M("Group by")), captioned=False)
        self.names = Elided("number")
        self.place = label("", "soft")
        self.swap = self._button("merge", M("Swap sides"))
        self.back = self._button("up", M("Previous difference"), "Shift+F8")
        self.on = self._button("down", M("Next difference"), "F8")
        self.export = self._button("export", M("Export…"))
        self._build()
        self._listen()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AFTER)
        self._again.timeout.connect(self._compare_again)
        self._compare()
        self.resize(SIZE)
        numbers = self.list.numbers()
        if numbers:
            self.list.go(numbers[0])
        self.list.setFocus()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    # ------------------------------------------------------------ parts

    def _button(self, name: str, words: Message, keys: str = "") -> QPushButton:
        text = self._say(words)
        made = button(text, "", f"{text.removesuffix('…')} ({keys})" if keys else text)
        made.setProperty("sign", name)
        made.setAutoDefault(False)
        return made

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(px(12), px(8), px(12), px(8))
        top.setSpacing(px(8))
        top.addWidget(self.names, 1)
        top.addWidget(self.whats)
        for each in (self.swap, self.export):
            top.addWidget(each)
        self.order.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.order.setFixedWidth(px(130))
        self.order.offer(
            [(self._say(M("By stage")), "stage"), (self._say(M("By kind")), "kind")], "stage"
        )
        head = QHBoxLayout()
        head.setContentsMargins(px(10), px(6), px(10), px(4))
        head.setSpacing(px(6))
        head.addWidget(self.place, 1)
        head.addWidget(self.order)
        for each in (self.back, self.on):
            head.addWidget(each)
        large = scale() > LARGE  # there is no room for words that tooltips say as well
        for each in (self.back, self.on, *((self.swap, self.export) if large else ())):
            each.setText("")
            each.setFixedWidth(px(40))
        beside = QWidget()
        beside.setObjectName("panelBody")
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.addWidget(self.canvas)
        upper.addWidget(beside)
        upper.setStretchFactor(0, 1)
        upper.setSizes([SIZE.width() - min(px(360), 520), min(px(360), 520)])
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(upper)
        whole.addWidget(self.strip)
        whole.setStretchFactor(0, 1)
        whole.setSizes([px(500), px(150)])
        for splitter in (upper, whole):
            splitter.setChildrenCollapsible(False)
        all_of_it = QVBoxLayout(self)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.setSpacing(0)
        all_of_it.addLayout(top)
        all_of_it.addWidget(whole, 1)
        self._dress()

    def _listen(self) -> None:
        self.list.gone_to.connect(self._show)
        self.whats.changed.connect(self._filtered)
        self.session.selection_changed.connect(self._from_canvas)
        self.order.activated.connect(lambda _: self._fill())
        self.swap.clicked.connect(self.swap_sides)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.export.clicked.connect(self._offer_export)
        owner = self._owner
        owner.theme_changed.connect(self._dress)
        owner.changed.connect(self._changed)
        owner.document_changed.connect(self._leave_alone)
        owner.language_changed.connect(self._speak)
        canvas = self.canvas
        for keys, do in (
            ("F8", lambda: self.step(1)),
            ("Shift+F8", lambda: self.step(-1)),
            ("Ctrl+0", canvas.fit),
            ("Ctrl+9", canvas.fit),
            ("Ctrl++", lambda: canvas.zoom_by(1.25)),
            ("Ctrl+=", lambda: canvas.zoom_by(1.25)),
            ("Ctrl+-", lambda: canvas.zoom_by(0.8)),
            ("Ctrl+8", lambda: canvas.set_zoom(1.0)),
            ("F6", self._next_pane),
            ("Ctrl+W", self.close),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _dress(self) -> None:
        """Take the theme's colours."""
        theme = self._owner.theme
        self.session.set_theme(theme)
        table = colors(theme)
        for each in (self.swap, self.back, self.on, self.export):
            name = str(each.property("sign"))
            each.setIcon(icon(name, table["text"], table["disabled"], px(16)))
            each.setIconSize(QSize(px(16), px(16)))
        self.whats.dress(theme)
        if self.found:
            number = self.list.number
            self._fill()
            self.list.go(number)

    # ------------------------------------------------------------ comparing

    def _changed(self, *_: object) -> None:
        if self._live:
            self._again.start()

    def _leave_alone(self) -> None:
        """Compare what was compared: the window has gone on to another map."""
        self._live = False
        self._again.stop()

    def _speak(self) -> None:
        """Go on in another window in the new language, once the window it belongs to speaks it."""
        QTimer.singleShot(0, self, self._open_again)

    def _open_again(self) -> None:
        made = Comparison(self.parentWidget(), self._owner, self.old, self.new, self._live)
        made._swapped = self._swapped
        made.setGeometry(self.geometry())
        made.show()
        self.close()

    def _compare_again(self) -> None:
        """Compare with the open map as it is now; go back to the record that was looked at."""
        side = self.old if self._swapped else self.new
        if side.map is self._owner.map:
            return
        now = side._replace(map=self._owner.map)
        self.old, self.new = (now, self.new) if self._swapped else (self.old, now)
        self._renew()

    def swap_sides(self) -> None:
        """Compare the other way round."""
        self.old, self.new = self.new, self.old
        self._swapped = not self._swapped
        self._renew()

    def _renew(self) -> None:
        number = self.list.number
        key = self.found[number].key if 0 <= number < len(self.found) else ""
        self.pair = _pair(self.old.map, self.new.map)
        self.session.new(self.pair.both.map)
        self._compare()
        again = [n for n in self.list.numbers() if key and self.found[n].key == key]
        numbers = again or self.list.numbers()
        if numbers:
            self.list.go(numbers[0])

    def _compare(self) -> None:
        pair = self.pair
        self.found = differences(pair.old, pair.new, pair.both)
        self.session.set_view(**view_for(self.new.map, self.found)._asdict())
        self.whats.count(counts(self.found))
        self.names.put(self._heading())
        title = M("Compared: {old} and {new}", old=self.old.name, new=self.new.name)
        self.setWindowTitle(f"{self._say(title)} — journeymap")
        self._fill()

    def _heading(self) -> str:
        return self._say(M("From {old} to {new}", old=self.old.name, new=self.new.name))

    def wanted(self) -> list[int]:
        """Return the numbers of the differences that are shown."""
        shown = self.whats.chosen
        return [n for n, each in enumerate(self.found) if shown & set(each.whats)]

    def _filtered(self) -> None:
        number = self.list.number
        self._fill()
        numbers = self.list.numbers()
        if numbers:
            self.list.go(number if number in numbers else numbers[0])
        else:
            self._show(-1)

    def _fill(self) -> None:
        """Show what is wanted in the list and on the canvas."""
        order: Order = "kind" if self.order.currentData() == "kind" else "stage"
        self.list.put(self.found, self.wanted(), self.pair, order, self._owner.theme)
        self.canvas.show_scene(self.scene())
        self._say_place(-1)

    def scene(self) -> Scene:
        """Return what is to be marked on the canvas."""
        language = self.pair.both.map.language
        marks = {
            self.found[n].key: mark_of(self.found[n], self.pair, language)
            for n in self.wanted()
            if self.found[n].key
        }
        return Scene(marks, self.pair.both.ghosts, self.pair.both.former)

    # ------------------------------------------------------------ going about

    def step(self, by: int) -> None:
        """Go to the next difference, or to the one before; round from the end to the beginning."""
        numbers = self.list.numbers()
        if not numbers:
            return
        here = self.list.number
        at = numbers.index(here) + by if here in numbers else (0 if by > 0 else -1)
        self.list.go(numbers[at % len(numbers)])

    def _show(self, number: int) -> None:
        """Show a difference on the canvas and in full."""
        if not 0 <= number < len(self.found):
            self.strip.clear()
            self._say_place(-1)
            return
        each = self.found[number]
        with QSignalBlocker(self.session):
            self.session.select((each.key,) if each.key else ())
        self.canvas.show_selection()
        self.canvas.viewport().update()
        if each.key:
            self.canvas.show_both(each.key)
        self.strip.put(each, self.pair)
        self._say_place(number)
        if not self.list.hasFocus():
            announce(self.canvas, M("{text}", text=spoken(each, self.pair, self._lang)))

    def _from_canvas(self) -> None:
        """Go in the list to what was selected on the canvas; its former place means it too."""
        chosen = self.session.selection
        key = chosen[0] if chosen else ""
        former = {ghost: moved for moved, ghost in self.pair.both.former.items()}
        key = former.get(key, key)
        for number in self.list.numbers():
            if key and self.found[number].key == key:
                blocked = self.list.blockSignals(True)
                self.list.go(number)
                self.list.blockSignals(blocked)
                self.strip.put(self.found[number], self.pair)
                self._say_place(number)
                return
        if key:
            self.list.clear_place()
            self.strip.clear(M("Nothing differs here."))
            self._say_place(-1)

    def _say_place(self, number: int) -> None:
        numbers = self.list.numbers()
        n = len(numbers)
        words = M("{n} difference", plural="{n} differences", n=n)
        if not self.found:
            words = M("The maps say the same")
        elif number in numbers:
            words = M("{at} of {n}", at=numbers.index(number) + 1, n=n)
        self.place.setText(self._say(words))
        for each in (self.back, self.on):
            each.setEnabled(n > 0)

    def _next_pane(self) -> None:
        here = self.canvas.hasFocus()
        (self.list if here else self.canvas).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------ writing it

    def _offer_export(self) -> None:
        offer(self, self._lang, self.export, self.export_as)

    def export_as(self, form: str) -> None:
        """Ask where to, and write the comparison with its list."""
        pair, scene, view = self.pair, self.scene(), self.session.view
        heading = self._heading()
        found = [self.found[n] for n in self.list.numbers()]
        theme: ThemeName = "dark" if "dark" in self._owner.theme else "light"
        folder = self._owner.path.parent if self._owner.path else Path()
        write(
            self,
            self._lang,
            folder,
            form,
            lambda: written(pair, found, scene, view, heading, form, theme),
        )


def _pair(old: JourneyMap, new: JourneyMap) -> Pair:
    old, _ = with_ids_of(old, new)  # nobody sees an id here: renamed, it is the same record
    both: Union = union(old, new)
    return Pair(Index(old), Index(new), both)
