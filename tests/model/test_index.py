"""The index: keys of every kind, repeated ids, and the same whether built whole or from another."""

from itertools import islice
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.diff import difference
from journeymap.model.index import Index, index_of
from journeymap.model.journey import (
    CLASSES,
    LISTS,
    Channel,
    Comment,
    Flow,
    JourneyMap,
    Reading,
    Stage,
    Touchpoint,
)
from tests.model.sample import coffee
from tests.strategies import maps


def test_records_without_ids_have_keys_made_of_what_they_join() -> None:
    index = Index(coffee())
    assert {"pay", "pay -> till", "pay -> till#2", "csat@pay@2026-10", "csat@@2026-10"} <= (
        index.entries.keys()
    )


def test_a_reference_to_a_flow_by_its_ends_finds_it_by_its_id_too() -> None:
    m = JourneyMap(title="x", flows=(Flow(id="way", source="a", target="b"),))
    assert Index(m).resolve("a -> b") == Index(m).get("way")
    assert Index(m).resolve("a->b#2") is None


def test_repeated_ids_are_numbered_within_and_across_lists() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="a", name="1"), Stage(id="a", name="2"), Stage(id="b", name="3")),
        channels=(Channel(id="a", name="4"),),
    )
    index = Index(m)
    assert [entry.key for entry in index.repeated] == ["a#2", "a#3"]
    assert [entry.key for entry in index.all()] == ["a", "a#2", "b", "a#3"]


def test_an_id_repeated_ten_thousand_times_is_numbered_once_through() -> None:
    many = tuple(Touchpoint(id="a", name="A", stage="s") for _ in range(10_000))
    index = Index(JourneyMap(title="x", touchpoints=many))
    assert [*index.all()][-1].key == "a#10000"
    assert len(index.repeated) == 9_999
    assert index._numbers == {"a": 10_000}  # the next one is not counted up from 2


def chance_map(rng: Random) -> JourneyMap:
    """Return a map of a few records, at times with ids that repeat and flows of the same ends."""
    letters = rng.choice(["abcd", "abcdefghijklm"])
    ids = [*letters]
    rng.shuffle(ids)
    some = iter(ids if rng.random() < 0.7 else rng.choices(ids, k=len(ids)))
    count = len(ids) // 3
    return JourneyMap(
        title="x",
        stages=tuple(Stage(id=id, name=id) for id in islice(some, count)),
        touchpoints=tuple(Touchpoint(id=id, name=id, stage="a") for id in islice(some, count)),
        flows=tuple(
            Flow(
                source=rng.choice(letters),
                target=rng.choice(letters),
                id=rng.choice(("", *"wv")) or None,
            )
            for _ in range(rng.randrange(6))
        ),
        readings=tuple(
            Reading(metric=rng.choice(letters), period="2026", value=1)
            for _ in range(rng.randrange(3))
        ),
        comments=tuple(
            Comment(id=id, at="map", by="A", date="2026-01-01", text="Hm")
            for id in islice(some, count)
        ),
    )


def mixed(rng: Random, m: JourneyMap) -> JourneyMap:
    """Return a map with records of one list taken out, put in, exchanged, turned or doubled."""
    field = rng.choice([*OTHERWISE])
    records = list(getattr(m, field))
    for _ in range(rng.randint(1, 3)):
        if not records:
            break
        at, to = rng.randrange(len(records)), rng.randrange(len(records))
        how = rng.choice(["out", "in", "other", "move", "turn", "twice", "copy"])
        one = records[at]
        if how == "out":
            del records[at]
        elif how == "in" and field != "readings":
            records.insert(to, one.model_copy(update={"id": rng.choice("qrst")}))
        elif how == "other":
            records[at] = one.model_copy(update=rng.choice(OTHERWISE[field]))
        elif how == "move":
            records.insert(to, records.pop(at))
        elif how == "turn":
            records.reverse()
        elif rng.random() < 0.3:
            records.insert(to, one if how == "twice" else one.model_copy())
    return m.model_copy(update={field: tuple(records)})


OTHERWISE: dict[str, list[dict[str, object]]] = {
    "touchpoints": [{"name": "Other"}, {"id": "q"}, {"stage": "r"}],
    "flows": [{"when": "late"}, {"source": "x", "target": "y"}, {"id": "q"}, {"id": None}],
    "stages": [{"name": "Other"}, {"id": "q"}],
    "readings": [{"value": 3}, {"period": "1999"}, {"segment": {"a": "b"}}],
    "comments": [{"text": "Other"}, {"id": "q"}],
}


def everything(index: Index) -> list[object]:
    """Return all that an index says, so that two of them can be compared."""
    flows = index.map.flows
    ends = {f"{flow.source} -> {flow.target}" for flow in flows}
    names = [*ends, *(f"{each}#{nth}" for each in ends for nth in (1, 2, 3))]
    return [
        {key: tuple(entry) for key, entry in index.entries.items()},
        [tuple(entry) for entry in index.all()],
        [id(entry.record) for entry in index.all()],
        [list(index.of_kind(kind)) for kind in LISTS],
        [list(index.keys_of(kind)) for kind in LISTS],
        [list(index.records(CLASSES[kind])) for kind in LISTS],
        index.repeated,
        [index.resolve(name) for name in names],
        [index.flow_key(flow) for flow in flows],
        index.alone(flows),
        [index.alone([flow]) for flow in flows],
    ]


@settings(max_examples=500)
@given(st.integers(0, 1 << 32))
def test_an_index_built_on_another_says_what_the_one_built_whole_does(seed: int) -> None:
    rng = Random(seed)
    m = chance_map(rng)
    index = Index(m)
    for _ in range(3):
        everything(index)  # so that what was asked for is there to be taken over
        m = mixed(rng, mixed(rng, m))
        index = Index(m, like=index)
        assert everything(index) == everything(Index(m))


@given(st.integers(0, 1 << 32))
def test_an_index_built_on_that_of_quite_another_map_is_right_too(seed: int) -> None:
    m, other = chance_map(Random(seed)), chance_map(Random(-seed))
    assert everything(Index(other, like=Index(m))) == everything(Index(other))


@settings(max_examples=500)
@given(st.integers(0, 1 << 32))
def test_the_difference_is_the_one_between_indexes_built_whole(seed: int) -> None:
    rng = Random(seed)
    m = chance_map(rng)
    new = mixed(rng, mixed(rng, m))
    before = Index(m)
    old, now = Index(m), Index(new)

    change = difference(before, Index(new, like=before))

    here, there = old.entries, now.entries
    both = [key for key in there if key in here]
    assert change.added == there.keys() - here.keys()
    assert change.removed == here.keys() - there.keys()
    assert change.updated == {key for key in both if here[key].record != there[key].record}
    assert change.order == {
        LISTS[kind]
        for kind in LISTS
        if not old.shares(now, kind)
        and [key for key in old.keys_of(kind) if key in now.keys_of(kind)]
        != [key for key in now.keys_of(kind) if key in old.keys_of(kind)]
    }


@given(maps(least=1), st.data())
def test_an_index_built_on_another_is_the_one_built_whole(
    m: JourneyMap, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(list(Index(m).entries)))
    new = edits.delete(m, [key])
    built, whole = Index(new, like=index_of(m)), Index(new)
    assert built.entries == whole.entries
    assert built.repeated == whole.repeated
    assert [list(built.of_kind(e.kind)) for e in whole.all()] == [
        list(whole.of_kind(e.kind)) for e in whole.all()
    ]
