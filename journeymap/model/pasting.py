"""Pasted text as touchpoints: plain lines in quick entry, or a range of a spreadsheet.

A range has tabs between its columns. Its first row may name them, in any language of the window
or in the words that consultants use; where it does not, columns are known by what stands in them.
Nothing is dropped in silence: what cannot be read is told with its row, and the rest is pasted.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from journeymap.model import edits
from journeymap.model.drafting import Draft
from journeymap.model.ids import look_alike
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.labels import FIELD_NAMES, KIND_NAMES
from journeymap.model.problems import Refused
from journeymap.model.quick import Quick
from journeymap.model.text import M, Message, is_seen, say

MOST_ROWS = 1_000
MOST_COLUMNS = 200
LANGUAGES = ("en", "fa", "ar", "tr", "zh")
RATINGS = ("success", "effort", "importance")
TEXTS = ("doing", "thinking", "quote", "expectation", "owner", "notes")
LISTS_OF_WORDS = ("tags", "systems")

# What people write over their columns, besides the names that the fields have in the window.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": ("touchpoint", "touch point", "step", "activity", "moment", "what happens"),
    "stage": ("stage", "phase", "step group", "journey stage"),
    "channel": ("channel", "medium", "where"),
    "emotion": ("emotion", "feeling", "feelings", "mood", "sentiment"),
    "pain": ("pain", "pains", "pain points", "problem", "problems", "issue", "issues", "barrier"),
    "idea": ("opportunity", "opportunities", "idea", "ideas", "solution", "how might we"),
    "moment": ("moment of truth", "mot", "key moment"),
    "doing": ("doing", "action", "actions", "customer action", "customer actions"),
    "thinking": ("thinking", "thought", "thoughts"),
    "quote": ("quote", "quotes", "verbatim", "saying"),
    "owner": ("owner", "team", "responsible", "department"),
    "notes": ("note", "notes", "remark", "remarks", "comment", "comments", "description"),
}
YES = frozenset(("yes", "true", "x", "1", "✓", "✔", "★", "*", "y"))
NO = frozenset(("", "no", "false", "0", "-", "n"))
# Controls and halves of characters, which come along from terminals and old files: no text of a map
# may hold them, and nobody sees that they were there.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Pasted(NamedTuple):
    """Rows of a pasted text and the field that each column is read as; plain lines have none."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]  # the number of the row in the text, and cells
    columns: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()  # names of columns that mean no field


class Added(NamedTuple):
    """The map with what was pasted, the new touchpoints, and what could not be read as it stood."""

    map: JourneyMap
    keys: tuple[Key, ...]
    notes: tuple[Message, ...] = ()


