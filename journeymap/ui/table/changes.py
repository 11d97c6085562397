"""What editing many cells does to a map: one edit, of which single cells may be refused.

Composes the edits of fields; knows no widget. Rows are followed by their place in the list of the
map, because the key of a flow or a reading changes with what is in its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from journeymap.model import edits
from journeymap.model.capture import placed
from journeymap.model.document import Edit
from journeymap.model.ids import TakenIds
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import LISTS, JourneyMap, Kind, Listed, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message
from journeymap.ui.field_edits import rename, set_field, value_of
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.table.cells import Names, metric_of, typed
from journeymap.ui.table.columns import title_of
from journeymap.ui.table.reading_cells import read, unknown

GROWS: frozenset[Kind] = frozenset(("touchpoint", "pain_point", "opportunity"))
PLACES = ("stage", "channel", "at")
BY_PLACE: frozenset[Kind] = frozenset(("flow", "reading"))


# What a row stands for while cells are set: flows and readings are called by what is in them, and
# keep their place in the list; all others have ids, and may change their place.
Row: TypeAlias = Key | int


class Cell(NamedTuple):
    """A cell to be set: the row, its field and its value."""

    row: Row
    field: FormField
    value: Any


class Texts(NamedTuple):
    """A range of texts to be pasted: the fields of its columns, and its rows."""

    fields: tuple[FormField, ...]
    rows: tuple[tuple[str, ...], ...]


# The map with new records, and for each of them its row, its key and the texts of other fields.
Grown: TypeAlias = tuple[JourneyMap, list[tuple[int, Key, list[tuple[FormField, str]]]]]


def row_of(index: Index, key: Key) -> Row:
    """Return what stands for a record while cells are set."""
    entry = index.entries[key]
    return entry.position if entry.kind in BY_PLACE else key


def key_of(index: Index, kind: Kind, row: Row) -> Key:
    """Return the key of a row's record as it is called now."""
    if isinstance(row, str):
        return row
    return next(islice(index.keys_of(kind), row, None))


def record_in(m: JourneyMap, kind: Kind, row: Row) -> Any:
    """Return the record of a row."""
    if isinstance(row, int):
        return getattr(m, LISTS[kind])[row]
    return edits.found(index_of(m), row).record


def setting(kind: Kind, cells: Iterable[Cell], persona: Key = "") -> Edit:
    """Return the edit that sets cells; raises Refused when one of them cannot be set."""
    cells = tuple(cells)

    def edit(m: JourneyMap) -> JourneyMap:
        for cell in cells:
            m = set_cell(m, kind, cell, persona)
        return m

    return edit


def set_cell(m: JourneyMap, kind: Kind, cell: Cell, persona: Key = "") -> JourneyMap:
    """Return the map with one cell set, the map itself where it says so already."""
    name = cell.field.name
    if name == "stage" and cell.value is None:
        raise Refused(M("“{field}” needs a value", field=title_of(cell.field, kind)))
    if value_of(record_in(m, kind, cell.row), name, persona) == cell.value:
        return m
    key = key_of(index_of(m), kind, cell.row)
    if name == "id" and kind not in BY_PLACE:
        return rename(key, cell.value or "")(m)
    return set_field((key,), name, cell.value, persona)(m)


def holding(
    m: JourneyMap, kind: Kind, rows: Sequence[Row], field: FormField, who: Key
) -> list[Row]:
    """Return the rows that have something in a column."""
    empty: tuple[Any, ...] = (None, (), {})
    return [
        row
        for row in rows
        if (value := value_of(record_in(m, kind, row), field.name, who)) not in empty
        and not (field.editor == "flag" and value is False)
    ]


# ---------------------------------------------------------------- paste


