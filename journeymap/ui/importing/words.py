"""What the assistant calls things: roles of columns, ways to read a file, readings by their names.

Sentences about what was found are those of `metrics.telling`, which the command line says too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice

from journeymap.metrics import numbers
from journeymap.metrics.matching import THE_MAP, Unmatched
from journeymap.metrics.scores import score
from journeymap.metrics.table import Assumption, Cell, Percent, Table
from journeymap.metrics.telling import unmatched_said
from journeymap.model.estimates import estimate
from journeymap.model.ids import plain_slug
from journeymap.model.index import Index
from journeymap.model.journey import Metric, Reading
from journeymap.model.periods import spell_period
from journeymap.model.scales import spell
from journeymap.model.text import M, Message, literal, say, say_list, say_number, say_percent
from journeymap.model.vocabulary import MetricKind
from journeymap.ui.editors.offers import called

ROLES: Mapping[str, Message] = {
    "": M("Left out"),
    "question": M("Question"),
    "touchpoint": M("Touchpoint"),
    "metric": M("Metric"),
    "value": M("Value"),
    "n": M("Number of answers"),
    "sd": M("Standard deviation"),
    "hits": M("Hits"),
    "of": M("Out of"),
    "period": M("Period"),
    "segment.": M("Segment"),
    "counts.": M("Answers with one score"),
}
OF_TABLES = ("touchpoint", "metric", "value", "n", "sd", "hits", "of", "period")
OF_SURVEYS = ("question", "touchpoint", "period")
SHAPES = {"table": M("Readings"), "survey": M("Answers of people")}
GRAINS = {
    "day": M("Day"),
    "week": M("Week"),
    "month": M("Month"),
    "quarter": M("Quarter"),
    "year": M("Year"),
}
OPTIONS: Mapping[str, Message] = {
    "encoding": M("Encoding"),
    "delimiter": M("Between cells"),
    "sheet": M("Sheet"),
    "header": M("Header"),
    "decimal": M("Before decimals"),
    "dates": M("Dates"),
    "fractions": M("Fractions"),
    "words": M("Words"),
}
_VALUES: Mapping[tuple[str, str], Message] = {
    ("delimiter", ","): M("Comma"),
    ("delimiter", ";"): M("Semicolon"),
    ("delimiter", "tab"): M("Tab"),
    ("delimiter", "|"): M("Vertical bar"),
    ("decimal", "."): M("Point"),
    ("decimal", ","): M("Comma"),
    ("header", "none"): M("No header"),
    ("fractions", "percent"): M("Percentages: 0.585 is 58.5"),
    ("fractions", "plain"): M("As they stand"),
    ("dates", "day-first"): M("Day first"),
    ("dates", "month-first"): M("Month first"),
    ("dates", "year-first"): M("Year first"),
    ("dates", "jalali day-first"): M("Jalali, day first"),
    ("dates", "jalali month-first"): M("Jalali, month first"),
    ("dates", "jalali year-first"): M("Jalali, year first"),
}
LOOKED_AT = 2000  # rows; where examples of a column are looked for
HEADERS = ("1", "2", "3", "4", "1..2", "none")  # what else the header may be
_KINDS: tuple[tuple[MetricKind, tuple[str, ...]], ...] = (
    ("nps", ("nps", "promoter", "recommend", "refer a friend", "توصیه", "推荐", "tavsiye")),
    ("ces", ("ces", "effort", "how easy", "تلاش", "费力")),
    ("csat", ("csat", "satisf", "how was", "رضایت", "رضا", "memnun", "满意")),
    (
        "ratio",
        ("rate", "ratio", "share", "conversion", "abandon", "%", "نرخ", "نسبة", "oran", "率"),
    ),
    ("duration", ("time", "duration", "seconds", "minutes", "wait", "زمان", "süre", "时间")),
    ("amount", ("price", "cost", "revenue", "order value", "هزینه", "قیمت", "成本")),
    ("count", ("count", "visits", "visitors", "number of", "sessions", "views", "تعداد", "次数")),
)


def role_name(role: str) -> Message:
    """Return what a role is called; of a segment with its name, of counts with the score."""
    head, dot, rest = role.partition(".")
    if dot:
        return M("{role}: {name}", role=ROLES[f"{head}."], name=rest)
    return ROLES[role]


def roles_for(column: str, now: str, survey: bool) -> list[str]:
    """Return the roles that a column can have; `now` is the one that it has."""
    offered = ["", *(OF_SURVEYS if survey else OF_TABLES)]
    offered.append(f"segment.{plain_slug(column, 'segment').replace('-', '_')}")
    counted = numbers.number(column)
    if not survey and counted is not None and float(counted.value).is_integer():
        offered.append(f"counts.{int(counted.value)}")
    if now.startswith("segment."):
        offered[len(offered) - 1 - (offered[-1].startswith("counts."))] = now
    elif now and now not in offered:
        offered.append(now)
    return offered


def option_value(option: str, value: str, lang: str) -> str:
    """Return one way to read a file in words."""
    known = _VALUES.get((option, value))
    if known is not None:
        return say(known, lang)
    if option == "header" and value.isdigit():
        return say(M("Line {line}", line=int(value)), lang)
    if option == "header":
        first, _, last = value.partition("..")
        if first.isdigit() and last.isdigit():
            return say(M("Lines {first} to {last}", first=int(first), last=int(last)), lang)
    if option == "encoding":
        return value.upper().replace("WINDOWS", "Windows")
    return value


def choices_of(each: Assumption) -> list[str]:
    """Return the values that an assumption may have instead, and its own."""
    offered = list(each.choices)
    if each.option == "header":
        offered = list(dict.fromkeys((*HEADERS, *offered)))
    if each.value and each.value not in offered:
        offered.insert(0, each.value)
    return offered


def cell_text(cell: Cell, lang: str) -> str:
    """Return a cell as it is shown."""
    if cell is None:
        return ""
    if isinstance(cell, bool | str):
        return str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Percent):
        return say_percent(cell, lang, 1)
    return f"{cell:.12g}"


# ---------------------------------------------------------------- readings


def place_name(index: Index, at: str | None, lang: str) -> str:
    """Return what a place of the map is called."""
    if at in ("", None, THE_MAP):
        return say(M("The whole map"), lang)
    return called(index, str(at))


def reading_words(index: Index, reading: Reading, lang: str) -> str:
    """Return what a reading is of, where and when."""
    metric = index.get(reading.metric)
    name = getattr(metric.record, "name", reading.metric) if metric else reading.metric
    parts = [name, place_name(index, reading.at, lang)]
    parts.append(spell_period(reading.period, lang, index.map.calendar))
    parts += reading.segment.values()
    return " · ".join(f"\u2068{part}\u2069" for part in parts)


def amount_words(index: Index, reading: Reading, lang: str) -> str:
    """Return what a reading says, and how many people stand behind it."""
    entry = index.get(reading.metric)
    metric = entry.record if entry else None
    if not isinstance(metric, Metric):
        return ""
    told = estimate(metric, reading)
    if told is None:
        counts = reading.counts or {}
        return say_list((f"{name}: {say_number(n, lang)}" for name, n in counts.items()), lang)
    value = literal(spell(metric, told.value, lang))
    if told.n is None:
        return say(value, lang)
    return say(M("{value} ({n} people)", value=value, n=told.n), lang)


def unmatched_words(each: Unmatched) -> Message:
    """Return a word that means nothing known, as the command line says it, with names for ids."""
    if not each.suggestions or each.ambiguous or each.gone:
        return unmatched_said(each)
    word = M("“{word}”", word=each.word)
    offers = tuple(f"{offer.name} ({offer.score} %)" for offer in each.suggestions)
    return M("{word} ({n}): perhaps {ids}", word=word, n=each.weight, ids=offers)


# ---------------------------------------------------------------- new metrics


def likely_kind(name: str) -> MetricKind:
    """Return the kind of metric that a name speaks of, `score` where it says nothing."""
    plain = name.casefold()
    return next((kind for kind, words in _KINDS if any(word in plain for word in words)), "score")


def likely_scale(table: Table, column: str) -> tuple[float, float] | None:
    """Return the scale that the answers in a column seem to be given on, None without any."""
    if column not in table.columns:
        return None
    cells = {(type(cell), cell) for _, cell in table.cells(column)}
    scores = {value for _, cell in cells if (value := score(cell)) is not None}
    if not scores or min(scores) < 0 or max(scores) > 10:
        return None
    if min(scores) == 0 or max(scores) > 7:
        return (0.0, 10.0)
    return (1.0, 7.0) if max(scores) > 5 else (1.0, 5.0)


def examples(table: Table, column: str, lang: str, most: int = 3) -> str:
    """Return the first different cells of a column."""
    found: dict[str, None] = {}
    for _, cell in islice(table.cells(column), LOOKED_AT):
        text = " ".join(cell_text(cell, lang).split())
        if text:
            found[text if len(text) <= 24 else f"{text[:23]}…"] = None
        if len(found) == most:
            break
    return say_list(found, lang) if len(found) == 1 else " · ".join(found)
