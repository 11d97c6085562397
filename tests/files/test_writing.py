"""The canonical text of a map: read back equal, and left alone by the linters people use."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yamllint import linter
from yamllint.config import YamlLintConfig

from benchmarks.generate import generate
from journeymap.files.plain import Plain, block_header, number, plain_safe, quoted, scalar, share
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.tree import tree
from journeymap.files.writer import flow_value, put_mapping, write
from journeymap.model.journey import LISTS, JourneyMap, Touchpoint
from tests.files.maps import ADVERSARIAL, maps, texts

# Long lines are the author's; what stock yamllint only warns of (no `---`) is no error.
LINT = YamlLintConfig("{extends: default, rules: {line-length: disable}}")


def errors_of(text: str) -> list[str]:
    return [str(p) for p in linter.run(text, LINT) if p.level == "error"]


@given(maps)
def test_a_written_map_is_read_back_equal(m: JourneyMap) -> None:
    assert read_bytes(write(m).encode(), "map.yaml").map == m


@given(maps)
def test_yamllint_finds_no_error_in_a_written_map(m: JourneyMap) -> None:
    assert errors_of(write(m)) == []


@given(maps)
def test_writing_is_stable(m: JourneyMap) -> None:
    text = write(m)
    assert write(read_bytes(text.encode(), "map.yaml").map) == text


@given(maps)
def test_the_quick_way_writes_what_the_tree_says(m: JourneyMap) -> None:
    for field in LISTS.values():
        for record in getattr(m, field):
            lines: list[str] = []
            put_mapping(lines, tree(record), "    ", "  - ")
            assert "\n".join(lines) in write(m)


@pytest.mark.parametrize("text", ADVERSARIAL)
@pytest.mark.parametrize("in_flow", [False, True])
def test_a_text_is_the_same_text_for_a_yaml_1_1_reader(text: str, in_flow: bool) -> None:
    written = scalar(text, in_flow)
    source = f"[{written}, x]" if in_flow else f"k: {written}\n"
    loaded = yaml.safe_load(source)
    assert (loaded[0] if in_flow else loaded["k"]) == text


@given(texts, st.booleans())
def test_any_text_is_the_same_text_for_a_yaml_1_1_reader(text: str, in_flow: bool) -> None:
    written = scalar(text, in_flow)
    loaded = yaml.safe_load(f"[{written}, x]" if in_flow else f"- {written}\n")
    assert loaded[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "y",
        "No",
        "1",
        "007",
        "1e3",
        "12:30",
        "0o7",
        "2026-10-01",
        ".5",
        "+1",
        "~",
        "=",
        "a: b",
        "a #b",
    ],
)
def test_what_some_reader_takes_otherwise_is_not_plain_safe(text: str) -> None:
    assert not plain_safe(text)


@pytest.mark.parametrize(
    "text", ["Pay in app", "90d", "2026-10", "2026-Q4", "6w..14w", "34, commuter"]
)
def test_what_everybody_takes_alike_is_plain_safe(text: str) -> None:
    assert plain_safe(text)
    assert plain_safe(text, in_flow=True) is ("," not in text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b", '"a: b"'),
        ('say "x": y', "'say \"x\": y'"),
        ("it's: x", '"it\'s: x"'),
        ("a\tb", '"a\\tb"'),
    ],
)
def test_quotes_are_double_unless_single_ones_save_escapes(text: str, written: str) -> None:
    assert quoted(text) == written


@pytest.mark.parametrize(
    ("text", "header"), [("a\nb", "|-"), ("a\nb\n", "|"), ("a \nb", ""), ("\na", "")]
)
def test_lines_stand_in_a_block_where_it_holds_exactly_them(text: str, header: str) -> None:
    assert block_header(text) == header


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.18, "18%"), (0.07, "7%"), (0.125, "12.5%"), (1 / 3, "0.3333333333333333")],
)
def test_a_share_is_a_percentage_where_that_is_exact(value: float, written: str) -> None:
    assert share(value) == written


@pytest.mark.parametrize(("value", "written"), [(80.0, "80"), (-0.5, "-0.5"), (1e-20, "1.0e-20")])
def test_a_number_has_a_form_that_every_reader_takes_as_a_number(
    value: float, written: str
) -> None:
    assert number(value) == written
    assert yaml.safe_load(written) == value


def test_only_what_is_set_is_written() -> None:
    touchpoint = Touchpoint(id="a", name="A", stage="s", emotion=0)
    m = JourneyMap(title="T", touchpoints=(touchpoint,))
    assert write(m) == (
        "format: 1\ntitle: T\n\ntouchpoints:\n  - id: a\n    name: A\n    stage: s\n    emotion: 0\n"
    )


def test_a_list_too_long_for_a_line_is_broken_into_lines() -> None:
    short = Touchpoint(id="a", name="A", stage="s", systems=("CRM", "Wallet"))
    long = short.model_copy(update={"systems": tuple(f"System number {n}" for n in range(9))})
    assert "    systems: [CRM, Wallet]\n" in write(JourneyMap(title="T", touchpoints=(short,)))
    assert "    systems:\n      - System number 0\n" in write(
        JourneyMap(title="T", touchpoints=(long,))
    )


def test_a_value_on_one_line_is_the_same_value() -> None:
    value = {"a": ["x, y", Plain("5")], "b c": {"d": "e: f"}}
    assert yaml.safe_load(flow_value(value)) == {"a": ["x, y", 5], "b c": {"d": "e: f"}}


def test_own_keys_are_written_as_they_stood() -> None:
    text = 'title: T\nx-a: 5\nx-b: "5"\nx-c:\n  d: null\n  e: [~, yes]\n'
    m = read_bytes(text.encode(), "map.yaml").map
    assert write(m).removeprefix("format: 1\n") == text


def test_the_writer_keeps_the_form_of_a_generated_map() -> None:
    text = generate(50)
    defaults = ("language: en\n", "    status: open\n", "    status: idea\n")
    expected = text.replace(".0\n", "\n")
    for line in defaults:
        expected = expected.replace(line, "")
    assert write(read_bytes(text.encode(), "map.yaml").map) == expected


def test_the_examples_are_read_back_and_pass_the_linter(examples: Path) -> None:
    for path in sorted(examples.glob("*.yaml")):
        m = read_file(path).map
        assert read_bytes(write(m).encode(), path.name).map == m
        assert errors_of(write(m)) == []
        assert errors_of(path.read_text(encoding="utf-8")) == []
