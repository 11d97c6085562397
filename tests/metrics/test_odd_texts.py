"""Texts that are not quite a table: they are read where that can be, or get a sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from journeymap.metrics import roles
from journeymap.metrics.importing import Wish
from journeymap.metrics.sources import read, refuse_no_rows
from journeymap.metrics.table import Unusable
from tests.metrics.test_importing import MAP, bring
from tests.metrics.written import text

HEAD = "touchpoint,metric,value,period"


@pytest.mark.parametrize(
    "content",
    [
        '"touchpoint","metric","value","period"\n"Cart","CSAT","55","2026-10"\n',
        "'touchpoint','metric','value','period'\n'Cart','CSAT','55','2026-10'\n",
        "'touchpoint','metric','value','period'\n'Cart','CSAT','it''s 5','2026-10'\n"
        "'Cart','CSAT','55','2026-10'\n",
        f'"{HEAD}"\n"Cart,CSAT,55,2026-10"\n',
        f'"{HEAD.replace(",", ";")}"\n"Cart;CSAT;55;2026-10"\n',
    ],
)
def test_quotation_marks_of_every_kind_are_taken_off(tmp_path: Path, content: str) -> None:
    (new,) = bring(tmp_path, content, Wish()).plan.new

    assert (new.reading.at, new.reading.value, new.reading.period) == ("cart", 55, "2026-10")


def test_lines_that_were_quoted_as_a_whole_are_said_and_keep_their_number(tmp_path: Path) -> None:
    table = read(text(tmp_path, f'"{HEAD}"\n\n"Cart,CSAT,55,2026-10"\n'))

    assert [row.line for row in table.rows] == [3]
    assert "each line stands in quotation marks as a whole; they were taken off" in [
        str(each.message) for each in table.assumed.said
    ]


def test_texts_with_commas_are_not_taken_apart(tmp_path: Path) -> None:
    table = read(text(tmp_path, 'Comment\n"good, but slow"\n"well, well"\n'))

    assert [row.cells for row in table.rows] == [("good, but slow",), ("well, well",)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "this file is empty; export the table again"),
        (gzip.compress(b"", mtime=0), "this file is empty; export the table again"),
        (b"\xef\xbb\xbf", "this table has no rows; export it again with its values"),
        (b"\n\n \n", "this table has no rows; export it again with its values"),
        (b"{}", "this JSON holds no list of records; export the table as CSV or as JSON lines"),
        (
            f"{HEAD}\n".encode(),
            "there is a header on line 1 and no row under it; export the table again with its "
            "values",
        ),
        (b"only\n", "there is a header on line 1 and no row under it; export the table again"),
    ],
)
def test_a_file_without_rows_says_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(Unusable) as error:
        refuse_no_rows(read(text(tmp_path, content)))

    assert str(error.value).startswith(says)


@pytest.mark.parametrize(
    ("head", "month"),
    [
        ("Étape;Indicateur;Valeur;Réponses;Mois", "octobre 2026"),
        ("Schritt;Kennzahl;Wert;Antworten;Monat", "Oktober 2026"),
        ("Paso;Indicador;Valor;Respuestas;Fecha", "3 de octubre de 2026"),
        ("ステップ;指標名;値段;人数;時", "2026/10/03"),
        ("Этап;Показатель;Значение;Ответов;Месяц", "октябрь 2026"),
    ],
)
def test_tables_in_other_languages_are_read(tmp_path: Path, head: str, month: str) -> None:
    rows = f"{head}\nCart;CSAT;54,5;120;{month}\npay in the app;CSAT;61,2;130;{month}\n"

    plan = bring(tmp_path, rows, Wish()).plan

    assert [(each.reading.at, each.reading.value) for each in plan.new] == [
        ("cart", 54.5),
        ("pay", 61.2),
    ]
    assert all(each.reading.period.startswith("2026-10") for each in plan.new)


def test_one_question_alone_is_a_survey_and_its_answers_no_values_of_many(tmp_path: Path) -> None:
    table = read(text(tmp_path, "How was paying?\n" + "5\n4\n3\n" * 3))

    assert roles.shape(table) == "survey"
    found = bring(
        tmp_path,
        "How was paying?\n" + "5\n4\n3\n" * 3,
        Wish(answers={"How was paying?": "csat"}, period="2026-10"),
        MAP,
    )
    (new,) = found.plan.new
    assert new.reading.counts == {"3": 3, "4": 3, "5": 3}
