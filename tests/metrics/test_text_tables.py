"""Delimited text: quotes, line ends, broken lines, and what separates the cells."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.metrics import delimiters, text_table
from journeymap.metrics.sources import read
from journeymap.metrics.table import Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import text

SPECTRUM = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "csv-spectrum"
# In this one the corpus contradicts itself: the JSON has another telephone number.
DIFFERS = {"location_coordinates": ("2095257564", "1234567890")}


def test_the_awkward_files_are_there(corpus: Path) -> None:
    assert len(list((corpus / "csv-spectrum" / "csvs").glob("*.csv"))) == 12


@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
def test_an_awkward_file_is_read_exactly(path: Path) -> None:
    meant = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_bytes())
    meant = meant if isinstance(meant, list) else [meant]
    ours, theirs = DIFFERS.get(path.stem, ("", ""))

    table = read(path)

    rows = [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]
    assert [
        {name: theirs if cell == ours and ours else cell for name, cell in row.items()}
        for row in rows
    ] == meant
    assert table.skipped == ()


def rows_of(content: str, delimiter: str = "") -> list[tuple[int, tuple[object, ...]]]:
    return [(row.line, row.cells) for row in text_table.read(content, delimiter).rows]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_are_line_ends(end: str) -> None:
    assert rows_of(end.join(["a,b", "1,2", "", '"x\n",3'])) == [
        (1, ("a", "b")),
        (2, ("1", "2")),
        (4, ("x\n", "3")),
    ]


def test_a_row_is_known_by_the_line_where_it_begins() -> None:
    assert rows_of('a,b\n"one\ntwo\nthree",1\nx,2\n')[1:] == [
        (2, ("one\ntwo\nthree", "1")),
        (5, ("x", "2")),
    ]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_only() -> None:
    found = text_table.read('a,b\n1,2\n"open,3\n4,5\n6,7\n')

    assert [row.cells for row in found.rows] == [("a", "b"), ("1", "2"), ("4", "5"), ("6", "7")]
    assert [each.line for each in found.skipped] == [3]
    assert "never closed" in str(found.skipped[0].reason)


def test_what_follows_a_closing_quotation_mark_costs_its_own_line_only() -> None:
    found = text_table.read('a,b\n"x"y,2\n3,4\n')

    assert [row.cells for row in found.rows] == [("a", "b"), ("3", "4")]
    assert [each.line for each in found.skipped] == [2]


def test_rows_of_another_width_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = text(tmp_path, "a,b,c\n1,2,3\n1,2,3,4\n5,6,7,,\n8,9,10\n")

    table = read(path)

    assert [row.cells for row in table.rows] == [
        ("1", "2", "3"),
        ("5", "6", "7"),
        ("8", "9", "10"),
    ]
    assert [(each.line, str(each.reason)) for each in table.skipped] == [
        (
            3,
            "this row has more cells (4) than the header (3); "
            "a delimiter in a cell needs quotation marks around it",
        )
    ]


def test_a_row_that_ends_early_has_empty_cells_there(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,b,c,d\n1,2,3,4\n5,6\n7,8,9,10\n"))

    assert table.rows[1].cells == ("5", "6", "", "")
    assert table.skipped == ()
    assert "1 row ends before the last column; its last cells are taken for empty" in [
        str(each.message) for each in table.assumed.said
    ]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("Pay,it was\nvery good,5,2026-10\n", [3, 4]),
        ("Pay,it\nwas\nvery good,5,2026-10\n", [3, 4, 5]),
        ("Pay,good,5,2026-10\nCart,half a\nrow,4,2026-10\n", [4, 5]),
    ],
)
def test_a_row_cut_in_two_by_a_line_break_is_not_taken_for_two(
    tmp_path: Path, rows: str, lines: list[int]
) -> None:
    table = read(text(tmp_path, f"step,why,score,month\nA,b,1,2026-10\n{rows}B,c,2,2026-10\n"))

    assert [each.line for each in table.skipped] == lines
    assert {row.cells[3] for row in table.rows} == {"2026-10"}


def test_half_a_row_at_the_end_of_a_file_is_left_out(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,b,c\n1,2,3\n4,5"))

    assert [each.line for each in table.skipped] == [3]
    assert len(table.rows) == 1


def test_a_last_column_without_a_name_is_one_where_it_is_filled(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,b,\n1,2,x\n3,4,\n"))

    assert (table.columns, table.rows[0].cells) == (("a", "b", "#3"), ("1", "2", "x"))


def test_many_broken_rows_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    path = text(tmp_path, "a,b\n1,2\n" + "1,2,3\n" * 1_500)

    table = read(path, SourceOptions(delimiter=",", header="1"))

    assert len(table.skipped) == 1_001
    assert table.skipped[-1].line == 0
    assert str(table.skipped[-1].reason) == "500 further lines that could not be read"


def test_a_formula_is_text(tmp_path: Path) -> None:
    table = read(text(tmp_path, 'touchpoint,note\npay,"=HYPERLINK(""x"")"\ncart,@SUM(1)\n'))

    assert [row.cells[1] for row in table.rows] == ['=HYPERLINK("x")', "@SUM(1)"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_what_the_rows_agree_on(mark: str) -> None:
    lines = [mark.join(row) for row in (["step", "score", "note"], ["pay", "1", "a, b; c"])]
    if mark in ",;":
        lines[1] = mark.join(["pay", "1", '"a, b; c"'])

    assert delimiters.found([f"{line}\n" for line in lines]).mark == mark


def test_decimal_commas_do_not_make_a_comma_the_delimiter() -> None:
    assert delimiters.found(["a;b\n", "1,5;2,5\n", "3,5;4,5\n"]).mark == ";"


def test_the_line_that_excel_writes_for_itself_names_the_delimiter(tmp_path: Path) -> None:
    table = read(text(tmp_path, "sep=|\na,b|c\n1|2\n"))

    assert (table.columns, table.assumed.delimiter) == (("a,b", "c"), "|")


def test_a_delimiter_that_is_told_is_taken(tmp_path: Path) -> None:
    path = text(tmp_path, "a;b,c\n1;2,3\n")

    assert read(path, SourceOptions(delimiter=";")).columns == ("a", "b,c")
    assert read(path, SourceOptions(delimiter="comma")).columns == ("a;b", "c")
    with pytest.raises(Unusable, match="cannot stand between cells"):
        read(path, SourceOptions(delimiter="ab"))


def test_names_of_columns_differ_and_none_is_empty(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,,a,b\n1,2,3,4\n"))

    assert table.columns == ("a", "#2", "a (2)", "b")


def test_empty_columns_without_a_name_are_left_out(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,,b,\n1,,3,\n"))

    assert table.columns == ("a", "b")
    assert table.rows[0].cells == ("1", "3")


def test_names_of_columns_are_never_read_as_anything_else(tmp_path: Path) -> None:
    table = read(text(tmp_path, '\'; DROP TABLE t,"a""b",SELECT *\n1,2,x\n'))

    assert table.columns == ("'; DROP TABLE t", 'a"b', "SELECT *")


cells = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(',;"\n'), max_size=12
).filter(lambda cell: cell != "\ufeff")


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)

    found = text_table.read(written.getvalue(), ",")

    assert [list(row.cells) for row in found.rows] == [row for row in rows if any(row)]
    assert found.skipped == []
