"""Hypothesis strategies for journey maps: any map that format 1 allows, with texts that bite.

Ids stay few and short so that references meet; names mix scripts, YAML's look-alikes and control
of line breaks, because the files and the picture have to carry them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from journeymap.model import vocabulary as words
from journeymap.model.journey import (
    Aim,
    Backstage,
    Channel,
    CheckSettings,
    Comment,
    Evidence,
    Flow,
    Ignore,
    JourneyMap,
    Look,
    Metric,
    Opportunity,
    PainPoint,
    Parked,
    Persona,
    PersonaView,
    Reading,
    Record,
    Scope,
    Source,
    Stage,
    Touchpoint,
)

R = TypeVar("R", bound=Record)

TRICKY = (
    "No",
    "on",
    "12:30",
    "1.10",
    "007",
    "2026-10-01",
    "~",
    "null",
    "- dash",
    "a: b",
    "a #b",
    "#b",
    "@app",
    "`tick`",
    "%",
    "!tag",
    "&a",
    "*a",
    "?",
    "[x]",
    "{x}",
    "'single'",
    '"double"',
    "back\\slash",
    " leading",
    "trailing ",
    "two\nlines",
    "three\n\nlines\n",
    "\ttab",
    "پرداخت در اپ",
    "می‌خواهم زودتر بروم",
    "الدفع في التطبيق",
    "İstanbul’da ödeme",
    "在应用内付款",
    "👩‍⚕️ visit",
    "e\u0301",
    "\u2028",
    "\u0085next",
    "<b>bold</b>",
    "=1+1",
    "---",
    "...",
    "x" * 200,
)

plain_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufeff"),
    min_size=1,
    max_size=40,
)
texts = st.one_of(st.sampled_from(TRICKY), plain_text)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
ratings = st.integers(1, 5)
emotions = st.integers(-2, 2)
shares = st.integers(0, 1000).map(lambda n: n / 1000)
durations = st.sampled_from(("45s", "3m", "2h", "4d", "6w", "2mo", "5 working days", "6w..14w"))
periods = st.sampled_from(("2026", "2026-Q4", "2026-10", "2026-W41", "2026-10-21"))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy that leaves the value out as often as not."""
    return st.none() | strategy


