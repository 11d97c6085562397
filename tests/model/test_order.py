"""Ranks, reading order and the main path, on maps that fit on one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.journey import Flow, JourneyMap, Stage, Touchpoint
from journeymap.model.order import main_path, order_of, ranks
from tests.picture.mapmaker import chance_map


def journey(touchpoints: str, *flows: str, stages: str = "s") -> JourneyMap:
    """Return a map from `a b c` (or `a@stage`) and `a>b` (or `a>b failure 0.3`)."""
    made = []
    for word in touchpoints.split():
        key, _, stage = word.partition("@")
        made.append(Touchpoint(id=key, name=key, stage=stage or "s"))
    return JourneyMap(
        title="x",
        stages=tuple(Stage(id=s, name=s) for s in stages.split()),
        touchpoints=tuple(made),
        flows=tuple(_flow(flow) for flow in flows),
    )


def _flow(text: str) -> Flow:
    ends, kind, share, *_ = [*text.split(), "next", ""] if " " not in text else [*text.split(), ""]
    source, target = ends.split(">")
    return Flow(source=source, target=target, kind=kind, share=float(share) if share else None)


def ranks_of(m: JourneyMap) -> dict[str, int]:
    return dict(zip((t.id for t in m.touchpoints), order_of(m).rank, strict=True))


def names(m: JourneyMap, positions: list[int]) -> str:
    return " ".join(m.touchpoints[i].id for i in positions)


def test_the_rank_is_the_longest_way() -> None:
    m = journey("a b c d", "a>b", "b>c", "a>c", "c>d", "a>d")

    assert ranks_of(m) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_loop_recovery_and_self_flows_give_no_rank() -> None:
    m = journey("a b", "a>b", "b>a loop", "b>a recovery", "a>a")

    assert ranks_of(m) == {"a": 0, "b": 1}


def test_the_target_of_a_failure_stands_beside_its_source() -> None:
    m = journey("a pay help", "a>pay", "pay>help failure")

    assert ranks_of(m) == {"a": 0, "pay": 1, "help": 1}


def test_in_a_circle_the_earliest_in_the_list_comes_first() -> None:
    m = journey("b a c", "a>b", "b>c", "c>a")

    assert ranks_of(m) == {"b": 0, "c": 1, "a": 2}


def test_a_circle_behind_something_is_entered_where_the_list_says() -> None:
    m = journey("a b c", "a>c", "b>c", "c>b")

    assert ranks_of(m) == {"a": 0, "b": 0, "c": 1}


def test_a_touchpoint_without_flows_follows_the_one_before_it() -> None:
    m = journey("a b lone c", "a>b", "a>c")

    assert ranks_of(m) == {"a": 0, "b": 1, "lone": 2, "c": 1}


def test_only_flows_inside_a_stage_give_ranks() -> None:
    m = journey("a b@t c@t", "a>b", "b>c", stages="s t")

    assert ranks_of(m) == {"a": 0, "b": 0, "c": 1}


def test_reading_goes_by_stage_then_rank_then_list() -> None:
    m = journey("z@t b a c", "b>a", "a>c", stages="s t")

    assert names(m, order_of(m).reading) == "b a c z"


def test_what_names_no_existing_stage_is_read_last() -> None:
    m = journey("lost@gone a")

    assert names(m, order_of(m).reading) == "a lost"


def test_the_main_path_follows_the_largest_share() -> None:
    m = journey("a b c d", "a>b choice 0.2", "a>c choice 0.7", "c>d", "b>d")

    assert names(m, main_path(m, order_of(m))) == "a c d"


def test_a_flow_without_a_share_has_its_part_of_what_the_others_leave() -> None:
    m = journey("a b c", "a>b choice 0.3", "a>c")

    assert names(m, main_path(m, order_of(m))) == "a c"


def test_the_main_path_takes_the_first_of_equals_and_leaves_failures_aside() -> None:
    m = journey("a help b c", "a>help failure 0.9", "a>b", "a>c")

    assert names(m, main_path(m, order_of(m))) == "a b"


def test_where_nothing_leads_on_the_path_begins_anew_further_on() -> None:
    m = journey("a b c@t d@t", "a>b", "c>d", stages="s t")

    assert names(m, main_path(m, order_of(m))) == "a b c d"


def test_a_map_without_flows_is_one_path_in_reading_order() -> None:
    m = journey("a b@t c", stages="s t")

    assert names(m, main_path(m, order_of(m))) == "a c b"


def test_a_persona_has_no_path_where_only_a_flow_from_nowhere_is_left() -> None:
    m = JourneyMap(title="T", flows=(Flow(source="a", target="b"),))

    assert main_path(m, order_of(m), "ada") == []


@given(st.integers(0, 1 << 32))
def test_every_touchpoint_has_a_rank_and_is_read_once(seed: int) -> None:
    m = chance_map(seed)
    order = order_of(m)
    path = main_path(m, order)

    assert sorted(order.reading) == list(range(len(m.touchpoints)))
    assert all(rank >= 0 for rank in order.rank)
    assert len(path) == len(set(path))
    assert bool(path) == bool(m.touchpoints)
    for source, target, flow in zip(order.ends.sources, order.ends.targets, m.flows, strict=True):
        if flow.kind == "failure" or source < 0 or target < 0:
            continue
        assert 0 <= source < len(m.touchpoints)


@given(st.integers(0, 1 << 32), st.integers(0, 1 << 32))
def test_the_ranks_of_some_stages_are_those_of_all_asked_at_once(seed: int, chosen: int) -> None:
    m = chance_map(seed)
    order = order_of(m)
    kinds = [flow.kind for flow in m.flows]
    asked = [i for i, stage in enumerate(order.stage) if chosen >> stage % 32 & 1]
    known = [-9 if i in asked else rank for i, rank in enumerate(order.rank)]

    assert ranks(order.stage, kinds, order.ends, known, asked) == order.rank
