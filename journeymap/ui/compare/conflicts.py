"""What two people changed at once, put to one of them: both values side by side, record by record.

    from journeymap.ui.compare.conflicts import ask_conflicts
    merged = ask_conflicts(window, lang, base, ours, theirs)   # None: the person would rather not

Nothing is decided for a person here: there is a result only when every row has its answer. What
can be joined without asking is joined before by `model/threeway.py`.
"""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.labels import KIND_NAMES
from journeymap.model.text import M, Message, is_rtl, say, say_list
from journeymap.model.threeway import (
    MISSING,
    Choice,
    Conflict,
    Merged,
    can_have_both,
    merge,
    settled,
)
from journeymap.ui.compare.choices import ChoiceRow, Pick, Question, Side, SideName
from journeymap.ui.compare.elided import give_way
from journeymap.ui.compare.saying import (
    differing,
    field_words,
    form_field,
    name_of,
    said,
    summary_of,
)
from journeymap.ui.controls import button, label, set_property
from journeymap.ui.style import px

MINE, THEIRS = M("Mine", context="conflict"), M("Theirs", context="conflict")


def ask_conflicts(
    parent: QWidget | None,
    lang: str,
    base: JourneyMap,
    ours: JourneyMap,
    theirs: JourneyMap,
    names: tuple[Message, Message] = (MINE, THEIRS),
) -> JourneyMap | None:
    """Return ours and theirs as one map, with a person's answers; None when they cancelled.

    Nothing is asked where nothing is in conflict: the merged map comes back at once. `names` are
    what the two sides are called, such as “In this window” and “In the file”. The three maps are
    left as they are; committing the result, as one step, is the caller's.
    """
    merged = merge(base, ours, theirs)
    if not merged.conflicts:
        return merged.map
    dialog = ConflictDialog(parent, lang, (base, ours, theirs), merged, names)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    result = dialog.result_map if taken else None
    dialog.deleteLater()
    return result


