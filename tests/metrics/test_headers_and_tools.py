"""Where the header is, and the tools whose exports are known by their look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeymap.metrics import roles
from journeymap.metrics.sources import read, sheets
from journeymap.metrics.table import Table, Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import text


def said(table: Table, what: str) -> str:
    return next(str(each.message) for each in table.assumed.said if each.what == what)


# ---------------------------------------------------------------- headers


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = text(tmp_path, "Report of October\n\nstep,score,n\npay,4,20\ncart,3,30\n")

    table = read(path)

    assert (table.columns, table.assumed.header) == (("step", "score", "n"), "3")
    assert [row.line for row in table.rows] == [4, 5]
    assert said(table, "header") == "the header is on line 3"


def test_a_table_without_a_header_has_columns_named_by_their_number(tmp_path: Path) -> None:
    table = read(text(tmp_path, "pay,4\ncart,3\n"))

    assert (table.columns, table.assumed.header) == (("#1", "#2"), "none")
    assert len(table.rows) == 2


@pytest.mark.parametrize("names", ["2023,2024,2025", "2026-01,2026-02,2026-03", "Q1 2026,Q2 2026,"])
def test_periods_may_be_names_of_columns(tmp_path: Path, names: str) -> None:
    table = read(text(tmp_path, f"step,{names}\npay,1,2,3\ncart,4,5,6\n"))

    assert table.columns[:3] == ("step", *names.split(",")[:2])


def test_the_header_can_be_told(tmp_path: Path) -> None:
    path = text(tmp_path, "one,two\nthree,four\n5,6\n")

    assert read(path, SourceOptions(header="2")).columns == ("three", "four")
    assert read(path, SourceOptions(header="1..2")).columns == ("one – three", "two – four")
    assert read(path, SourceOptions(header="none")).columns == ("#1", "#2")
    assert len(read(path, SourceOptions(header="none")).rows) == 3


@pytest.mark.parametrize("header", ["9", "x", "1..", "-1"])
def test_a_header_that_is_not_there_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(Unusable, match="header"):
        read(text(tmp_path, "a,b\n1,2\n"), SourceOptions(header=header))


def test_a_file_with_nothing_but_a_header_is_a_table_without_rows(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step,score\n"))

    assert (table.columns, table.rows) == (("step", "score"), ())
    assert [column.kind for column in table.looks] == ["empty", "empty"]


# ---------------------------------------------------------------- survey tools


def test_a_qualtrics_export_of_the_corpus_is_read_exactly(corpus: Path) -> None:
    table = read(corpus / "surveys" / "qualtrics_ropensci_sample.csv")

    assert (len(table.rows), len(table.columns)) == (1, 20)
    assert (table.assumed.tool, table.assumed.header) == ("qualtrics", "1..3")
    assert table.columns[0] == "StartDate"
    assert dict(zip(table.columns, table.rows[0].cells, strict=True)) == {
        "StartDate": "2017-07-18 08:28:09",
        "EndDate": "2017-07-18 08:28:48",
        "Status": "0",
        "IPAddress": "130.92.34.66",
        "Progress": "100",
        "Duration (in seconds)": "38",
        "Finished": "1",
        "RecordedDate": "2017-07-18 08:28:48",
        "ResponseId": "R_2YPOQ602ER1jkf1",
        "RecipientLastName": "",
        "RecipientFirstName": "",
        "RecipientEmail": "",
        "ExternalReference": "",
        "LocationLatitude": "47.115097045898",
        "LocationLongitude": "7.2315979003906",
        "DistributionChannel": "anonymous",
        "UserLanguage": "DE",
        "Q1": "2",
        "Q2": "Hello World!",
        "Q2 - Topics": "",
    }
    questions = {column.name: column.question for column in table.looks}
    assert questions["Q1"] == "This is a multiple choice question."
    assert roles.guess(table).columns == {"RecordedDate": "period", "Q1": "question"}


def test_a_qualtrics_export_with_two_header_rows_has_its_questions(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "StartDate,EndDate,Status,IPAddress,Q1\n"
        "Start Date,End Date,Response Type,IP Address,How was it?\n"
        "2026-10-01,2026-10-01,IP Address,1.1.1.1,4\n",
    )

    table = read(path)

    assert (table.columns[-1], table.looks[-1].question) == ("Q1", "How was it?")
    assert (table.assumed.header, len(table.rows)) == ("1..2", 1)


def test_previews_of_a_qualtrics_survey_are_no_answers(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "StartDate,EndDate,Status,Progress,Q1\n"
        '"{""ImportId"":""a""}","{""ImportId"":""b""}",x,y,z\n'
        "2026-10-01,2026-10-01,Survey Preview,100,4\n"
        "2026-10-01,2026-10-01,IP Address,100,5\n",
    )

    table = read(path)

    assert [row.cells[-1] for row in table.rows] == ["5"]
    assert [(each.line, str(each.reason)) for each in table.skipped] == [
        (3, "a test or preview of the survey, not an answer")
    ]


def test_a_surveymonkey_export_joins_its_two_header_rows(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Respondent ID,Collector ID,Start Date,How satisfied are you?,Which ones?,,Comments\n"
        ",,,Response,App,Web,Open-Ended Response\n"
        "101,9,01/13/2026 10:00:00 AM,4,App,,fine\n"
        "102,9,01/14/2026 10:00:00 AM,5,,Web,good\n",
    )

    table = read(path)

    assert table.assumed.tool == "surveymonkey"
    assert table.columns[3:] == (
        "How satisfied are you?",
        "Which ones? – App",
        "Which ones? – Web",
        "Comments",
    )
    assert table.assumed.dates == "month-first"
    assert roles.guess(table).columns == {
        "Start Date": "period",
        "How satisfied are you?": "question",
    }


def test_a_typeform_export_is_known(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "#,How likely?,Why?,Start Date (UTC),Submit Date (UTC),Network ID\n"
        "a1,9,it works,2026-10-01 10:00:00,2026-10-01 10:05:00,n1\n"
        "a2,6,too slow,2026-10-02 10:00:00,2026-10-02 10:05:00,n2\n",
    )

    table = read(path)

    assert (table.assumed.tool, roles.shape(table)) == ("typeform", "survey")
    assert roles.guess(table).columns == {"How likely?": "question", "Submit Date (UTC)": "period"}


@pytest.mark.parametrize("stamp", ["Timestamp", "Zaman damgası", "مهر زمان", "时间戳记"])
def test_a_google_forms_export_is_known_in_several_languages(tmp_path: Path, stamp: str) -> None:
    rows = "2026/10/01 8:51:12 AM GMT+3:30,4\n2026/10/02 9:00:00 AM GMT+3:30,5\n"
    path = text(tmp_path, f"{stamp},Score\n{rows}")

    table = read(path)

    assert table.assumed.tool == "google-forms"
    assert roles.guess(table).columns == {stamp: "period", "Score": "question"}


# ---------------------------------------------------------------- Google Analytics

GA4 = """\
# ----------------------------------------
# Pages and screens: Page path and screen class
# Account: Coffee
# Property: Coffee
# ----------------------------------------
#
# All Users
# Start date: 20261001
# End date: 20261031

