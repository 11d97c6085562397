"""Formatting keeps the map and every comment, and ends in a form that formatting leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yamllint import linter
from yamllint.config import YamlLintConfig

from journeymap.files import format as formatting
from journeymap.files.comments import comments_in
from journeymap.files.format import formatted
from journeymap.files.nodes import whole_tree
from journeymap.files.problems import SaveFailed
from journeymap.files.reader import read_bytes, read_file

STYLES = Path(__file__).parent / "styles"
LINT = YamlLintConfig("{extends: default, rules: {line-length: disable}}")


def fmt(text: str) -> str:
    """Return the canonical text; it is the same map and is left as it is the next time."""
    saved = read_bytes(text.encode(), "map.yaml")
    result = formatted(saved).decode()
    again = read_bytes(result.encode(), "map.yaml")
    assert again.map == saved.map
    assert formatted(again).decode() == result
    return result


@pytest.mark.parametrize("break_", ["\u0085", "\u2028", "\u2029"])
def test_a_comment_ends_where_the_parser_ends_lines(break_: str) -> None:
    result = fmt(f"# note{break_}title: T # two{break_}owner: CX\n")
    assert result == "format: 1\n# note\n# two\ntitle: T\nowner: CX\n"


def test_blanks_behind_a_comment_go() -> None:
    assert fmt("# a  \ntitle: T  # b\t \n") == "format: 1\n# a\n# b\ntitle: T\n"


@pytest.mark.parametrize("text", ['"a # b"', "'a # b'", '"a #"', "|- # h\n  a # b"])
def test_a_comment_behind_a_text_with_a_hash_is_kept(text: str) -> None:
    behind = "" if text[0] == "|" else "  # c"
    result = fmt(f"title: T\nsummary: {text}{behind}\n")
    assert ("# h" if text[0] == "|" else "# c") + "\nsummary:" in result


def test_a_list_in_a_list_starts_on_the_line_of_its_dash() -> None:
    text = 'title: T\nx-a:\n  -\n    -\n      - {a: 1, b: 2}\n      - 3\n    - "q"\n  - [1, 2]\n'
    result = fmt(text)
    assert result.endswith("x-a:\n  - - - a: 1\n        b: 2\n      - 3\n    - q\n  - [1, 2]\n")
    assert [p for p in linter.run(result, LINT) if p.level == "error"] == []


NESTED = st.recursive(
    st.sampled_from(("a", "x" * 30, "1")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2)
    ),
    max_leaves=8,
)


@given(NESTED)
def test_any_nesting_of_own_values_is_read_back_and_passes_the_linter(value: object) -> None:
    result = fmt("title: T\nx-a: " + yaml.safe_dump(value, default_flow_style=True, width=9**9))
    assert [p for p in linter.run(result, LINT) if p.level == "error"] == []


def test_a_text_in_canonical_form_is_returned_without_reading_it_again(
    examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = read_bytes(formatted(read_file(examples / "coffee-app.yaml")), "map.yaml")
    monkeypatch.setattr(formatting, "read_bytes", None)
    assert formatted(saved) == saved.data


def test_a_text_without_comments_is_not_searched_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = read_bytes(b"title: T\nstages: [{id: a, name: A}]\n", "map.yaml")
    monkeypatch.setattr(formatting, "whole_tree", None)
    assert formatted(saved).startswith(b"format: 1\n")


def test_what_cannot_be_formatted_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = read_bytes(b"title: T\n", "one.yaml")
    monkeypatch.setattr(formatting, "write", lambda *_, **__: "title: U\n")
    with pytest.raises(SaveFailed, match=r"one\.yaml: this map cannot be put"):
        formatted(saved)


def test_all_comments_of_the_examples_are_kept(examples: Path) -> None:
    for path in sorted(examples.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        kept = fmt(text)
        found = [
            sorted(c.text for c in comments_in(t, whole_tree(t), 0, len(t))) for t in (text, kept)
        ]
        assert found[0] == found[1]


# ---------------------------------------------------------------- what people wrote stays


def test_blank_lines_between_records_and_fields_are_kept_as_one() -> None:
    text = (
        "title: T\n\n\nowner: CX\nstages:\n\n  - id: a\n    name: A\n\n\n  # about b\n"
        "  - id: b\n    name: B\n  - id: c\n\n    name: C\n"
    )
    assert fmt(text) == (
        "format: 1\ntitle: T\n\nowner: CX\n\nstages:\n  - id: a\n    name: A\n\n  # about b\n"
        "  - id: b\n    name: B\n  - id: c\n\n    name: C\n"
    )


def test_a_comment_that_stands_apart_stays_apart() -> None:
    text = "format: 1\ntitle: T\n\n# one\n\n# two\nowner: CX\n"
    assert fmt(text) == text


def test_what_is_stated_though_it_holds_anyway_is_kept() -> None:
    text = (
        "format: 1\ntitle: T\nlanguage: en\n\ntouchpoints:\n  - id: a\n    name: A\n    stage: s\n"
        "    moment_of_truth: false\n    tags: []\nflows: []\n\npain_points:\n  - id: p\n"
        "    name: P\n    at: [a]\n    status: open\n"
    )
    assert fmt(text) == text


def test_only_keys_that_say_nothing_at_all_go() -> None:
    assert fmt("title: T\nowner:\nsummary: ~\n") == "format: 1\ntitle: T\n"


def test_blank_lines_of_a_text_stay_its_own() -> None:
    text = "format: 1\ntitle: T\nsummary: |\n  a\n\n  b\n\nowner: CX\n"
    assert fmt(text) == text


def shipped() -> list[Path]:
    root = Path(__file__).resolve().parents[2]
    return sorted([*root.glob("examples/*.yaml"), *root.glob("journeymap/templates/**/*.yaml")])


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_maps_that_are_shipped_are_formatted(path: Path) -> None:
    assert formatted(read_file(path)) == path.read_bytes()


@pytest.mark.parametrize("style", sorted(path.name for path in STYLES.glob("*.yaml")))
def test_any_style_is_formatted_without_loss_and_for_good(style: str) -> None:
    text = (STYLES / style).read_text(encoding="utf-8").removesuffix("...")
    result = fmt(text)
    found = [
        sorted(c.text for c in comments_in(t, whole_tree(t), 0, len(t))) for t in (text, result)
    ]
    assert found[0] == found[1]
