"""Parts of a map: copied, pasted into the same map or another, and written as a table."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.fragments import as_table, fragment, joined
from journeymap.model.index import index_of
from journeymap.model.journey import (
    Aim,
    Channel,
    JourneyMap,
    PersonaView,
    Stage,
    Touchpoint,
)
from journeymap.model.pasting import added, pasted
from journeymap.model.text import M
from tests.model.sample import coffee


def ids(records: tuple[object, ...]) -> list[str]:
    return [str(getattr(record, "id", "")) for record in records]


def test_a_fragment_has_what_belongs_to_its_touchpoints_and_nothing_else() -> None:
    part = fragment(coffee(), ["order", "pay"])
    assert ids(part.touchpoints) == ["order", "pay"]
    assert [(f.source, f.target) for f in part.flows] == [("order", "pay")]
    assert ids(part.stages) == ["buy"]
    assert ids(part.channels) == ["app"]
    assert ids(part.personas) == ["dana"]
    assert ids(part.backstage) == ["charge"]
    assert [(p.id, p.at) for p in part.pain_points] == [("declined", ("pay",)), ("slow", ("pay",))]
    assert (part.readings, part.comments, part.metrics) == ((), (), ())


def test_a_stage_stands_for_its_touchpoints() -> None:
    assert ids(fragment(coffee(), ["buy"]).touchpoints) == ["order", "pay", "till", "sip"]


def test_a_duplicate_stands_behind_with_ids_of_its_own() -> None:
    m = coffee()
    made = joined(m, fragment(m, ["order", "pay"]), after="pay")
    assert ids(made.map.touchpoints) == ["see", "order", "pay", "order-2", "pay-2", "till", "sip"]
    assert (made.map.stages, made.map.channels, made.map.personas) == (
        m.stages,
        m.channels,
        m.personas,
    )
    assert ("order-2", "pay-2") in [(f.source, f.target) for f in made.map.flows]
    assert [p.at for p in made.map.pain_points[-2:]] == [("pay-2",), ("pay-2",)]
    pay = index_of(made.map).touchpoint("pay-2")
    assert pay is not None
    assert pay.by_persona["dana"].emotion == -1
    assert set(made.keys) >= {"order-2", "pay-2"}


def test_a_third_copy_gets_the_next_number() -> None:
    m = coffee()
    m = joined(m, fragment(m, ["pay"])).map
    m = joined(m, fragment(m, ["pay-2"])).map
    assert ids(m.touchpoints)[-2:] == ["pay-2", "pay-3"]


def test_another_map_finds_stages_and_channels_by_name_and_makes_the_rest() -> None:
    other = JourneyMap(
        title="Other",
        stages=(Stage(id="s1", name="BUY"),),
        channels=(Channel(id="order", name="App"),),
    )
    made = joined(other, fragment(coffee(), ["see", "order"]))
    assert ids(made.map.stages) == ["s1", "find"]
    assert ids(made.map.channels) == ["order", "web"]
    see, order = made.map.touchpoints
    assert (see.stage, see.channel) == ("find", "web")
    assert (order.id, order.stage, order.channel) == ("order-2", "s1", "order")
    assert [(f.source, f.target) for f in made.map.flows] == [("see", "order-2")]


def test_translations_go_along_into_a_map_that_has_the_language() -> None:
    m = edits.change(coffee(), "", translations={"fa": {"pay": {"name": "پرداخت"}}})
    made = joined(m, fragment(m, ["pay"]))
    assert made.map.translations["fa"]["pay-2"] == {"name": "پرداخت"}
    without = edits.change(coffee(), "", translations=None)
    assert joined(without, fragment(m, ["pay"])).map.translations == {}


def test_a_table_pasted_back_gives_the_touchpoints_again() -> None:
    m = coffee()
    text = as_table(fragment(m, ["order", "pay", "till"]))
    back = added(m, pasted(text, m), "find")
    made = back.map.touchpoints[-3:]
    assert [(t.name, t.stage, t.channel, t.emotion) for t in made] == [
        ("Order", "buy", "app", 1),
        ("Pay", "buy", "app", -2),
        ("Pay at till", "buy", "shop", None),
    ]
    assert [p.name for p in back.map.pain_points[-3:]] == ["Card declined", "Slow", "Slow"]
    assert back.notes == ()


def test_a_table_holds_nothing_that_a_spreadsheet_reckons_with() -> None:
    m = edits.change(coffee(), "pay", name="=1+1", doing='a\tb "c"')
    row = as_table(fragment(m, ["pay"])).split("\n", 1)[1]
    assert row.startswith("Buy\t'=1+1\tApp\t")
    assert '"a\tb ""c"""' in row


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["see", "order", "pay", "till", "sip", "buy", "declined", "app"])))
def test_whatever_is_copied_can_be_pasted(keys: list[str]) -> None:
    m = coffee()
    made = joined(m, fragment(m, keys))
    document = Document(m)
    document.commit(M("Paste"), made.map)
    assert not index_of(document.map).repeated
    fresh = Document(JourneyMap(title="New"))
    fresh.commit(M("Paste"), joined(fresh.map, fragment(m, keys)).map)


