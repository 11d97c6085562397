"""Characters that turn text around: which are meant, nothing else goes, nothing is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks.runner import run as run_checks
from journeymap.checks.turned import straight, turning
from journeymap.files.reader import read_bytes
from journeymap.model.document import Document
from journeymap.model.text import M, say
from tests.test_cli import run

LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
TURNING = (LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI)
TEXTS = st.text(st.sampled_from([*TURNING, "a", "ب", "\n", "\u200e", "\u200f", "\u061c"]))
CHECK = "text-turned-around"
MAP = """title: Coffee
language: en
stages: [{{id: order, name: Order}}]
touchpoints:
  - {{id: pay, name: "{name}", stage: order, doing: "{doing}"}}
"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pay",
        "\u200eA\u200f \u061cب\u200c",
        f"{LRI}a{PDI} {RLI}b{FSI}c{PDI}d{PDI}",
        f"{LRE}a{RLE}b{PDF}{PDF}",
        f"{RLI}a{LRE}b{PDF}c{PDI}\n{FSI}d{PDI}",
    ],
)
def test_honest_characters_are_left_in_peace(text: str) -> None:
    assert turning(text) == []
    assert straight(text) == text


@pytest.mark.parametrize(
    ("text", "wrong", "left"),
    [
        (f"a{RLO}b{PDF}c", [(1, "override"), (3, None)], "abc"),
        (f"{LRO}a", [(0, "override")], "a"),
        (f"{RLI}{RLO}a{PDI}", [(1, "override")], f"{RLI}a{PDI}"),  # closed with its isolate
        (f"a{LRE}b", [(1, "embedding")], "ab"),
        (f"a{FSI}b", [(1, "isolate")], "ab"),
        (f"a{PDF}b{PDI}", [(1, "end"), (3, "end")], "ab"),
        # an isolate keeps its ends to itself, and closes what is open in it
        (f"{RLE}a{LRI}b{PDF}c{PDI}{PDF}", [(4, "end")], f"{RLE}a{LRI}bc{PDI}{PDF}"),
        (f"{LRI}a{RLE}b{PDI}{PDF}", [(2, "embedding"), (5, "end")], f"{LRI}ab{PDI}"),
        # nothing reaches over the end of a paragraph
        (f"{LRI}a\nb{PDI}", [(0, "isolate"), (4, "end")], "a\nb"),
    ],
)
def test_what_turns_text_around_is_found_and_goes_alone(
    text: str, wrong: list[tuple[int, str | None]], left: str
) -> None:
    assert [(each.position, each.wrong) for each in turning(text)] == wrong
    assert straight(text) == left


@given(TEXTS)
def test_nothing_is_left_and_nothing_else_is_gone(text: str) -> None:
    after = straight(text)

    assert turning(after) == []
    assert not {RLO, LRO} & set(after)
    gone = {each.position for each in turning(text)}
    assert after == "".join(c for n, c in enumerate(text) if n not in gone)
    assert all(text[n] in TURNING for n in gone)


@given(TEXTS, TEXTS)
def test_what_is_left_in_peace_turns_nothing_beside_it(one: str, other: str) -> None:
    # each for itself is straight, and so are both in a row: none reaches into the other
    assert turning(straight(one) + straight(other)) == []


@given(TEXTS, TEXTS)
def test_the_fix_mends_any_text(name: str, doing: str) -> None:
    escaped = [text.replace("\n", "\\n") for text in (name, doing)]
    saved = read_bytes(MAP.format(name=f"Pay {escaped[0]}", doing=escaped[1]).encode(), "m.yaml")
    document = Document(saved.map, saved)

    for finding in run_checks(saved.map):
        if finding.check == CHECK and finding.fix is not None:
            document.apply(finding.fix.name, finding.fix.edit)

    touchpoint = document.map.touchpoints[0]
    assert touchpoint.name == straight(f"Pay {name}")
    assert touchpoint.doing == (doing if doing and not straight(doing).strip() else straight(doing))
    left = [finding for finding in run_checks(document.map) if finding.check == CHECK]
    assert all(finding.fix is None for finding in left)


def test_an_override_in_a_label_is_warned_of_and_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(MAP.format(name="Open the \u202eunem", doing="Reads"), encoding="utf-8")

    told = run("check", path, "--only", CHECK)
    fixed = run("check", path, "--fix", "--only", CHECK)

    assert "warning: “Name” of “pay” turns the text around it" in told.output
    assert "a direction override (U+202E)" in told.output
    assert "\u202e" not in told.output
    assert fixed.exit_code == 0
    assert path.read_text(encoding="utf-8") == MAP.format(name="Open the unem", doing="Reads")


def test_plain_fix_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(MAP.format(name="Open the \u202eunem", doing="Reads"), encoding="utf-8")

    assert "[text-turned-around]" in run("check", path, "--fix").output
    assert "\u202e" not in path.read_text(encoding="utf-8")


def test_where_nothing_would_be_left_somebody_has_to_say_what_it_is() -> None:
    saved = read_bytes(MAP.format(name="\\u202E", doing="\\u2066").encode(), "m.yaml")

    found = [finding for finding in run_checks(saved.map) if finding.check == CHECK]

    assert [(finding.field, finding.fix) for finding in found] == [("name", None), ("doing", None)]


def test_a_message_stays_as_it_is_written_in_any_language() -> None:
    saved = read_bytes(MAP.format(name="پرداخت \\u202Eپول", doing="x").encode(), "m.yaml")
    (finding,) = [each for each in run_checks(saved.map) if each.check == CHECK]

    for lang in ("en", "fa"):
        assert turning(say(M("{m}", m=finding.message), lang)) == []