class ConflictDialog(QDialog):
    """One row a conflict; its answers, and the map that follows from them."""

    def __init__(
        self,
        parent: QWidget | None,
        lang: str,
        maps: tuple[JourneyMap, JourneyMap, JourneyMap],
        merged: Merged,
        names: tuple[Message, Message] = (MINE, THEIRS),
    ) -> None:
        super().__init__(parent)
        self._lang, self._maps, self._names = lang, maps, names
        self._answers: dict[tuple[Key, str], Choice] = {}
        self.result_map: JourneyMap | None = None
        self.rows: dict[tuple[Key, str], ChoiceRow] = {}
        self.setWindowTitle(self._say(M("Settle conflicts")))
        self.title = label("", "title", wrap=True)
        self.still = label("", "soft")
        self.still.setAccessibleName(self._say(M("Open conflicts")))
        self.all_mine = self._small(M("All: {side}", side=names[0]))
        self.all_theirs = self._small(M("All: {side}", side=names[1]))
        self.next = self._small(M("Next open conflict"), "F8")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take = button(self._say(M("Use these answers")), "main")
        self.take.setDefault(True)
        self.cancel = button(self._say(M("Cancel")))
        self.cancel.setAutoDefault(False)
        self._build()
        self._listen()
        self._put(merged.conflicts)
        room = self.screen().availableSize()
        self.resize(min(px(900), room.width() - 40), min(px(620), room.height() - 60))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    # ------------------------------------------------------------ parts

    def _small(self, words: Message, keys: str = "") -> QPushButton:
        text = self._say(words)
        made = button(text, "", f"{text} ({keys})" if keys else "")
        made.setAutoDefault(False)
        return made

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(px(18), px(14), px(18), px(10))
        head.setSpacing(px(6))
        head.addWidget(self.title)
        why = M(
            "Both sides changed the same. Choose for each what is to stay; all that did not "
            "collide has been joined already."
        )
        head.addWidget(label(self._say(why), "soft", wrap=True))
        deeds = QHBoxLayout()
        deeds.setSpacing(px(8))
        for each in (self.all_mine, self.all_theirs):
            deeds.addWidget(each)
        deeds.addStretch(1)
        deeds.addWidget(self.next)
        head.addLayout(deeds)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(18), px(10), px(18), px(14))
        foot.setSpacing(px(8))
        foot.addWidget(self.still, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.all_mine.clicked.connect(lambda: self.choose_all("ours"))
        self.all_theirs.clicked.connect(lambda: self.choose_all("theirs"))
        self.next.clicked.connect(lambda: self.step(1))
        self.take.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        for keys, by in (("F8", 1), ("Shift+F8", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step(by))

    def _put(self, conflicts: tuple[Conflict, ...]) -> None:
        """Show these conflicts, those of one record together."""
        self.rows = {}
        body = QWidget()
        body.setObjectName("panelBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(18), px(4), px(18), px(10))
        column.setSpacing(px(8))
        ours, theirs, base = self._indexes()
        for _, group in groupby(_by_record(conflicts), key=lambda each: each.key):
            together = list(group)
            title = self._title(together[0], ours, theirs, base)
            heading = label(title, "number", wrap=True, selectable=True)
            heading.setContentsMargins(0, px(8), 0, 0)
            give_way(heading)
            column.addWidget(heading)
            for conflict in together:
                row = ChoiceRow(self._question(conflict, title), self._lang, self._names)
                row.picked.connect(self._follow)
                self.rows[conflict.key, conflict.field] = row
                column.addWidget(row)
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._follow()
        if self.rows:
            next(iter(self.rows.values())).focus()

    def _indexes(self) -> tuple[Index, Index, Index]:
        base, ours, theirs = self._maps
        return index_of(ours), index_of(theirs), index_of(base)

    def _title(self, conflict: Conflict, *indexes: Index) -> str:
        if not conflict.key:
            return self._say(M("The map"))
        if conflict.kind and conflict.name:
            kind = KIND_NAMES[conflict.kind]
            return self._say(M("{kind} “{name}”", kind=kind, name=conflict.name))
        return self._say(name_of(conflict.key, *indexes))

    # ------------------------------------------------------------ what is asked

    def _question(self, conflict: Conflict, record: str) -> Question:
        if not conflict.field:
            return self._deletion(conflict, record)
        ours, theirs, base = self._indexes()
        mine = self._side(conflict, conflict.ours, ours)
        other = self._side(conflict, conflict.theirs, theirs)
        spans = differing(mine.text, other.text)
        before = None
        if conflict.base is not MISSING:
            before = said(conflict.base, conflict.kind, conflict.field, base, self._lang)
        return Question(
            field_words(conflict.kind, conflict.field, ours, self._lang),
            record,
            form_field(conflict.kind, conflict.field),
            {"ours": mine._replace(spans=spans[0]), "theirs": other._replace(spans=spans[1])},
            before,
            can_have_both(conflict),
            is_rtl(self._maps[1].language),
        )

    def _side(self, conflict: Conflict, value: object, index: Index) -> Side:
        if value is MISSING:
            return Side(None, "")
        text = said(value, conflict.kind, conflict.field, index, self._lang)
        return Side(value, text)

    def _deletion(self, conflict: Conflict, record: str) -> Question:
        """Return the question whether what one side deleted is to stay as the other has it."""
        ours, theirs, base = self._indexes()
        gone = self._say(M("Deleted"))
        with_it = [self._say(name_of(key, ours, theirs, base)) for key in conflict.also]
        if with_it:
            listed = say_list(with_it, self._lang)
            gone = self._say(M("Deleted, and with it: {records}", records=listed))
        was = _whole(conflict.base, conflict, base, self._lang)
        sides: dict[SideName, Side] = {}
        both: tuple[tuple[SideName, object, Index], ...] = (
            ("ours", conflict.ours, ours),
            ("theirs", conflict.theirs, theirs),
        )
        for name, value, index in both:
            if value is MISSING:
                sides[name] = Side(None, gone, (), gone)
            else:
                text = _whole(value, conflict, index, self._lang)
                sides[name] = Side(value, text, differing(text, was)[0])
        return Question(
            self._say(M("Deleted on one side, changed on the other")),
            record,
            None,
            sides,
            None,
            False,
            is_rtl(self._maps[1].language),
        )

    # ------------------------------------------------------------ answers

    def choose_all(self, pick: Pick) -> None:
        """Give every row the same answer."""
        for row in self.rows.values():
            row.choose(pick)

    def step(self, by: int) -> None:
        """Go to the next open row, or to the one before; round from the end to the beginning."""
        rows = list(self.rows.values())
        focus = self.focusWidget()
        here = next(
            (n for n, row in enumerate(rows) if row.isAncestorOf(focus)), -1 if by > 0 else 0
        )
        for away in range(1, len(rows) + 1):
            row = rows[(here + by * away) % len(rows)]
            if not row.pick:
                row.focus()
                self._scroll.ensureWidgetVisible(row, 0, px(20))
                return

    def _follow(self) -> None:
        n = sum(not row.pick for row in self.rows.values())
        of = len(self.rows)
        title = M("{n} conflict", plural="{n} conflicts", n=of)
        self.title.setText(self._say(title))
        words = M("{n} of {of} still open", n=n, of=of) if n else M("All are settled")
        self.still.setText(self._say(words))
        set_property(self.still, "look", "wrong" if n else "soft")
        self.take.setEnabled(n == 0)
        self.next.setEnabled(n > 0)

    def answers(self) -> dict[tuple[Key, str], Choice]:
        """Return what was chosen so far, by record and field."""
        found: dict[tuple[Key, str], Choice] = dict(self._answers)
        for at, row in self.rows.items():
            if row.pick:
                found[at] = row.pick
        return found

    def accept(self) -> None:
        """Make the map of the answers; what they bring about may have to be asked as well."""
        if any(not row.pick for row in self.rows.values()):
            self.step(1)
            return
        self._answers = self.answers()
        merged = settled(*self._maps, self._answers)
        if merged.conflicts:
            self._put(merged.conflicts)
            return
        self.result_map = merged.map
        super().accept()


def _by_record(conflicts: tuple[Conflict, ...]) -> list[Conflict]:
    """Return the conflicts with those of one record together, in the order they came."""
    first: dict[Key, int] = {}
    for place, each in enumerate(conflicts):
        first.setdefault(each.key, place)
    return sorted(conflicts, key=lambda each: first[each.key])


def _whole(value: object, conflict: Conflict, index: Index, lang: str) -> str:
    """Return what a record says, a field a line; nothing for what is not there."""
    return summary_of(value, conflict.kind, index, lang) if isinstance(value, Record) else ""
