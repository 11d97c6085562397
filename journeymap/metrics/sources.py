"""A file in, a Table out: the one door to all readers of this room.

What a file is, its encoding, its delimiter, its header, the tool that wrote it, its decimal mark
and the order of its dates are found out, unless the options tell; either way they are said with
the table. Nothing of a file is ever executed: a formula is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from journeymap.metrics import apart, encodings, header, json_table, text_table, tools
from journeymap.metrics import delimiters as delimiters_of
from journeymap.metrics.header import Header
from journeymap.metrics.limits import MAX_SKIPPED
from journeymap.metrics.looks import looks
from journeymap.metrics.opening import Opened, opened
from journeymap.metrics.scores import told_words, words_of
from journeymap.metrics.table import Assumed, Assumption, Row, Skipped, Sure, Table, Unusable
from journeymap.metrics.text_table import Watch, more_unread
from journeymap.model.journey import SourceOptions
from journeymap.model.text import M, Message, literal

NO_ROWS = M("this table has no rows; export it again with its values")
_READ = 0.7  # of the work is done when the rows are there; what the columns hold is the rest


class _Raw(NamedTuple):
    """The rows of a source before its header is known; `columns` where the format names them."""

    rows: Sequence[Row]
    skipped: Sequence[Skipped] = ()
    columns: tuple[str, ...] = ()
    tool: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    assumed: Assumed = Assumed()
    cut: bool = False


class _Under(NamedTuple):
    """What stands under the header of a source, and what was supposed to find it."""

    columns: tuple[str, ...]
    rows: list[Row]
    skipped: Sequence[Skipped]
    questions: tuple[str, ...] = ()
    header: str = ""
    tool: str = ""
    said: tuple[Assumption, ...] = ()


def read(source: Path, options: SourceOptions | None = None, watch: Watch | None = None) -> Table:
    """Return the table that a file holds.

    CSV and other delimited text, JSON lines and lists of objects (each also packed with gzip),
    XLSX, XLSM, XLSB, XLS, ODS and Parquet; what it is, its content tells and not its name. Cells
    of text stay as typed; rows that cannot be read are in `skipped`. `watch` is given the share
    that is done, 0..1, from time to time; what it raises ends the reading and passes through.

    Raises Unusable when there is no table to be read, or an option says what there is not.
    """
    options = options or SourceOptions()
    file = opened(source)
    raw = _raw(source, file, options, (lambda share: watch(share * _READ)) if watch else None)
    if not raw.rows:
        none = Unusable(raw.skipped[0].reason if raw.skipped else NO_ROWS)
        raise of_sheet(none, raw.assumed)
    under = _under_header(raw, options)
    kept, no_answers = tools.answers_only(under.tool, under.columns, under.rows)
    seen = looks(
        under.columns,
        kept,
        options.decimal or "",
        options.dates or "",
        raw.delimiter,
        under.questions,
        options.fractions or "",
    )
    if watch:
        watch(1.0)
    table = Table(
        source.name,
        under.columns,
        tuple(kept),
        _listed([*raw.skipped, *under.skipped, *no_answers]),
        raw.assumed._replace(
            tool=under.tool,
            header=under.header,
            decimal=seen.decimal,
            dates=seen.dates,
            words=told_words(options.words or ""),
        ),
        seen.columns,
    )
    said = (*file.said, *raw.assumed.said, *under.said, *seen.said, *_said_of_words(table))
    return table._replace(assumed=table.assumed._replace(said=said))


def of_sheet(error: Unusable, assumed: Assumed) -> Unusable:
    """Return what is wrong with a table, naming the other sheets where one of them may be meant."""
    found = next((each for each in assumed.said if each.what == "sheet"), None)
    if found is None:
        return error
    message = M("{problem}; {sheet}", problem=error.message, sheet=found.message)
    return Unusable(message, "--option sheet=…")


def refuse_no_rows(table: Table) -> None:
    """Raise Unusable for a table without rows, with what stands in their place."""
    if table.rows:
        return
    message = NO_ROWS
    if table.skipped:
        line, reason = table.skipped[0]
        message = M("no row could be read; line {line}: {reason}", line=line, reason=reason)
    elif table.assumed.header not in ("", "none"):
        message = M(
            "there is a header on line {line} and no row under it; export the table again with "
            "its values",
            line=literal(table.assumed.header),
        )
    raise of_sheet(Unusable(message), table.assumed)


def sheets(source: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, or of the tables of a Google Analytics file.

    Empty for a file that holds one table only. Raises Unusable as `read` does.
    """
    return _raw(source, opened(source), SourceOptions(), None).sheets


