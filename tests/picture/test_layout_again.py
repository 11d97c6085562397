"""Layout after layout: the memo makes it quicker, and nothing that comes out depends on it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, get_args

from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeymap.files.reader import read_file
from journeymap.model.journey import (
    Channel,
    Comment,
    Flow,
    JourneyMap,
    PainPoint,
    Stage,
    Touchpoint,
)
from journeymap.model.vocabulary import FlowKind
from journeymap.picture.face import CardFace
from journeymap.picture.kept import (
    GONE,
    SPARE,
    Kept,
    Window,
    let_go,
    otherwise,
    renumbered,
    window,
)
from journeymap.picture.layout import layout
from journeymap.picture.picture import KEYED, Box, Picture, View
from tests.picture.fixed import FixedMeasure
from tests.picture.mapmaker import chance_map, chance_view, text

MEASURE = FixedMeasure()
KINDS = (
    "name", "emotion", "move", "until", "also", "personas", "owner", "quote", "image", "mark",
    "add", "remove", "reorder", "shuffle", "connect", "disconnect", "when", "share", "kind",
    "flows about", "flow id", "pains", "hurt", "weigh", "title", "stage", "channel", "comment",
)  # fmt: skip


def edited(m: JourneyMap, rng: random.Random, number: int) -> JourneyMap:
    """Return the map after one edit by chance; where it does not apply, the map itself."""
    kind = rng.choice(KINDS)
    touchpoints, flows = list(m.touchpoints), list(m.flows)
    at = rng.randrange(len(touchpoints)) if touchpoints else 0
    one = rng.randrange(len(flows)) if flows else 0
    stages, channels = [s.id for s in m.stages], [c.id for c in m.channels]
    people = [p.id for p in m.personas]
    if kind == "title":
        return m.model_copy(update={"title": text(rng, 1, 4)})
    if kind == "pains":
        return m.model_copy(update={"pain_points": m.pain_points[1:]})
    if kind == "hurt" and touchpoints:
        ends = (f"{flow.source} -> {flow.target}" for flow in flows[:3])
        ids = (touchpoints[at].id, *stages[:1], *channels[:1], *ends, "map", "nowhere")
        about = tuple(rng.sample(ids, rng.randint(1, 2)))
        pain = PainPoint(id=f"hurt-{number}", name=text(rng, 1, 6), at=about)
        return m.model_copy(update={"pain_points": (*m.pain_points, pain)})
    if kind == "weigh" and m.pain_points:
        pains = list(m.pain_points)
        which = rng.randrange(len(pains))
        pains[which] = pains[which].model_copy(update={"severity": rng.randint(1, 5)})
        return m.model_copy(update={"pain_points": tuple(pains)})
    if kind == "comment" and touchpoints:
        comment = Comment(
            id=f"said-{number}", text="Why?", by="Ada", date="2026-10-01", at=touchpoints[at].id
        )
        return m.model_copy(update={"comments": (*m.comments[-1:], comment)})
    if kind == "stage":
        new = Stage(id=f"stage-{number}", name=text(rng, 1, 3))
        return m.model_copy(update={"stages": rng.choice(((*m.stages, new), m.stages[1:]))})
    if kind == "channel":
        new = Channel(id=f"channel-{number}", name=text(rng, 1, 3))
        return m.model_copy(update={"channels": rng.choice(((new, *m.channels), m.channels[:-1]))})
    if kind == "add" and stages:
        key = f"new-{number}"
        chosen = rng.choice([*channels, None])
        new = Touchpoint(id=key, name="New", stage=rng.choice(stages), channel=chosen)
        touchpoints.insert(at, new)
        if len(touchpoints) > 1:
            flows.append(Flow(source=rng.choice(touchpoints).id, target=key))
    elif kind == "connect" and touchpoints:
        ends = rng.choice(touchpoints).id, rng.choice(touchpoints).id
        flows.insert(one, Flow(source=ends[0], target=ends[1], when=rng.choice((None, "late"))))
    elif kind == "flows about":
        rng.shuffle(flows)
    elif kind in ("disconnect", "when", "share", "kind", "flow id") and flows:
        wish: dict[str, Any] = {
            "flow id": {"id": rng.choice((None, f"flow-{number}"))},
            "when": {"when": rng.choice((None, text(rng, 1, 4)))},
            "share": {"share": rng.random()},
            "kind": {"kind": rng.choice(get_args(FlowKind))},
        }.get(kind, {})
        old = flows.pop(one)
        if wish:
            flows.insert(one, old.model_copy(update=wish))
    elif kind == "remove" and touchpoints:
        gone = touchpoints.pop(at).id
        flows = [flow for flow in flows if gone not in (flow.source, flow.target)]
    elif kind == "reorder" and touchpoints:
        touchpoints.insert(max(0, at - rng.randint(1, 5)), touchpoints.pop(at))
    elif kind == "shuffle":
        rng.shuffle(touchpoints)
    elif touchpoints:
        fields: dict[str, dict[str, Any]] = {
            "name": {"name": text(rng, 1, 9)},
            "emotion": {"emotion": rng.choice((None, -2, 0, 2))},
            "move": {
                "channel": rng.choice([*channels, None]),
                "stage": rng.choice([*stages, "nowhere"]),
            },
            "until": {"until": rng.choice([*stages, None])},
            "also": {"also": tuple(rng.sample(channels, min(len(channels), rng.randint(0, 2))))},
            "personas": {"personas": tuple(rng.sample(people, rng.randint(0, len(people))))},
            "owner": {"owner": rng.choice(("CX", "Ops", None))},
            "quote": {"quote": rng.choice((None, text(rng, 3, 9)))},
            "image": {"image": rng.choice((None, "a.png"))},
            "mark": {"moment_of_truth": rng.random() < 0.5, "assumption": rng.random() < 0.5},
        }
        touchpoints[at] = touchpoints[at].model_copy(update=fields.get(kind, {}))
    return m.model_copy(update={"touchpoints": tuple(touchpoints), "flows": tuple(flows)})


def looked_at(m: JourneyMap, rng: random.Random) -> View:
    """Return a view by chance: other rows, another persona, some stages and lanes folded."""
    view = chance_view(rng.randrange(1000), m, language=rng.choice(("en", "fa")))
    stages = [stage.id for stage in m.stages]
    collapsed = rng.sample(stages, min(len(stages), rng.choice((0, 0, 1, 2))))
    folded = [lane for lane in view.lanes if lane != "channels" and rng.random() < 0.1]
    return view._replace(collapsed=frozenset(collapsed), folded=frozenset(folded))


@settings(max_examples=40)
@given(st.integers(0, 1 << 32))
def test_after_any_edits_a_memo_changes_nothing(seed: int) -> None:
    rng = random.Random(f"edits {seed}")
    m = chance_map(seed, most=rng.choice((8, 22, 40)))
    view = looked_at(m, rng)
    memo: dict[Any, Any] = {}
    layout(m, view, MEASURE, memo)
    for number in range(14):
        m = edited(m, rng, number)
        if rng.random() < 0.3:  # several at once: who is taken away has pain points
            m = edited(m, rng, number + 100)
        if rng.random() < 0.15:
            view = looked_at(m, rng)
        if rng.random() < 0.5:
            let_go(memo)
        again, fresh = layout(m, view, MEASURE, memo), layout(m, view, MEASURE)
        assert again == fresh
        assert [part.about for part in again.parts] == [part.about for part in fresh.parts]


@settings(max_examples=15)
@given(st.integers(0, 1 << 32))
def test_a_long_afternoon_of_edits_of_one_kind_of_map_changes_nothing(seed: int) -> None:
    """In one view, so that nothing but the edits decides what is made anew."""
    rng = random.Random(f"afternoon {seed}")
    m = chance_map(seed, most=30, broken=False)
    view = chance_view(seed, m)._replace(lanes=("channels", "curve", "pains", "quotes"))
    memo: dict[Any, Any] = {}
    for number in range(40):
        m = edited(m, rng, number)
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


@settings(max_examples=15)
@given(st.integers(0, 1 << 32))
@example(634)  # a stub moves, and what its link crosses is otherwise
@example(714)  # a flow comes to lead nowhere
def test_routes_and_labels_after_edits_are_those_of_a_map_laid_out_anew(seed: int) -> None:
    """Also what no part shows: a step would go on with it after the next edit."""
    rng = random.Random(f"routes {seed}")
    m = chance_map(seed, most=60, broken=rng.random() < 0.3)
    memo: dict[Any, Any] = {}
    for number in range(16):
        m = edited(m, rng, number)
        if rng.random() < 0.3:  # several at once, as undo has them
            m = edited(m, rng, number + 100)
        layout(m, View(), MEASURE, memo)
        fresh: dict[Any, Any] = {}
        layout(m, View(), MEASURE, fresh)
        for step, apart in (
            ("routes", ("stirred", "mark", "ends")), ("labels", ("routes_mark", "upright")),
        ):  # fmt: skip
            again, anew = (Kept(dict(each), "en").found(step) for each in (memo, fresh))
            unlike = [
                name
                for name in anew._fields
                if name not in apart and getattr(again, name) != getattr(anew, name)
            ]
            assert (step, unlike) == (step, [])


@settings(max_examples=20)
@given(st.integers(0, 1 << 32))
def test_maps_that_have_nothing_in_common_may_share_a_memo(seed: int) -> None:
    rng = random.Random(f"shared {seed}")
    memo: dict[Any, Any] = {}
    for number in range(8):
        m = chance_map(seed + rng.randrange(4), most=rng.choice((0, 5, 30)))
        view = looked_at(m, rng) if number % 2 else View()
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


def test_a_picture_that_is_looked_at_after_later_edits_is_as_it_was() -> None:
    m = chance_map(7, most=30, broken=False)
    memo: dict[Any, Any] = {}
    rng = random.Random("later")
    maps, pictures = [], []
    for number in range(6):
        m = edited(m, rng, number)
        maps.append(m)
        pictures.append(layout(m, View(), MEASURE, memo))

    for laid, picture in zip(reversed(maps), reversed(pictures), strict=True):
        assert picture == layout(laid, View(), MEASURE)


@settings(max_examples=40)
@given(st.integers(0, 1 << 32), st.tuples(*[st.floats(0, 1)] * 2), st.sampled_from((0, 5, 400)))
def test_what_is_near_is_found_without_making_all(
    seed: int, at: tuple[float, float], size: int
) -> None:
    rng = random.Random(f"near {seed}")
    m = chance_map(seed, most=60)
    view = looked_at(m, rng)
    picture, made = layout(m, view, MEASURE), tuple(layout(m, view, MEASURE).parts)
    box = Box(at[0] * picture.bounds.w, at[1] * picture.bounds.h, size * 2, size)

    assert picture.near(box) == [part for part in made if part.box.touches(box)]
    for key in {part.key for part in made}:
        first = next((p for p in made if p.key == key and p.kind in KEYED), None)
        assert picture.part(key) == first


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


def test_a_table_that_lasts_does_not_grow_with_what_is_gone() -> None:
    memo: dict[Any, Any] = {}
    m = chance_map(5, broken=False)
    for number in range(4 * SPARE):
        m = renamed(m, f"Pay {number}")
        len(layout(m, View(), MEASURE, memo).parts)

    known = Kept(memo, "en").lasting("known cards", m.touchpoints)
    assert len(m.touchpoints) <= len(known) <= 2 * len(m.touchpoints) + 2 * SPARE


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


def test_what_is_unlike_before_is_found_wherever_records_came_or_went() -> None:
    came = window("abcd", "abXcd")
    went = window("abcd", "ad")
    assert came is not None
    assert went is not None

    last = window("ab", "abc")
    assert last is not None
    assert last.table() is None
    assert last.table(tail=1) == [0, 1, 3, -1]
    assert came.along([1, 2, 3, 4], 0) == [1, 2, 0, 3, 4]
    assert list(came.unlike([1, 2, 3, 4], [1, 9, 0, 3, 4])) == [1, 2]
    assert renumbered(went.table(), [0, 3, 1, -1]) == [0, 1, GONE, -1]
    assert [came.before(number) for number in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_a_row_that_comes_in_one_lane_gives_no_other_lane_other_keys() -> None:
    one, two = Channel(id="one", name="One"), Channel(id="two", name="Two")
    stage = Stage(id="s", name="S")
    cards = [Touchpoint(id=key, name=key, stage="s", channel="one") for key in "ab"]
    cards += [Touchpoint(id=key, name=key, stage="s", channel="two") for key in "cd"]
    m = JourneyMap(
        title="T", language="en", channels=(one, two), stages=(stage,), touchpoints=tuple(cards),
        flows=(Flow(source="a", target="b"), Flow(source="c", target="d")),
    )  # fmt: skip
    more = m.model_copy(
        update={
            "touchpoints": (*cards, Touchpoint(id="e", name="e", stage="s", channel="one")),
            "flows": (*m.flows, Flow(source="e", target="b")),
        }
    )
    memo: dict[Any, Any] = {}

    def routes(m: JourneyMap) -> Any:
        layout(m, View(), MEASURE, memo)
        return Kept(dict(memo), "en").found("routes")

    before, after = routes(m), routes(more)
    assert after.grid.rows == before.grid.rows + 1
    assert after.grid.row[2:4] != before.grid.row[2:4]
    assert after.grid.key[2:4] == before.grid.key[2:4]
    assert after.ways[1] is before.ways[1]


def test_a_list_of_before_stands_along_the_records_of_now() -> None:
    assert window("abcd", "abXcd").aligned("1234") == ["1", "2", None, "3", "4"]  # type: ignore[union-attr]  # there was one before
    assert window("abcd", "ad").aligned("1234") == ["1", "4"]  # type: ignore[union-attr]  # as above
    assert otherwise(["1", None, "3"], ["1", "2", "4"]) == [1, 2]


def test_another_overlay_is_shown_also_where_no_card_moves(examples: Path) -> None:
    m = read_file(examples / "coffee-app.yaml").map
    memo: dict[Any, Any] = {}

    for metric in ("", "csat", "abandonment", "csat", ""):
        view = View(metric=metric)
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


def test_a_flow_that_loses_both_its_ends_goes() -> None:
    stage = Stage(id="s", name="S")
    one, two = (Touchpoint(id=name, name=name, stage="s") for name in "ab")
    flows = (Flow(source="a", target="a", when="again"), Flow(source="a", target="b"))
    m = JourneyMap(title="T", stages=(stage,), touchpoints=(one, two), flows=flows)
    memo: dict[Any, Any] = {}
    layout(m, View(), MEASURE, memo)

    m = m.model_copy(update={"touchpoints": (one.model_copy(update={"id": "other"}), two)})

    picture = layout(m, View(), MEASURE, memo)
    assert [part.kind for part in picture.parts if part.kind == "flow"] == []
    assert picture == layout(m, View(), MEASURE)


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
