"""The head of a table: names of columns, which sort, and a row of filters under them.

It says what is asked for and knows no records. Filters stand under their columns wherever those are
moved, widened or scrolled to.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QWidget

from journeymap.model.index import label
from journeymap.model.text import M, say, say_number
from journeymap.ui.controls import Choice, Field
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.session import Session
from journeymap.ui.style import px
from journeymap.ui.table.columns import NUMBERS, WORDS, title_of
from journeymap.ui.table.order import NOTHING, Wanted
from journeymap.ui.table.records import Records

ANY = "\0any"  # the choice of everything
GAP = 3


class FilterLine(Field):
    """The line of one filter; Down and Enter lead to the rows, Escape empties it first."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.textEdited.emit("")
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class Numbers(QHeaderView):
    """The numbers of the rows, as wide as the highest one needs; not each of them is asked."""

    def __init__(self, session: Session, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._lang = session.lang
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(max(px(28), self.fontMetrics().height() + px(12)))

    def sizeHint(self) -> QSize:
        widest = say_number(10 ** len(str(self.count())) - 1, self._lang)
        bold = QFont(self.font())
        bold.setBold(True)
        return QSize(QFontMetrics(bold).horizontalAdvance(widest) + px(16), 0)


class Head(QHeaderView):
    """Names over columns; the filters come and go."""

    menu_wanted = Signal(QPoint, int)  # where on the screen; the column or -1
    wanted = Signal(str, object)  # a field, and what is wanted of it
    left = Signal()  # the focus is to go to the rows

    def __init__(self, session: Session, records: Records, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._session, self._records, self._table = session, records, table
        self.filters: dict[str, QWidget] = {}
        self.filtering = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(44))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(say(M("Columns"), session.lang))
        self.sectionResized.connect(self.place)
        self.sectionMoved.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(self.place)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint + QSize(0, self._room()) if self.filtering else hint

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, self._room() if self.filtering else 0)
        super().updateGeometries()
        self.place()

    def _room(self) -> int:
        return px(30)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self.logicalIndexAt(event.pos())
        self.menu_wanted.emit(event.globalPos(), column)
        event.accept()

    # ------------------------------------------------------------ filters

    def show_filters(self, shown: bool) -> None:
        """Show the row of filters, or take it away."""
        self.filtering = shown
        for each in self.filters.values():
            each.setVisible(shown)
        self.updateGeometries()
        self.updateGeometry()
        table = self.parentWidget()
        if isinstance(table, QTableView):
            table.updateGeometries()
        self.place()

    def first_filter(self, column: int) -> QWidget | None:
        """Return the filter of a column, else that of the first one that is shown."""
        shown = [n for n in self._in_sight() if not self.isSectionHidden(n)]
        column = column if column in shown else next(iter(shown), -1)
        return self._filter(column) if column >= 0 else None

    def _in_sight(self) -> list[int]:
        return [self.logicalIndex(n) for n in range(self.count())]

    def _filter(self, column: int) -> QWidget:
        field = self._records.columns[column]
        made = self.filters.get(field.name)
        if made is None:
            made = self.filters[field.name] = self._made(field)
        return made

    def _made(self, field: FormField) -> QWidget:
        lang = self._session.lang
        title = say(title_of(field, self._records.kind), lang)
        name = say(M("Filter of {column}", column=title), lang)
        if field.editor in WORDS:
            choice = Choice(name, self, captioned=False)
            choice.setMinimumContentsLength(3)
            choice.activated.connect(lambda _: self._chosen(field, choice))
            self._offer(choice, field)
            choice.setProperty("look", "slim")
            return choice
        line = FilterLine(self)
        line.setAccessibleName(name)
        # an example that something can fit: emotions go up to 2
        example = f"≥ {say_number(1 if field.editor == 'emotion' else 3, lang)}"
        line.setPlaceholderText(example if field.editor in NUMBERS else "")
        line.textEdited.connect(lambda text: self.wanted.emit(field.name, Wanted(text.strip())))
        line.left.connect(self.left)
        return line

    def _chosen(self, field: FormField, choice: Choice) -> None:
        data = choice.currentData()
        self.wanted.emit(field.name, Wanted() if data == ANY else Wanted(word=data))

    def _offer(self, choice: Choice, field: FormField) -> None:
        session, lang = self._session, self._session.lang
        entries: list[tuple[str, object]] = [(say(M("All"), lang), ANY)]
        if field.editor in ("maybe", "flag"):
            entries += [(say(M("Yes"), lang), True), (say(M("No"), lang), False)]
        elif field.editor == "choice":
            words = words_of(field.vocabulary).items()
            entries += [(say(name, lang), word) for word, name in words]
        else:
            kind = "stage" if field.editor == "until" else field.editor
            of_kind = session.index.of_kind(kind)  # type: ignore[arg-type] # one of the kinds
            entries += [(label(each.record), each.key) for each in of_kind]
        if field.editor != "flag":
            entries.append((say(M("Nothing"), lang), NOTHING))
        wanted = self._records.wanted.get(field.name)
        choice.offer(entries, wanted.word if wanted else ANY)

    def offer_anew(self) -> None:
        """Let the filters offer what the map has now."""
        fields = {field.name: field for field in self._records.columns}
        for name, made in self.filters.items():
            if isinstance(made, Choice):
                self._offer(made, fields[name])

    def clear(self) -> None:
        """Want everything in every column."""
        self._records.wanted.clear()
        self.offer_anew()
        for made in self.filters.values():
            if isinstance(made, FilterLine):
                made.clear()

    def place(self, *_: object) -> None:
        """Let every filter stand under its column."""
        if not self.filtering:
            return
        top, high = self.viewport().geometry().bottom() + 1, self._room() - GAP
        left = self.viewport().x()
        for column in self._in_sight():
            name = self._records.columns[column].name
            if self.isSectionHidden(column):
                if name in self.filters:
                    self.filters[name].hide()
                continue
            made, size = self._filter(column), self.sectionSize(column)
            x = self.sectionViewportPosition(column)
            made.setGeometry(left + x + 2, top, size - 4, high)
            made.show()

    def tab_order(self) -> None:
        """Let Tab go through the filters as they are seen."""
        before: QWidget | None = None
        for column in self._in_sight():
            name = self._records.columns[column].name
            made = self.filters.get(name)
            if made is None or self.isSectionHidden(column):
                continue
            if before is not None:
                QWidget.setTabOrder(before, made)
            before = made

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go from filter to filter, and from the last one to the rows."""
        shown = [n for n in self._in_sight() if not self.isSectionHidden(n)]
        order = [self.filters.get(self._records.columns[n].name) for n in shown]
        now = QApplication.focusWidget()
        if not self.filtering or now not in order:
            return False  # Tab walks from cell to cell
        at = order.index(now) + (1 if forward else -1)
        goal = order[at] if 0 <= at < len(order) else None
        if goal is None:
            self.left.emit()
            return True
        self._show(shown[at])
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _show(self, column: int) -> None:
        """Bring a column into sight; there may be no row to scroll to."""
        left, bar = self.sectionViewportPosition(column), self._table.horizontalScrollBar()
        over = left + self.sectionSize(column) - self.viewport().width()
        step = left if left < 0 else max(0, min(over, left))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        bar.setValue(bar.value() + (-step if rtl else step))

    def is_typed_in(self) -> bool:
        """Return whether the keyboard is in a filter."""
        now = QApplication.focusWidget()
        return now is not None and now in self.filters.values()