def _raw(source: Path, file: Opened, options: SourceOptions, watch: Watch | None) -> _Raw:
    if file.kind == "workbook":
        book = apart.workbook(source, options.sheet or "", watch)
        assumed = Assumed(sheet=book.sheet, said=_said_of_sheet(book.sheets, book.sheet, options))
        return _Raw(book.rows, sheets=book.sheets, assumed=assumed)
    if file.kind == "parquet":
        parquet = apart.parquet(source, watch)
        return _Raw(parquet.rows, columns=_apart(parquet.columns))
    text = encodings.decoded(file.data, options.encoding or "")
    said = _said_of_encoding(text)
    if file.kind == "json":
        found = json_table.read(text.text, watch)
        assumed = Assumed(encoding=text.encoding, said=said)
        return _Raw(found.rows, found.skipped, found.columns, found.tool, assumed=assumed)
    told = delimiters_of.told(options.delimiter) if options.delimiter else ""
    rows = text_table.read(text.text, told, text.broken, watch)
    said = (*said, *_said_of_delimiter(rows.delimiter, rows.sure))
    if rows.wrapped:
        message = M("each line stands in quotation marks as a whole; they were taken off")
        said = (*said, Assumption("packed", "", "likely", message))
    assumed = Assumed(encoding=text.encoding, delimiter=rows.delimiter, said=said)
    if tools.is_ga4(rows.rows):
        raw = _Raw(rows.rows, rows.skipped, (), "ga4", rows.delimiter, cut=rows.cut)
        return _section(raw, assumed, options) or raw._replace(tool="", assumed=assumed)
    return _Raw(rows.rows, rows.skipped, delimiter=rows.delimiter, assumed=assumed, cut=rows.cut)


def _under_header(raw: _Raw, options: SourceOptions) -> _Under:
    """Return the rows under the header, wherever it is; a source may name its columns itself."""
    if raw.columns:
        said = _said_of_tool(raw.tool, "certain", ())
        return _Under(raw.columns, list(raw.rows), (), tool=raw.tool, said=said)
    rows = raw.rows
    place, tool, questions_at = _header(rows, options, raw.tool)
    totals: list[Skipped] = []
    if tool == "ga4":
        width = len([cell for cell in rows[place.first].cells if cell not in ("", None)])
        data, totals = tools.without_totals(rows[place.data :], width)
        rows = [*rows[: place.data], *data]
    found = header.without_empty(header.headed(rows, place, questions_at, raw.cut))
    return _Under(
        found.columns,
        found.rows,
        (*totals, *found.skipped),
        found.questions,
        _lines(rows, place),
        tool,
        (
            *_said_of_short(found.short),
            _said_of_header(rows, place),
            *_said_of_tool(tool, place.sure, found.questions),
        ),
    )