def test_a_metric_that_is_selected_too_leaves_nothing_dangling() -> None:
    m = coffee()
    metric = m.metrics[0].id
    aiming = m.opportunities[0].model_copy(update={"aims": Aim(metric=metric, goal=80)})
    m = m.model_copy(update={"opportunities": (aiming, *m.opportunities[1:])})

    part = fragment(m, [metric, aiming.id])

    assert part.metrics == ()
    assert part.opportunities[0].aims is None
    assert joined(JourneyMap(title="Another"), part).keys


def test_a_channel_of_the_same_name_is_meant_before_one_of_the_same_id() -> None:
    part = fragment(coffee(), ["pay"])  # on the channel “app”
    name = part.channels[0].name
    m = JourneyMap(
        title="Other",
        stages=part.stages,
        channels=(Channel(id="app", name="Another app"), Channel(id="phone", name=name)),
    )
    assert joined(m, part).map.touchpoints[0].channel == "phone"
    # where none is called so, as in a map of another language, the id says which
    other = m.model_copy(update={"channels": m.channels[:1]})
    assert joined(other, part).map.touchpoints[0].channel == "app"
    # and where several are, the one of the id
    several = (Channel(id="phone", name=name), Channel(id="app", name=name))
    twice = m.model_copy(update={"channels": several})
    assert joined(twice, part).map.touchpoints[0].channel == "app"


def test_what_names_nobody_is_pasted_without_that_name() -> None:
    # given a map that opens with a finding: somebody has deleted a persona by hand
    m = coffee()
    views = {"dana": PersonaView(emotion=1), "ghost": PersonaView(emotion=2)}
    touchpoints = tuple(
        t.model_copy(update={"by_persona": views}) if t.id == "pay" else t for t in m.touchpoints
    )
    part = fragment(m.model_copy(update={"touchpoints": touchpoints}), ["pay"])
    # when a card of it is pasted into another map
    other = JourneyMap(title="Other", stages=(Stage(id="s", name="S"),))
    document = Document(other)
    document.apply(M("Paste"), lambda m: joined(m, part).map)
    # then it is there, with what means something
    (pay,) = document.map.touchpoints
    assert dict(pay.by_persona) == {"dana": PersonaView(emotion=1)}


def test_a_fragment_with_an_id_twice_is_pasted_with_two() -> None:
    twice = (
        Touchpoint(id="pay", name="Pay", stage="s"),
        Touchpoint(id="pay", name="Pay again", stage="s"),
    )
    part = JourneyMap(title="Part", stages=(Stage(id="s", name="S"),), touchpoints=twice)
    for m in (JourneyMap(title="Other"), coffee()):
        document = Document(m)
        document.apply(M("Paste"), lambda m: joined(m, part).map)
        assert [t.name for t in document.map.touchpoints[-2:]] == ["Pay", "Pay again"]
        assert len(set(ids(document.map.touchpoints))) == len(document.map.touchpoints)
