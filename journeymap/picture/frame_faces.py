"""The faces around the map: heading, legend and footer.

They read the whole map, for what it is about, which marks occur in it and how far it is backed by
evidence. Like all builders they only measure; nothing here decides a place in the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from journeymap.model.journey import JourneyMap, Persona, Touchpoint
from journeymap.model.periods import date_message, sort_key, spell_period
from journeymap.model.text import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    M,
    Message,
    is_rtl,
    primary,
    say,
    say_list,
    say_percent,
    text_is_rtl,
)
from journeymap.model.vocabulary import NAMES
from journeymap.picture.face import FooterFace, HeadingFace, Ink, LegendFace
from journeymap.picture.legend import Sample
from journeymap.picture.picture import TextBlock, View

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"  # marks of direction, not seen
HEADING_PAD, HEADING_GAP, LOGO_WIDTH = 4, 3, 120
LEGEND_ROW, LEGEND_SAMPLE, LEGEND_GAP, LEGEND_PAD = 22, 30, 18, 10
FOOTER_PAD = 6


def heading(m: JourneyMap, view: View, width: float, ink: Ink) -> HeadingFace:
    """Return the title with what the map is about, whom it shows, and which metric lies over it."""
    logo = (m.look.logo or "") if m.look else ""
    room = width - 2 * HEADING_PAD - (LOGO_WIDTH + 16 if logo else 0)
    title = ink.measure.wrap(m.title, "title", room)
    texts = [m.summary] if m.summary else []
    shown = (*_whom(m, view, ink.language), *_overlay(m, view, ink.language))
    texts += [joined(shown, ink.language)]
    lines = tuple(ink.measure.wrap(text, "subtitle", room) for text in texts if text)
    height = 2 * HEADING_PAD + title.height + sum(line.height + HEADING_GAP for line in lines)
    return HeadingFace(width, height, title, lines, logo, ink.rtl)


def joined(parts: Iterable[str], language: str) -> str:
    """Return the parts with dots between them, running in the direction of the language.

    A part that runs the other way is isolated, so that it does not carry its neighbours along.
    """
    rtl = is_rtl(language)
    kept = [part for part in parts if part]
    if all(text_is_rtl(part, rtl) == rtl for part in kept):
        return " · ".join(kept)
    isolated = (
        part if text_is_rtl(part, rtl) == rtl else f"{FIRST_STRONG_ISOLATE}{part}{POP_ISOLATE}"
        for part in kept
    )
    return (RIGHT_TO_LEFT if rtl else LEFT_TO_RIGHT) + " · ".join(isolated)


_QUOTES = {
    "fa": "«»", "ar": "«»", "ur": "«»", "ru": "«»", "fr": "«»", "de": "„“", "pl": "„”",
    "cs": "„“", "ja": "「」", "sv": "””", "fi": "””",
}  # fmt: skip


def quoted(text: str, language: str) -> str:
    """Return `text` in the quotation marks of the language, once."""
    text = text.strip()
    if text[:1] in '«“„「"”':
        return text
    marks = _QUOTES.get(primary(language), "“”")
    return f"{marks[0]}{text}{marks[1]}"


def _whom(m: JourneyMap, view: View, language: str) -> Iterator[str]:
    shown = next((p for p in m.personas if p.id == view.persona), None)
    if shown is None and len(m.personas) == 1:
        shown = m.personas[0]
    if shown is not None:
        yield from _persona(shown, language)
    elif m.personas:
        yield say_list((p.name for p in m.personas), language)
    if m.state:
        yield say(NAMES["state"][m.state], language)


def _overlay(m: JourneyMap, view: View, language: str) -> Iterator[str]:
    metric = next((x for x in m.metrics if x.id == view.metric), None) if view.metric else None
    if metric is None:
        return
    yield metric.name
    period = view.period or newest(m, metric.id)
    if period:
        yield spell_period(period, language, m.calendar)


def newest(m: JourneyMap, metric: str) -> str:
    """Return the period of a metric that ended last, empty where it has no readings."""
    periods = {reading.period for reading in m.readings if reading.metric == metric}
    return max(periods, key=lambda period: sort_key(period, m.calendar), default="")


def _persona(persona: Persona, language: str) -> Iterator[str]:
    yield persona.name
    yield persona.about or ""
    if persona.goal:
        yield say(M("Goal: {goal}", goal=persona.goal), language)


def legend(samples: Iterable[Sample], width: float, ink: Ink) -> LegendFace:
    """Return what the marks mean, broken to rows. Places are those of left to right."""
    entries = []
    x, y = float(LEGEND_PAD), float(LEGEND_PAD)
    for sample, color, message in samples:
        most = max(width - 2 * LEGEND_PAD - LEGEND_SAMPLE, 40)
        block = ink.measure.wrap(say(message, ink.language), "legend", most)
        whole = LEGEND_SAMPLE + block.width
        if x > LEGEND_PAD and x + whole > width - LEGEND_PAD:
            x, y = float(LEGEND_PAD), y + LEGEND_ROW
        entries.append((sample, color, block, x, y))
        x += whole + LEGEND_GAP
        if len(block.lines) > 1:
            x, y = width, y + block.height - block.leading
    height = y + LEGEND_ROW + LEGEND_PAD if entries else 0.0
    return LegendFace(width, height, tuple(entries), ink.rtl)


def footer(text: str, width: float, ink: Ink) -> FooterFace:
    """Return what is said under the map, in one line or more."""
    block: TextBlock = ink.measure.wrap(text, "footer", width - 2 * FOOTER_PAD)
    return FooterFace(width, block.height + 2 * FOOTER_PAD, block, ink.rtl)


def facts(m: JourneyMap, language: str, backed: Sequence[bool] | None = None) -> str:
    """Return owner, status, review date and the share of assumptions.

    `backed` says of each touchpoint whether something backs it, where the caller knows already.
    """
    found: list[Message] = []
    if m.owner:
        found.append(M("Owner: {name}", name=m.owner))
    if m.status:
        found.append(NAMES["status"][m.status])
    if m.version:
        found.append(M("Version {version}", version=m.version))
    if m.reviewed:
        found.append(M("Reviewed {date}", date=date_message(m.reviewed, m.calendar)))
    share = assumed(m, backed)
    if share is not None:
        found.append(M("Assumptions: {share}", share=say_percent(share, language)))
    return joined((say(fact, language) for fact in found), language)


def assumed(m: JourneyMap, backed: Sequence[bool] | None = None) -> float | None:
    """Return the share (0..1) of touchpoints that nothing backs, None for a map without any."""
    if backed is None:
        measured = measured_places(m)
        backed = [is_backed(t, measured) for t in m.touchpoints]
    return 1 - backed.count(True) / len(backed) if backed else None


def measured_places(m: JourneyMap) -> frozenset[str | None]:
    """Return the places that have a reading."""
    return frozenset(reading.at for reading in m.readings)


def is_backed(t: Touchpoint, measured: frozenset[str | None]) -> bool:
    """Return whether a touchpoint is more than an assumption.

    It is an assumption when it says so itself, or has neither evidence nor a reading.
    """
    return not t.assumption and (bool(t.evidence) or t.id in measured)
