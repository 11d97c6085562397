"""Pasted text: lines and ranges of spreadsheets become touchpoints, nothing is dropped unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.pasting import Added, added, pasted
from journeymap.model.problems import Refused
from tests.model.sample import coffee


def paste(text: str, after: str = "", m: JourneyMap | None = None, stage: str = "buy") -> Added:
    m = coffee() if m is None else m
    return added(m, pasted(text, m), stage, "app", after)


def made(result: Added) -> list[Touchpoint]:
    there = {t.id: t for t in result.map.touchpoints}
    return [there[key] for key in result.keys]


def said(result: Added) -> list[str]:
    return [str(note).replace("\u2068", "").replace("\u2069", "") for note in result.notes]


def test_lines_become_touchpoints_that_follow_each_other() -> None:
    result = paste("Choose a cup\n\nPay again @Shop -1 !Queue\r\nLeave", after="sip")
    first, second, third = made(result)
    assert [t.name for t in (first, second, third)] == ["Choose a cup", "Pay again", "Leave"]
    assert (first.stage, first.channel, second.channel, second.emotion) == (
        "buy",
        "app",
        "shop",
        -1,
    )
    ways = [(f.source, f.target) for f in result.map.flows]
    assert ("sip", first.id) in ways
    assert (first.id, second.id) in ways
    assert (second.id, third.id) in ways
    assert result.map.pain_points[-1].at == (second.id,)


def test_a_range_with_heads_knows_its_columns() -> None:
    text = (
        "Phase\tTouchpoint\tChannel\tEmotion\tPain points\tOwner\tEffort\n"
        'Buy\tPay at kiosk\tKiosk\t-2\t"Slow; breaks\nNobody helps"\tStore team\t5\n'
        "After\tRate\tapp\t1\t\t\t\n"
    )
    result = paste(text)
    kiosk, rate = made(result)
    assert (kiosk.stage, kiosk.channel, kiosk.emotion) == ("buy", "kiosk", -2)
    assert (kiosk.owner, kiosk.effort) == ("Store team", 5)
    assert [p.name for p in result.map.pain_points[-3:]] == ["Slow", "breaks", "Nobody helps"]
    assert (rate.stage, rate.channel, rate.emotion) == ("after", "app", 1)
    assert result.notes == ()
    assert not any(rate.id in (f.source, f.target) for f in result.map.flows)


@pytest.mark.parametrize(
    "heads", ["مرحله\tنقطهٔ تماس\tاحساس", "阶段\t触点\t情绪", "Aşama\tTemas noktası\tDuygu"]
)
def test_heads_may_be_in_any_language_of_the_window(heads: str) -> None:
    (first,) = made(paste(f"{heads}\nBuy\tPay twice\t۲\n"))
    assert (first.name, first.stage, first.emotion) == ("Pay twice", "buy", 2)


def test_without_heads_columns_are_known_by_what_stands_in_them() -> None:
    first, second = made(paste("Find\tSee poster\t1\tShop\nBuy\tAsk price\t-1\tWebsite\n"))
    assert (first.name, first.stage, first.channel, first.emotion) == (
        "See poster",
        "find",
        "shop",
        1,
    )
    assert (second.name, second.stage, second.channel, second.emotion) == (
        "Ask price",
        "buy",
        "web",
        -1,
    )


def test_emotions_from_one_to_five_are_read_as_such_and_it_is_said() -> None:
    result = paste("Step\tEmotion\nA\t1\nB\t3\nC\t5\n")
    assert [t.emotion for t in made(result)] == [-2, 0, 2]
    assert said(result) == ["Emotions were read as 1 to 5, where 3 is neutral"]


def test_what_cannot_be_read_is_told_with_its_row_and_the_rest_is_pasted() -> None:
    result = paste("Step\tEmotion\tEffort\tFoo\tMoment of truth\nA\tsad\t9\tx\tmaybe\n\t1\t\t\t\n")
    (first,) = made(result)
    assert (first.name, first.emotion, first.effort) == ("A", None, None)
    assert said(result) == [
        "The column “Foo” means no field and was left out",
        "Row 2: Effort “9” is not a number from 1 to 5 and was left out",
        "Row 2: Emotion “sad” is not a number from −2 to 2 and was left out",
        "Row 2: “maybe” is neither yes nor no",
        "Row 3: it has no name and was left out",
    ]


def test_controls_come_along_from_terminals_and_nobody_sees_them() -> None:
    assert [t.name for t in made(paste("\x1b\x01Pay\x7f\x00\nGo \ud83don\uffff\n\x02\n"))] == [
        "Pay",
        "Go on",
    ]
    with pytest.raises(Refused):
        paste("\x01\x7f\n\x02")


@pytest.mark.parametrize("m", [None, JourneyMap(title="New")])
def test_a_text_too_long_for_a_name_leaves_its_row_out(m: JourneyMap | None) -> None:
    result = paste(f"Stage\tStep\nFirst\t{'x' * 10_001}\nSecond\tB\n", m=m, stage="")
    assert [t.name for t in made(result)] == ["B"]
    (why,) = said(result)
    assert why.startswith("Row 2: name: ")
    if m is not None:
        assert [s.name for s in result.map.stages] == ["Second"]


def test_a_map_without_stages_takes_those_that_are_named() -> None:
    result = paste("Stage\tStep\nFirst\tA\nSecond\tB\n", m=JourneyMap(title="New"), stage="")
    assert [s.name for s in result.map.stages] == ["First", "Second"]
    with pytest.raises(Refused):
        paste("A\nB", m=JourneyMap(title="New"), stage="")


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(Refused):
        paste(" \n\n")
    with pytest.raises(Refused, match="too many"):
        paste("a\n" * 1001)


@settings(max_examples=80)
@given(st.text(alphabet='ab\t\n"@#!?+-12;\x01\x85\ud800', max_size=60))
def test_any_text_is_pasted_or_refused(text: str) -> None:
    try:
        result = paste(text)
    except Refused:
        return
    assert len({t.id for t in result.map.touchpoints}) == len(result.map.touchpoints)


def test_columns_beyond_what_anybody_pastes_are_refused_with_their_number() -> None:
    wide = "\t".join(str(n) for n in range(201))

    with pytest.raises(Refused) as refused:
        paste(wide + "\n" + wide)

    assert "201 columns are too many" in str(refused.value.message)


def test_many_lines_cost_as_many_indexes_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    begin = Index.__init__

    def counted(self: Index, m: JourneyMap, like: Index | None = None) -> None:
        made.append(m)
        begin(self, m, like)

    monkeypatch.setattr(Index, "__init__", counted)
    counts = []
    for n in (20, 200):
        made.clear()
        paste("\n".join(f"Step {k} @Kiosk{k} -1 !Wait {k} ?Idea {k}" for k in range(n)), "sip")
        counts.append(len(made))

    assert counts[0] == counts[1]


def test_joined_cells_are_read_for_all_of_their_rows() -> None:
    result = paste("Stage\tStep\nBuy\tA\n\tB\n\tC\nLeave\tD\n", m=JourneyMap(title="New"), stage="")
    assert [(t.name, t.stage) for t in made(result)] == [
        ("A", "buy"),
        ("B", "buy"),
        ("C", "buy"),
        ("D", "leave"),
    ]
    assert said(result) == ["Rows without a stage were put into that of the row above"]


def test_no_column_and_no_cell_is_left_out_in_silence() -> None:
    result = paste("Step\tStep\tFoo\nA\tB\tx\nC\tD\ty\tz\tz\n")
    assert [t.name for t in made(result)] == ["A", "C"]
    assert said(result) == [
        "The column “Step” comes twice; only the first one was read",
        "The column “Foo” means no field and was left out",
        "Row 3: 2 cells have no column and were left out",
    ]
    result = paste("First\tsecond\nA\tB\n")
    assert [t.name for t in made(result)] == ["First", "A"]
    assert said(result) == ["The column “second” means no field and was left out"]


@pytest.mark.parametrize("digit", ["＋２", "+2", "۲", "２", "²"])
def test_numbers_of_full_width_and_of_any_script_are_numbers(digit: str) -> None:
    (first, second) = made(paste(f"Step\tEmotion\nA\t{digit}\nB\t−1\n"))
    assert (first.emotion, second.emotion) == (2, -1)


def test_breaks_of_lines_and_pages_join_no_words() -> None:
    assert [t.name for t in made(paste("Pay\vat the till\fLeave\u2028now"))] == [
        "Pay at the till",
        "Leave now",
    ]


def test_a_name_that_nobody_sees_is_none() -> None:
    assert [t.name for t in made(paste("\u200c\n\u200d\u200b\nPay\n\ufeff\n\u202e"))] == ["Pay"]
    with pytest.raises(Refused):
        paste("\u200c\u200d\n\ufeff")
