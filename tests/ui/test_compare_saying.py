"""Values in words: names and never ids, and the words by which two texts differ."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.index import Index
from journeymap.model.journey import (
    Channel,
    Evidence,
    Flow,
    JourneyMap,
    Persona,
    PersonaView,
    Stage,
    Touchpoint,
)
from journeymap.ui.compare.saying import differing, field_words, name_of, named, said

INDEX = Index(
    JourneyMap(
        title="Map",
        personas=(Persona(id="dana", name="Dana"),),
        stages=(Stage(id="buy", name="Buy it"),),
        channels=(Channel(id="web", name="Our website"),),
        touchpoints=(
            Touchpoint(id="pay", name="Pay", stage="buy", channel="web"),
            Touchpoint(id="wait", name="منتظر", stage="buy"),
            Touchpoint(id="go", name="برو", stage="buy"),
        ),
        flows=(Flow(source="pay", target="wait"), Flow(source="wait", target="go")),
    )
)


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("touchpoint", "stage", "buy", "Buy it"),
        ("touchpoint", "channel", "gone", "gone"),
        ("touchpoint", "kind", "sign_up", "Sign-up"),
        ("touchpoint", "moment_of_truth", True, "yes"),
        ("touchpoint", "emotion", -2, "−2"),
        ("touchpoint", "takes", "3m", "3 min"),
        ("touchpoint", "also", ("web",), "Our website"),
        ("touchpoint", "tags", ("one", "two"), "one\ntwo"),
        ("touchpoint", "owner", None, ""),
        ("touchpoint", "by_persona", {"dana": PersonaView(effort=4)}, "Dana: Effort: 4"),
        ("touchpoint", "by_persona.dana.effort", 4, "4"),
        ("touchpoint", "evidence", (Evidence(kind="data", note="n"),), "Kind: Data; Note: n"),
        ("pain_point", "reach", 0.18, "18%"),
        ("pain_point", "at", ("pay", "pay -> wait"), "Pay\nPay → منتظر"),
        ("pain_point", "status", "declined", "Declined"),
        ("opportunity", "aims.metric", "gone", "gone"),
        (None, "title", "<b>x</b>", "<b>x</b>"),
        (None, "x-own", {"a": 1}, "a: 1"),
    ],
)
def test_a_value_is_said_as_the_inspector_says_it(
    kind: str | None, field: str, value: object, words: str
) -> None:
    assert said(value, kind, field, INDEX, "en") == words  # type: ignore[arg-type]  # kinds as text


def test_a_day_is_said_in_the_calendar_of_the_map() -> None:
    m = INDEX.map.model_copy(update={"calendar": "jalali"})
    day = date(2026, 3, 21)
    assert said(day, "pain_point", "since", INDEX, "en") != said(
        day, "pain_point", "since", Index(m), "en"
    )


def test_a_path_into_a_field_is_named_by_its_end() -> None:
    assert field_words("touchpoint", "by_persona.dana.effort", INDEX, "en") == "Effort · Dana"
    assert field_words("touchpoint", "x-own", INDEX, "en") == "x-own"


def test_records_are_called_by_kind_and_name() -> None:
    assert str(name_of("pay", INDEX)) == "Touchpoint “Pay”"
    assert str(name_of("", INDEX)) == "The map"
    assert str(name_of("gone", INDEX)) == "“gone”"


def test_the_arrow_of_a_flow_points_the_way_its_names_are_read() -> None:
    first, second = INDEX.map.flows
    assert named(first, INDEX) == "Pay → منتظر"
    assert named(second, INDEX) == "منتظر ← برو"


@given(st.text(max_size=60), st.text(max_size=60))
def test_without_what_differs_two_texts_say_the_same(one: str, other: str) -> None:
    mine, theirs = differing(one, other)
    if not mine and not theirs:
        return

    def rest(text: str, spans: tuple[tuple[int, int], ...]) -> str:
        kept, at = [], 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            kept.append(text[at:start])
            at = end
        return "".join("".join([*kept, text[at:]]).split())

    assert rest(one, mine) == rest(other, theirs)
