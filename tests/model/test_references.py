"""What goes, and what is said of it, is what a walk over all records would find."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.index import Index, Key
from journeymap.model.journey import (
    LISTS,
    Channel,
    Flow,
    JourneyMap,
    PainPoint,
    Reading,
    Stage,
    Touchpoint,
)
from journeymap.model.references import hanging_on, stripped, without
from journeymap.model.renaming import following, rewritten
from journeymap.model.restructuring import Inside, inside
from tests.model.tangles import tangles
from tests.strategies import maps

either = maps(least=1) | tangles()


def is_gone(index: Index, gone: set[Key]) -> Callable[[str], bool]:
    return lambda name: (entry := index.resolve(name)) is not None and entry.key in gone


def going(index: Index) -> st.SearchStrategy[Key]:
    """Return a strategy for a key, as often one of a flow as any, for those share their ends."""
    keys = sorted(index.entries)  # they have no order
    return st.sampled_from(list(index.keys_of("flow")) or keys) | st.sampled_from(keys)


def plainly_hanging(index: Index, gone: set[Key]) -> tuple[Key, ...]:
    """Return `hanging_on` as it is meant: every record asked until none has to go any more."""
    every, before = set(gone), -1
    while len(every) > before:
        before = len(every)
        every |= {
            key
            for key, entry in index.entries.items()
            if stripped(entry.record, is_gone(index, every)) is None
        }
    return tuple(key for key in index.entries if key in every - gone)


def plainly_without(m: JourneyMap, index: Index, gone: set[Key]) -> JourneyMap:
    """Return `without` as it is meant: every record walked over, and every flow's name followed."""
    lists: dict[str, list[object]] = {field: [] for field in LISTS.values()}
    became: dict[int, int] = {}
    for key, entry in index.entries.items():
        record = stripped(entry.record, is_gone(index, gone)) if key not in gone else None
        if record is None:
            continue
        if entry.kind == "flow":
            became[entry.position] = len(lists["flows"])
        lists[LISTS[entry.kind]].append(record)
    own = stripped(m.model_copy(update=dict.fromkeys(lists, ())), is_gone(index, gone))
    assert own is not None
    bare = own.model_copy(update={field: tuple(records) for field, records in lists.items()})
    assert isinstance(bare, JourneyMap)
    return rewritten(bare, following(index, bare.flows, became))


def plainly_inside(m: JourneyMap, keys: set[Key]) -> Inside:
    views = [v for t in m.touchpoints for who, v in t.by_persona.items() if who in keys]
    said = [
        (view.success, view.effort, view.emotion, view.importance, view.doing) for view in views
    ]
    return Inside(
        tuple(t.id for t in m.touchpoints if {t.stage, t.channel} & keys and t.id not in keys),
        sum(value is not None for values in said for value in values[:4]),
        sum(values[4] is not None for values in said),
        sum(reading.metric in keys for reading in m.readings),
    )


@settings(max_examples=80, deadline=None)
@given(tangles(), st.data())
def test_what_hangs_on_what_goes_is_all_that_could_not_stand_without_it(
    m: JourneyMap, data: st.DataObject
) -> None:
    index = Index(m)
    gone = data.draw(st.sets(going(index), max_size=3))

    hanging = hanging_on(m, index, gone)

    assert hanging == plainly_hanging(index, gone)


@settings(max_examples=80, deadline=None)
@given(tangles(), st.data())
def test_what_is_left_is_what_a_walk_over_all_records_leaves(
    m: JourneyMap, data: st.DataObject
) -> None:
    index = Index(m)
    gone = data.draw(st.sets(going(index), max_size=3))
    gone |= set(plainly_hanging(index, gone)) if data.draw(st.booleans()) else set()

    left = without(m, index, gone)

    assert left == plainly_without(m, index, gone)


@settings(max_examples=40, deadline=None)
@given(either, st.data())
def test_one_deletion_after_the_other_leaves_what_walks_over_all_records_leave(
    m: JourneyMap, data: st.DataObject
) -> None:
    for _ in range(3):
        index = Index(m)
        if not index.entries:
            return
        key = data.draw(going(index))
        gone = {key, *plainly_hanging(index, {key})}
        plain = plainly_without(m, index, gone)

        m = edits.delete(m, [key])

        assert m == plain


@settings(max_examples=40, deadline=None)
@given(either, st.data())
def test_what_is_inside_is_what_all_touchpoints_and_readings_say(
    m: JourneyMap, data: st.DataObject
) -> None:
    keys = data.draw(st.sets(st.sampled_from(list(Index(m).entries)), max_size=3))
    assert inside(m, keys) == plainly_inside(m, keys)


def test_only_records_that_named_what_went_are_other_objects_afterwards() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="s", name="s"),),
        channels=(Channel(id="web", name="x"), Channel(id="shop", name="x")),
        touchpoints=(
            Touchpoint(id="a", name="a", stage="s", channel="web"),
            Touchpoint(id="b", name="b", stage="s", channel="shop"),
        ),
        pain_points=(PainPoint(id="x", name="x", at=("web", "a")),),
        translations={"fa": {"a": {"name": "x"}}},
    )

    left = edits.delete(m, ["web"])

    assert [t.channel for t in left.touchpoints] == [None, "shop"]
    assert left.touchpoints[1] is m.touchpoints[1]
    assert left.pain_points[0].at == ("a",)
    assert left.stages is m.stages
    assert left.translations is m.translations


def test_who_named_the_second_of_two_flows_names_the_first_when_that_one_went() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="s", name="s"),),
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="s") for id in "ab"),
        flows=(Flow(source="a", target="b"), Flow(source="a", target="b", when="late")),
        readings=(Reading(metric="m", at="a->b#2", period="2026", value=1),),
        translations={"fa": {"a -> b": {"when": "x"}, "a -> b#2": {"when": "y"}}},
    )

    left = edits.delete(m, ["a -> b"])

    assert left.readings[0].at == "a -> b"
    assert left.translations == {"fa": {"a -> b": {"when": "y"}}}
