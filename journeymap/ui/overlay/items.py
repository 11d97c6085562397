"""What the legend of the overlay says: the whole map's value, then band by band with its limit."""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.model.journey import Metric
from journeymap.model.overlays import Cut, Tally
from journeymap.model.periods import period_message
from journeymap.model.scales import Band, Bounds, band, bounds, spell
from journeymap.model.text import M, Message, say, say_number
from journeymap.model.vocabulary import Calendar
from journeymap.ui.overlay.legend import Item

BANDS: Mapping[Band, Message] = {
    "good": M("Good", context="band"),
    "fair": M("Fair", context="band"),
    "poor": M("Poor", context="band"),
    "plain": M("Measured", context="band"),
}


def legend_of(
    metric: Metric,
    found: Tally,
    cut: Cut,
    table: Mapping[str, str],
    lang: str,
    calendar: Calendar,
) -> list[Item]:
    """Return the items of the legend, bands that the metric cannot have left out."""
    segment = dict(cut)
    limits = bounds(metric, segment)
    items = list(_summary(metric, found, segment, table, lang, calendar))
    for name, words in BANDS.items():
        n = found.bands.get(name, 0)
        if not n and not _can_have(name, limits):
            continue
        limit = _limit(metric, name, limits, lang)
        items.append(
            Item(
                f"band.{name}",
                say(words, lang),
                limit,
                say_number(n, lang),
                table[f"{name}.text"],
                table[f"{name}.text"],
                say(_heard(words, limit, n), lang),
            )
        )
    words, n = M("Unmeasured", context="band"), found.unmeasured
    heard = say(_heard(words, "", n), lang)
    if found.older:
        older = M("{n} shows an older value", plural="{n} show an older value", n=found.older)
        heard = f"{heard}. {say(older, lang)}"
    soft = table["text.soft"]
    items.append(Item("band.none", say(words, lang), "", say_number(n, lang), soft, soft, heard))
    return items


def _summary(
    metric: Metric,
    found: Tally,
    segment: Mapping[str, str],
    table: Mapping[str, str],
    lang: str,
    calendar: Calendar,
) -> list[Item]:
    """Return the value of the whole map, else the mean of its touchpoints, else nothing."""
    if found.whole is not None:
        value, words = found.whole.point.value, M("Whole map")
    elif found.mean is not None:
        value, words = found.mean, M("Mean of touchpoints")
    else:
        return []
    text = spell(metric, value, lang)
    ink = table[f"{band(metric, value, segment)}.text"]
    heard = M("{what}: {value}", what=words, value=text)
    point = found.whole.point if found.whole is not None else None
    if point is not None and None not in (point.n, point.low, point.high):
        heard = M(
            "{metric}: {value} ({period}; {low} to {high}, n = {n})",
            metric=words,
            value=text,
            period=period_message(point.period, calendar),
            low=spell(metric, point.low or 0.0, lang),
            high=spell(metric, point.high or 0.0, lang),
            n=point.n,
        )
    elif found.whole is not None and found.whole.fit != "exact":
        when = period_message(found.whole.point.period, calendar)
        heard = M("{what}: {value} ({period})", what=words, value=text, period=when)
    return [Item("", say(words, lang), "", text, ink, ink, say(heard, lang))]


def _can_have(name: Band, limits: Bounds | None) -> bool:
    if limits is None:
        return False
    if name == "plain":
        return limits.good is None
    if name == "good":
        return limits.good is not None
    if name == "poor":
        return limits.poor is not None
    return limits.good is not None and limits.good != limits.poor


def _limit(metric: Metric, name: Band, limits: Bounds | None, lang: str) -> str:
    """Return where a band begins, as `≥ 80`; nothing for one that lies between two others."""
    if limits is None or name not in ("good", "poor"):
        return ""
    value = limits.good if name == "good" else limits.poor
    if value is None:
        return ""
    higher = (limits.better == "higher") == (name == "good")
    sign = ("≥" if higher else "≤") if name == "good" else (">" if higher else "<")
    # digits of Arabic script would take the sign to their other side
    return f"\u2066{sign}\u00a0{spell(metric, value, lang)}\u2069"


def _heard(words: Message, limit: str, n: int) -> Message:
    count = M("{n} touchpoint", plural="{n} touchpoints", n=n)
    if limit:
        return M("{band} ({limit}): {count}", band=words, limit=limit, count=count)
    return M("{what}: {value}", what=words, value=count)
