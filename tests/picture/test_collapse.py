"""Collapsed stages and folded lanes: one card, one strip, and layout keeps its promises."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.files.reader import read_file
from journeymap.model.journey import (
    Channel,
    Flow,
    JourneyMap,
    Observed,
    ObservedFlow,
    PainPoint,
    Source,
    Stage,
    Touchpoint,
)
from journeymap.model.text import say
from journeymap.picture.face import CurveFace, LaneFace, RouteFace, StageFace, SummaryFace
from journeymap.picture.layout import layout
from journeymap.picture.picture import UNKNOWN, Box, Picture, View, view_of
from journeymap.picture.signs import fold_sign
from tests.picture.fixed import FixedMeasure
from tests.picture.mapmaker import chance_map, chance_view
from tests.picture.test_layout import (
    ALL_LANES,
    EXAMPLES,
    inside,
    label_boxes,
    overlaps,
    parts,
    picture_of,
    points_of,
)

MEASURE = FixedMeasure()
seeds = st.integers(0, 1 << 32)
THINGS = ("card", "summary", "stub", "note", "more", "quote", "image", "step", "measure")


def closed_view(seed: int, m: JourneyMap, **wishes: Any) -> View:
    """Return a view by chance with some stages collapsed and some lanes folded."""
    rng = random.Random(f"closed {seed}")
    stages = [s.id for s in m.stages]
    view = chance_view(seed, m, lanes=tuple(rng.sample(ALL_LANES, len(ALL_LANES))))
    return view._replace(
        collapsed=frozenset(rng.sample(stages, rng.randint(0, len(stages)))),
        folded=frozenset(rng.sample(ALL_LANES, rng.randint(0, 4))) - {"channels"},
        **wishes,
    )


def crossings(picture: Picture) -> list[str]:
    cards = parts(picture, "card", "stub", "summary")
    return [
        f"{flow.key} through {card.key}"
        for flow in parts(picture, "flow", "link")
        for (x1, y1), (x2, y2) in zip(points_of(flow), points_of(flow)[1:], strict=False)
        for card in cards
        if min(x1, x2) < card.box.right
        and max(x1, x2) > card.box.x
        and min(y1, y2) < card.box.bottom
        and max(y1, y2) > card.box.y
    ]


# ---------------------------------------------------------------- any map


@given(seeds)
def test_with_stages_collapsed_nothing_is_crossed_and_nothing_overlaps(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, closed_view(seed, m), MEASURE)

    assert crossings(picture) == []
    assert overlaps(parts(picture, *THINGS)) == []
    assert overlaps(parts(picture, "stripe")) == []
    cards = parts(picture, "card", "stub", "summary")
    assert [k for k, box in label_boxes(picture) for c in cards if box.meets(c.box)] == []
    for part in picture.parts:
        if part.kind != "flow":
            assert inside(part.box, picture.bounds), (part.kind, part.key)


@given(seeds)
def test_a_collapsed_stage_has_one_card_in_one_column_and_the_others_keep_theirs(seed: int) -> None:
    m = chance_map(seed, broken=False)
    view = closed_view(seed, m)
    picture = layout(m, view, MEASURE)

    full = {t.stage for t in m.touchpoints}
    shown = sorted(part.key for part in parts(picture, "summary"))
    assert shown == sorted(view.collapsed & full)
    assert sorted(part.key for part in parts(picture, "card")) == sorted(
        t.id for t in m.touchpoints if t.stage not in view.collapsed
    )
    for stage in view.collapsed:
        assert len([c for c in picture.columns if c.stage == stage]) == 1
        chevron = picture.part(stage)
        assert chevron is not None
        assert chevron.kind == "stage"
    for part in parts(picture, "summary"):
        assert picture.hit(part.box.x + 9, part.box.y + 9) == part
    assert len(set(picture.reading)) == len(picture.reading)
    assert {part.key for part in parts(picture, "summary", "card")} <= set(picture.reading)


@given(seeds)
def test_flows_of_a_collapsed_stage_meet_its_card_once_for_each_other_end(seed: int) -> None:
    m = chance_map(seed, broken=False)
    view = closed_view(seed, m)
    picture = layout(m, view, MEASURE)

    home = {t.id: t.stage if t.stage in view.collapsed else t.id for t in m.touchpoints}
    ends = [(home[f.source], home[f.target], f) for f in m.flows]
    plain = [f for s, t, f in ends if s == f.source and t == f.target]
    joined = {(s, t) for s, t, f in ends if (s, t) != (f.source, f.target) and s != t}
    assert len(parts(picture, "flow")) == len(plain) + len(joined)


@given(seeds)
def test_the_mirror_of_a_collapsed_map_is_exact(seed: int) -> None:
    m = chance_map(seed, broken=False)
    view = closed_view(seed, m)._replace(language="en")
    # the same words both ways, so that only the direction differs
    one = layout(m, view, MEASURE)
    other = layout(m, view._replace(language="he"), MEASURE)

    width = one.bounds.w
    if width != other.bounds.w:  # words of another language are as long as they are
        return
    for a, b in zip(one.parts, other.parts, strict=True):
        if a.kind in ("card", "summary", "shade", "flow", "stage"):
            mirrored = Box(width - a.box.x - a.box.w, a.box.y, a.box.w, a.box.h)
            assert (a.key, b.box.x, b.box.w) == (b.key, mirrored.x, mirrored.w)


@given(seeds)
def test_collapsing_and_expanding_with_a_memo_changes_nothing(seed: int) -> None:
    m = chance_map(seed, most=16)
    memo: dict[Any, Any] = {}
    for n in range(4):
        view = closed_view(seed + n, m)
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)
        if m.touchpoints:
            first = m.touchpoints[0].model_copy(update={"emotion": n - 2, "name": f"Name {n}"})
            m = m.model_copy(update={"touchpoints": (first, *m.touchpoints[1:])})
        assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


# ---------------------------------------------------------------- one map


def at(key: str, stage: str = "buy", **fields: Any) -> Touchpoint:
    return Touchpoint(id=key, name=key, stage=stage, **{"channel": "web", **fields})


def shop(**fields: Any) -> JourneyMap:
    base: dict[str, Any] = {
        "title": "Shop",
        "stages": (Stage(id="see", name="See"), Stage(id="buy", name="Buy"),
                   Stage(id="use", name="Use")),
        "channels": (Channel(id="web", name="Web"), Channel(id="store", name="Store")),
        "touchpoints": (
            at("ad", "see"),
            at("a", emotion=2, importance=3), at("b", emotion=-2, importance=1),
            at("c", channel="store", moment_of_truth=True),
            at("unpack", "use", channel="store"),
        ),
        "flows": (
            Flow(source="ad", target="a", share=0.5), Flow(source="ad", target="b", share=0.25),
            Flow(source="a", target="c"), Flow(source="c", target="unpack", when="It is paid"),
        ),
    }  # fmt: skip
    return JourneyMap(**{**base, **fields})


def collapsed(m: JourneyMap, *stages: str, **wishes: Any) -> Picture:
    return layout(m, view_of(m)._replace(collapsed=frozenset(stages), **wishes), MEASURE)


def test_a_summary_says_how_many_how_it_goes_what_hurts_and_by_which_ways() -> None:
    pains = (
        PainPoint(id="p", name="Slow", at=("a", "b")),
        PainPoint(id="q", name="Dear", at=("buy",)),
        PainPoint(id="r", name="Solved", at=("c",), status="solved"),
    )
    picture = collapsed(shop(pain_points=pains), "buy")

    (part,) = parts(picture, "summary")
    face = part.face
    assert isinstance(face, SummaryFace)
    assert " ".join(face.name.lines) == "3 touchpoints"
    facts = [fact for row in face.rows for fact in row]
    # (2·3 − 2·1) / 4 = 1 where both are on the main path; only "a" is: it is the likeliest
    assert [(fact.what, fact.emotion) for fact in facts if fact.emotion is not None] == [
        ("emotion", 2),
        ("worst", -2),
    ]
    assert [f.number.lines[0] for f in facts if f.number] == ["2", "1"]
    assert [icon for row in face.channels for icon, _ in row] == ["channel.other"] * 2
    assert say(part.alt, "en") == (
        "Stage Buy, collapsed, 3 touchpoints, emotion 2, worst −2, 2 pain points, 1 moment of truth"
    )


def test_a_summary_stands_in_the_lane_of_most_of_its_touchpoints() -> None:
    picture = collapsed(shop(), "buy")

    (part,) = parts(picture, "summary")
    web = next(band for band in picture.lanes if band.key == "web")
    assert web.y <= part.box.y < part.box.bottom <= web.y + web.h
    (shade,) = parts(picture, "shade")
    assert shade.box.x <= part.box.x
    assert shade.box.h >= sum(band.h for band in picture.lanes if band.kind == "channels")


def test_flows_with_the_same_ends_are_one_and_share_their_share() -> None:
    picture = collapsed(shop(), "buy")

    entering, leaving = parts(picture, "flow")
    assert isinstance(entering.face, RouteFace)
    assert entering.key == "ad -> a"  # the first of those that it stands for
    assert "2 flows" in say(entering.alt, "en")
    assert isinstance(leaving.face, RouteFace)
    assert leaving.face.label is not None
    alone = layout(shop(), view_of(shop()), MEASURE)
    half = next(p.face for p in parts(alone, "flow") if p.key == "ad -> a")
    assert isinstance(half, RouteFace)
    assert entering.face.width > half.width


def test_what_was_observed_counts_for_the_bundle() -> None:
    seen = tuple(
        ObservedFlow.model_validate({"from": s, "to": t, "cases": n})
        for s, t, n in (("ad", "a", 10), ("ad", "b", 30), ("a", "c", 7), ("c", "unpack", 5))
    )
    source = Source(id="log", reads="log.csv", kind="events", observed=Observed(flows=seen))
    whole = collapsed(shop(sources=(source,)), "buy")
    entering = parts(whole, "flow")[0].face
    alone = parts(layout(shop(sources=(source,)), View(), MEASURE), "flow")[0].face

    assert isinstance(entering, RouteFace)
    assert isinstance(alone, RouteFace)
    assert entering.width > alone.width


def test_notes_of_a_collapsed_stage_gather_under_its_card() -> None:
    pains = tuple(PainPoint(id=f"p{k}", name="Slow", at=(k,)) for k in "abc")
    picture = collapsed(shop(pain_points=pains), "buy")

    (card,) = parts(picture, "summary")
    notes = parts(picture, "note")
    assert len(notes) == 3
    assert {note.box.x for note in notes} == {card.box.x}


def test_the_curve_has_one_point_for_a_collapsed_stage() -> None:
    m = shop()
    curves = [parts(p, "curve")[0].face for p in (picture_of(m), collapsed(m, "buy"))]

    open_, closed = curves
    assert isinstance(open_, CurveFace)
    assert isinstance(closed, CurveFace)
    assert [dot.key for dot in open_.lines[0].dots] == ["a", "b"]
    assert [dot.key for dot in closed.lines[0].dots] == ["buy"]


def test_a_stage_that_is_empty_or_unknown_is_collapsed_to_nothing() -> None:
    m = shop(touchpoints=(at("a"),), flows=())

    picture = collapsed(m, "see", "gone")
    assert parts(picture, "summary") == []
    assert len(parts(picture, "card")) == 1


# ---------------------------------------------------------------- lanes and signs


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_folded_lane_is_a_low_strip_that_says_what_it_holds(examples: Path, name: str) -> None:
    m = read_file(examples / name).map
    lanes = ("curve", "pains", "channels", "quotes", "backstage", "metrics", "storyboard")
    open_ = layout(m, view_of(m, lanes=lanes), MEASURE)
    view = view_of(m, lanes=lanes, folded=frozenset(lanes))
    closed = layout(m, view, MEASURE)

    assert closed.bounds.h < open_.bounds.h
    bands = [band for band in closed.lanes if band.kind != "channels"]
    assert [band.kind for band in bands] == [lane for lane in lanes if lane != "channels"]
    assert all(band.h < 60 for band in bands)
    assert not parts(closed, "curve", "note", "quote", "step", "measure", "image", "visibility")
    held = [part.face.text for part in parts(closed, "stripe") if part.face.text]  # type: ignore[attr-defined]  # a stripe has text
    assert len(held) == len(bands)
    assert all(block.lines[0] for block in held)


def test_channels_cannot_be_folded() -> None:
    m = shop()
    picture = layout(m, View(folded=frozenset(("channels",))), MEASURE)

    assert len(parts(picture, "card")) == len(m.touchpoints)


@given(seeds)
def test_signs_to_fold_lie_inside_what_they_fold_and_off_its_name(seed: int) -> None:
    m = chance_map(seed)
    view = closed_view(seed, m, language=random.Random(seed).choice(("en", "fa")))
    picture = layout(m, view, MEASURE)

    for part in parts(picture, "stage", "lane"):
        sign = fold_sign(part)
        face = part.face
        assert isinstance(face, StageFace | LaneFace)
        assert (sign is None) == (face.fold == "")
        if isinstance(face, StageFace):
            wanted = "folded" if part.key in view.collapsed else "open"
            assert face.fold == ("" if part.key == UNKNOWN else wanted)
        if sign is None:
            continue
        x, y = sign.x + sign.w / 2, sign.y + sign.h / 2
        assert part.box.contains(x, y)
        start = part.box.right - x if picture.rtl else x - part.box.x
        assert start < 31 or start > part.box.w - 24


def test_a_card_without_stage_or_channel_shows_the_id_that_leads_nowhere() -> None:
    m = shop(touchpoints=(at("a", "chekout"), at("b", channel="ap")), flows=())
    picture = picture_of(m)

    stage = next(p for p in parts(picture, "stage") if p.key == UNKNOWN)
    lane = next(p for p in parts(picture, "lane") if p.key == UNKNOWN)
    assert isinstance(stage.face, StageFace)
    assert stage.face.goal is not None
    assert "chekout" in " ".join(stage.face.goal.lines)
    assert isinstance(lane.face, LaneFace)
    assert [" ".join(block.lines) for _, block in lane.face.details] == ["ap"]
