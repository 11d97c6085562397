"""Mermaid journeys become maps as Mermaid means them, and every kindness is told with its line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.exchange.imported import Imported
from journeymap.exchange.mermaid import read_mermaid
from journeymap.files.problems import Unreadable
from journeymap.model.journey import JourneyMap


def read(text: str, nth: int = 1) -> Imported:
    return read_mermaid(text, "shop.mmd", nth)


def notes(imported: Imported) -> list[tuple[int, str]]:
    """Return the notes in English without the isolates around what runs the other way."""
    return [(n.line, re.sub("[\u2068\u2069]", "", str(n.message))) for n in imported.notes]


def refusal(text: str, nth: int = 1) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        read(text, nth)
    return str(caught.value).split("\n")


def tasks(m: JourneyMap) -> list[tuple[str, int | None, list[str]]]:
    names = {persona.id: persona.name for persona in m.personas}
    return [(t.name, t.emotion, [names[p] for p in t.personas]) for t in m.touchpoints]


# ---------------------------------------------------------------- against Mermaid itself


def test_every_diagram_of_the_corpus_means_what_mermaid_reads(corpus: Path) -> None:
    """Given what Mermaid 11.17 parses, when we read the same text, then nothing differs."""
    folder = corpus / "mermaid"
    texts = sorted(folder.glob("*.mmd"))
    assert len(texts) > 20
    for path in texts:
        there = json.loads((folder / "reference" / f"{path.stem}.json").read_text("utf-8"))
        assert there["valid"], path.name
        m = read_mermaid(path.read_text("utf-8"), path.name).map
        agrees(m, there, path.name)


def agrees(m: JourneyMap, there: dict[str, Any], name: str) -> None:
    def shown(text: str) -> str:
        return re.sub(r"<br\s*/?>", "\n", text).strip()

    if there["title"]:
        assert m.title == shown(there["title"]), name
    elif there["accTitle"]:
        assert m.title == there["accTitle"], name
    assert [stage.name for stage in m.stages] == [shown(s) for s in there["sections"]], name
    assert tasks(m) == [
        (
            shown(task["task"]),
            None if task["score"] == "NaN" else min(5, max(1, task["score"])) - 3,
            [actor for actor in task["people"] if actor],
        )
        for task in there["tasks"]
    ], name
    stages = {stage.id: stage.name for stage in m.stages}
    found = [stages[touchpoint.stage] for touchpoint in m.touchpoints]
    assert found == [shown(task["section"]) for task in there["tasks"]], name
    assert {p.name for p in m.personas} == {actor for actor in there["actors"] if actor}, name
    if there["accDescription"]:
        assert there["accDescription"] in (m.summary or ""), name


def test_a_diagram_becomes_a_map_with_readable_ids() -> None:
    found = read("journey\n title My day\n section Go to work\n  Make tea: 5: Me, Cat\n  Go: 2: Me")
    m = found.map
    assert m.title == "My day"
    assert [stage.id for stage in m.stages] == ["go-to-work"]
    assert [persona.id for persona in m.personas] == ["me", "cat"]
    assert [(t.id, t.emotion, t.personas) for t in m.touchpoints] == [
        ("make-tea", 2, ("me", "cat")),
        ("go", -1, ("me",)),
    ]
    assert [(flow.source, flow.target) for flow in m.flows] == [("make-tea", "go")]
    assert all(t.channel is None for t in m.touchpoints)
    assert found.notes == ()


# ---------------------------------------------------------------- scores


@pytest.mark.parametrize(
    ("score", "emotion", "note"),
    [
        ("1", -2, None),
        ("3", 0, None),
        (" 5 ", 2, None),
        ("0x5", 2, None),
        ("0", -2, "the score 0 was read as 1; scores are 1 to 5"),
        ("7", 2, "the score 7 was read as 5; scores are 1 to 5"),
        ("-1", -2, "the score -1 was read as 1; scores are 1 to 5"),
        ("3.5", 1, "the score 3.5 was read as 4; scores are 1 to 5"),
        ("1e1", 2, "the score 1e1 was read as 5; scores are 1 to 5"),
        ("Infinity", 2, "the score Infinity was read as 5; scores are 1 to 5"),
        ("۵", 2, "Mermaid does not know the digits of “۵”"),
        ("٢", -1, "Mermaid does not know the digits of “٢”"),
        ("2rem", None, "“2rem” is no score; the step stays unrated"),
        ("five", None, "“five” is no score; the step stays unrated"),
        (" ", None, "“Pay” has no score; it stays unrated"),
    ],
)
def test_a_score_becomes_an_emotion_or_stays_unknown(
    score: str, emotion: int | None, note: str | None
) -> None:
    found = read(f"journey\n section S\n Pay: {score}: Me")
    assert found.map.touchpoints[0].emotion == emotion
    assert notes(found) == ([(3, note)] if note else [])


@pytest.mark.parametrize(
    ("task", "name", "emotion", "actors"),
    [
        ("Step 1: pay: 5: Me", "Step 1: pay", 2, ["Me"]),
        ("Step 1: pay: 4", "Step 1: pay", 1, []),
        ("At 12:30: 2: Me", "At 12:30", -1, ["Me"]),
        ("Call 1:1: 5: Me", "Call 1:1", 2, ["Me"]),
    ],
)
def test_further_colons_belong_to_the_name_and_are_told(
    task: str, name: str, emotion: int, actors: list[str]
) -> None:
    found = read(f"journey\n section S\n {task}")
    assert tasks(found.map) == [(name, emotion, actors)]
    message = f"the name was taken to be “{name}”; Mermaid cuts it at the first colon"
    assert notes(found) == [(3, message)]


def test_a_task_that_mermaid_understands_is_cut_as_mermaid_cuts_it() -> None:
    found = read("journey\n section S\n Pay: 5: Me: extra\n Ship: 4: 3")
    assert tasks(found.map) == [("Pay", 2, ["Me"]), ("Ship", 1, ["3"])]
    assert notes(found) == [(3, "“extra” has no place in a task and was left out")]


def test_the_persian_comma_parts_actors_and_is_told() -> None:
    found = read("journey\n title سفر خرید\n section آشنایی\n دیدن آگهی: ۴: مینا، آرش, سارا")
    assert tasks(found.map) == [("دیدن آگهی", 1, ["مینا", "آرش", "سارا"])]
    assert found.map.language == "fa"
    assert [stage.id for stage in found.map.stages] == ["آشنایی"]
    assert notes(found) == [
        (1, "the language was taken to be fa"),
        (4, "Mermaid does not know the digits of “۴”"),
        (4, "Mermaid does not part actors at “،”; here it does"),
    ]


# ---------------------------------------------------------------- names and structure


def test_a_section_named_twice_is_two_stages() -> None:
    m = read("journey\n section A\n x: 1\n section B\n section A\n y: 2").map
    assert [(stage.id, stage.name) for stage in m.stages] == [("a", "A"), ("b", "B"), ("a-2", "A")]
    assert [t.stage for t in m.touchpoints] == ["a", "a-2"]


def test_tasks_before_any_section_get_a_stage_of_the_title() -> None:
    found = read("journey\n a: 1\n title Shop\n section B\n b: 2")
    assert [stage.name for stage in found.map.stages] == ["Shop", "B"]
    assert notes(found) == [(2, "tasks before any section got a stage of the map’s name")]


def test_entity_codes_and_breaks_are_read() -> None:
    m = read("journey\n title A #35;1\n section B#58; C\n d<br/>e #quot;f#quot;: 5: g#44;h").map
    assert m.title == "A #1"
    assert m.stages[0].name == "B: C"
    assert tasks(m) == [('d\ne "f"', 2, ["g,h"])]


def test_an_unknown_code_stays_as_it_is() -> None:
    assert tasks(read("journey\n section S\n a #nothing; b: 3").map) == [("a #nothing; b", 0, [])]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Front\n---\njourney\n a: 1", "Front"),
        ("---\ntitle: Front\n---\njourney\n title Inside\n a: 1", "Inside"),
        ("---\nconfig: {}\ntitle: >\n  Two\n  lines\n---\njourney", "Two lines"),
        ("journey\n title One\n title Two\n a: 1", "Two"),
        ("journey\n accTitle: Spoken\n a: 1", "Spoken"),
        ("journey\n a: 1", "shop"),
        ("journey title On the line\n a: 1", "On the line"),
    ],
)
def test_the_title_is_found_where_mermaid_finds_it(text: str, title: str) -> None:
    assert read(text).map.title == title


def test_what_is_told_to_screen_readers_becomes_the_summary() -> None:
    m = read(
        "journey\n title T\n accTitle: Spoken # all of it\n accDescr {\n  Two\n  lines\n }\n a: 1"
    )
    assert m.map.summary == "Spoken # all of it\nTwo\nlines"
    assert read("journey\n accDescr: one line\n a: 1").map.summary == "one line"


def test_comments_and_settings_are_told() -> None:
    text = (
        "%%{init: {'theme': 'dark'}}%%\njourney\n%% one\n section S\n # two\n"
        " Pay: 5: Me # and you\n   %% three\n Ship: 4"
    )
    found = read(text)
    assert tasks(found.map) == [("Pay", 2, ["Me"]), ("Ship", 1, [])]
    assert notes(found) == [
        (1, "the settings of the diagram (theme, fonts, widths) were left out"),
        (3, "2 comments were left out"),
        (6, "“# and you” is a comment to Mermaid and was left out"),
    ]


@pytest.mark.parametrize("line", ["% off: 3: Me", "x%% Pay: 3"])
def test_a_line_that_mermaid_takes_for_a_comment_is_told(line: str) -> None:
    found = read(f"journey\n section S\n Ship: 4\n{line}")
    assert tasks(found.map) == [("Ship", 1, [])]
    assert notes(found) == [(4, f"“{line}” is a comment to Mermaid and was left out")]


def test_a_score_left_open_is_missing_and_no_part_of_the_name() -> None:
    assert tasks(read("journey\n section S\n 50%% off: : Me").map) == [("50%% off", None, ["Me"])]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_marks_and_tabs_make_no_difference(ends: str) -> None:
    text = f"\ufeffjourney{ends}\ttitle\tT{ends}{ends}\tsection S 🛒{ends}\tPay 💳 :5:\tMe{ends}"
    m = read(text).map
    assert (m.title, m.stages[0].name, m.stages[0].id) == ("T", "S 🛒", "s")
    assert tasks(m) == [("Pay 💳", 2, ["Me"])]


# ---------------------------------------------------------------- Markdown

MARKDOWN = """---
title: A page
---
# Page