def word(literal: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the words of one vocabulary."""
    return st.sampled_from(get_args(literal))


def some(names: Sequence[str], least: int = 0, most: int = 3) -> st.SearchStrategy[Any]:
    """Return a strategy for a few different ones of `names`, as a tuple."""
    if not names:
        return st.just(())
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True).map(tuple)


def one(names: Sequence[str]) -> st.SearchStrategy[Any]:
    """Return a strategy for one of `names`."""
    return st.sampled_from(tuple(names))


def built(record_type: type[R], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[R]:
    """Return a strategy for records; st.builds alone would fill aliased fields a second time."""
    return st.fixed_dictionaries(fields).map(lambda values: record_type(**values))


evidence = built(
    Evidence,
    kind=word(words.EvidenceKind),
    quote=maybe(texts),
    note=maybe(texts),
    source=maybe(texts),
    date=maybe(days),
)
views = built(
    PersonaView,
    success=maybe(ratings),
    effort=maybe(ratings),
    emotion=maybe(emotions),
    doing=maybe(texts),
)


@st.composite
def maps(draw: st.DrawFn, least: int = 0, most: int = 6) -> JourneyMap:
    """Return a map with `least` to `most` touchpoints in which every reference is whole."""
    channels = [f"c{i}" for i in range(draw(st.integers(0, 3)))]
    personas = [f"p{i}" for i in range(draw(st.integers(0, 2)))]
    stages = [f"s{i}" for i in range(draw(st.integers(1 if least else 0, 3)))]
    count = draw(st.integers(least, most)) if stages else 0
    touchpoints = [f"t{i}" for i in range(count)]
    flows = draw(
        st.lists(
            built(
                Flow,
                source=one(touchpoints),
                target=one(touchpoints),
                kind=word(words.FlowKind),
                when=maybe(texts),
                share=maybe(shares),
                personas=some(personas),
                carries=st.lists(texts, max_size=2).map(tuple),
                seamless=maybe(st.booleans()),
            ),
            max_size=5,
        )
        if touchpoints
        else st.just([])
    )
    places = [*touchpoints, *stages, *channels] + [f"{f.source} -> {f.target}" for f in flows]
    pains = [f"pain{i}" for i in range(draw(st.integers(0, 2)))] if places else []
    metrics = [f"m{i}" for i in range(draw(st.integers(0, 2)))]
    return JourneyMap(
        title=draw(texts),
        summary=draw(maybe(texts)),
        language=draw(st.sampled_from(("en", "fa", "ar", "tr", "zh-Hans"))),
        state=draw(maybe(word(words.State))),
        status=draw(maybe(word(words.Status))),
        owner=draw(maybe(texts)),
        reviewed=draw(maybe(days)),
        review_every=draw(maybe(durations)),
        scope=draw(maybe(built(Scope, starts=maybe(texts), ends=maybe(texts)))),
        personas=tuple(
            draw(
                built(
                    Persona,
                    id=st.just(key),
                    name=texts,
                    goal=maybe(texts),
                    needs=st.lists(texts, max_size=2).map(tuple),
                    prefers=some(channels),
                    share=maybe(shares),
                )
            )
            for key in personas
        ),
        stages=tuple(
            draw(
                built(
                    Stage,
                    id=st.just(key),
                    name=texts,
                    kind=maybe(word(words.StageKind)),
                    goal=maybe(texts),
                    phase=maybe(texts),
                )
            )
            for key in stages
        ),
        channels=tuple(
            draw(built(Channel, id=st.just(key), name=texts, kind=maybe(word(words.ChannelKind))))
            for key in channels
        ),
        touchpoints=tuple(
            draw(
                built(
                    Touchpoint,
                    id=st.just(key),
                    name=texts,
                    stage=one(stages),
                    channel=maybe(one(channels)) if channels else st.none(),
                    also=some(channels, most=1),
                    until=maybe(one(stages)),
                    kind=maybe(word(words.TouchpointKind)),
                    doing=maybe(texts),
                    success=maybe(ratings),
                    effort=maybe(ratings),
                    emotion=maybe(emotions),
                    moment_of_truth=st.booleans(),
                    personas=some(personas),
                    by_persona=st.dictionaries(one(personas), views, max_size=2)
                    if personas
                    else st.just({}),
                    systems=st.lists(texts, max_size=2).map(tuple),
                    takes=maybe(durations),
                    evidence=st.lists(evidence, max_size=2).map(tuple),
                )
            )
            for key in touchpoints
        ),
        backstage=tuple(
            draw(
                st.lists(
                    built(
                        Backstage,
                        id=st.just("b0"),
                        name=texts,
                        layer=word(words.Layer),
                        at=some(touchpoints, least=1),
                    ),
                    max_size=1,
                )
            )
        )
        if touchpoints
        else (),
        flows=tuple(flows),
        pain_points=tuple(
            draw(
                built(
                    PainPoint,
                    id=st.just(key),
                    name=texts,
                    at=some(places, least=1),
                    severity=maybe(ratings),
                    reach=maybe(shares),
                    status=word(words.PainStatus),
                    evidence=st.lists(evidence, max_size=1).map(tuple),
                )
            )
            for key in pains
        ),
        opportunities=tuple(
            draw(
                st.lists(
                    built(
                        Opportunity,
                        id=st.just("o0"),
                        name=texts,
                        solves=some(pains),
                        at=some(places),
                        impact=maybe(ratings),
                        status=word(words.OpportunityStatus),
                        aims=maybe(built(Aim, metric=one(metrics), goal=maybe(shares)))
                        if metrics
                        else st.none(),
                    ),
                    max_size=1,
                )
            )
        ),
        metrics=tuple(
            draw(
                built(
                    Metric,
                    id=st.just(key),
                    name=texts,
                    kind=st.just("csat"),
                    formula=st.just("top 2"),
                    scale=st.just((1, 5)),
                    target=maybe(st.integers(0, 100).map(float)),
                )
            )
            for key in metrics
        ),
        readings=tuple(
            draw(
                st.lists(
                    built(
                        Reading,
                        metric=one(metrics),
                        at=maybe(one(places)) if places else st.none(),
                        period=periods,
                        counts=st.dictionaries(
                            st.sampled_from("12345"), st.integers(0, 500), min_size=1
                        ),
                        segment=st.dictionaries(
                            st.sampled_from(("device", "country")), texts, max_size=1
                        ),
                    ),
                    max_size=3,
                    unique_by=lambda r: (r.metric, r.at, r.period, str(sorted(r.segment.items()))),
                )
            )
        )
        if metrics
        else (),
        comments=tuple(
            draw(
                st.lists(
                    built(
                        Comment,
                        id=st.just("k0"),
                        at=one(places),
                        by=texts,
                        date=days,
                        text=texts,
                        resolved=st.booleans(),
                    ),
                    max_size=1,
                )
            )
        )
        if places
        else (),
        parking=tuple(draw(st.lists(built(Parked, id=st.just("n0"), text=texts), max_size=1))),
        checks=draw(
            maybe(
                built(
                    CheckSettings,
                    levels=st.dictionaries(st.just("dead-end"), word(words.Level), max_size=1),
                    ignore=st.lists(
                        built(Ignore, check=st.just("dead-end"), at=one(places), why=texts),
                        max_size=1,
                    ).map(tuple)
                    if places
                    else st.just(()),
                )
            )
        ),
        look=draw(
            maybe(
                built(
                    Look,
                    rows=maybe(word(words.Rows)),
                    lanes=st.lists(word(words.Lane), max_size=2, unique=True).map(tuple),
                    colors=st.dictionaries(one(stages), st.just("#2f6fed"), max_size=1)
                    if stages
                    else st.just({}),
                )
            )
        ),
        sources=tuple(
            draw(
                st.lists(
                    built(
                        Source,
                        id=st.just("src0"),
                        reads=texts,
                        kind=word(words.SourceKind),
                        columns=st.dictionaries(texts, texts, max_size=1),
                        matches=st.dictionaries(texts, one(touchpoints) | st.none(), max_size=2)
                        if touchpoints
                        else st.just({}),
                    ),
                    max_size=1,
                )
            )
        ),
        translations=draw(
            st.just({})
            | st.dictionaries(
                st.sampled_from(("fa", "tr")),
                st.dictionaries(
                    one(("map", *touchpoints)),
                    st.dictionaries(st.sampled_from(("name", "title")), texts, min_size=1),
                    min_size=1,
                    max_size=2,
                ),
                min_size=1,
            )
        ),
    )
