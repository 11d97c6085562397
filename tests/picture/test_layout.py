"""Layout holds its promises on any map: nothing lost, nothing crossed, the same every time."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.files.reader import read_file
from journeymap.model.index import Index
from journeymap.model.journey import Channel, Flow, JourneyMap, PainPoint, Stage, Touchpoint
from journeymap.picture.face import CardFace, CurveFace, NoteFace, RouteFace
from journeymap.picture.layout import layout
from journeymap.picture.picture import UNKNOWN, Box, Part, Picture, View, view_of
from journeymap.picture.spacing import NOTE_ROWS
from tests.picture.fixed import FixedMeasure
from tests.picture.mapmaker import chance_map, chance_view
from tests.strategies import maps

MEASURE = FixedMeasure()
ALL_LANES = ("storyboard", "channels", "curve", "quotes", "pains", "backstage", "metrics")
seeds = st.integers(0, 1 << 32)
EXAMPLES = ("coffee-app.yaml", "clinic-visit.fa.yaml", "travel-booking.zh.yaml")


def picture_of(m: JourneyMap, **wishes: object) -> Picture:
    return layout(m, view_of(m, **wishes), MEASURE)


def parts(picture: Picture, *kinds: str) -> list[Part]:
    return [part for part in picture.parts if part.kind in kinds]


def points_of(part: Part) -> list[tuple[float, float]]:
    return [(part.box.x + x, part.box.y + y) for x, y in part.face.points]  # type: ignore[attr-defined]  # a route or link


def crossings(picture: Picture) -> list[str]:
    """Return which flows and links run through the inside of a card or stub."""
    cards = parts(picture, "card", "stub")
    found = []
    for flow in parts(picture, "flow", "link"):
        for (x1, y1), (x2, y2) in pairwise(points_of(flow)):
            left, right = sorted((x1, x2))
            upper, lower = sorted((y1, y2))
            found += [
                f"{flow.key} through {card.key}"
                for card in cards
                if left < card.box.right
                and right > card.box.x
                and upper < card.box.bottom
                and lower > card.box.y
            ]
    return found


def overlaps(those: list[Part]) -> list[str]:
    return [f"{a.key} on {b.key}" for a, b in combinations(those, 2) if a.box.meets(b.box)]


def inside(box: Box, other: Box) -> bool:
    return (
        box.x >= other.x
        and box.right <= other.right
        and box.y >= other.y
        and box.bottom <= other.bottom
    )


def label_boxes(picture: Picture) -> list[tuple[str, Box]]:
    found = []
    for part in parts(picture, "flow"):
        face = part.face
        assert isinstance(face, RouteFace)
        if face.label:
            x, y = part.box.x + face.label_at[0], part.box.y + face.label_at[1]
            w, h = face.label.width, face.label.height
            found.append((part.key, Box(x - w / 2, y - h / 2, w, h)))
    return found


# ---------------------------------------------------------------- any map


@given(seeds)
def test_no_route_meets_a_card_and_no_two_cards_overlap(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m), MEASURE)

    assert crossings(picture) == []
    assert overlaps(parts(picture, "card", "stub")) == []


@given(seeds)
def test_every_touchpoint_has_one_card_and_every_whole_flow_one_route(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m), MEASURE)

    index = Index(m)
    touchpoints = [entry.key for entry in index.of_kind("touchpoint")]
    whole = [
        entry.key
        for entry, flow in zip(index.of_kind("flow"), m.flows, strict=True)
        if index.touchpoint(flow.source) and index.touchpoint(flow.target)
    ]
    assert Counter(p.key for p in parts(picture, "card")) == Counter(touchpoints)
    assert Counter(p.key for p in parts(picture, "flow")) == Counter(whole)


@given(seeds)
def test_cards_stand_inside_their_lane_and_column(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m, rows="channel"), MEASURE)

    stages = {s.id for s in m.stages}
    channels = {c.id for c in m.channels}
    touchpoints = {e.key: e.record for e in Index(m).of_kind("touchpoint")}
    for part in parts(picture, "card"):
        t = touchpoints[part.key]
        assert isinstance(t, Touchpoint)
        stage = t.stage if t.stage in stages else UNKNOWN
        row = t.channel if t.channel in channels else UNKNOWN if t.channel else ""
        lane = next(b for b in picture.lanes if b.kind == "channels" and b.key == row)
        assert lane.y <= part.box.y
        assert part.box.bottom <= lane.y + lane.h
        columns = [c for c in picture.columns if c.stage == stage]
        if t.until is None:
            assert any(c.x <= part.box.x and part.box.right <= c.x + c.w for c in columns)
        else:
            assert any(part.box.x == c.x for c in columns)


@given(seeds)
def test_everything_lies_inside_the_picture(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m), MEASURE)

    beyond = [
        (p.kind, p.key)
        for p in picture.parts
        if p.kind != "flow" and not inside(p.box, picture.bounds)
    ]
    assert beyond == []
    for part in parts(picture, "flow"):
        for x, y in points_of(part):
            assert 0 <= x <= picture.bounds.w
            assert 0 <= y <= picture.bounds.h


@given(seeds)
def test_notes_and_all_other_stacked_things_lie_on_nothing(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m, lanes=ALL_LANES), MEASURE)

    kinds = ("note", "more", "quote", "image", "step", "measure")
    assert overlaps(parts(picture, *kinds, "card", "stub")) == []
    stripes = parts(picture, "stripe")
    for part in parts(picture, *kinds):
        assert any(inside(part.box, stripe.box) for stripe in stripes), part.key
    assert overlaps(stripes) == []


@given(seeds)
def test_labels_of_flows_lie_on_no_card(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m), MEASURE)

    cards = parts(picture, "card", "stub")
    found = [
        f"{key} on {card.key}"
        for key, box in label_boxes(picture)
        for card in cards
        if box.meets(card.box)
    ]
    assert found == []


@given(seeds)
def test_no_two_labels_of_flows_lie_on_each_other(seed: int) -> None:
    m = chance_map(seed, broken=False)
    picture = layout(m, chance_view(seed, m), MEASURE)

    found = label_boxes(picture)
    assert [(a, b) for (a, one), (b, two) in combinations(found, 2) if one.meets(two)] == []


@given(seeds)
def test_the_same_map_twice_is_the_same_picture_with_and_without_a_memo(seed: int) -> None:
    m = chance_map(seed, most=20)
    view = chance_view(seed, m)
    memo: dict[object, object] = {}

    first = layout(m, view, FixedMeasure(), memo)

    assert layout(m, view, MEASURE) == first
    assert layout(m, view, MEASURE, memo) == first


@given(seeds, seeds)
def test_a_memo_of_another_map_changes_nothing(seed: int, other: int) -> None:
    memo: dict[object, object] = {}
    before, m = chance_map(other, most=15), chance_map(seed, most=15)
    layout(before, chance_view(other, before), MEASURE, memo)
    view = chance_view(seed, m)

    assert layout(m, view, MEASURE, memo) == layout(m, view, MEASURE)


@given(seeds)
def test_the_picture_of_a_map_from_right_to_left_is_the_exact_mirror(seed: int) -> None:
    m = chance_map(seed, most=25)
    view = chance_view(seed, m, lanes=("storyboard", "channels", "pains", "quotes"))
    m = m.model_copy(update={"title": "x"})

    left = layout(m, view._replace(language="en"), MEASURE)
    right = layout(m, view._replace(language="he"), MEASURE)

    assert right.rtl
    assert not left.rtl
    assert right.bounds == left.bounds
    wide = left.bounds.w
    turned = [
        (p.key, p.kind, Box(wide - p.box.x - p.box.w, p.box.y, p.box.w, p.box.h), p.z, p.pin)
        for p in left.parts
    ]
    assert [(p.key, p.kind, p.box, p.z, p.pin) for p in right.parts] == turned
    for one, two in zip(parts(left, "flow", "link"), parts(right, "flow", "link"), strict=True):
        assert [(wide - x, y) for x, y in points_of(one)] == points_of(two)
    assert [wide - c.x - c.w for c in left.columns] == [c.x for c in right.columns]
    assert left.lanes == right.lanes
    assert left.reading == right.reading


@given(maps())
def test_any_map_of_the_format_has_a_picture(m: JourneyMap) -> None:
    picture = picture_of(m, lanes=ALL_LANES)

    assert {t.id for t in m.touchpoints} <= set(picture.reading)
    assert crossings(picture) == []


@given(seeds)
def test_reading_names_every_record_in_the_picture_once(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m), MEASURE)

    shown = {p.key for p in parts(picture, "stage", "card", "flow", "note", "step")}
    assert shown == set(picture.reading) - {p.key for p in parts(picture, "quote", "image")} | (
        shown & {p.key for p in parts(picture, "quote", "image")}
    )
    assert len(picture.reading) == len(set(picture.reading))


@given(seeds)
def test_the_curve_stays_between_the_ratings_it_joins(seed: int) -> None:
    m = chance_map(seed)
    picture = layout(m, chance_view(seed, m, lanes=("curve", "channels")), MEASURE)

    face = parts(picture, "curve")[0].face
    assert isinstance(face, CurveFace)
    for line in face.lines:
        for commands, _ in line.pieces:
            _, x, y = commands[0]
            for _, x1, y1, x2, y2, x3, y3 in commands[1:]:
                low, high = sorted((float(y), float(y3)))
                assert low - 0.01 <= float(y1) <= high + 0.01
                assert low - 0.01 <= float(y2) <= high + 0.01
                assert float(x) < float(x1) < float(x2) < float(x3)
                x, y = x3, y3


# ---------------------------------------------------------------- particular maps


def shop(*touchpoints: Touchpoint, flows: tuple[Flow, ...] = (), **fields: object) -> JourneyMap:
    return JourneyMap(
        title="Shop",
        stages=(Stage(id="buy", name="Buy"), Stage(id="use", name="Use")),
        channels=(Channel(id="web", name="Web"), Channel(id="store", name="Store")),
        touchpoints=touchpoints,
        flows=flows,
        **fields,
    )


def at(key: str, stage: str = "buy", channel: str | None = "web", **more: object) -> Touchpoint:
    return Touchpoint(id=key, name=key, stage=stage, channel=channel, **more)


def card(picture: Picture, key: str) -> Box:
    part = picture.part(key)
    assert part is not None
    assert part.kind == "card"
    return part.box


def test_a_flow_to_the_next_card_in_the_row_is_one_straight_line() -> None:
    picture = picture_of(shop(at("a"), at("b"), flows=(Flow(source="a", target="b"),)))

    (flow,) = parts(picture, "flow")
    (x1, y1), (x2, y2) = points_of(flow)
    assert y1 == y2 == card(picture, "a").y + card(picture, "a").h / 2
    assert (x1, x2) == (card(picture, "a").right, card(picture, "b").x)


def labelled(picture: Picture) -> Box:
    ((_, box),) = label_boxes(picture)
    return box


def gutter_behind(picture: Picture, key: str) -> float:
    end = card(picture, key).right
    return min(c.x for c in picture.columns if c.x > end) - end


WHEN = "I want to know what it costs"


def test_a_label_in_an_empty_cell_takes_no_room_between_the_cards() -> None:
    far = Flow(source="a", target="c", when=WHEN)
    cards = (at("a"), at("b", channel="store"), at("c"))
    flows = (Flow(source="a", target="b"), Flow(source="b", target="c"))
    bare = picture_of(shop(*cards, flows=(*flows, far.model_copy(update={"when": None}))))
    said = picture_of(shop(*cards, flows=(*flows, far)))

    assert said.bounds.w == bare.bounds.w
    box = labelled(said)
    assert box.x >= card(said, "b").x
    assert box.right <= card(said, "b").right


def test_a_label_between_two_cards_of_a_row_widens_their_gutter_and_has_three_lines_at_most() -> (
    None
):
    cards = (at("a"), at("b"))
    bare = picture_of(shop(*cards, flows=(Flow(source="a", target="b"),)))
    said = picture_of(shop(*cards, flows=(Flow(source="a", target="b", when=WHEN),)))

    box = labelled(said)
    assert gutter_behind(said, "a") > gutter_behind(bare, "a")
    assert card(said, "a").right < box.x
    assert box.right < card(said, "b").x
    assert box.h <= 3 * MEASURE.wrap("x", "route", 80).height


def test_a_label_stands_beside_a_line_that_turns_into_an_empty_cell() -> None:
    m = shop(
        at("a"), at("b", channel="store"),
        flows=(Flow(source="a", target="b", when=WHEN),),
    )  # fmt: skip
    picture = picture_of(m)

    (flow,) = parts(picture, "flow")
    turn = points_of(flow)[1][0]
    assert turn < labelled(picture).x < turn + 10
    assert labelled(picture).bottom <= card(picture, "b").y


def test_flows_that_look_alike_and_enter_a_card_together_arrive_on_one_line() -> None:
    m = shop(
        at("a"), at("b", channel="store"), at("c", stage="use", channel=None),
        flows=(Flow(source="a", target="c"), Flow(source="b", target="c")),
    )  # fmt: skip
    picture = picture_of(m)

    one, two = (points_of(part) for part in parts(picture, "flow"))
    assert one[-2:] == two[-2:]
    assert one[0] != two[0]


def test_flows_that_look_alike_leave_a_card_on_one_line_and_those_that_say_when_do_not() -> None:
    cards = (at("a"), at("b", channel="store"), at("c", channel=None))
    alike = (Flow(source="a", target="b"), Flow(source="a", target="c"))
    one, two = (points_of(p) for p in parts(picture_of(shop(*cards, flows=alike)), "flow"))
    said = tuple(f.model_copy(update={"when": f"to {f.target}"}) for f in alike)
    three, four = (points_of(p) for p in parts(picture_of(shop(*cards, flows=said)), "flow"))

    assert one[:2] == two[:2]
    assert three[:2] != four[:2]


def test_a_failure_runs_straight_down_to_the_card_in_its_column() -> None:
    m = shop(
        at("pay"), at("help", channel="store"),
        flows=(Flow(source="pay", target="help", kind="failure"),),
    )  # fmt: skip
    picture = picture_of(m)

    (flow,) = parts(picture, "flow")
    (x1, y1), (x2, y2) = points_of(flow)
    assert x1 == x2
    assert (y1, y2) == (card(picture, "pay").bottom, card(picture, "help").y)


def test_a_card_without_flows_follows_the_one_before_it_in_the_list() -> None:
    picture = picture_of(shop(at("a"), at("b"), at("c")))

    assert card(picture, "a").x < card(picture, "b").x < card(picture, "c").x


def test_a_stage_longer_than_the_columns_of_the_look_is_folded() -> None:
    m = shop(*(at(f"t{i}") for i in range(5)))
    picture = picture_of(m, columns=2)

    assert len([c for c in picture.columns if c.stage == "buy"]) == 2
    assert card(picture, "t0").x == card(picture, "t2").x == card(picture, "t4").x
    assert card(picture, "t0").y < card(picture, "t2").y < card(picture, "t4").y


def test_a_card_that_names_no_channel_stands_on_its_own() -> None:
    with_one = picture_of(shop(at("a", channel=None), at("b")))
    without = picture_of(shop(at("b")))

    assert [b.key for b in with_one.lanes if b.kind == "channels"] == ["web", "store", ""]
    assert [b.key for b in without.lanes if b.kind == "channels"] == ["web", "store"]


def test_cards_of_stages_and_channels_that_do_not_exist_are_shown_at_the_end() -> None:
    picture = picture_of(shop(at("a"), at("b", stage="gone", channel="fax")))

    assert picture.columns[-1].stage == UNKNOWN
    assert picture.lanes[2].key == UNKNOWN
    assert card(picture, "b").x == picture.columns[-1].x
    assert picture.part(UNKNOWN) is not None


def test_a_spanning_card_reaches_to_the_end_of_its_last_stage() -> None:
    m = shop(at("a", until="use"), at("b"), at("c", stage="use"), at("d", stage="use"))
    picture = picture_of(m)

    assert card(picture, "a").right == picture.columns[-1].x + picture.columns[-1].w
    assert overlaps(parts(picture, "card")) == []


def test_a_further_channel_gets_a_stub_joined_by_a_link() -> None:
    picture = picture_of(shop(at("a", also=("store", "web", "gone"))))

    (stub,) = parts(picture, "stub")
    (link,) = parts(picture, "link")
    assert stub.key == link.key == "a"
    assert stub.box.x == card(picture, "a").x
    assert picture.hit(stub.box.x + 3, stub.box.y + 3) == stub


def test_a_note_stands_under_its_first_touchpoint_and_reaches_to_its_last() -> None:
    m = shop(
        at("a"), at("b"), at("c"),
        pain_points=(PainPoint(id="p", name="Slow", at=("c", "b"), severity=3),),
    )  # fmt: skip
    picture = picture_of(m)

    (note,) = parts(picture, "note")
    assert isinstance(note.face, NoteFace)
    assert note.box.x == card(picture, "b").x
    assert note.box.right >= card(picture, "c").right


def test_notes_of_one_card_stand_side_by_side_where_the_stage_has_room() -> None:
    pains = tuple(PainPoint(id=f"p{i}", name="Slow", at=("a",)) for i in range(2))
    picture = picture_of(shop(at("a"), at("b"), at("c"), pain_points=pains))

    first, second = (part.box for part in parts(picture, "note"))
    assert first.x == card(picture, "a").x
    assert first.right > card(picture, "b").x
    assert second.x == card(picture, "c").x
    assert second.y == first.y


def test_a_note_never_stands_under_the_cards_of_another_stage() -> None:
    pains = tuple(PainPoint(id=f"p{i}", name="Slow", at=("a",)) for i in range(2))
    picture = picture_of(shop(at("a"), at("b", stage="use"), pain_points=pains))

    assert {part.box.x for part in parts(picture, "note")} == {card(picture, "a").x}


def test_notes_that_find_no_place_are_counted() -> None:
    pains = tuple(
        PainPoint(id=f"p{i}", name="Slow", at=("a",), severity=i % 5 + 1) for i in range(9)
    )
    picture = picture_of(shop(at("a"), pain_points=pains))

    (more,) = parts(picture, "more")
    shown = [part.key for part in parts(picture, "note")]
    assert len(shown) == NOTE_ROWS
    assert more.face.text.lines == (f"+{9 - NOTE_ROWS}",)  # type: ignore[attr-defined]  # it is a MoreFace
    assert shown[:2] == ["p4", "p3"]  # the worst first


def test_a_map_without_anything_has_a_small_picture() -> None:
    picture = picture_of(JourneyMap(title="New map"))

    assert parts(picture, "heading")
    assert parts(picture, "footer")
    assert not parts(picture, "card", "stage")
    assert 0 < picture.bounds.h < 700


def test_the_accessible_name_says_where_a_card_stands_and_how_it_goes() -> None:
    m = shop(
        at("pay", emotion=-2, moment_of_truth=True),
        pain_points=(PainPoint(id="p", name="Declined", at=("pay",)),),
    )
    part = picture_of(m).part("pay")

    assert part is not None
    assert str(part.alt) == "pay, Buy, Web, emotion −2, moment of truth, 1 pain point"


def test_a_card_takes_the_ratings_of_the_persona_in_view_and_fades_what_is_for_others() -> None:
    m = chance_map(3, most=0).model_copy(
        update={
            "stages": (Stage(id="buy", name="Buy"),),
            "touchpoints": (
                at("a", channel=None, emotion=1, by_persona={"dana": {"emotion": -1}}),
                at("b", channel=None, personas=("omar",)),
            ),
        }
    )
    picture = picture_of(m, persona="dana")

    faces = {part.key: part.face for part in parts(picture, "card")}
    assert isinstance(faces["a"], CardFace)
    assert isinstance(faces["b"], CardFace)
    assert faces["a"].emotion == -1
    assert (faces["a"].faded, faces["b"].faded) == (False, True)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_laid_out_without_a_crossing(examples: Path, name: str) -> None:
    m = read_file(examples / name).map
    picture = picture_of(m, lanes=ALL_LANES, metric=m.metrics[0].id)

    assert crossings(picture) == []
    assert (
        overlaps(parts(picture, "card", "stub", "note", "more", "quote", "step", "measure")) == []
    )
    assert overlaps([Part(k, "note", b, None, 0, "", None) for k, b in label_boxes(picture)]) == []  # type: ignore[arg-type]  # only the boxes count
    assert len(parts(picture, "card")) == len(m.touchpoints)
    assert any(isinstance(p.face, CardFace) and p.face.pill for p in parts(picture, "card"))


def test_a_picture_finds_what_is_at_a_point_and_which_cell_it_is() -> None:
    picture = picture_of(shop(at("a"), at("b", stage="use", channel="store")))
    box = card(picture, "b")

    found = picture.hit(box.x + 5, box.y + 5)
    assert found is not None
    assert found.key == "b"
    assert picture.cell(box.x + 5, box.y + 5) == ("use", "store")
    assert picture.cell(box.x - 4, box.y + 5) == ("use", "store")
    assert picture.cell(-900, box.y) is None
    assert found in list(picture.within(Box(box.x, box.y, 10, 10)))
    assert picture.part("no such thing") is None


@settings(max_examples=8)
@given(seeds)
def test_a_large_map_keeps_the_promises(seed: int) -> None:
    m = chance_map(seed, most=160)
    picture = layout(m, View(lanes=ALL_LANES), MEASURE)

    assert crossings(picture) == []
    assert overlaps(parts(picture, "card", "stub")) == []


def test_flows_without_any_touchpoint_lead_nowhere() -> None:
    m = chance_map(3).model_copy(update={"touchpoints": ()})
    assert m.flows

    assert not parts(layout(m, View(), MEASURE), "flow")