```mermaid
graph TD
  a-->b
```

- item

    ~~~~mermaid
    ---
    title: First
    ---
    journey
      section S
        a: 9
    ~~~
    ~~~~

> ```mermaid
> journey
>   title Second
>   b: 2
> ```
"""


def test_the_nth_journey_of_a_page_is_read_with_its_lines() -> None:
    found = read(MARKDOWN.replace("    ~~~\n", ""))
    assert found.map.title == "First"
    assert notes(found) == [
        (14, "1 other journey diagram of this text was not read"),
        (19, "the score 9 was read as 5; scores are 1 to 5"),
    ]
    assert read(MARKDOWN, nth=2).map.title == "Second"


def test_a_fence_ends_only_with_one_as_long() -> None:
    assert refusal(MARKDOWN) == ["shop.mmd:20:5: “~~~” has no score; write “~~~: 3: Somebody”"]


@pytest.mark.parametrize("nth", [0, 3])
def test_a_number_that_is_not_there_is_refused(nth: int) -> None:
    assert refusal(MARKDOWN, nth) == [
        f"shop.mmd: there are 2 journey diagrams here and no number {nth}"
    ]


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "shop.mmd:1:1: there is no Mermaid diagram in this text"),
        (
            "graph TD\n a-->b",
            "shop.mmd:1:1: this is no journey diagram: it begins with “graph” and not with"
            " “journey”",
        ),
        ("journey\n a", "shop.mmd:2:2: “a” has no score; write “a: 3: Somebody”"),
        ("journey\n a:\n", "shop.mmd:2:2: “a” has nothing after it that can be a score"),
        (
            "journey\n a: 5; b: 4",
            "shop.mmd:2:6: Mermaid cannot read “;” here; write #59; for it, or begin a new line",
        ),
        (
            "journey\n section A: B",
            "shop.mmd:2:11: Mermaid cannot read “:” in the name of a section; write #58; for it",
        ),
        (
            "journey\n journey on: 3",
            "shop.mmd:2:2: no line but the first may begin with “journey”;"
            " write #106;ourney instead",
        ),
        ("journey\n : 5", "shop.mmd:2:2: there is a score here and no task before it"),
        ("journey\n accDescr {\n x", "shop.mmd:2:2: this block is never closed; end it with }"),
        (
            "journeys\n a: 1",
            "shop.mmd:1:1: a journey diagram begins with the word “journey” on its own",
        ),
        (
            "---\ntitle: [\n---\njourney\n a: 1",
            "shop.mmd:2:1: the front matter between the --- is not YAML",
        ),
    ],
)
def test_what_mermaid_cannot_read_is_refused_with_its_place(text: str, said: str) -> None:
    assert refusal(text) == [said]


def test_every_wrong_line_is_named_at_once() -> None:
    found = refusal("journey\n a\n b: 3\n c; d\n e: 5\n section F: G")
    assert [line.split(":")[1] for line in found] == ["2", "4", "6"]


# ---------------------------------------------------------------- anything at all

PARTS = (
    "journey title section accTitle accDescr : :: ; # %% %%{ }%% { } , ، 5 ۵ 0 9 NaN <br/> #35;"
    " --- ``` ```mermaid ~~~ > Me Pay config: 🛒 \ufeff \u200c \x00 \u2028 \n \n \n \r\n \t"
).split(" ")


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=40), st.integers(1, 2))
def test_any_text_is_read_or_refused_with_a_place(parts: list[str], nth: int) -> None:
    for text in (" ".join(parts), "journey\n" + " ".join(parts)):
        lines = text.count("\n") + text.count("\r") + 1
        found = read_or_refuse(text, nth)
        if isinstance(found, Unreadable):
            assert all(0 <= problem.line <= lines for problem in found.problems)
            assert str(found)
        else:
            assert JourneyMap.model_validate(found.map.model_dump(exclude_unset=True))
            assert all(1 <= note.line <= lines for note in found.notes)


def read_or_refuse(text: str, nth: int) -> Imported | Unreadable:
    try:
        return read(text, nth)
    except Unreadable as refused:
        return refused
