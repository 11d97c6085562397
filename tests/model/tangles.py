"""Maps in which names are hard to follow: flows that share ends and ids, and every spelling."""

from datetime import date

from hypothesis import strategies as st

from journeymap.model.journey import (
    Backstage,
    Channel,
    CheckSettings,
    Comment,
    Flow,
    Ignore,
    JourneyMap,
    Opportunity,
    PainPoint,
    Persona,
    PersonaView,
    Reading,
    Stage,
    Touchpoint,
)
from tests.strategies import built, maybe, some

TOUCHPOINTS = ("a", "b", "c")
# ids, ends of flows in several spellings, ends that repeat, and what means nothing
NAMES = (
    *TOUCHPOINTS, "gone", "s1", "c1", "p1", "f1", "f2", "f1#2", "f1 -> a", "a -> gone", "gone -> b",
    "a -> b", "a->b", "a -> b#1", "a -> b#2", "a -> b#2", "a -> b#3", "b -> c", "b  ->  c#2",
)  # fmt: skip

flows = st.lists(
    built(
        Flow,
        source=st.sampled_from(("a", "a", "a", "b", "gone")),
        target=st.sampled_from(("b", "b", "b", "c", "gone")),
        id=st.sampled_from((None, None, None, "f1", "f2")),
        personas=some(("p1", "a -> b"), most=2),
    ),
    max_size=6,
).map(tuple)
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map(tuple)  # may stand twice


@st.composite
def tangles(draw: st.DrawFn) -> JourneyMap:
    """Return a map in which flows share ends and ids, and names of every spelling stand about."""
    views = st.dictionaries(st.sampled_from(("p1", "a", "f1")), st.just(PersonaView(emotion=1)))
    texts = st.dictionaries(st.sampled_from(NAMES), st.just({"name": "x"}), max_size=3)
    return JourneyMap(
        title="x",
        personas=(Persona(id="p1", name="x"),),
        stages=(Stage(id="s1", name="x"), Stage(id="s2", name="x")),
        channels=(Channel(id="c1", name="x"),),
        touchpoints=tuple(
            Touchpoint(
                id=id,
                name=id,
                stage=draw(st.sampled_from(("s1", "s2"))),
                channel=draw(maybe(st.just("c1"))),
                by_persona=draw(views),
            )
            for id in TOUCHPOINTS
        ),
        flows=draw(flows),
        backstage=(Backstage(id="b1", name="x", layer="support", at=draw(names)),),
        pain_points=(PainPoint(id="x1", name="x", at=draw(names)),),
        opportunities=(Opportunity(id="o1", name="x", at=draw(names)),),
        readings=tuple(
            Reading(metric="m1", at=at, period=f"2026-0{number}", value=1)
            for number, at in enumerate(draw(names), 1)
        ),
        comments=tuple(
            Comment(id=f"n{number}", by="x", date=date(2026, 11, 22), at=at, text="x")
            for number, at in enumerate(draw(names))
        ),
        checks=CheckSettings(ignore=tuple(Ignore(check="islands", at=at) for at in draw(names))),
        translations={"fa": draw(texts)},
    )
