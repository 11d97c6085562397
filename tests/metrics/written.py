"""Sources written byte by byte, so that no library decides what a reader is given."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

Grid = Sequence[Sequence[str | int | float | None]]

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.\
spreadsheetml.sheet.main+xml"/></Types>"""
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def text(folder: Path, content: str | bytes, name: str = "source.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def column(place: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_xml(rows: Grid, at: tuple[int, int] = (0, 0)) -> str:
    """A sheet whose first cell stands `at` (row, column)."""
    lines = []
    for number, row in enumerate(rows, start=at[0] + 1):
        cells = ""
        for place, value in enumerate(row, start=at[1]):
            where = f"{column(place)}{number}"
            if isinstance(value, str):
                cells += f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            elif value is not None:
                cells += f'<c r="{where}"><v>{value}</v></c>'
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def xlsx(
    folder: Path,
    sheets: Mapping[str, Grid | str],
    name: str = "source.xlsx",
    hidden: Sequence[str] = (),
    styles: str = "",
) -> Path:
    """A workbook of these sheets; a text is the XML of a sheet."""
    path = folder / name
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"{_state(title in hidden)}/>'
        for n, title in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        )
        if styles:
            packed.writestr("xl/styles.xml", styles)
        for n, rows in enumerate(sheets.values(), start=1):
            xml = rows if isinstance(rows, str) else sheet_xml(rows)
            packed.writestr(f"xl/worksheets/s{n}.xml", xml)
    return path


def _state(hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def ods(folder: Path, rows: Grid, manifest: str = "", percent: Sequence[int] = ()) -> Path:
    """An OpenDocument sheet; numbers of the columns `percent` are shown as percentages."""
    path = folder / "source.ods"
    office = "urn:oasis:names:tc:opendocument:xmlns"
    lines = ""
    for row in rows:
        lines += "<table:table-row>"
        for place, value in enumerate(row):
            kind = "percentage" if place in percent else "float"
            if isinstance(value, str):
                inner = f"<text:p>{escape(value)}</text:p>"
                lines += f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'
            else:
                lines += f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>'
        lines += "</table:table-row>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
        packed.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Data">{lines}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def xls(folder: Path, rows: Grid, name: str = "source.xls") -> Path:
    """An Excel 97 workbook: its records, in a compound file of one stream."""
    path = folder / name
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            where = struct.pack("<HHH", number, place, 0)
            if isinstance(value, str):
                letters = value.encode("utf-16-le")
                sheet += _record(0x0204, where + struct.pack("<HB", len(value), 1) + letters)
            elif value is not None:
                sheet += _record(0x0203, where + struct.pack("<d", value))
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    after = len(start) + 4 + 12 + 4
    listed = _record(0x0085, struct.pack("<IBBBB", after, 0, 0, 4, 0) + b"Data")
    stream = (start + listed + _record(0x000A, b"") + sheet).ljust(4096, b"\0")
    path.write_bytes(_compound("Workbook", stream))
    return path


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file: header, one sector of the table, one of the directory, the stream."""
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    sectors = len(stream) // 512
    chain = [*range(3, 2 + sectors), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    folder = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, -1, 2, len(stream))
    return head + struct.pack("<128I", *table) + folder.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    entry = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    entry += struct.pack("<iii", -1, -1, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def parquet(folder: Path, query: str, name: str = "source.parquet") -> Path:
    path = folder / name
    quoted = str(path).replace("'", "''")
    duckdb.connect(":memory:").execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet)")
    return path