def _apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names with a number behind each that stood before."""
    found: dict[str, None] = {}
    for name in names:
        unique, number = name, 1
        while unique in found:
            number += 1
            unique = f"{name} ({number})"
        found[unique] = None
    return tuple(found)


def _section(raw: _Raw, assumed: Assumed, options: SourceOptions) -> _Raw | None:
    """Return one of the tables of a Google Analytics file: the one with the most columns.

    None where the options say that the header is elsewhere than in any of them.
    """
    found = tools.sections(raw.rows)
    names = tuple(section.name for section in found)
    headed = [section for section in found if str(section.rows[0].line) == options.header]
    if options.header and not headed:
        return None
    if headed:
        section = headed[0]
    elif options.sheet:
        if options.sheet not in names:
            raise Unusable(
                M(
                    "there is no table “{name}” in this file; it has {names}",
                    name=options.sheet,
                    names=names,
                )
            )
        section = found[names.index(options.sheet)]
    elif found:
        section = max(found, key=lambda each: max(len(row.cells) for row in each.rows))
    else:
        raise Unusable(M("this Google Analytics file holds comments only, and no table"))
    said = [*assumed.said, *_said_of_sheet(names, section.name, options)]
    if section.period:
        message = M("the file states its period: {period}", period=literal(section.period))
        said.append(Assumption("period", section.period, "certain", message))
    assumed = assumed._replace(sheet=section.name, period=section.period, said=tuple(said))
    return raw._replace(rows=section.rows, sheets=names, assumed=assumed)


def _header(rows: Sequence[Row], options: SourceOptions, tool: str) -> tuple[Header, str, int]:
    """Return the header, the tool it was known by, and the row of whole questions (-1 for none)."""
    known = tools.found(rows)
    if options.header:
        place = header.told(options.header, rows)
        if known and place[:2] == known.header[:2]:  # the same rows, and so the same tool
            return place, known.tool, known.questions_at
        return place, tool, -1
    if tool == "ga4":
        return Header(0, 1, "certain"), tool, -1
    if known:
        return known.header, known.tool, known.questions_at
    return header.found(rows), tool, -1


def _listed(skipped: list[Skipped]) -> tuple[Skipped, ...]:
    skipped.sort(key=lambda each: (not each.line, each.line))
    if len(skipped) > MAX_SKIPPED + 1:
        more = len(skipped) - MAX_SKIPPED
        return (*skipped[:MAX_SKIPPED], Skipped(0, more_unread(more)))
    return tuple(skipped)


# ---------------------------------------------------------------- what was supposed


def _said_of_encoding(text: encodings.Text) -> tuple[Assumption, ...]:
    if text.encoding == "utf-8" and text.sure == "certain":
        return ()  # nothing that anybody would want to correct
    message = M("the encoding is {name}", name=literal(_shown(text.encoding)))
    if text.broken:
        message = M(
            "the encoding is {name}, but some bytes do not fit it; lines with them are left out",
            name=literal(_shown(text.encoding)),
        )
    return (
        Assumption("encoding", text.encoding, text.sure, message, "encoding", encodings.CHOICES),
    )


def _shown(encoding: str) -> str:
    return encoding.upper().replace("WINDOWS", "Windows")


def _said_of_delimiter(mark: str, sure: Sure) -> tuple[Assumption, ...]:
    words = {
        ",": M("cells are separated by commas"),
        ";": M("cells are separated by semicolons"),
        "\t": M("cells are separated by tabs"),
        "|": M("cells are separated by vertical bars"),
    }
    message = words.get(mark, M("cells are separated by {mark}", mark=mark))
    value = "tab" if mark == "\t" else mark
    return (Assumption("delimiter", value, sure, message, "delimiter", (",", ";", "tab", "|")),)


def _said_of_sheet(
    names: tuple[str, ...], name: str, options: SourceOptions
) -> tuple[Assumption, ...]:
    if len(names) < 2:
        return ()
    sure: Sure = "told" if options.sheet else "likely"
    others = tuple(each for each in names if each != name)
    message = M("read is “{name}”; there are also {others}", name=name, others=others)
    return (Assumption("sheet", name, sure, message, "sheet", names),)


def _said_of_words(table: Table) -> list[Assumption]:
    """Return which answers in words are taken for which scores, where a column is a question."""
    said = []
    for place, column in enumerate(table.looks):
        words = words_of(table, place) if column.kind == "text" else {}
        if words:
            scored = sorted(words.items(), key=lambda item: item[1])
            message = M(
                "as a question, the column {column} is scored by its words: {words}",
                column=column.name,
                words=tuple(f"{word} = {score}" for word, score in scored),
            )
            sure: Sure = "told" if table.assumed.words else "likely"
            said.append(Assumption("words", "", sure, message, column=column.name))
    return said


def _said_of_header(rows: Sequence[Row], place: Header) -> Assumption:
    value = _lines(rows, place)
    message: Message
    if place.first == place.data:
        message = M("there is no header; columns are named by their number")
    elif place.data == place.first + 1:
        message = M("the header is on line {line}", line=rows[place.first].line)
    else:
        message = M(
            "the header is on lines {first} to {last}",
            first=rows[place.first].line,
            last=rows[place.data - 1].line,
        )
    return Assumption("header", value, place.sure, message, "header", ("1", "none"))


def _said_of_short(count: int) -> tuple[Assumption, ...]:
    if not count:
        return ()
    message = M(
        "{n} row ends before the last column; its last cells are taken for empty",
        plural="{n} rows end before the last column; their last cells are taken for empty",
        n=count,
    )
    return (Assumption("short", "", "likely", message),)


def _said_of_tool(tool: str, sure: Sure, questions: Sequence[str]) -> tuple[Assumption, ...]:
    if not tool:
        return ()
    message = M("exported from {tool}", tool=literal(tools.NAMES[tool]))
    return (Assumption("tool", tool, sure, message, "header" if questions else ""),)


def _lines(rows: Sequence[Row], place: Header) -> str:
    if place.first == place.data:
        return "none"
    first, last = rows[place.first].line, rows[place.data - 1].line
    return str(first) if first == last else f"{first}..{last}"