def pasted(text: str, m: JourneyMap) -> Pasted:
    """Return the rows of a text; raises Refused when nothing is in it, or too much."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", text.replace("\v", " ").replace("\f", "\n"))  # breaks of a line, a page
    if "\t" not in text:
        lines = tuple((n, (line,)) for n, line in enumerate(text.split("\n"), 1) if is_seen(line))
        return _not_too_many(Pasted(lines))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        cells = [(n, tuple(cell.strip() for cell in row)) for n, row in enumerate(reader, 1)]
    except csv.Error:  # a quotation mark that is never closed: then they mean nothing
        split = (line.split("\t") for line in text.split("\n"))
        cells = [(n, tuple(cell.strip() for cell in row)) for n, row in enumerate(split, 1)]
    rows = [row for row in cells if any(map(is_seen, row[1]))]
    _not_too_many(Pasted(tuple(rows)))
    heads = [_field(cell) for cell in rows[0][1]]
    # one word may be there by chance, in a range of data too
    if "name" in heads and sum(map(bool, heads)) * 2 >= len([c for c in rows[0][1] if c]):
        fields = _once(heads)
        named = zip(rows[0][1], fields, strict=True)
        return Pasted(tuple(rows[1:]), fields, tuple(c for c, field in named if c and not field))
    fields = _guessed([row for _, row in rows], m)
    first = [
        next((row[n] for _, row in rows if row[n : n + 1] > ("",)), "") for n in range(len(fields))
    ]
    named = zip(first, fields, strict=True)
    return Pasted(tuple(rows), fields, tuple(cell[:60] for cell, f in named if cell and not f))


def added(
    m: JourneyMap,
    what: Pasted,
    stage: Key,
    channel: Key | None = None,
    after: Key = "",
    persona: Key = "",
) -> Added:
    """Return the map with a touchpoint for each row, in `stage` and `channel` where none is said.

    Plain lines follow each other, the first one after the touchpoint `after` if there is any; the
    rows of a range stand for themselves. Raises Refused where a map has no stage yet and none of
    the rows names one.
    """
    notes = [
        M("The column “{name}” comes twice; only the first one was read", name=name)
        if _field(name) in set(what.columns) - {""}
        else M("The column “{name}” means no field and was left out", name=name)
        for name in what.unread
    ]
    five = _is_of_five(what)
    if five:
        notes.append(M("Emotions were read as 1 to 5, where 3 is neutral"))
    keys: list[Key] = []
    draft = Draft(m)
    above, filled = None, False  # a spreadsheet gives what is in joined cells to the first row
    for row, cells in what.rows:
        tell = partial(_tell, notes, row)
        line, fields = _said_in(draft, what.columns, cells, five, tell)
        if not is_seen(line.name):
            tell(M("it has no name and was left out"))
            continue
        if "stage" in what.columns:
            if above and not line.stage:
                line, filled = line._replace(stage=above), True
            above = line.stage
        if not (stage or draft.stages or line.stage):
            raise Refused(M("a touchpoint stands in a stage; add a stage first"))
        try:
            with draft.row():
                key = _written(draft, line, stage, channel, after)
                draft.enter(key, line, persona)
        except Refused as refused:  # a cell longer than any text may be
            tell(refused.message)
            continue
        for name, value in fields.items():
            try:
                draft.change(key, **{name: value})
            except Refused as refused:
                tell(refused.message)
        keys.append(key)
        after = "" if what.columns else key
    if filled:
        notes.append(M("Rows without a stage were put into that of the row above"))
    return Added(draft.map, tuple(keys), tuple(notes))


def _written(draft: Draft, line: Quick, stage: Key, channel: Key | None, after: Key) -> Key:
    """Return the id of a new touchpoint of this name, behind `after` if that is any."""
    stage = stage or (
        draft.stages[0].id if draft.stages else draft.placed("stage", line.stage or "")
    )
    key = draft.give_id(line.name, "touchpoint")
    made = Touchpoint(id=key, name="-", stage=stage, channel=channel)
    made = edits.with_values(made, name=line.name)
    if after:
        draft.add_behind(after, made)
    else:
        draft.add(made)
    return key


# ---------------------------------------------------------------- columns


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    """Return what columns are called -> the field they mean."""
    found: dict[str, str] = {}
    called = {
        "name": (FIELD_NAMES["name"], KIND_NAMES["touchpoint"]),
        "stage": (FIELD_NAMES["stage"],),
        "channel": (FIELD_NAMES["channel"],),
        "emotion": (FIELD_NAMES["emotion"],),
        "pain": (KIND_NAMES["pain_point"],),
        "idea": (KIND_NAMES["opportunity"],),
        "moment": (FIELD_NAMES["moment_of_truth"],),
        **{name: (FIELD_NAMES[name],) for name in (*RATINGS, *TEXTS, *LISTS_OF_WORDS)},
    }
    for field, messages in called.items():
        for message in messages:
            for language in LANGUAGES:
                found.setdefault(look_alike(say(message, language)), field)
    for field, words in SYNONYMS.items():
        for word in words:
            found.setdefault(look_alike(word), field)
    return found


def _field(head: str) -> str:
    return _heads().get(look_alike(" ".join(head.split()).rstrip(":：")), "")


def _once(fields: Sequence[str]) -> tuple[str, ...]:
    """Return the fields, each only at the first column that means it."""
    return tuple(f if f not in fields[:n] else "" for n, f in enumerate(fields))


def _guessed(rows: Sequence[Sequence[str]], m: JourneyMap) -> tuple[str, ...]:
    """Return the fields of columns without heads, by what stands in them."""
    width = max(len(row) for row in rows)
    fields, draft = [""] * width, Draft(m)
    for n in range(width):
        cells = [row[n] for row in rows if n < len(row) and row[n]]
        for field, fits in _GUESSES.items():
            if field not in fields and cells and all(fits(draft, cell) for cell in cells):
                fields[n] = field
                break
    if "name" not in fields:
        free = next((n for n, field in enumerate(fields) if not field), 0)
        fields[free] = "name"
    return tuple(fields)


_GUESSES: Mapping[str, Callable[[Draft, str], bool]] = {
    "stage": lambda draft, cell: bool(draft.named("stage", cell)),
    "channel": lambda draft, cell: bool(draft.named("channel", cell)),
    "emotion": lambda _, cell: _number(cell) in (-2, -1, 0, 1, 2),
    "name": lambda _, cell: _number(cell) is None,
}


# ---------------------------------------------------------------- cells


def _said_in(
    draft: Draft,
    columns: Sequence[str],
    cells: Sequence[str],
    five: bool,
    tell: Callable[[Message], None],
) -> tuple[Quick, dict[str, object]]:
    """Return what a row says: as quick entry would, and fields that it has no sign for."""
    if not columns:
        return draft.said(cells[0]), {}
    row = {field: cell for field, cell in zip(columns, cells, strict=False) if field and cell}
    if n := len([cell for cell in cells[len(columns) :] if cell]):
        tell(
            M(
                "{n} cell has no column and was left out",
                plural="{n} cells have no column and were left out",
                n=n,
            )
        )
    fields: dict[str, object] = {name: row[name] for name in TEXTS if name in row}
    for name in LISTS_OF_WORDS:
        if name in row:
            fields[name] = tuple(_parts(row[name].replace(",", ";").replace("،", ";")))
    for name in RATINGS:
        if name in row:
            rating = _number(row[name])
            if rating is not None and 1 <= rating <= 5:
                fields[name] = int(rating)
            else:
                tell(_out_of(FIELD_NAMES[name], row[name], 1, 5))
    emotion = _number(row["emotion"]) if "emotion" in row else None
    if emotion is not None and five:
        emotion -= 3
    if "emotion" in row and (emotion is None or not -2 <= emotion <= 2):
        tell(_out_of(FIELD_NAMES["emotion"], row["emotion"], *((1, 5) if five else (-2, 2))))
        emotion = None
    moment = row.get("moment", "").casefold()
    if moment not in YES | NO:
        tell(M("“{value}” is neither yes nor no", value=row["moment"]))
    line = Quick(
        " ".join(row.get("name", "").split()),
        row.get("channel"),
        row.get("stage"),
        None if emotion is None else round(emotion),
        moment in YES,
        tuple(_parts(row.get("pain", ""))),
        tuple(_parts(row.get("idea", ""))),
    )
    return line, fields


def _parts(cell: str) -> Iterator[str]:
    """Yield the things of a cell that holds several, on lines of their own or after semicolons."""
    for part in cell.replace("؛", ";").replace("；", ";").replace("\n", ";").split(";"):
        if words := " ".join(part.strip(" •-–*").split()):
            yield words


def _number(cell: str) -> float | None:
    """Return the number of a cell in digits of any script, None when it is none."""
    plain = unicodedata.normalize("NFKC", cell).strip().replace("−", "-")
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    try:
        return float(text.replace(",", ".").replace("٫", "."))
    except ValueError:
        return None


def _is_of_five(what: Pasted) -> bool:
    """Return whether a column of emotions counts from 1 to 5."""
    if "emotion" not in what.columns:
        return False
    at = what.columns.index("emotion")
    numbers = [_number(cells[at]) for _, cells in what.rows if at < len(cells) and cells[at]]
    known = [number for number in numbers if number is not None]
    return bool(known) and min(known) >= 1 and 2 < max(known) <= 5


def _out_of(field: Message, value: str, least: int, most: int) -> Message:
    return M(
        "{field} “{value}” is not a number from {least} to {most} and was left out",
        field=field,
        value=value[:60],
        least=least,
        most=most,
    )


def _tell(notes: list[Message], row: int, what: Message) -> None:
    notes.append(M("Row {row}: {what}", row=row, what=what))


def _not_too_many(what: Pasted) -> Pasted:
    if not what.rows:
        raise Refused(M("there is no text to paste"))
    if (n := len(what.rows)) > MOST_ROWS:
        raise Refused(
            M("{n} rows are too many to paste at once; {most} are the most", n=n, most=MOST_ROWS)
        )
    if (n := max(len(cells) for _, cells in what.rows)) > MOST_COLUMNS:
        raise Refused(
            M(
                "{n} columns are too many to paste at once; {most} are the most",
                n=n,
                most=MOST_COLUMNS,
            )
        )
    return what