class Pasting:
    """Pastes texts into cells and makes new records where there are no more rows.

    `first` is the row of the table into which the first of the texts goes, for the notes. Where the
    range says what its columns are (`headed`), a stage or channel that is not there is made, as on
    the map; where columns merely lie over each other, one laid a column beside would make a stage
    of every name, and is refused.
    `notes` say what could not be read, `made` are the keys of the new records; both are of the last
    time the edit was made.
    """

    def __init__(
        self,
        kind: Kind,
        what: Texts,
        rows: Sequence[Row],
        persona: Key,
        lang: str,
        first: int = 0,
        headed: bool = False,
    ) -> None:
        self._headed = headed
        self._kind, self._what, self._rows = kind, what, tuple(rows)
        self._persona, self._lang, self._first = persona, lang, first
        self.notes: list[Message] = []
        self.made: list[Key] = []
        self.cells = 0

    def edit(self, m: JourneyMap) -> JourneyMap:
        """Return the map with the range in it; raises Refused where nothing could be pasted."""
        self.notes, self.made, self.cells = [], [], 0
        names, within = Names(index_of(m)), len(self._rows)
        for number, (texts, row) in enumerate(zip(self._what.rows, self._rows, strict=False)):
            m = self._set(m, names, number, zip(self._what.fields, texts, strict=False), row)
        beyond = list(enumerate(self._what.rows[within:], within))
        if self._kind in GROWS:
            m, rest = self._grown(m, beyond)
            for number, key, given in rest:
                m = self._set(m, names, number, given, key)
        elif beyond:
            self.notes.append(
                M(
                    "{n} row more than the table has was left out",
                    plural="{n} rows more than the table has were left out",
                    n=len(beyond),
                )
            )
        if not self.cells and not self.made:
            raise Refused(self.notes[0] if self.notes else M("there is no text to paste"))
        return m

    def _set(
        self,
        m: JourneyMap,
        names: Names,
        number: int,
        given: Iterable[tuple[FormField, str]],
        row: Row,
    ) -> JourneyMap:
        for field, text in given:
            if field.name == "id":  # what is pasted must not rename a record
                continue
            record = record_in(m, self._kind, row)
            old = value_of(record, field.name, self._persona)
            if text.strip() == typed(names, record, field, old, self._lang):
                self.cells += 1  # says so already, with all its digits
                continue
            sort = field.editor
            if (
                self._headed
                and (sort == "stage" or sort == "channel")
                and unknown(text, field, names)
            ):
                m, _ = placed(m, sort, text.strip())
                names = Names(index_of(m))
            try:
                metric = metric_of(index_of(m), record)
                value = read(text, field, names, self._lang, metric)
                m = set_cell(m, self._kind, Cell(row, field, value), self._persona)
                self.cells += 1
            except Refused as refused:
                self._tell(number, field, refused.message)
        return m

    def _grown(self, m: JourneyMap, rows: Iterable[tuple[int, Sequence[str]]]) -> Grown:
        """Return the map with a record for each row that has a name, and what else to set in it."""
        index, taken = index_of(m), TakenIds(index_of(m).entries)
        beside = record_in(m, self._kind, self._rows[-1]) if self._rows else None
        beside = beside or next(reversed(getattr(m, LISTS[self._kind])), None)
        records, rest = [], []
        where: dict[str, tuple[FormField, str]] = {}  # a row that does not say it is as the last
        for row, texts in rows:
            if not any(text.strip() for text in texts):
                continue
            given = list(zip(self._what.fields, texts, strict=False))
            name = " ".join(next((text for f, text in given if f.name == "name"), "").split())
            try:
                if not name:
                    raise Refused(M("it has no name and was left out"))
                key = taken.give(name, self._kind)
                records.append(new_beside(index.map, self._kind, key, name, beside))
            except Refused as refused:
                words = M("Row {row}: {what}", row=self._first + row + 1, what=refused.message)
                self.notes.append(words)
                continue
            self.made.append(key)
            said = {f.name: (f, text) for f, text in given if f.name != "name" and text.strip()}
            where |= {name: said[name] for name in PLACES if name in said}
            rest.append((row, key, list({**where, **said}.values())))
        return edits.add(m, *records), rest

    def _tell(self, row: int, field: FormField, why: Message) -> None:
        self.notes.append(
            M(
                "Row {row}, {column}: {what}",
                row=self._first + row + 1,
                column=title_of(field, self._kind),
                what=why,
            )
        )


def new_beside(m: JourneyMap, kind: Kind, key: Key, name: str, beside: Any) -> Listed:
    """Return a new record that stands where `beside` does: in its cell, or at its places."""
    values: dict[str, Any] = {}
    if kind == "touchpoint":
        if isinstance(beside, Touchpoint):
            values = {"stage": beside.stage, "channel": beside.channel}
        elif m.stages:
            values = {"stage": m.stages[0].id}
        else:
            raise Refused(M("a touchpoint stands in a stage; add a stage first"))
    elif kind == "pain_point":
        values = {"at": beside.at if beside is not None else ("map",)}
    elif kind == "opportunity" and beside is not None:
        values = {"at": beside.at}
    return edits.new_record(kind, id=key, name=name, **values)


class Setting:
    """Sets those cells that can be, and raises Refused for none; `notes` say why others cannot."""

    def __init__(self, kind: Kind, cells: Iterable[Cell], persona: Key, names: dict[Row, str]):
        self._kind, self._cells, self._persona = kind, tuple(cells), persona
        self._names = names
        self.notes: list[Message] = []

    def edit(self, m: JourneyMap) -> JourneyMap:
        """Return the map with the cells set."""
        self.notes, done = [], 0
        first: Refused | None = None
        for cell in self._cells:
            try:
                m = set_cell(m, self._kind, cell, self._persona)
                done += 1
            except Refused as refused:
                self.notes.append(
                    M(
                        "{row}, {column}: {what}",
                        row=self._names.get(cell.row, str(cell.row)),
                        column=title_of(cell.field, self._kind),
                        what=refused.message,
                    )
                )
                first = first or refused
        if first is not None and not done:
            raise first
        return m
