"""How much is known of each touchpoint, of the cells, and of a whole map."""

from __future__ import annotations

from journeymap.model.coverage import (
    KNOWLEDGE,
    Coverage,
    Known,
    coverage,
    touchpoints_by_cell,
)
from journeymap.model.index import index_of
from journeymap.model.journey import (
    Channel,
    Evidence,
    Flow,
    JourneyMap,
    Metric,
    PainPoint,
    Persona,
    PersonaView,
    Reading,
    Stage,
    Touchpoint,
)

FULL = Touchpoint(
    id="pay",
    name="Pay",
    stage="buy",
    channel="web",
    emotion=1,
    evidence=(Evidence(kind="research"),),
    owner="Shop team",
)
BARE = Touchpoint(id="wait", name="Wait", stage="buy", channel="web")


def journey(*touchpoints: Touchpoint, **more: object) -> JourneyMap:
    values = {
        "title": "m",
        "stages": (Stage(id="find", name="Find"), Stage(id="buy", name="Buy")),
        "channels": (Channel(id="web", name="Web"), Channel(id="shop", name="Shop", owner="Ann")),
        "touchpoints": touchpoints,
    }
    return JourneyMap(**{**values, **more})


def known(m: JourneyMap, id: str, persona: str = "") -> frozenset[str]:
    index = index_of(m)
    touchpoint = index.touchpoint(id)
    assert touchpoint is not None
    return Known(index, persona).at(touchpoint)


def test_of_a_bare_touchpoint_nothing_is_known() -> None:
    assert known(journey(BARE), "wait") == frozenset()


def test_each_kind_of_knowledge_counts_where_it_is_stated() -> None:
    m = journey(
        FULL,
        metrics=(Metric(id="csat", name="CSAT", kind="csat"),),
        readings=(Reading(metric="csat", at="pay", period="2026-05", value=50),),
    )
    assert known(m, "pay") == set(KNOWLEDGE)


def test_a_low_without_a_pain_point_is_pain_that_nobody_knows() -> None:
    low = BARE.model_copy(update={"emotion": -1})
    assert known(journey(low), "wait") == {"ratings"}

    explained = journey(low, pain_points=(PainPoint(id="p", name="It takes ages", at=("wait",)),))
    assert known(explained, "wait") == {"ratings", "pain"}


def test_a_pain_point_on_a_flow_is_known_at_both_its_ends() -> None:
    low = BARE.model_copy(update={"effort": 5})
    m = journey(
        low,
        FULL,
        flows=(Flow(source="wait", target="pay"),),
        pain_points=(PainPoint(id="p", name="The link is lost", at=("wait -> pay",)),),
    )
    assert "pain" in known(m, "wait")


def test_the_owner_of_a_channel_owns_what_happens_in_it() -> None:
    assert known(journey(BARE.model_copy(update={"channel": "shop"})), "wait") == {"owner"}


def test_ratings_are_those_of_the_persona_in_view() -> None:
    own = BARE.model_copy(update={"by_persona": {"ada": PersonaView(emotion=2)}})
    m = journey(own, personas=(Persona(id="ada", name="Ada"), Persona(id="bo", name="Bo")))
    assert known(m, "wait", "ada") == {"ratings", "pain"}
    assert known(m, "wait", "bo") == frozenset()
    assert "ratings" in known(m, "wait")  # for everybody, anybody's counts


def test_shares_count_every_kind_alike_and_no_touchpoint_has_none() -> None:
    all_of = coverage(index_of(journey(FULL, BARE)))
    assert all_of.share("owner") == 0.5
    assert all_of.missing("evidence") == 1
    assert all_of.share() == 4 / 10  # ratings, evidence, pain and owner of one of two
    assert Coverage().share() is None
    assert Coverage().share("pain") is None


def test_a_touchpoint_that_lasts_stands_in_every_cell_on_its_way() -> None:
    m = journey(FULL, BARE.model_copy(update={"stage": "find", "until": "buy"}))
    cells = touchpoints_by_cell(m, {"pay": ("web",), "wait": ("web", "shop")})
    assert {place: [t.id for t in those] for place, those in cells.items()} == {
        ("find", "web"): ["wait"],
        ("find", "shop"): ["wait"],
        ("buy", "web"): ["pay", "wait"],
        ("buy", "shop"): ["wait"],
    }
