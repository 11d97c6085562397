"""Files that are not what they say, cannot be opened, or are too large: each gets a sentence."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from journeymap.files.problems import FilesError
from journeymap.metrics import limits, opening, text_table
from journeymap.metrics.sources import read, sheets
from journeymap.metrics.table import Unusable
from tests.metrics.written import ods, text, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.xlsx", b"\n<!DOCTYPE html><html>Sign in</html>", "this is a web page"),
        ("report.xls", b"<table><tr><td>1</td></tr></table>", "this is a web page"),
        ("report.csv", b"<?xml version='1.0'?><a/>", "this is an XML file"),
        ("report.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "of the kind PNG, not a table"),
        ("report.csv", b"%PDF-1.7", "of the kind PDF, not a table"),
        ("report.csv", b"", "this file is empty"),
        ("report.csv", b" \n\n ,, \n", "this table has no rows"),
        ("report.csv", bytes(range(256)) * 20, "this is no text"),
        ("report.csv", b"\x01\x02text" * 99, "this is no text"),
        ("report.xlsx", b"PK\x03\x04" + b"x" * 50, "damaged"),
        ("report.xlsx", OLE + b"x" * 50, "no Excel workbook"),
        ("report.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        ("report.parquet", b"PAR1" + b"x" * 50, "damaged"),
        ("report.csv.gz", gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-9], "cut off"),
        ("report.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0)[:12] + b"xxxxxxxx", "damaged"),
        ("report.csv.gz", gzip.compress(b"", mtime=0), "this file is empty"),
        ("report.csv.gz", gzip.compress(gzip.compress(b"a,b\n", mtime=0), mtime=0), "no text"),
        ("report.json", b'{"a": 1', "no JSON"),
        ("report.json", b"[" * 100_000, "nested too deep|no JSON"),
        ("report.json", b'{"a":' * 100_000, "nested too deep|no JSON"),
    ],
)
def test_what_is_no_table_gets_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = text(tmp_path, content, name)

    with pytest.raises(Unusable, match=sentence):
        read(path)


def test_a_file_is_what_its_content_is_and_not_what_its_name_says(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,b\n1,2\n", "report.xlsx"))

    assert table.rows[0].cells == ("1", "2")
    assert "the name ends in .xlsx, but this is text with delimiters, and read as that" in [
        str(each.message) for each in table.assumed.said
    ]
    book = xlsx(tmp_path, {"Data": [["a", "b"], [1, 2]]}, "table.csv")
    assert read(book).rows[0].cells == (1, 2)


def test_packed_text_is_unpacked(tmp_path: Path) -> None:
    table = read(text(tmp_path, gzip.compress("گام,امتیاز\nپرداخت,۴\n".encode()), "a.csv.gz"))

    assert table.rows[0].cells == ("پرداخت", "۴")
    assert "the file is packed with gzip" in [str(each.message) for each in table.assumed.said]


def test_what_unpacks_to_more_than_can_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_TEXT", 1 << 20)

    with pytest.raises(Unusable, match="more than the 1 MiB that can be read"):
        read(text(tmp_path, gzip.compress(bytes(5 << 20)), "a.csv.gz"))


def test_what_cannot_be_opened_gets_a_sentence(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path, sentence in (
        (tmp_path / "none.csv", "there is no such file"),
        (tmp_path, "this is a folder"),
        (pipe, "this is no file"),
        (Path("/dev/zero"), "this is no file"),
        (tmp_path / "a\0b", "cannot be opened"),
    ):
        with pytest.raises(FilesError, match=sentence):
            read(path)


def test_a_file_over_the_limit_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with open(path, "wb") as file:
        file.truncate(limits.MAX_BYTES + 1)

    with pytest.raises(Unusable, match="513 MiB, more than"):
        read(path)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="line 1 has more than 2000 cells"):
        read(text(tmp_path, ",".join(f"c{n}" for n in range(10_000)) + "\n"))


def test_a_line_without_an_end_is_left_out_and_told(tmp_path: Path) -> None:
    table = read(text(tmp_path, "a,b\n" + "x," * (limits.MAX_LINE // 2 + 1) + "\n1,2\n"))

    assert table.rows[0].cells == ("1", "2")
    assert [(each.line, "million characters" in str(each.reason)) for each in table.skipped] == [
        (2, True)
    ]


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "MAX_CELLS", 100)

    with pytest.raises(Unusable, match="export fewer columns or a shorter period"):
        read(text(tmp_path, "a,b\n" + "1,2\n" * 60))


def test_whoever_watches_can_stop_the_reading(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    shares: list[float] = []

    def watch(share: float) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise Enough

    with pytest.raises(Enough):
        read(text(tmp_path, "a,b\n" + "1,2\n" * 20_000), watch=watch)
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] <= 1


def test_only_what_has_several_tables_has_sheets(tmp_path: Path) -> None:
    assert sheets(text(tmp_path, "a,b\n1,2\n")) == ()
    assert sheets(ods(tmp_path, [["a", "b"], [1, 2]])) == ("Data",)
