"""Whatever the bytes are: a table or a sentence, never another exception and never a hang."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeymap.files.problems import FilesError
from journeymap.metrics import roles
from journeymap.metrics.long_rows import readings_rows
from journeymap.metrics.sources import read
from journeymap.metrics.survey import survey_counts
from journeymap.metrics.table import Table
from journeymap.model.journey import SourceOptions
from tests.metrics.written import ods, parquet, sheet_xml, text, xls, xlsx

GOOD = (
    b'Step,Metric,Score,Month\nPay,CSAT,4.2,2026-10\n"Cart ""x""",CSAT,81%,2026-Q3\n',
    "نقطه تماس;امتیاز;تاریخ\nپرداخت;۴٫۵;۱۴۰۵/۰۷/۲۹\n".encode(),
    "Ödeme;Puan\nŞube;1.234,5\n".encode("cp1254"),
    "步骤\t分数\n支付\t5\n".encode("utf-16"),
    b"# ----\n# Start date: 20261001\n# End date: 20261031\n\nPage,Views\n,9,Grand total\n/a,9\n",
    b"Respondent ID,Collector ID,Start Date,Q\n,,,Response\n1,2,03/04/2026,5\n",
    b'StartDate,EndDate,Status,Progress,Q1\n"{""ImportId"":""x""}",b,c,d,e\n2026-10-01,b,0,1,5\n',
    b'{"step": "Pay", "value": 4, "by": {"device": "web"}}\n{"step": null}\n',
    b'[[], ["step", "score"], ["Pay", 4]]',
    b'[{"step": "Pay", "value": 1e5}, {"step": [1, {"a": 2}]}]',
    b'{"format": "THEYDO_METRICS_V1", "metrics": [{"title": "a", "dataPoints": [{"value": 1}]}]}',
    gzip.compress(b"a,b\n1,2\n", mtime=0),
)
PIECES = (b'"', b"\n", b"\r", b",", b";", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"[[", b"# --")
PIECES += (b"1e999", b"9" * 70, "۱۲٪".encode(), b"03/04/2026", b"sep=,\n", b"\xed\xa0\x80", b"NaN")
OPTIONS = (
    None,
    SourceOptions(header="1"),
    SourceOptions(header="1..3"),
    SourceOptions(header="none"),
    SourceOptions(delimiter=";"),
    SourceOptions(decimal=","),
    SourceOptions(dates="jalali day-first"),
    SourceOptions(encoding="gb18030"),
    SourceOptions(encoding="utf-16"),
    SourceOptions(sheet="x"),
)


@st.composite
def spoilt(draw: st.DrawFn, good: tuple[bytes, ...]) -> bytes:
    """A good source with some of its bytes changed, left out, doubled or cut off."""
    data = bytearray(draw(st.sampled_from(good)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(("change", "leave out", "insert", "double", "cut"))):
            case "change" if place < len(data):
                data[place] = draw(st.integers(0, 255))
            case "leave out":
                del data[place : place + draw(st.integers(1, 20))]
            case "insert":
                data[place:place] = draw(st.sampled_from(PIECES))
            case "double":
                data[place:place] = data[place : place + draw(st.integers(1, 40))]
            case "cut" if place > len(data) // 2:
                del data[place:]
    return bytes(data)


def hold(path: Path, options: SourceOptions | None) -> None:
    """Read a source all the way; what is no table has a sentence, and what is one is whole."""
    said: list[str] = []
    try:
        table = read(path, options)
    except FilesError as error:
        said.append(str(error))
    else:
        assert len(set(table.columns)) == len(table.columns) == len(table.looks)
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        said += [str(each.reason) for each in table.skipped]
        said += [str(each.message) for each in table.assumed.said]
        for count in (readings, counts):
            try:
                count(table)
            except FilesError as error:
                said.append(str(error))
        roles.shape(table)
    assert all(said)


def readings(table: Table) -> None:
    readings_rows(table, roles.guess(table, "table").columns)


def counts(table: Table) -> None:
    survey_counts(table, roles.guess(table, "survey").columns)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400) | spoilt(GOOD), options=st.sampled_from(OPTIONS))
def test_any_bytes_are_a_table_or_get_a_sentence(
    folder: Path, data: bytes, options: SourceOptions | None
) -> None:
    hold(text(folder, data, "any.csv"), options)


@settings(max_examples=200, deadline=None)
@given(content=st.text(st.sampled_from('a1,;\t"\n\r۱٫٬%-/. ') | st.characters(), max_size=120))
def test_any_text_is_a_table_or_gets_a_sentence(folder: Path, content: str) -> None:
    hold(text(folder, content.encode("utf-8", "replace"), "any.txt"), None)


SETTINGS = ("utf-8", "utf-16", "cp1256", "\0", ";", "tab", ",", ".", "none", "1", "1..2", "9" * 9)
SETTINGS += ("jalali day-first", "month-first", "gregorian", "2..1", "\ud800", "\u2028", "#")


@settings(max_examples=100, deadline=None)
@given(
    data=st.sampled_from(GOOD),
    told=st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(SETTINGS) | st.text(max_size=12)
            for name in ("encoding", "delimiter", "decimal", "dates", "header", "sheet")
        },
    ),
)
def test_any_options_give_a_table_or_a_sentence(
    folder: Path, data: bytes, told: dict[str, str]
) -> None:
    hold(text(folder, data, "any.csv"), SourceOptions.model_construct(**told))


@settings(max_examples=10, deadline=None)
@given(xml=spoilt((sheet_xml([["Step", "Score"], ["Pay", 4], ["Cart", None]]).encode(),)))
def test_any_sheet_of_a_workbook_is_a_table_or_gets_a_sentence(folder: Path, xml: bytes) -> None:
    hold(xlsx(folder, {"A": xml.decode("utf-8", "replace")}, "any.xlsx"), None)


@pytest.fixture(scope="module")
def good_packed(folder: Path) -> tuple[bytes, ...]:
    rows = [["Step", "Score"], ["Pay", 4]]
    return (
        xlsx(folder, {"A": rows, "B": rows}).read_bytes(),
        xls(folder, rows).read_bytes(),
        ods(folder, rows).read_bytes(),
        parquet(folder, "SELECT 'Pay' AS step, 4 AS score").read_bytes(),
    )


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_any_packed_bytes_are_a_table_or_get_a_sentence(
    folder: Path, good_packed: tuple[bytes, ...], data: st.DataObject
) -> None:
    path = text(folder, data.draw(spoilt(good_packed)), "any.xlsx")

    hold(path, None)
