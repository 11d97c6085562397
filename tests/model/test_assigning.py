"""Setting fields from source text: paths of every shape, many changes at once, refusals."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from journeymap.model import edits
from journeymap.model.assigning import NotAssigned, assign, assign_all, parsed
from journeymap.model.index import Index, index_of
from journeymap.model.journey import JourneyMap, Metric, Opportunity, Reading
from journeymap.model.lists import items_of
from journeymap.model.mentioning import mentions
from journeymap.model.problems import Refused
from tests.model.sample import coffee


def put(m: JourneyMap, *changes: str) -> JourneyMap:
    """Return the map after `ID.FIELD=VALUE` changes, and see that no reference broke."""
    found = [parsed(index_of(m), change) for change in changes]
    assert None not in found
    new = assign_all(m, [each for each in found if each])
    index = Index(new)
    assert all(index.resolves(x.named, x.ref) for x in mentions(new, index))
    return new


def refused(m: JourneyMap, *changes: str) -> list[tuple[int, str]]:
    with pytest.raises(NotAssigned) as refusal:
        put(m, *changes)
    return [(number, str(message)) for number, message in refusal.value.wrong]


def test_source_text_is_read_at_any_depth() -> None:
    m = put(
        coffee(),
        "pay.success=2",
        "pay.by_persona.omar.emotion=-1",
        "pay.systems=Wallet, CRM",
        "map.scope.starts=On the way to work",
        "order -> pay.share=75%",
        "pay.emotion=",
        "wallet.aims.to=85",
        "csat.scale=[1, 5]",
        "csat.segments.device=mobile, desktop",
        "map.translations.fa.pay.name=پرداخت در برنامه",
        "map.checks.levels.dead-end=info",
        "map.checks.settings.review-overdue.every=30d",
        "map.look.colors.web=#123456",
        "map.x-team=CX",
    )
    pay = m.touchpoints[2]
    assert (pay.success, pay.emotion, pay.systems) == (2, None, ("Wallet", "CRM"))
    assert pay.by_persona["omar"].emotion == -1
    assert pay.by_persona["dana"].emotion == -1
    assert m.scope is not None
    assert m.scope.starts == "On the way to work"
    assert m.flows[1].share == 0.75
    assert m.opportunities[0].aims is not None
    assert m.opportunities[0].aims.goal == 85
    assert m.metrics[0].scale == (1, 5)
    assert m.metrics[0].segments == {"device": ("mobile", "desktop")}
    assert m.translations["fa"]["pay"] == {"name": "پرداخت در برنامه"}
    assert m.checks is not None
    assert m.checks.levels == {"dead-end": "info"}
    assert m.checks.settings == {"review-overdue": {"every": "30d"}}
    assert m.look is not None
    assert m.look.colors["web"] == "#123456"
    assert m.model_extra == {"x-team": "CX"}
    assert m.personas is not coffee().personas
    assert put(m, "map.x-team=").model_extra == {}


def test_what_was_not_named_is_shared() -> None:
    m = coffee()
    new = put(m, "pay.success=2", "map.owner=CX")
    assert new.flows is m.flows
    assert [a is b for a, b in zip(m.touchpoints, new.touchpoints, strict=True)] == [
        True, True, False, True, True,
    ]  # fmt: skip
    assert put(m, "pay.emotion=-2") is m


def test_a_new_nested_record_comes_about_in_any_order() -> None:
    m = edits.add(coffee(), Opportunity(id="op", name="Op"))
    changes = ["op.aims.to=85", "op.aims.metric=csat", "op.aims.by=2027-01-01"]
    for order in permutations(changes):
        aims = put(m, *order).opportunities[1].aims
        assert aims is not None
        assert (aims.metric, aims.goal) == ("csat", 85)
    assert put(m, "op.aims.metric=csat").opportunities[1].aims is not None
    assert refused(m, "op.name=x", "op.aims.to=85") == [
        (1, "aims.metric: this needs a value and has none")
    ]


def test_items_of_lists_are_set_added_and_taken_out_by_position() -> None:
    m = put(coffee(), "pay.steps=Tap, Look", "pay.steps.0=Tap twice", "pay.steps.2=Wait")
    assert m.touchpoints[2].steps == ("Tap twice", "Look", "Wait")
    m = put(m, "pay.steps.1=", "pay.evidence.0.kind=research", "pay.evidence.0.quote=Slow, it was")
    assert m.touchpoints[2].steps == ("Tap twice", "Wait")
    assert m.touchpoints[2].evidence[0].quote == "Slow, it was"
    assert put(m, "pay.evidence.0=", "pay.steps=").touchpoints[2].evidence == ()
    assert put(m, "csat.scale=1, 5", "csat.scale.1=7").metrics[0].scale == (1, 7)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a, b", ("a", "b")),
        ("[a, b]", ("a", "b")),
        ("[a", ("[a",)),
        ("a]", ("a]",)),
        ("[a], [b]", ("[a]", "[b]")),
        ("[[a]]", ("[a]",)),
        ('"y, z", x', ("y, z", "x")),
        ("['it''s, so', b]", ("it's, so", "b")),
        ('["a]", b]', ("a]", "b")),
        (r'"say \"no\"\n"', ('say "no"\n',)),
        ("it's, that's", ("it's", "that's")),
        ('5" pipe, 6"', ('5" pipe', '6"')),
        ("a,, b,", ("a", "b")),
        ("", ()),
        ("[]", ()),
    ],
)
def test_a_list_on_one_line_loses_nothing(text: str, items: Sequence[str]) -> None:
    assert items_of(text) == tuple(items)


def test_an_empty_value_takes_out_what_is_left_empty() -> None:
    m = put(coffee(), "map.checks.settings.dead-end.every=30d", "map.scope.starts=Here")
    m = put(m, "map.checks.settings.dead-end.every=", "map.scope.starts=")
    assert m.checks == coffee().checks
    assert m.scope is None
    m = put(m, "pay.by_persona.dana.emotion=")
    assert m.touchpoints[2].by_persona == {}
    m = put(m, "map.translations.fa.pay=", "map.translations.fa.map.title=")
    assert m.translations == {}
    assert put(m, "wallet.aims=").opportunities[0].aims is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pay.evidence=x", "“evidence” is a list; name an item: evidence.0"),
        ("pay.evidence.4.quote=x", "“evidence” has no item 4"),
        ("pay.steps.1=x", "“steps” has no item 1"),
        ("pay.steps.first=x", "“steps” has no item first"),
        ("csat.scale.2=9", "“scale” has no item 2"),
        ("pay.name.x=y", "“name” has no parts"),
        ("pay.x-own.part=y", "“x-own” has no parts"),
        ("pay.by_persona.dana.effort.more=4", "“effort” has no parts"),
        ("map.translations.fa.pay.name.more=X", "“name” has no parts"),
        ("map.checks.levels.dead-end.more=info", "“dead-end” has no parts"),
        ("map.checks.settings.dead-end.every.more=3", "“every” has no parts"),
        ("map.checks.settings.dead-end=3", "“dead-end” is a group of keys; name one: dead-end.…"),
        ("map.checks.levels.=info", "the path “checks.levels.” has an empty part"),
        ("pay..name=x", "the path “.name” has an empty part"),
        ("wallet.aims=csat", "“aims” is a group of keys; name one: aims.metric"),
        ("pay.stage=", "“stage” needs a value"),
        ("charge.at=", "“at” needs a value"),
        ("wallet.aims.metric=", "“metric” needs a value"),
        (
            "map.touchpoints.0.name=x",
            "“touchpoints” is a list of records; name one of them by its id",
        ),
        ("pya.emotion=1", "there is no “pya”; is “pay” meant?"),
        ("pay.emotoin=1", "there is no field “emotoin”; is “emotion” meant?"),
        ("pay.emotion=7", "emotion: 7 is too high; the highest is 2"),
        ("pay.stage=zz", "there is no “zz” in this map"),
        ("pay.stage=app", "“app” cannot stand here; its kind is: Channel"),
        ("pay.by_persona.zz.effort=4", "there is no “zz” in this map"),
        ("order -> pay.to=order", "“Order” cannot lead to itself; a loop needs another step"),
        ("pay.until=find", "“Pay” lasts until “Find”, which comes before this stage"),
        ("csat@pay@2026-10.value=80%", "value: only ratios are shares; write 80, not 80%"),
        ("wallet.aims.to=80%", "aims.to: only ratios are shares; write 80, not 80%"),
        ("csat.target=80%", "target: only ratios are shares; write 80, not 80%"),
        ("pay.id=till", "the id “till” is taken; choose another"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_every_part_of_a_path_counts(change: str, said: str) -> None:
    assert refused(coffee(), "map.owner=CX", change) == [(1, said)]


def test_all_that_is_wrong_is_said_of_its_own_change() -> None:
    said = refused(coffee(), "pay.emotion=7", "map.owner=CX", "pay.effort=9", "till.stage=zz")
    assert [number for number, _ in said] == [0, 2, 3]
    assert said[2][1] == "there is no “zz” in this map"


def test_a_flow_that_is_there_already_is_not_made_again() -> None:
    m = edits.connect(coffee(), "see", "pay")
    ((_, said),) = refused(m, "see -> order.to=pay")
    assert said.startswith("“See ad” leads to “Pay” already")


def test_what_names_a_flow_goes_along_with_its_new_ends() -> None:
    m = put(coffee(), "pay -> till.to=sip", "csat@pay -> till#2@2026-10.value=41")
    assert (m.readings[2].at, m.readings[2].value) == ("pay -> till", 41)


def test_a_renamed_record_may_be_changed_in_the_same_call() -> None:
    m = put(coffee(), "pay.id=pay-in-app", "pay.emotion=1")
    assert m.touchpoints[2].id == "pay-in-app"
    assert m.touchpoints[2].emotion == 1
    m = put(coffee(), "order -> pay.id=way", "k1.at=order -> pay")
    assert m.flows[1].id == "way"


def test_keys_may_hold_dots_and_equals_signs() -> None:
    m = coffee().model_copy(
        update={
            "readings": (
                Reading(metric="csat", at="pay", period="2026-10-01..2026-10-07", value=1),
                Reading(metric="csat", at="pay", period="2026-10", value=2),
                Reading(
                    metric="csat", at="pay", period="2026-10", value=3, segment={"device": "a.b=c"}
                ),
            )
        }
    )
    m = put(
        m,
        "csat@pay@2026-10-01..2026-10-07.value=5",
        "csat@pay@2026-10@device=a.b=c.value=7",
        "csat@pay@2026-10.source=pay.value=9",
    )
    assert [(r.value, r.source) for r in m.readings] == [(5, None), (2, "pay.value=9"), (7, None)]


@pytest.mark.parametrize("text", ["emotion", "pay.=x", ".title=x", "pay.emotion", "pay=3", ""])
def test_what_is_no_assignment_is_none(text: str) -> None:
    assert parsed(index_of(coffee()), text) is None


def test_a_ratio_takes_percentages_also_when_it_becomes_one_now() -> None:
    m = coffee().model_copy(update={"metrics": (Metric(id="csat", name="C", kind="csat"),)})
    m = put(m, "csat@pay@2026-10.value=80%", "csat.kind=ratio", "csat.target=90%")
    assert (m.readings[0].value, m.metrics[0].target) == (0.8, 0.9)


def test_one_change_is_refused_like_any_edit() -> None:
    with pytest.raises(Refused, match="“stage” needs a value"):
        assign(coffee(), "pay", ("stage",), "")
