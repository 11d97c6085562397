"""The encoding of a text, found out from its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.metrics.encodings import CHOICES, decoded
from journeymap.metrics.sources import read
from journeymap.metrics.table import Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import text

TURKISH = "Temas noktası,Puan\nÖdeme ekranı,4\nŞikayet çözümü,3\nGüvenli giriş,5\n"
GERMAN = "Touchpoint,Wert\nZahlung für Größe,4\nÜberweisung,5\nBestätigung,3\n"
PERSIAN = "نقطه تماس,امتياز\nپرداخت در برنامه,4\nگفتگو با پشتيباني,3\n"
ARABIC = "نقطة الاتصال,الدرجة\nالدفع في التطبيق,4\nخدمة العملاء,3\n"
CHINESE = "触点,分数\n在应用中支付,4\n客户服务,3\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TURKISH, "windows-1254"),
        (GERMAN, "windows-1252"),
        (PERSIAN, "windows-1256"),
        (ARABIC, "windows-1256"),
        (CHINESE, "gb18030"),
        ("step,score\ncafé,4\n", "windows-1252"),
        ("step,score\nþað var gott á þessum stað í dæmi,4\n", "windows-1252"),
        *[(each, "utf-8") for each in (TURKISH, GERMAN, PERSIAN, ARABIC, CHINESE)],
        *[(each, "utf-16-le") for each in (TURKISH, PERSIAN, CHINESE)],
        *[(each, "utf-16-be") for each in (GERMAN, ARABIC, CHINESE)],
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(content: str, encoding: str) -> None:
    codec = encoding.replace("windows-", "cp")

    found = decoded(content.encode(codec))

    assert (found.encoding, found.text, found.broken) == (encoding, content, False)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_it_for_certain(codec: str) -> None:
    found = decoded(PERSIAN.encode(codec))

    assert (found.text, found.sure) == (PERSIAN, "certain")


@pytest.mark.parametrize("name", CHOICES)
def test_every_encoding_that_is_offered_can_be_told(name: str) -> None:
    codec = {"shift-jis": "shift_jis"}.get(name, name.replace("windows-", "cp"))

    assert decoded("step,score\n".encode(codec), name).text == "step,score\n"


def test_an_encoding_that_is_told_is_taken_and_said(tmp_path: Path) -> None:
    path = text(tmp_path, "a,b\né,1\n".encode("cp1252"))

    table = read(path, SourceOptions(encoding="Windows-1256"))

    said = next(each for each in table.assumed.said if each.what == "encoding")
    assert (table.assumed.encoding, said.sure) == ("windows-1256", "told")
    assert "windows-1252" in said.choices


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("cp1252", "windows-1252"),
        ("Latin-1", "windows-1252"),
        ("GBK", "gb18030"),
        ("utf8", "utf-8"),
    ],
)
def test_an_encoding_is_known_by_its_other_names(name: str, encoding: str) -> None:
    assert decoded(b"a,b\n", name).encoding == encoding


def test_an_encoding_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"klingon is not known here; use one of utf-8"):
        read(text(tmp_path, "a,b\n1,2\n"), SourceOptions(encoding="klingon"))


def test_lines_that_do_not_fit_the_encoding_are_left_out_with_their_number(tmp_path: Path) -> None:
    good = "".join(f"پرداخت,{n}\n" for n in range(5)).encode()

    table = read(text(tmp_path, b"step,score\n" + good + b"caf\xe9,6\n" + good))

    assert len(table.rows) == 10
    assert [each.line for each in table.skipped] == [7]
    assert "do not fit the encoding" in str(table.skipped[0].reason)


def test_a_nul_in_a_line_costs_that_line_only(tmp_path: Path) -> None:
    table = read(text(tmp_path, b"step,score\n" + b"pay,4\n" * 100 + b"ca\0rt,5\n"))

    assert (len(table.rows), [each.line for each in table.skipped]) == (100, [102])
