"""A small map that the model's tests share: five touchpoints, a failure, a pain point, readings."""

from journeymap.model.journey import (
    Aim,
    Backstage,
    Channel,
    CheckSettings,
    Comment,
    Flow,
    Ignore,
    JourneyMap,
    Look,
    Metric,
    Opportunity,
    PainPoint,
    Persona,
    PersonaView,
    Reading,
    Stage,
    Touchpoint,
)


def coffee() -> JourneyMap:
    """Return a fresh copy of the small coffee map."""
    return JourneyMap(
        title="First order",
        personas=(Persona(id="dana", name="Dana"), Persona(id="omar", name="Omar")),
        stages=(Stage(id="find", name="Find"), Stage(id="buy", name="Buy")),
        channels=(
            Channel(id="web", name="Website", kind="website"),
            Channel(id="app", name="App", kind="mobile_app"),
            Channel(id="shop", name="Shop", kind="store"),
        ),
        touchpoints=(
            Touchpoint(id="see", name="See ad", stage="find", channel="web"),
            Touchpoint(id="order", name="Order", stage="buy", channel="app", emotion=1),
            Touchpoint(
                id="pay",
                name="Pay",
                stage="buy",
                channel="app",
                emotion=-2,
                by_persona={"dana": PersonaView(emotion=-1)},
            ),
            Touchpoint(id="till", name="Pay at till", stage="buy", channel="shop"),
            Touchpoint(id="sip", name="Drink", stage="buy", channel="shop", personas=("omar",)),
        ),
        backstage=(Backstage(id="charge", name="Charge the card", layer="support", at=("pay",)),),
        flows=(
            Flow(source="see", target="order"),
            Flow(source="order", target="pay", share=0.8),
            Flow(source="pay", target="till", kind="failure"),
            Flow(source="pay", target="till", kind="choice"),
        ),
        pain_points=(
            PainPoint(id="declined", name="Card declined", at=("pay",), severity=5),
            PainPoint(id="slow", name="Slow", at=("pay", "till")),
        ),
        opportunities=(
            Opportunity(
                id="wallet",
                name="Another way to pay",
                solves=("declined",),
                aims=Aim(metric="csat", at="pay", goal=80),
            ),
        ),
        metrics=(Metric(id="csat", name="CSAT", kind="csat", formula="top 2"),),
        readings=(
            Reading(metric="csat", at="pay", period="2026-10", value=52),
            Reading(metric="csat", period="2026-10", value=61),
            Reading(metric="csat", at="pay -> till#2", period="2026-10", value=40),
        ),
        comments=(
            Comment(id="k1", at="pay", by="Ada", date="2026-10-01", text="Really?"),
            Comment(id="k2", by="Bo", date="2026-10-02", text="Yes", replies_to="k1"),
        ),
        checks=CheckSettings(ignore=(Ignore(check="trap-loop", at="pay", why="known"),)),
        look=Look(colors={"pay": "#ff0000", "web": "#00ff00"}),
        translations={"fa": {"pay": {"name": "پرداخت"}, "map": {"title": "اولین"}}},
    )
