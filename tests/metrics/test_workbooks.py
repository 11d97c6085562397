"""Workbooks and Parquet files, opened in a process of their own with limits."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb
import pytest

from journeymap.metrics import apart, apart_worker, roles
from journeymap.metrics.long_rows import readings_rows
from journeymap.metrics.sources import read, sheets
from journeymap.metrics.table import Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import column, ods, parquet, sheet_xml, text, xls, xlsx

ROWS = [["Touchpoint", "CSAT", "n"], ["Pay", 4.5, 20], ["سبد", 3, 30]]


def test_a_workbook_is_read_with_the_numbers_it_has(tmp_path: Path) -> None:
    table = read(xlsx(tmp_path, {"Data": ROWS}))

    assert table.columns == ("Touchpoint", "CSAT", "n")
    assert [row.cells for row in table.rows] == [("Pay", 4.5, 20), ("سبد", 3, 30)]
    assert [row.line for row in table.rows] == [2, 3]
    assert [column.kind for column in table.looks] == ["text", "number", "number"]


def test_an_open_document_is_read_the_same(tmp_path: Path) -> None:
    assert read(ods(tmp_path, ROWS)).rows == read(xlsx(tmp_path, {"Data": ROWS})).rows


@pytest.mark.parametrize("name", ["old.xls", "renamed.xlsx", "renamed.csv"])
def test_an_old_workbook_is_read_the_same_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert read(xls(tmp_path, ROWS, name)).rows == read(xlsx(tmp_path, {"Data": ROWS})).rows


def test_macros_are_not_looked_at(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"Data": ROWS}, "macro.xlsm")
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")

    assert len(read(path).rows) == 2


def test_lines_are_those_of_the_sheet_wherever_the_table_stands(tmp_path: Path) -> None:
    table = read(xlsx(tmp_path, {"Data": sheet_xml(ROWS, at=(4, 2))}))

    assert table.columns == ("Touchpoint", "CSAT", "n")
    assert (table.assumed.header, [row.line for row in table.rows]) == ("5", [6, 7])


def test_the_first_filled_sheet_that_is_shown_is_read_and_another_can_be_told(
    tmp_path: Path,
) -> None:
    book = {"Empty": [], "Secret": [["x", "y"], [1, 2]], "Data": ROWS, "More": [["a", "b"], [1, 2]]}
    path = xlsx(tmp_path, book, hidden=["Secret"])

    assert sheets(path) == ("Empty", "Data", "More")
    assert read(path).assumed.sheet == "Data"
    assert read(path, SourceOptions(sheet="More")).columns == ("a", "b")
    assert read(path, SourceOptions(sheet="Secret")).columns == ("x", "y")
    with pytest.raises(Unusable, match="there is no sheet “None” in this workbook"):
        read(path, SourceOptions(sheet="None"))


STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts '
    'count="1"><numFmt numFmtId="164" formatCode="0.0%;[Red]-0.0%"/></numFmts><cellXfs count="3">'
    '<xf numFmtId="0"/><xf numFmtId="9" applyNumberFormat="1"/><xf numFmtId="164"/></cellXfs>'
    "</styleSheet>"
)


@pytest.mark.parametrize("at", [(0, 0), (4, 2)])
def test_a_number_that_is_shown_as_a_percentage_is_one(tmp_path: Path, at: tuple[int, int]) -> None:
    # given 0.81 shown as 81% in one column, 0.125 as 12.5% in another, and plain in a third
    rows = [["Step", "CSAT", "Rate", "Share"], ["Pay", 0.81, 0.125, 0.5], ["Cart", 1, 0.07, 0.25]]
    xml = sheet_xml(rows, at)
    for place, style in ((1, 1), (2, 2)):
        letter = column(place + at[1])
        for line in (2, 3):
            cell = f'r="{letter}{line + at[0]}"'
            xml = xml.replace(cell, f'{cell} s="{style}"')
    table = read(xlsx(tmp_path, {"A & B": [["x"]], "C & D": xml}, styles=STYLES), SHEET_C_D)

    # when its values are asked for
    found = readings_rows(table, roles.guess(table).columns)

    # then they are what the sheet shows
    assert [look.percent for look in table.looks] == [False, True, True, False]
    assert [(row.metric, row.value, row.percent) for row in found.rows] == [
        ("CSAT", 81, True),
        ("Rate", 12.5, True),
        ("Share", 0.5, False),
        ("CSAT", 100, True),
        ("Rate", 7, True),
        ("Share", 0.25, False),
    ]


def test_an_open_document_says_itself_what_is_a_percentage(tmp_path: Path) -> None:
    rows = [["Step", "CSAT", "Share"], ["Pay", 0.81, 0.5], ["Cart", 0.7, 0.25]]
    table = read(ods(tmp_path, rows, percent=[1]))

    found = readings_rows(table, roles.guess(table).columns)

    assert [(row.metric, row.value, row.percent) for row in found.rows[:2]] == [
        ("CSAT", 81, True),
        ("Share", 0.5, False),
    ]


SHEET_C_D = SourceOptions(sheet="C & D")


def test_a_formula_gives_the_value_that_was_saved_and_is_not_calculated(tmp_path: Path) -> None:
    xml = sheet_xml([["a", "b"], [1, 2]]).replace("<v>2</v>", "<f>1+40</f><v>7</v>")

    assert read(xlsx(tmp_path, {"Data": xml})).rows[0].cells == (1, 7)


@pytest.mark.parametrize(
    "worksheet",
    [
        # one cell in the last corner of the sheet: whoever makes room for it needs 400 GB
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_sheet_that_asks_for_all_memory_is_refused(tmp_path: Path, worksheet: str) -> None:
    with pytest.raises(Unusable, match=r"too much memory|million cells|more than \d+ columns"):
        read(xlsx(tmp_path, {"Data": worksheet}))


def test_a_workbook_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="unpacks to 20 MiB, far more than a table needs"):
        read(xlsx(tmp_path, {"Data": "<x>" + " " * (20 << 20) + "</x>"}))


def test_a_workbook_with_far_too_many_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="more than 1000 sheets and parts"):
        read(xlsx(tmp_path, {f"s{n}": [["a"]] for n in range(1_000)}))


def test_entities_of_a_workbook_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden")
    secret = (tmp_path / "secret.txt").as_uri()
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]>' + sheet_xml([["&e;", "b"], ["&e;", "c"]])
    path = xlsx(tmp_path, {"Data": xml.replace("&amp;e;", "&e;")})

    try:
        table = read(path)
    except Unusable:
        return
    assert "hidden" not in str(table)


def test_entities_that_swell_are_not_unfolded(tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    xml = f"<!DOCTYPE x [{entities}]>" + sheet_xml([["NAME", "b"], ["x", "c"]])
    path = xlsx(tmp_path, {"Data": xml.replace("NAME", "&a11;")})

    try:
        table = read(path)
    except Unusable:
        return
    assert len(str(table)) < 10_000


def test_other_zip_files_and_locked_ones_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("letter.txt", "hello")

    with pytest.raises(Unusable, match="a ZIP file without a workbook in it"):
        read(path)
    with pytest.raises(Unusable, match="protected with a password"):
        read(ods(tmp_path, ROWS, manifest="<manifest:encryption-data/>"))


def test_a_workbook_cut_off_is_told(tmp_path: Path) -> None:
    path = xlsx(tmp_path, {"Data": ROWS})
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(Unusable, match="damaged"):
        read(path)


# ---------------------------------------------------------------- Parquet


def test_a_parquet_file_gives_plain_values(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        "SELECT 1 AS i, 1.5::DECIMAL(5, 2) AS d, 'پرداخت' AS t, DATE '2026-10-21' AS day, "
        "TIMESTAMPTZ '2026-10-21 08:00:00+00' AS at, [1, 2] AS many, 'x'::BLOB AS raw, "
        "NULL::INTEGER AS nothing, 'NaN'::DOUBLE AS odd, 3::HUGEINT AS huge",
    )

    table = read(path)

    row = dict(zip(table.columns, table.rows[0].cells, strict=True))
    assert row.pop("at") is not None
    assert row == {
        "i": 1,
        "d": 1.5,
        "t": "پرداخت",
        "day": "2026-10-21",
        "many": "[1, 2]",
        "raw": None,
        "nothing": None,
        "odd": None,
        "huge": 3,
    }
    kinds = {column.name: column.kind for column in table.looks}
    assert (kinds["day"], kinds["at"], kinds["d"]) == ("date", "date", "number")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran", "America/Los_Angeles"])
def test_a_moment_with_a_zone_has_the_same_day_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    path = parquet(tmp_path, "SELECT TIMESTAMPTZ '2026-10-31 23:30:00+00' AS day, 4 AS score")
    monkeypatch.setenv("TZ", zone)

    assert str(read(path).rows[0].cells[0]).startswith("2026-10-31 23:30")


def test_a_parquet_file_with_a_damaged_page_is_told(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT range AS a, 'text ' || range AS b FROM range(5000)")
    data = bytearray(path.read_bytes())
    data[200 : len(data) // 2] = bytes(len(data) // 2 - 200)
    path.write_bytes(data)

    with pytest.raises(Unusable, match="damaged"):
        read(path)


@pytest.mark.parametrize("codec", ["zstd", "snappy", "gzip", "lz4_raw", "uncompressed"])
def test_every_codec_of_parquet_is_read(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "packed.parquet"
    query = "SELECT 'pay' AS step, 4 AS score FROM range(3)"
    duckdb.connect(":memory:").execute(
        f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION {codec})"
    )

    assert [row.cells for row in read(path).rows] == [("pay", 4)] * 3


def test_names_of_parquet_columns_are_never_part_of_a_query(tmp_path: Path) -> None:
    name = '\'; DROP TABLE t; -- "x"'
    quoted = name.replace('"', '""')

    table = read(parquet(tmp_path, f'SELECT 1 AS "{quoted}", 2 AS b'))

    assert (table.columns, table.rows[0].cells) == ((name, "b"), (1, 2))


@pytest.mark.parametrize("name", ["it's.parquet", "a*b?.parquet", "[1].parquet", "x{1}.parquet"])
def test_names_of_parquet_files_are_no_patterns(tmp_path: Path, name: str) -> None:
    parquet(tmp_path, "SELECT 99 AS other", "1.parquet")

    assert read(parquet(tmp_path, "SELECT 1 AS a", name)).rows[0].cells == (1,)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '{other}'",
        "ATTACH '{other}' AS x",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
    ],
)
def test_duckdb_is_shut_in_with_the_one_file(
    tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = parquet(tmp_path, "SELECT 1 AS a")
    other = text(tmp_path, "a,b\n1,2\n", "other.csv")
    seen: list[duckdb.DuckDBPyConnection] = []

    class Limits:
        def begin(self) -> None:
            pass

    def ask(connection: duckdb.DuckDBPyConnection, _path: str, _limits: object) -> list[object]:
        seen.append(connection)
        with pytest.raises(duckdb.Error, match=r"ermission|locked|disabled"):
            connection.execute(query.format(other=other)).fetchall()
        return []

    monkeypatch.setattr(apart_worker, "_parquet_rows", ask)
    list(apart_worker.parquet(str(path), "", Limits()))  # type: ignore[arg-type]  # no limits on the tests themselves

    assert len(seen) == 1


def test_a_parquet_file_with_too_many_rows_is_refused_without_reading_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MAX_CELLS", 1_000)
    path = parquet(tmp_path, "SELECT range AS a, range AS b FROM range(501)")

    with pytest.raises(Unusable, match="million cells"):
        read(path)


# ---------------------------------------------------------------- the process


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = text(tmp_path, "import time\ntime.sleep(60)\n", "slow.py")
    monkeypatch.setattr(apart.apart_worker, "__file__", str(slow))
    monkeypatch.setattr(apart, "_PATIENCE", 0.2)

    with pytest.raises(Unusable, match="takes too long to open"):
        apart.workbook(tmp_path / "any.xlsx")


def test_whoever_watches_can_stop_the_opening(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(_share: float) -> None:
        raise Enough

    path = parquet(tmp_path, "SELECT range AS a, range AS b FROM range(20000)")

    with pytest.raises(Enough):
        read(path, watch=stop)


def test_a_process_that_dies_over_a_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = text(tmp_path, "import os\nprint('[1, 2')\nos.abort()\n", "dying.py")
    monkeypatch.setattr(apart.apart_worker, "__file__", str(dying))

    with pytest.raises(Unusable, match="asks for too much memory or is damaged"):
        apart.workbook(tmp_path / "any.xlsx")


def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(Unusable, match=r"python-calamine; install “journeymap\[metrics\]”"):
        read(xlsx(tmp_path, {"Data": ROWS}))
    with pytest.raises(Unusable, match=r"duckdb; install “journeymap\[metrics\]”"):
        read(text(tmp_path, b"PAR1xxxx"))
