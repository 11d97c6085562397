"""The line of a text with its caret, and the checks told to people: list, explanation, page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks import reports
from journeymap.checks.excerpt import excerpt
from journeymap.checks.explain import as_explanation, as_list, as_rows
from journeymap.checks.known import BUILT_IN, known
from journeymap.checks.page import page
from journeymap.checks.units import unit_of
from journeymap.files.reader import read_bytes
from journeymap.model.document import Mark

# ---------------------------------------------------------------- the line and its caret


def under(line: str, marked: str) -> str:
    start = line.index(marked)
    shown, caret = excerpt(f"x\n{line}\nz", Mark(2, start + 1, start + 2, start + 2 + len(marked)))
    return f"{shown}\n{caret}"


@pytest.mark.parametrize(
    ("line", "marked", "expected"),
    [
        ("to: pay", "pay", "    to: pay\n        ^^^"),
        ("    to: pay", "pay", "    to: pay\n        ^^^"),
        ("名: 付款, to: pay", "to", "    名: 付款, to: pay\n              ^^"),
        ("名: 付款", "付款", "    名: 付款\n        ^^^^"),
        ("e\u0301: x", "x", "    e\u0301: x\n       ^"),
        ("a\tto: pay", "pay", "    a    to: pay\n             ^^^"),
        ("name: سلام دنیا, to: x", "دنیا", "    name: سلام دنیا, to: x\n          ^^^^^^^^^"),
        ("name: سلام, to: x", "x", "    name: سلام, to: x\n                    ^"),
        ("a\u202eb: x", "x", "    a\ufffdb: x\n         ^"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, marked: str, expected: str) -> None:
    assert under(line, marked) == expected


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 500 + " here " + "b" * 500

    shown, caret = under(line, "here").splitlines()

    assert len(shown) <= 110
    assert shown.strip().startswith("…")
    assert shown.endswith("…")
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "here"


def test_a_place_of_several_lines_shows_the_first() -> None:
    text = "a:\r\n  b: 1\r\n  c: 2\r\n"
    assert excerpt(text, Mark(2, 3, 6, 18)) == ("    b: 1", "    ^^^^")


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 50))
def test_no_line_is_too_strange_to_be_shown(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    lines = excerpt(text, Mark(1, 1, start, min(len(text), start + length)))
    assert len(lines) in (0, 2)
    assert not any(ch in line for line in lines for ch in "\n\r\x1b\u202e\u2028")


# ---------------------------------------------------------------- list, explanation, page


def test_the_list_names_every_check() -> None:
    lines = as_list(BUILT_IN).splitlines()

    assert {line.split()[0] for line in lines if line.startswith("  ")} == {
        check.id for check in BUILT_IN
    }
    (review,) = [line for line in lines if "review-overdue" in line]
    assert review.split() == (
        "review-overdue warning about the map Review that is overdue (every: 90d)".split()
    )


def test_the_list_is_there_for_programs_too() -> None:
    rows = json.loads(as_rows(BUILT_IN))

    assert [row["id"] for row in rows] == [check.id for check in BUILT_IN]
    assert json.loads(reports.listed("json")) == json.loads(as_rows(known().checks.values()))


def test_a_row_says_when_a_check_speaks_and_what_its_settings_count() -> None:
    rows = {row["id"]: row for row in json.loads(as_rows(BUILT_IN))}

    assert rows["too-many-stages"]["settings"] == {"most": {"default": 8, "unit": "stages"}}
    due = {"every": {"default": "90d", "unit": "a duration such as 90d"}}
    assert rows["review-overdue"]["settings"] == due
    assert rows["personal-data"]["settings"]["allow"]["unit"] == "a list of texts"
    shop = rows["no-stage-after-purchase"]
    assert (shop["status"], shop["profiles"], shop["fix"]) == ("draft", ["commerce"], False)
    assert rows["experience-missing"]["states"] == ["current"]


def test_every_number_of_a_setting_has_its_unit() -> None:
    for each in BUILT_IN:
        for name in each.settings:
            assert str(unit_of(each, name)) != "a number", f"{each.id}.{name}"


def test_an_explanation_of_a_check_that_is_not_there_names_the_nearest() -> None:
    assert str(reports.explained("trap-lop")) == (
        "There is no check “trap-lop”; is “trap-loop” meant?"
    )
    assert str(reports.explained("trap-loop")).startswith("trap-loop\nLoop that nobody")


@pytest.mark.parametrize("check", BUILT_IN, ids=lambda check: check.id)
def test_every_check_explains_itself(check: object) -> None:
    text = as_explanation(check)  # type: ignore[arg-type]  # parametrize hides the type
    for part in (check.id, str(check.title), check.source):  # type: ignore[attr-defined]  # as above
        assert part
        assert part in text
    why = str(check.why)  # type: ignore[attr-defined]  # as above
    assert why.split()[0] in text
    assert why.count(".") + why.count(";") <= 3, "one or two sentences"


def test_every_map_that_an_explanation_shows_can_be_read() -> None:
    for check in BUILT_IN:
        if check.example:
            text = f"title: Example\n{check.example}\n"
            assert read_bytes(text.encode(), check.id).map.title == "Example"


def test_the_page_of_the_documentation_is_what_the_code_says(root: Path) -> None:
    assert (root / "docs" / "checks.md").read_text(encoding="utf-8") == page(), (
        "run python -m journeymap.checks.page docs/checks.md"
    )


def test_the_page_has_a_row_and_a_section_for_every_check() -> None:
    text = page()
    for check in BUILT_IN:
        assert f"| [`{check.id}`](#{check.id}) |" in text
        assert f"\n### {check.id}\n" in text
