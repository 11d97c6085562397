"""Percentages that stand as fractions, and answers in words: what they are taken for, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.reader import read_file
from journeymap.metrics.scale_words import scale_of
from journeymap.metrics.scores import told_words
from journeymap.metrics.table import Unusable
from tests.metrics.test_cli_importing import values, written
from tests.metrics.test_cli_metrics import run
from tests.metrics.test_period_columns import file

FRACTIONS = (
    "touchpoint,metric,value,n,period\nPay,CSAT,0.585,400,2026-11\nCart,CSAT,0.79,90,2026-11\n"
)
QUESTION = "Zufrieden mit der Kasse?"


def answers(words: list[str]) -> str:
    rows = [f'2026-11-{day:02},"{word}"' for day, word in enumerate(words * 6, start=1)]
    return "\n".join([f"Datum,{QUESTION}", *rows, ""])


def test_a_share_is_read_as_the_percentage_that_its_metric_has(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "poll.csv", FRACTIONS)

    result = run("metrics", "import", path, source)

    assert result.exit_code == 0, result.output
    assert "values of CSAT lie between 0 and 1 and are taken for percentages: 0.585 for 58.5" in (
        result.stdout
    )
    assert "--option fractions=plain" in result.stdout
    assert [each[3] for each in values(path)] == [79, 58.5]


def test_a_share_stays_as_it_stands_where_that_is_said_and_next_month_too(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "poll.csv", FRACTIONS)

    run("metrics", "import", path, source, "--option", "fractions=plain")
    source.write_text(FRACTIONS.replace("2026-11", "2026-12"), "utf-8")
    run("metrics", "refresh", path)

    assert {each[3] for each in values(path)} == {0.585, 0.79}
    assert len(values(path)) == 4


def test_one_value_above_one_says_that_none_is_a_share(tmp_path: Path) -> None:
    rows = FRACTIONS.replace("0.79", "79")
    path, source = file(tmp_path), written(tmp_path, "poll.csv", rows)

    run("metrics", "import", path, source)

    assert {each[3] for each in values(path)} == {0.585, 79}


def test_an_unknown_way_to_read_fractions_is_refused(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "poll.csv", FRACTIONS)

    result = run("metrics", "import", path, source, "--option", "fractions=half")

    assert result.exit_code == 2
    assert "write percent or plain" in result.stderr


@pytest.mark.parametrize(
    "scale",
    [
        "sehr unzufrieden|eher unzufrieden|teils, teils|eher zufrieden|sehr zufrieden",
        "sehr unzufrieden|unzufrieden|neutral|zufrieden|sehr zufrieden",
        "sehr schlecht|schlecht|mittel|gut|sehr gut",
        "sehr unzufrieden|eher unzufrieden|teils/teils|eher zufrieden|sehr zufrieden",
        "stimme überhaupt nicht zu|stimme eher nicht zu|teils, teils|stimme eher zu|stimme voll zu",
        "stimme gar nicht zu|stimme nicht zu|neutral|stimme zu|stimme voll und ganz zu",
        "très insatisfait|insatisfait|neutre|satisfait|très satisfait",
        "muy insatisfecho|insatisfecho|neutral|satisfecho|muy satisfecho",
        "muito insatisfeito|insatisfeito|neutro|satisfeito|muito satisfeito",
        "molto insoddisfatto|insoddisfatto|neutrale|soddisfatto|molto soddisfatto",
        "очень недоволен|недоволен|нейтрально|доволен|очень доволен",
        "خیلی ناراضی|ناراضی|متوسط|راضی|خیلی راضی",
        "کاملاً ناراضی|ناراضی|نظری ندارم|راضی|کاملاً راضی",
        "غير راضي جدا|غير راضي|محايد|راضي|راضي جدا",
    ],
)
def test_words_of_satisfaction_are_scores_in_many_languages(scale: str) -> None:
    words = scale.split("|")

    assert list(scale_of(words).values()) == [1, 2, 3, 4, 5]


def test_words_that_no_scale_tells_apart_are_no_scores() -> None:
    assert scale_of(["zufrieden", "eher zufrieden", "sehr zufrieden"]) == {}


def test_words_get_their_scores_by_hand_and_keep_them(tmp_path: Path) -> None:
    words = ["doof", "geht so, na ja", "prima"]
    path, source = file(tmp_path), written(tmp_path, "umfrage.csv", answers(words))
    told = "words=doof=1, geht so, na ja=3; prima=5"

    result = run("metrics", "import", path, source, "--option", told,
                 "--columns", f"{QUESTION}=question", "--metric", f"{QUESTION}=csat",
                 "--at", "pay")  # fmt: skip

    assert result.exit_code == 0, result.output
    assert read_file(path).map.readings[0].counts == {"1": 6, "3": 6, "5": 6}
    again = run("metrics", "refresh", path)
    assert again.exit_code == 0
    assert "1 reading" in again.stdout


@pytest.mark.parametrize("text", ["schlecht", "=1", "a=1, b"])
def test_scores_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Unusable, match="gives no scores"):
        told_words(text)


def test_answers_that_are_no_score_are_told_as_such_with_the_way_out(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "umfrage.csv", answers(["doof", "prima"]))

    result = run("metrics", "import", path, source, "--columns", f"{QUESTION}=question",
                 "--metric", f"{QUESTION}=csat", "--at", "pay", "--as", "survey")  # fmt: skip

    assert result.exit_code == 2
    assert f"“{QUESTION}”: 12 answers are no score: doof, prima" in result.stderr
    assert "--option 'words=doof=1,prima=2'" in result.stderr


def test_what_people_wrote_is_never_shown_as_an_example(tmp_path: Path) -> None:
    own = [f"my number is 555 01{place:02}" for place in range(4)]
    rows = answers(own).replace('"\n', '"\n', 1)
    lines = rows.splitlines()[:5]
    path, source = file(tmp_path), written(tmp_path, "umfrage.csv", "\n".join([*lines, ""]))

    result = run("metrics", "import", path, source, "--columns", f"{QUESTION}=question",
                 "--metric", f"{QUESTION}=csat", "--at", "pay", "--as", "survey")  # fmt: skip

    assert result.exit_code == 2
    assert "4 answers are no score" in result.stderr
    assert "555" not in result.stderr
