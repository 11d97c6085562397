"""Which columns of one table are shown, in which order and how wide, and that this is kept.

What a person chose is read from the settings when the table is made, and kept there whenever a
column is moved, widened, shown or put away. It moves sections of the head and knows no cells.
"""

from __future__ import annotations

from journeymap.ui.settings import Settings
from journeymap.ui.style import px
from journeymap.ui.table.columns import width_of
from journeymap.ui.table.header import Head
from journeymap.ui.table.kept import Layout, keep, kept
from journeymap.ui.table.order import Wanted
from journeymap.ui.table.records import Records


class ShownColumns:
    """The columns of one table as its head has them."""

    def __init__(self, head: Head, records: Records, settings: Settings) -> None:
        self._head, self._records, self._settings = head, records, settings
        self._lay_out()
        head.sectionMoved.connect(self._keep)
        head.sectionResized.connect(self._keep)

    def now(self) -> list[int]:
        """Return the columns that are shown, from the first to the last as they stand."""
        order = (self._head.logicalIndex(n) for n in range(self._head.count()))
        return [column for column in order if not self._head.isSectionHidden(column)]

    def show(self, field: str, shown: bool) -> None:
        """Show a column, or put it away; the last one stays."""
        head, column = self._head, self._records.column_of(field)
        if not shown and self.now() == [column]:
            return
        if shown and head.isSectionHidden(column):  # it comes behind those that are shown
            head.moveSection(head.visualIndex(column), len(self.now()))
        head.setSectionHidden(column, not shown)
        if not shown:
            self._records.set_wanted(field, Wanted())  # nobody could see why rows are missing
        self._keep()
        head.place()

    def show_usual(self) -> None:
        """Show the columns as if nobody had chosen any."""
        keep(self._settings, self._records.kind, Layout((), {}))
        self._lay_out()
        self._head.place()

    def _lay_out(self) -> None:
        head, layout = self._head, kept(self._settings, self._records.kind)
        blocked = head.blockSignals(True)
        for column, field in enumerate(self._records.columns):
            head.resizeSection(column, layout.widths.get(field.name, px(width_of(field))))
            head.setSectionHidden(column, field.name not in layout.shown)
        for place, name in enumerate(layout.shown):
            head.moveSection(head.visualIndex(self._records.column_of(name)), place)
        head.blockSignals(blocked)

    def _keep(self, *_: object) -> None:
        head, fields, kind = self._head, self._records.columns, self._records.kind
        sizes = {n: head.sectionSize(n) for n in self.now()}
        given = {
            fields[n].name: size for n, size in sizes.items() if size != px(width_of(fields[n]))
        }
        shown = tuple(fields[column].name for column in sizes)
        known = kept(self._settings, kind).widths
        widths = {name: width for name, width in known.items() if name not in shown}
        keep(self._settings, kind, Layout(shown, widths | given))