Nth day,Users
0000,5
0001,7

Page path and screen class,Views,Users
,100,20,Grand total
/pay,60,10
/cart,40,10
"""


def test_a_google_analytics_export_gives_its_widest_table_without_totals(tmp_path: Path) -> None:
    table = read(text(tmp_path, GA4))

    assert (table.assumed.tool, table.assumed.period) == ("ga4", "2026-10")
    assert table.columns == ("Page path and screen class", "Views", "Users")
    assert [row.cells for row in table.rows] == [("/pay", "60", "10"), ("/cart", "40", "10")]
    assert [(each.line, str(each.reason)) for each in table.skipped] == [
        (16, "the total of the other rows")
    ]
    assert said(table, "period") == "the file states its period: 2026-10"


def test_a_google_analytics_export_is_known_in_every_language(tmp_path: Path) -> None:
    content = GA4.replace("Start date", "Başlangıç tarihi").replace("End date", "Bitiş tarihi")

    table = read(text(tmp_path, content.replace("Grand total", "Genel toplam")))

    assert (table.assumed.tool, table.assumed.period, len(table.rows)) == ("ga4", "2026-10", 2)


def test_each_table_of_a_google_analytics_export_can_be_chosen(tmp_path: Path) -> None:
    path = text(tmp_path, GA4)
    first, second = sheets(path)

    assert read(path, SourceOptions(sheet=first)).columns == ("Nth day", "Users")
    assert read(path, SourceOptions(sheet=second)).columns[1] == "Views"
    with pytest.raises(Unusable, match="there is no table “third”"):
        read(path, SourceOptions(sheet="third"))


def test_what_was_taken_for_another_tool_can_be_put_right(tmp_path: Path) -> None:
    path = text(tmp_path, GA4)

    assert read(path, SourceOptions(header="11")).columns == ("Nth day", "Users")
    table = read(path, SourceOptions(header="16"))
    assert (table.assumed.tool, table.columns[-1]) == ("", "Grand total")


SURVEYMONKEY = """\
Respondent ID,Collector ID,Start Date,Which?,
,,,App,Web
101,9,01/13/2026 10:00:00 AM,4,1
"""
QUALTRICS = """\
StartDate,EndDate,Status,Progress,Q1
Start,End,Status,Progress,How was it?
"{""ImportId"":""a""}","{""ImportId"":""b""}",x,y,z
2026-10-01,2026-10-01,0,100,4
"""


@pytest.mark.parametrize(
    "content",
    [
        GA4,
        SURVEYMONKEY,
        QUALTRICS,
        "Report\n\nstep;ours;theirs;day\npay;1,5;3.75;21.04.2026\n",
        "a,b\n1,2\n",
        "1,2\n3,4\n",
        "قدم\tامتیاز\tتاریخ\tday\nپرداخت\t۴٫۵\t۱۴۰۵/۰۷/۲۹\t2026-10-21\n",
        "Ödeme;Şube\nİyi;5\n".encode("cp1254"),
    ],
)
def test_what_was_found_out_can_be_told_back_and_changes_nothing(
    tmp_path: Path, content: str | bytes
) -> None:
    path = text(tmp_path, content)
    found = read(path)
    known = found.assumed
    options = SourceOptions(
        encoding=known.encoding,
        delimiter=known.delimiter,
        decimal=known.decimal,
        dates=known.dates or None,
        header=known.header,
        sheet=known.sheet or None,
    )

    told = read(path, options)

    assert (told.columns, told.rows, told.skipped) == (found.columns, found.rows, found.skipped)
    assert [column._replace(dates="") for column in told.looks] == [
        column._replace(dates="") for column in found.looks
    ]
    assert told.assumed.tool == known.tool


# ---------------------------------------------------------------- TheyDo


def test_a_theydo_metrics_file_gives_counts_hits_and_values(tmp_path: Path) -> None:
    def metric(kind: str, **point: object) -> dict[str, object]:
        points = [{"dateOfMeasurement": "2026-10-31", **point}]
        return {"type": kind, "importKey": kind, "title": kind, "unit": "x", "dataPoints": points}

    region = [{"key": "region", "value": "EMEA"}]
    content = {
        "format": "THEYDO_METRICS_V1",
        "metrics": [
            metric("CES", score=4.8, respondents=320, dimensions=region),
            metric(
                "CSAT", veryUnsatisfied=1, unsatisfied=2, neutral=3, satisfied=4, verySatisfied=5
            ),
            metric("NPS", detractors=42, passives=88, promoters=230),
            metric("RATIO", numerator=740, denominator=1000),
            {"type": "NPS"},
        ],
    }

    table = read(text(tmp_path, json.dumps(content), "metrics.json"))

    assert table.assumed.tool == "theydo"
    assert [dict(zip(table.columns, row.cells, strict=True))["metric"] for row in table.rows] == [
        "CES",
        "CSAT",
        "NPS",
        "RATIO",
    ]
    assert str(table.skipped[0].reason) == "a metric without data points"
    assert "segment.region" in table.columns
    assert "touchpoint" not in roles.guess(table).columns.values()
