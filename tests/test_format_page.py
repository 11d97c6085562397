"""docs/format.md describes the model that is there, and its examples are accepted."""

from __future__ import annotations

import re

import pytest

from journeymap.files.reader import read_bytes
from journeymap.files.schema import schema
from scripts.format_page import HINTS, PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python scripts/format_page.py"


def test_every_record_and_field_is_on_the_page() -> None:
    text = page()
    for record in (schema(), *schema()["$defs"].values()):
        for name in record.get("properties", ()):
            assert f"| `{name}` | " in text


def test_no_field_is_without_words() -> None:
    assert re.findall(r"\| `\w+` \| +\|", page()) == []


def test_links_of_the_page_lead_to_its_headings() -> None:
    text = page()
    titles = re.findall(r"^## (.*)", text, re.MULTILINE)
    headings = {title.lower().replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([a-z-]+)\)", text)) <= headings


def test_hints_are_about_fields_that_are_there() -> None:
    known = {name for each in schema()["$defs"].values() for name in each.get("properties", ())}
    assert set(HINTS) <= known | set(schema()["properties"])


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("language", "language: {}"),
        ("review_every", "review_every: {}"),
        (
            "takes",
            "stages: [{{id: a, name: A}}]\ntouchpoints: [{{id: t, name: T, stage: a, takes: {}}}]",
        ),
        ("share", "personas: [{{id: p, name: P, share: {}}}]"),
        ("color", "stages: [{{id: a, name: A, color: {}}}]"),
        (
            "period",
            "metrics: [{{id: m, name: M, kind: score}}]\n"
            "readings: [{{metric: m, period: {}, value: 1}}]",
        ),
    ],
)
def test_the_examples_of_hints_are_accepted(field: str, written: str) -> None:
    examples = re.findall(r"`([^`]+)`", HINTS[field])
    assert examples
    for example in examples:
        value = f'"{example}"' if field == "color" else example
        read_bytes(f"format: 1\ntitle: T\n{written.format(value)}\n".encode(), "hint.yaml")
