"""Maps in which every check that has a fix finds something, together and in any mixture.

The same number gives the same map. Ids stay few, so that references meet, repeat and miss; most
maps are whole as far as their ways go, because where a way is broken little else is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from journeymap.model.journey import JourneyMap

Values = dict[str, Any]

IDS = ("a", "b", "c", "d", "e", "f", "g")
NAMES = ("Pay", "پرداخت", "付款", "Call 0171 2345678", "{name}", "☕ a@b.org", "Pick it up", "Ask")
PLACES = (*IDS, "order", "collect", "app", "a -> b", "gone")
STAGE_IDS = ("order", "collect")
STAGES = [{"id": "order", "name": "Order"}, {"id": "collect", "name": "Collect"}]
CHANNELS = [
    {"id": "app", "name": "App", "kind": "mobile_app"},
    {"id": "store", "name": "Store", "kind": "store"},
]
PERSONAS = [{"id": "dana", "name": "Dana"}, {"id": "omar", "name": "Omar"}]
CSAT = {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2", "scale": [1, 5]}
WAITED = {"id": "wait", "name": "Wait", "kind": "duration", "better": "lower", "target": 3}

# Each replaces what there is of its kind.
FLAWS: tuple[Values, ...] = (
    {"personas": [PERSONAS[0] | {"image": "gone.png"}]},
    {
        "personas": [
            PERSONAS[0] | {"quote": "Call me: +49 171 2345678", "prefers": ["x"]},
            PERSONAS[1] | {"about": "omar@example.org, card 4111 1111 1111 1111"},
        ]
    },
    {"personas": [*PERSONAS, {"id": "c", "name": "Kim"}]},
    {"personas": [PERSONAS[0] | {"quote": "Late \u202eagain"}, PERSONAS[1] | {"name": "O\u2067"}]},
    {"personas": []},
    {
        "checks": {
            "ignore": [
                {"check": "self-flow", "why": "On purpose"},
                {"check": "low-without-pain-point", "at": "a", "why": "Everybody knows"},
                {"check": "no-exit", "at": "a"},
                {"check": "dead-end", "at": "b", "why": "So it is", "until": "2026-01-01"},
            ]
        }
    },
    {"checks": {"levels": {"dead-ends": "info", "alarm": "error", "no-exit": "silent"}}},
    {"checks": {"settings": {"too-many-stages": {"most": 3}, "gone": {"most": 1}}}},
    {
        "metrics": [
            {"id": "csat", "name": "Ease", "kind": "ces", "scale": [1, 5], "target": 3},
            {"id": "idle", "name": "Satisfaction", "kind": "csat"},
        ]
    },
    {"metrics": [CSAT | {"target": 80}, WAITED, {"id": "a", "name": "A", "kind": "count"}]},
    {"channels": [*CHANNELS, {"id": "kiosk", "name": "Kiosk", "kind": "kiosk"}]},
    {"channels": [{"id": "app", "name": "App"}, {"id": "store", "name": "Store", "owner": "T"}]},
    {
        "stages": [
            *STAGES,
            {"id": "order", "name": "Order again"},
            {"id": "late", "name": "Late", "journey": "no-such-map.yaml"},
        ]
    },
    {"stages": [*STAGES, {"id": "leave", "name": "Leave", "kind": "exit"}]},
)


def flawed(number: int) -> JourneyMap:
    """Return a map with any number of flaws; references may miss and ids may be given twice."""
    rng = Random(f"flawed {number}")
    values: Values = {
        "title": rng.choice(NAMES),
        "state": rng.choice([None, "current", "current", "future"]),
        "status": rng.choice([None, "draft", "in-review", "live"]),
        "profile": rng.choice([None, "commerce", "b2b", "blueprint"]),
        "reviewed": "2020-01-01",
        "personas": PERSONAS,
        "stages": STAGES,
        "channels": CHANNELS,
        "metrics": [CSAT | {"target": 80}],
    }
    for flaw in rng.sample(FLAWS, rng.randint(0, 4)):
        values |= flaw
    values["stages"] = [
        _some(rng, stage, {"kind": ["purchase", "use", "awareness", "exit"]}, 0.3)
        for stage in values["stages"]
    ]
    values["touchpoints"] = _many(rng, 9, _touchpoint)
    values["flows"] = _many(rng, 9, _flow)
    values["pain_points"] = _many(rng, 4, _pain_point)
    values["opportunities"] = _many(rng, 3, _opportunity)
    values["backstage"] = _many(rng, 2, _backstage)
    values["readings"] = _many(rng, 5, _reading)
    if rng.random() < 0.2:
        values["readings"] *= 2
    if rng.random() < 0.2 and values["touchpoints"]:
        values["touchpoints"] += [values["touchpoints"][0] | {"id": "twin"}]
    if rng.random() < 0.75:
        values = _whole(values)
        shape = rng.choice(["as it is", "in line", "round", "well kept"])
        if shape != "as it is":
            values = _one_way(values, shape)
    return JourneyMap.model_validate(values)


def _many(rng: Random, most: int, made: Callable[[Random], Values]) -> list[Values]:
    return [made(rng) for _ in range(rng.randint(0, most))]


def _some(rng: Random, values: Values, fields: dict[str, Any], often: float) -> Values:
    """Return the values with each of `fields` as often, one of what it may be."""
    return values | {name: rng.choice(of) for name, of in fields.items() if rng.random() < often}


def _touchpoint(rng: Random) -> Values:
    values = {"id": rng.choice(IDS), "name": rng.choice(NAMES)}
    values["stage"] = rng.choice(["order", "order", "collect", "collect", "late", "leave"])
    values = _some(rng, values, {"channel": ["app", "app", "store", "gone"]}, 0.8)
    values = _some(rng, values, {"emotion": [-2, -1, 0, 1, 2], "effort": [1, 3, 5]}, 0.5)
    values = _some(rng, values, {"importance": [1, 4, 5], "success": [1, 3, 5]}, 0.4)
    return _some(
        rng,
        values,
        {
            "entry": [True, False],
            "exit": ["reached", "left"],
            "personas": [["dana"], ["omar", "dana"], ["nobody"]],
            "moment_of_truth": [True],
            "evidence": [[{"kind": "data", "note": "Counted"}]],
            "also": [["store"]],
            "until": ["collect", "order", "gone"],
            "journey": ["no-such-map.yaml", "other.yaml"],
            "image": ["gone.png"],
            "notes": ["Ask Kim, kim@example.org"],
            "by_persona": [{"dana": {"emotion": -2}}, {"nobody": {"effort": 5}}],
        },
        0.15,
    )


def _flow(rng: Random) -> Values:
    values = {"from": rng.choice((*IDS, "gone")), "to": rng.choice(IDS)}
    values = _some(rng, values, {"kind": ["choice", "failure", "recovery", "loop"]}, 0.4)
    return _some(
        rng,
        values,
        {
            "personas": [["dana"], ["omar"], ["nobody"]],
            "when": ["Nobody is there"],
            "share": [0.3, 0.8],
            "seamless": [True, False],
            "id": ["way", "a"],
        },
        0.2,
    )


def _pain_point(rng: Random) -> Values:
    values: Values = {
        "id": rng.choice(["slow", "lost", "dear", "hard", "late", "poor", "a"]),
        "name": rng.choice(["Nobody knows my order", "It is slow here", "slow"]),
        "at": rng.sample(rng.choice([PLACES, STAGE_IDS]), rng.randint(1, 2)),
    }
    return _some(
        rng,
        values,
        {
            "severity": [2, 4, 5],
            "status": ["accepted", "solved", "declined"],
            "since": ["2026-01-10"],
        },
        0.5,
    )


def _opportunity(rng: Random) -> Values:
    values = {"id": rng.choice(["wallet", "light", "slow"])}
    values["name"] = rng.choice(["Pay with a wallet", "Show the offer first"])
    return _some(
        rng,
        values,
        {
            "solves": [["slow"], ["lost"], ["gone"]],
            "at": [[place] for place in PLACES],
            "impact": [2, 5],
            "effort": [1, 5],
            "status": ["accepted", "doing", "done", "dropped"],
            "aims": [{"metric": "csat", "at": "a"}, {"metric": "nothing"}],
        },
        0.5,
    )


def _backstage(rng: Random) -> Values:
    return {
        "id": rng.choice(["check", "a"]),
        "name": "Check the card",
        "layer": rng.choice(["backstage", "support"]),
        "at": rng.sample(IDS, rng.randint(1, 2)),
    }


def _reading(rng: Random) -> Values:
    values = {"metric": rng.choice(["csat", "csat", "wait", "gone"]), "at": rng.choice(PLACES)}
    values["period"] = rng.choice(["2026-10", "2026-09", "2027"])
    if values["metric"] == "wait":
        return values | {"value": rng.choice([2, 9])}
    return values | {"counts": rng.choice([{"1": 10, "5": 2}, {"5": 9}, {"1": 20, "5": 400}])}


def _whole(values: Values) -> Values:
    """Return a map without missing references and repeated ids among what ways are made of."""
    stages = list({stage["id"]: stage for stage in values["stages"]}.values())
    places = {stage["id"] for stage in stages}
    channels = {channel["id"] for channel in values["channels"]}
    personas = {persona["id"] for persona in values["personas"]}
    taken = personas | {metric["id"] for metric in values["metrics"]}
    touchpoints = [
        each
        for each in {each["id"]: each for each in values["touchpoints"]}.values()
        if each["id"] not in taken
    ]
    for each in touchpoints:
        each["stage"] = each["stage"] if each["stage"] in places else "collect"
        each["personas"] = [id for id in each.get("personas", ()) if id in personas]
        each["by_persona"] = {k: v for k, v in each.get("by_persona", {}).items() if k in personas}
        if each.get("channel") not in channels:
            each.pop("channel", None)
        if each.get("until") == "gone":
            del each["until"]
    ids = {each["id"] for each in touchpoints}
    flows = [flow for flow in values["flows"] if {flow["from"], flow["to"]} <= ids]
    for flow in flows:
        flow["personas"] = [id for id in flow.get("personas", ()) if id in personas]
        flow.pop("id", None)
    return values | {"stages": stages, "touchpoints": touchpoints, "flows": flows}


def _one_way(values: Values, shape: str) -> Values:
    """Return the map with a way through all its touchpoints, stage by stage, and two flows more.

    In line it has an end, round it has none, and well kept everything else is known as well.
    """
    touchpoints = values["touchpoints"]
    places = [stage["id"] for stage in values["stages"]]
    touchpoints = sorted(touchpoints, key=lambda each: places.index(each["stage"]))
    ids = [each["id"] for each in touchpoints]
    for number, each in enumerate(touchpoints):
        each.pop("entry", None)
        if number < len(touchpoints) - 1 or shape == "round":
            each.pop("exit", None)
        if shape == "well kept":
            each |= {"owner": "Till team", "emotion": 1, "effort": 2, "success": 4}
            each |= {"evidence": [{"kind": "data", "note": "Counted"}], "moment_of_truth": False}
            each["by_persona"] = {}
            if number == 0:  # matters, and goes so so
                each |= {"importance": 5, "emotion": 0, "effort": 3, "success": 2}
            elif number == 1:
                each["moment_of_truth"] = bool(len(touchpoints) % 2)
    ends = ids[1:] + (ids[:1] if shape == "round" else [])
    way = [{"from": one, "to": next} for one, next in zip(ids, ends, strict=False)]
    again = way[:1] if shape == "in line" else []
    kept: Values = {}
    if shape == "well kept":
        metrics = [CSAT | {"target": 10}, WAITED]
        readings = [{"metric": "wait", "at": id, "period": "2026-10", "value": 2} for id in ids] + [
            {"metric": "csat", "at": id, "period": "2026-10", "counts": {"1": 20, "5": 400}}
            for id in ids
        ]
        kept = {"metrics": metrics, "readings": readings}
    return (
        values
        | kept
        | {
            "touchpoints": touchpoints,
            "flows": [*way, *again, *values["flows"][:2]],
        }
    )
