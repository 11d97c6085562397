"""Layout after layout: the memo makes it quicker, and nothing that comes out depends on it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.files.reader import read_file
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.picture.face import CardFace
from journeymap.picture.kept import Kept, Window, unequal, window
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, View
from tests.picture.fixed import FixedMeasure
from tests.picture.mapmaker import chance_map, chance_view, text

MEASURE = FixedMeasure()
KINDS = ("name", "emotion", "channel", "add", "remove", "flow", "when", "share", "pains", "title")


def edited(m: JourneyMap, rng: random.Random, number: int) -> JourneyMap:
    """Return the map after one edit by chance; where it does not apply, the map itself."""
    kind = rng.choice(KINDS)
    touchpoints = list(m.touchpoints)
    at = rng.randrange(len(touchpoints)) if touchpoints else 0
    if kind == "title":
        return m.model_copy(update={"title": text(rng, 1, 4)})
    if kind == "pains":
        return m.model_copy(update={"pain_points": m.pain_points[1:]})
    if kind == "add" and m.stages:
        stage = rng.choice(m.stages).id
        touchpoints.insert(at, Touchpoint(id=f"new-{number}", name="New", stage=stage))
        return m.model_copy(update={"touchpoints": tuple(touchpoints)})
    if not touchpoints:
        return m
    if kind in ("when", "share") and m.flows:
        flows = list(m.flows)
        one = rng.randrange(len(flows))
        new = {"when": text(rng, 1, 4)} if kind == "when" else {"share": rng.random()}
        flows[one] = flows[one].model_copy(update=new)
        return m.model_copy(update={"flows": tuple(flows)})
    if kind == "flow":
        ends = rng.choice(touchpoints).id, rng.choice(touchpoints).id
        return m.model_copy(update={"flows": (*m.flows, Flow(source=ends[0], target=ends[1]))})
    if kind == "remove":
        del touchpoints[at]
    else:
        new_value: dict[str, Any] = {
            "name": {"name": text(rng, 1, 6)},
            "emotion": {"emotion": rng.randint(-2, 2)},
        }.get(kind, {"channel": rng.choice(m.channels).id if m.channels else None})
        touchpoints[at] = touchpoints[at].model_copy(update=new_value)
    return m.model_copy(update={"touchpoints": tuple(touchpoints)})


@settings(max_examples=25)
@given(st.integers(0, 1 << 32))
def test_after_any_edits_a_memo_changes_nothing(seed: int) -> None:
    rng = random.Random(f"edits {seed}")
    m = chance_map(seed)
    view = chance_view(seed, m)
    memo: dict[Any, Any] = {}
    layout(m, view, MEASURE, memo)
    for number in range(8):
        m = edited(m, rng, number)
        if rng.random() < 0.2:
            view = chance_view(rng.randrange(1000), m, language=rng.choice(("en", "fa")))
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


def renamed(m: JourneyMap, name: str) -> JourneyMap:
    first = m.touchpoints[0].model_copy(update={"name": name})
    return m.model_copy(update={"touchpoints": (first, *m.touchpoints[1:])})


def before_and_after(name: str) -> tuple[JourneyMap, Picture, Picture]:
    m = renamed(chance_map(5, broken=False), "Pay now")
    memo: dict[Any, Any] = {}
    before = layout(m, View(), MEASURE, memo)
    return m, before, layout(renamed(m, name), View(), MEASURE, memo)


def test_a_new_name_of_the_same_size_makes_only_its_card_and_flows_anew() -> None:
    m, before, after = before_and_after("Pay old")

    key = m.touchpoints[0].id
    ends = {part.key for part in before.parts if part.kind == "flow" and key in part.key.split()}
    one, two = ({part.key: part for part in p.parts if part.kind in ("card", "flow")}
                for p in (before, after))  # fmt: skip
    assert {k for k in one if one[k] is not two[k]} == {key, *ends}


def test_a_name_that_wraps_moves_what_stands_under_it() -> None:
    m, before, after = before_and_after("Pay with the card that is on file since last year")

    assert after.bounds.h > before.bounds.h
    assert after.part(m.touchpoints[0].id) != before.part(m.touchpoints[0].id)


def test_a_step_is_taken_again_only_for_other_objects_or_other_numbers() -> None:
    memo: dict[Any, Any] = {}
    things, taken = [1], []

    def ask(*made_of: object) -> None:
        Kept(memo, "same").step("s", made_of, lambda: taken.append(made_of))

    ask(things, 2.5)
    ask(things, 2.5)
    assert len(taken) == 1
    ask([1], 2.5)
    ask([1], 3.5)
    assert len(taken) == 3


def test_what_comes_out_equal_is_the_object_of_before() -> None:
    memo: dict[Any, Any] = {}
    first = Kept(memo, "same").settled("xs", [1.0, 2.0])

    assert Kept(memo, "same").settled("xs", [1.0, 2.0]) is first
    assert Kept(memo, "other").settled("xs", [1.0, 2.0]) is not first


def test_what_one_layout_did_not_ask_for_is_forgotten() -> None:
    memo: dict[Any, Any] = {}
    first = Kept(memo, "same").settled("xs", [1.0])
    Kept(memo, "same")

    assert Kept(memo, "same").settled("xs", [1.0]) is not first


def test_a_window_holds_what_differs_between_two_lists_and_no_more() -> None:
    a, b, c, d = object(), object(), object(), object()

    assert window((a, b, c), (a, d, c)) == Window(1, 1, 1, 3)
    assert window((a, b, c), (a, c)) == Window(1, 1, 0, 3)
    assert window((a, c), (a, b, c)) == Window(1, 0, 1, 2)
    assert window((a, b, c, d), (c, a, b, d)) == Window(0, 3, 3, 4)
    assert window((a, a), (a, a, a)) == Window(2, 0, 1, 2)
    assert window((), (a,)) == Window(0, 0, 1, 0)
    assert window((a, b), (a, b)) == Window(2, 0, 0, 2)
    assert window(None, (a,)) is None


def test_a_list_of_before_stands_along_the_records_of_now() -> None:
    assert window("abcd", "abXcd").aligned("1234") == ["1", "2", None, "3", "4"]  # type: ignore[union-attr]  # there was one before
    assert window("abcd", "ad").aligned("1234") == ["1", "4"]  # type: ignore[union-attr]  # as above
    assert unequal(["1", None, "3"], ["1", "2", "4"]) == [1, 2]


def test_another_overlay_is_shown_also_where_no_card_moves(examples: Path) -> None:
    m = read_file(examples / "coffee-app.yaml").map
    memo: dict[Any, Any] = {}

    for metric in ("", "csat", "abandonment", "csat", ""):
        view = View(metric=metric)
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


def test_a_comment_that_goes_takes_its_mark_along(examples: Path) -> None:
    m = read_file(examples / "coffee-app.yaml").map
    memo: dict[Any, Any] = {}
    layout(m, View(), MEASURE, memo)

    m = m.model_copy(update={"comments": ()})

    assert layout(m, View(), MEASURE, memo) == layout(m, View(), MEASURE)


def test_a_comment_that_is_settled_takes_its_mark_along(examples: Path) -> None:
    m = read_file(examples / "coffee-app.yaml").map
    comment = next(c for c in m.comments if c.at in {t.id for t in m.touchpoints})
    memo: dict[Any, Any] = {}

    def marks(m: JourneyMap) -> tuple[str, ...]:
        part = layout(m, View(), MEASURE, memo).part(comment.at or "")
        assert part is not None
        assert isinstance(part.face, CardFace)
        return part.face.marks

    answer = comment.model_copy(update={"id": "said", "replies_to": comment.id, "resolved": True})
    asked = m.model_copy(update={"comments": (comment.model_copy(update={"resolved": False}),)})

    assert "comment" in marks(asked)
    assert "comment" not in marks(asked.model_copy(update={"comments": (*asked.comments, answer)}))


def test_going_from_persona_to_persona_lays_out_what_each_has() -> None:
    m = next(m for m in map(chance_map, range(50)) if len(m.personas) > 1 and m.flows)
    memo: dict[Any, Any] = {}

    for persona in ("", m.personas[0].id, m.personas[1].id, ""):
        for lanes in (("channels", "curve", "quotes"), ("channels", "pains")):
            view = View(persona=persona, lanes=lanes)
            assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)
