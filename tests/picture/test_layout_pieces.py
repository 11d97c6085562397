"""The parts of layout that can be asked alone: tracks, ports, the monotone curve, the fold."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.order import order_of, reading_order
from journeymap.picture.folding import Folded, Stood, fold
from journeymap.picture.grid import place
from journeymap.picture.lanes import card_lanes
from journeymap.picture.picture import View, view_of
from journeymap.picture.routes import looks_of, route
from journeymap.picture.smooth import monotone_slopes, pieces
from journeymap.picture.spacing import TRACKS
from journeymap.picture.tracks import tracks_of
from journeymap.picture.windows import Windows
from tests.picture.mapmaker import chance_map

spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), min_size=1, max_size=40
)


@given(spans)
def test_pieces_on_one_track_never_touch_unless_they_are_bundled(found: list[list[int]]) -> None:
    gutter = [(low, high, n, n) for n, (low, high) in enumerate(found)]
    count, track, _ = tracks_of(gutter, range(len(found)), range(len(found)))

    for a, (low, high) in enumerate(found):
        for b, (start, end) in enumerate(found[:a]):
            if track[a] == track[b]:
                assert high < start or end < low
    assert count == max(track) + 1


@given(spans)
def test_no_more_tracks_are_used_than_pieces_lie_side_by_side(found: list[list[int]]) -> None:
    gutter = [(low, high, n, n) for n, (low, high) in enumerate(found)]
    count, _, _ = tracks_of(gutter, range(len(found)), range(len(found)))

    densest = max(sum(low <= key <= high for low, high in found) for key in range(31))
    assert count == densest


def test_what_leads_to_one_card_shares_a_track_where_the_gutter_is_full() -> None:
    many = [(0, 10, n, n) for n in range(TRACKS + 3)]
    count, _, loads = tracks_of(many, range(len(many)), [99] * len(many))

    assert count == 1
    assert set(loads) == {TRACKS + 3}


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=12), st.booleans())
def test_slopes_never_point_against_the_way_between_two_points(ys: list[int], rtl: bool) -> None:
    xs = [float(-10 * k if rtl else 10 * k) for k in range(len(ys))]
    slopes = monotone_slopes(xs, ys)

    for k in range(len(ys) - 1):
        secant = (ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k])
        for slope in slopes[k : k + 2]:
            assert slope * secant >= 0
            assert abs(slope) <= 3 * abs(secant) + 1e-9


def test_what_bridges_an_unrated_step_is_a_piece_of_its_own() -> None:
    found = pieces([0, 10, 20, 30], [0, 5, 5, 0], [False, False, True, False])

    assert [dashed for _, dashed in found] == [False, True, False]
    assert [commands[0] for commands, _ in found] == [("M", 0, 0), ("M", 10, 5), ("M", 20, 5)]


@given(st.integers(0, 1 << 32))
def test_every_piece_of_a_way_begins_where_the_one_before_it_ends(seed: int) -> None:
    m = chance_map(seed)
    view = view_of(m)
    order = order_of(m)
    rows = card_lanes(m, view)
    stood = Stood(rows.lane, order.stage, order.rank, len(rows.lanes), len(m.stages) + 1)
    columns = fold(view, stood, order.reading).columns
    until, also = [t.until for t in m.touchpoints], [t.also for t in m.touchpoints]
    grid = place(m, order.stage, columns, rows.lane, len(rows.lanes), until, also).grid
    kinds, alone = [flow.kind for flow in m.flows], [bool(flow.when) for flow in m.flows]
    routes = route(order.ends, looks_of(kinds, alone, order.ends), grid)

    assert len(set(zip(grid.row, grid.column, strict=True))) == len(grid.row)
    for number, way in enumerate(routes.ways):
        assert way is None or len(way) % 2 == 1 or way == ()
        source, target = routes.sources[number], routes.targets[number]
        if not way or number >= len(m.flows):
            continue
        assert way[0][0] in (grid.end[source] + 1, grid.column[target])
        assert way[-1][0] in (grid.column[target], grid.end[source] + 1)
        assert 0 < routes.out[number] < 1
        assert 0 < routes.into[number] < 1


@given(st.integers(0, 1 << 32))
def test_columns_after_an_edit_are_those_of_a_map_folded_anew(seed: int) -> None:
    rng = random.Random(seed)
    lanes, stages = rng.randint(1, 4), rng.randint(1, 4)

    def anywhere() -> tuple[int, int, int]:
        return rng.randrange(lanes), rng.randrange(stages), rng.randrange(rng.choice((3, 14)))

    def stood(cards: list[tuple[int, int, int]]) -> Stood:
        lane, stage, rank = (list(each) for each in zip(*cards, strict=True))
        return Stood(lane, stage, rank, lanes, stages)

    def folded(cards: list[tuple[int, int, int]], *before: Any) -> Folded:
        here = stood(cards)
        reading = reading_order(here.stage, here.rank, here.lane)
        return fold(View(), here, reading, *before)

    cards = [anywhere() for _ in range(rng.randint(4, 60))]
    before = folded(cards)
    start, gone = rng.randrange(len(cards)), rng.randint(0, 2)
    gone = min(gone, len(cards) - start)
    changed = Windows(((start, gone, rng.randint(1, 2)),), len(cards))
    cards[start : start + gone] = [anywhere() for _ in changed.numbers]
    for at in rng.sample(range(len(cards)), 2):  # an edit gives others another rank
        cards[at] = (*cards[at][:2], rng.randrange(5))

    assert folded(cards, changed, before) == folded(cards)
