"""The answers of a survey as counts, and nothing but counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from journeymap.metrics import roles
from journeymap.metrics.dates import When
from journeymap.metrics.scores import score
from journeymap.metrics.sources import read
from journeymap.metrics.survey import Grain, gather, survey_counts
from journeymap.metrics.table import Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import text

SUDZILLA = "On a scale of 0-10, how would you rate Sudzilla?"


@pytest.mark.parametrize(
    ("name", "dates"), [("inputs_input_01.csv", "month-first"), ("inputs_input_02.csv", None)]
)
def test_the_survey_of_the_corpus_gives_its_published_result(
    corpus: Path, name: str, dates: str | None
) -> None:
    # given 39 answers, with their dates written in two ways
    folder = corpus / "surveys" / "prepbench_040"
    table = read(folder / name, SourceOptions(dates=dates))
    published = read(folder / "output_01.csv").rows[0].cells

    # when they are counted
    found = survey_counts(table, roles.guess(table).columns)

    # then promoters and detractors are those of the expected output
    counts: Counter[int] = Counter()
    for answers in found.answers:
        if answers.question == SUDZILLA:
            counts.update(answers.counts)
    promoters = sum(n for value, n in counts.items() if value >= 9)
    detractors = sum(n for value, n in counts.items() if value <= 6)
    n = counts.total()
    assert (roles.shape(table), len(table.rows)) == ("survey", 39)
    assert published == (
        str(round(100 * (promoters - detractors) / n, 1)),
        str(n),
        str(promoters),
        str(detractors),
    )
    assert {answers.period for answers in found.answers} == {"2019-11"}


def test_the_other_tables_of_the_corpus_are_read_whole(corpus: Path) -> None:
    table = read(corpus / "surveys" / "prepbench_040" / "output_02.csv")

    assert (len(table.rows), len(table.columns), table.skipped) == (113, 8, ())
    assert table.rows[0].cells[:4] == ("Clean", "7.5", "3.666666667", "11/1/2019 2:30:36 PM")


SURVEY = """\
when,where,device,q1,q2,why
2026-10-01,Pay,mobile,5,10,"I live in Elm Street 5"
2026-10-02,Pay,mobile,5,9,
2026-10-03,Pay,web,4,,x
2026-11-04,Cart,web,1,free text that is no score,x
yesterday,Cart,web,2,2,x
,Cart,web,2,2,x
"""
COLUMNS = {
    "when": "period",
    "where": "touchpoint",
    "device": "segment.device",
    "q1": "question",
    "q2": "question",
}


def test_answers_are_counted_by_question_place_month_and_segment(tmp_path: Path) -> None:
    found = survey_counts(read(text(tmp_path, SURVEY)), COLUMNS)

    assert [
        (each.question, each.touchpoint, each.period, each.segment, each.counts)
        for each in found.answers
    ] == [
        ("q1", "Pay", "2026-10", (("device", "mobile"),), {5: 2}),
        ("q2", "Pay", "2026-10", (("device", "mobile"),), {9: 1, 10: 1}),
        ("q1", "Pay", "2026-10", (("device", "web"),), {4: 1}),
        ("q1", "Cart", "2026-11", (("device", "web"),), {1: 1}),
    ]
    assert found.answers[0].n == 2
    assert (found.blank, found.unread) == ({"q1": 0, "q2": 1}, {"q1": 0, "q2": 1})
    assert [(each.line, str(each.reason)) for each in found.skipped] == [
        (6, "the column when holds no date that can be read"),
        (7, "there is no date"),
    ]


def test_what_people_wrote_is_nowhere_in_the_counts(tmp_path: Path) -> None:
    columns = {**COLUMNS, "why": "question"}

    found = survey_counts(read(text(tmp_path, SURVEY)), columns)

    assert "Elm" not in repr(found)
    assert "free text" not in repr(found)
    assert found.unread["why"] == 3


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("5", 5),
        (5, 5),
        (5.0, 5),
        ("5.0", 5),
        ("۵", 5),
        ("5 - Very good", 5),
        ("10 – Extremely likely", 10),
        ("5=sehr gut", 5),
        ("4. Good", 4),
        ("4 stars", 4),
        ("9/10", 9),
        ("Very likely (10)", 10),
        ("Very likely - 10", 10),
        ("★★★★☆", 4),
        ("-2", -2),
        ("−2", -2),
        ("4.5", None),
        ("5-7", None),
        ("", None),
        ("good", None),
        ("2026-10-01", None),
        ("I went 3 times", None),
        (None, None),
        (True, None),
        (1e9, None),
    ],
)
def test_a_score_is_read_with_its_label(cell: str | float | None, meant: int | None) -> None:
    assert score(cell) == meant


@pytest.mark.parametrize(
    ("words", "scores"),
    [
        ("Very satisfied|Neutral|Dissatisfied", [5, 3, 2]),
        ("STRONGLY AGREE|somewhat  agree|Disagree", [7, 5, 2]),
        ("خیلی راضی|راضي|خیلی ناراضی", [5, 4, 1]),
        ("راض جدًا|محايد", [5, 3]),
        ("Çok memnunum|Memnun değilim", [5, 2]),
        ("非常满意|一般|不满意", [5, 3, 2]),
    ],
)
def test_the_words_of_a_known_scale_are_scored_and_said(
    tmp_path: Path, words: str, scores: list[int]
) -> None:
    given = words.split("|")
    rows = "".join(f"2026-10-01,{word}\n" for word in given * 3)
    table = read(text(tmp_path, f"date,How was it?\n{rows}"))

    found = survey_counts(table, roles.guess(table).columns)

    assert found.words == {"How was it?": dict(zip(given, scores, strict=True))}
    said = next(str(each.message) for each in table.assumed.said if each.what == "words")
    assert all(f"{word} = {score}" in said for word, score in found.words["How was it?"].items())
    assert [each.counts for each in found.answers] == [dict.fromkeys(sorted(scores), 3)]


@pytest.mark.parametrize(
    "words",
    [
        "Satisfied|Satisfied",  # one word is no scale
        "Satisfied|Great",  # a word of none
        "Very satisfied|Agree",  # words of two
        "Good|Very good",  # of five or of four, and another score each time
    ],
)
def test_words_that_make_no_one_scale_are_no_scores(tmp_path: Path, words: str) -> None:
    rows = "".join(f"2026-10-01,{word}\n" for word in words.split("|"))
    table = read(text(tmp_path, f"date,How was it?\n{rows}"))

    found = survey_counts(table, {"date": "period", "How was it?": "question"})

    assert (found.answers, found.words, found.unread) == ((), {}, {"How was it?": 2})


def test_scores_with_labels_are_questions(tmp_path: Path) -> None:
    rows = "".join(
        f"2026-10-{day:02},{score},text {day}\n"
        for day, score in enumerate(["10 - Extremely likely", "9", "0 - Not at all likely"] * 4, 1)
    )

    assert roles.guess(read(text(tmp_path, f"Timestamp,How likely?,Why?\n{rows}"))).columns == {
        "Timestamp": "period",
        "How likely?": "question",
    }


@pytest.mark.parametrize(
    ("grain", "gregorian", "jalali"),
    [
        ("day", "2026-10-21", "1405-07-29"),
        ("week", "2026-W43", "2026-W43"),
        ("month", "2026-10", "1405-07"),
        ("quarter", "2026-Q4", "1405-Q3"),
        ("year", "2026", "1405"),
    ],
)
def test_days_are_gathered_in_the_calendar_of_the_map(
    grain: Grain, gregorian: str, jalali: str
) -> None:
    for day in (When("2026-10-21"), When("1405-07-29", "jalali")):
        assert gather(day, grain, "gregorian").text == gregorian
        assert gather(day, grain, "jalali").text == jalali
    assert gather(When("2026-10"), grain, "jalali") == When("2026-10")


def test_without_a_question_nothing_is_counted(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no column is a question"):
        survey_counts(read(text(tmp_path, SURVEY)), {"when": "period"})


def test_readings_and_answers_are_told_apart(tmp_path: Path) -> None:
    answers = "date,rating\n" + "".join(f"2026-10-{day:02},{day % 5}\n" for day in range(1, 20))
    readings = "step,metric,value\n" + "pay,csat,4\n" * 20

    assert roles.shape(read(text(tmp_path, answers))) == "survey"
    assert roles.shape(read(text(tmp_path, readings))) == "table"
