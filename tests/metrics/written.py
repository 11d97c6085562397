"""Sources written byte by byte, so that no library decides what a reader is given."""

from __future__ import annotations

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
        for n, rows in enumerate(sheets.values(), start=1):
            xml = rows if isinstance(rows, str) else sheet_xml(rows)
            packed.writestr(f"xl/worksheets/s{n}.xml", xml)
    return path


def _state(hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def ods(folder: Path, rows: Grid, manifest: str = "") -> Path:
    path = folder / "source.ods"
    office = "urn:oasis:names:tc:opendocument:xmlns"
    lines = ""
    for row in rows:
        lines += "<table:table-row>"
        for value in row:
            if isinstance(value, str):
                inner = f"<text:p>{escape(value)}</text:p>"
                lines += f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'
            else:
                lines += f'<table:table-cell office:value-type="float" office:value="{value}"/>'
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


def parquet(folder: Path, query: str, name: str = "source.parquet") -> Path:
    path = folder / name
    quoted = str(path).replace("'", "''")
    duckdb.connect(":memory:").execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet)")
    return path
