"""One face of every kind, and a picture that holds them all, for any language and measure."""

from __future__ import annotations

from gettext import NullTranslations
from unittest.mock import patch

from journeymap.model.journey import (
    Backstage,
    Channel,
    Flow,
    JourneyMap,
    Opportunity,
    PainPoint,
    Persona,
    Stage,
    Touchpoint,
)
from journeymap.model.text import is_rtl, literal
from journeymap.picture import faces as f
from journeymap.picture.collapse import Means, Summary
from journeymap.picture.face import CurveFace, CurveLine, Dot, LinkFace, ShadeFace
from journeymap.picture.icons import channel_icon
from journeymap.picture.legend import MARKS
from journeymap.picture.note_faces import note
from journeymap.picture.picture import Box, Face, Measure, Part, PartKind, Picture, View
from journeymap.picture.pills import unmeasured
from journeymap.picture.summary import summary

NAMES = {
    "en": "Pick up at the counter",
    "de": "Donaudampfschifffahrtsgesellschaft anrufen",
    "fa": "پرداخت در اپلیکیشن و گرفتن رسید",
    "ar": "الدفع داخل التطبيق واستلام الإيصال",
    "tr": "Uygulamada öder, fişini alır",
    "zh": "在应用中支付（微信），然后去柜台取咖啡。",
}


def a_map(name: str, language: str) -> JourneyMap:
    return JourneyMap(
        title=name,
        summary=name,
        language=language,
        owner=name,
        status="in-review",
        personas=(Persona(id="dana", name=name, goal=name),),
        stages=(Stage(id="s", name=name, goal=name),),
        channels=(Channel(id="web", name=name), Channel(id="store", name=name)),
        touchpoints=(
            Touchpoint(id="a", name=name, stage="s", channel="web", emotion=1),
            Touchpoint(id="b", name=name, stage="s", channel="store", moment_of_truth=True),
        ),
        flows=(Flow(source="a", target="b"), Flow(source="b", target="a", kind="failure")),
        pain_points=(PainPoint(id="p", name=name, at=("a",), severity=5, owner=name),),
        opportunities=(Opportunity(id="o", name=name, at=("a",), impact=5, effort=2),),
    )


def all_faces(name: str, language: str, measure: Measure) -> dict[PartKind, list[Face]]:
    """Return faces of every kind with `name` as each of their texts."""
    ink = f.Ink(measure, language, is_rtl(language), {})
    m = a_map(name, language)
    view = View(persona="dana", language=language)
    pill = f.pill(name, "poor", "down", ink)
    changed = f.pill("72", "fair", "up", ink, "4", "80", "2026")
    stage = Summary(0, 7, Means(-0.4, None, 1.0), -2, 3, 1, (0, 1))
    signs = [(channel_icon("store"), "channel.1"), (channel_icon("post"), "#aa3300")]
    word = measure.wrap(name, "axis", 60, 1)
    curve = (("M", 10.0, 10.0), ("C", 40.0, 10.0, 60.0, 80.0, 90.0, 80.0))
    step = Backstage(id="s", name=name, layer="support", at=("a",), owner=name, systems=(name,))
    return {
        "heading": [f.heading(m, view, 800, ink)],
        "phase": [f.phase(name, 300, ink)],
        "stage": [
            f.stage(m.stages[0], "stage.1", 300, ink),
            f.stage(Stage(id="t", name=name, journey="x.yaml"), "#ffee00", 170, ink, "open"),
            f.stage(Stage(id="u", name=name), "stage.3", 150, ink, "folded"),
        ],
        "stripe": [f.stripe(800, 90, 0, "", ink), f.stripe(800, 28, 1, name, ink)],
        "shade": [ShadeFace(150, 90, "stage.2")],
        "lane": [
            f.lane(name, channel_icon("store"), "channel.1", 148, 90, ink, [name]),
            f.lane(name, "", "text", 148, 90, ink, [("curve.emotion", name)]),
            f.lane(name, "quote", "text.soft", 124, 42, ink, fold="open"),
            f.lane(name, "quote", "text.soft", 124, 28, ink, fold="folded"),
        ],
        "card": [
            f.card(name, "channel.0", 156, ink),
            f.card(
                name, "channel.2", 156, ink, emotion=-2, pill=pill, pains=12,
                moment_of_truth=True, marks=("assumption", "comment", "linked-map", "entry"),
            ),
            f.card(name, "#123456", 156, ink, emotion=2, pains=1, faded=True),
            f.card(name, "channel.4", 108, ink, emotion=1, pill=unmeasured(ink)),
            f.card(name, "channel.4", 108, ink, pill=changed),
        ],
        "summary": [summary(stage, "stage.1", signs, changed, True, 108, ink)],
        "stub": [f.stub(name, "channel.3", 140, ink)],
        "link": [LinkFace(10, 40, ((0, 0), (10, 0), (10, 40)))],
        "flow": [
            f.route(((0, 0), (30, 0), (30, 60), (80, 60)), kind, kind == "next", 2, name, ink)
            for kind in ("next", "choice", "parallel", "failure", "recovery", "loop")
        ],
        "curve": [
            CurveFace(
                400, 100, ((10, word), (50, None)),
                (
                    CurveLine("emotion", "curve.emotion", ((curve, False),),
                              (Dot(10, 10, False, False, "a"), Dot(90, 80, True, False, "b"))),
                    CurveLine("ease", "curve.ease", ((curve, True),), ()),
                ),
                ink.rtl,
            )
        ],
        "note": [
            note(m.pain_points[0], 200, ink),
            note(m.opportunities[0], 200, ink),
            note(PainPoint(id="q", name=name, at=("a",), status="solved"), 200, ink),
        ],
        "more": [f.more(2, ink)],
        "quote": [f.quote(name, 200, ink)],
        "image": [f.image("a picture.png", name, 140, ink)],
        "step": [f.step(step, 200, ink)],
        "visibility": [f.visibility(400, ink)],
        "measure": [
            f.measure_rows([(name, pill)], 260, ink),
            f.measure_rows([(name, changed)], 108, ink, name),
        ],
        "legend": [f.legend([(mark, *MARKS[mark]) for mark in MARKS], 800, ink)],
        "footer": [f.footer(f.facts(m, language), 800, ink)],
    }  # fmt: skip


def a_picture(name: str, language: str, measure: Measure) -> Picture:
    """Return a picture with every face under the other, each with a key of its own.

    The words are those of the code, whatever the catalogues say today: golden files of it show
    faces and fonts, and a better translation is no reason to look at them.
    """
    parts = []
    y = 16.0
    with patch("journeymap.model.text._catalog", lambda _: NullTranslations()):
        found = all_faces(name, language, measure)
    for kind, faces in found.items():
        for number, face in enumerate(faces):
            key = f"{kind} {number} -> <&>"
            box = Box(20, y, face.w, face.h)
            parts.append(Part(key, kind, box, face, 0, "", literal(f"{kind}: {name}")))
            y += face.h + 20
    rtl = is_rtl(language)
    nothing = Box(0, 0, 0, 0)
    bounds = Box(0, 0, 860, y)
    return Picture(tuple(parts), bounds, (), (), (), rtl, language, nothing, nothing)
