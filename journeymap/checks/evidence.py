"""What does the map rest on, and can everybody read it? Evidence, pictures in words, translations.

Personal data and fonts are looked at in `sharing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import kind_and_name, listed, name_of, names, quoted
from journeymap.checks.registry import check
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.index import Key, index_of
from journeymap.model.journey import Evidence, JourneyMap, PainPoint, Persona, Touchpoint
from journeymap.model.periods import date_message, days
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message, primary
from journeymap.model.vocabulary import State

CURRENT: frozenset[State] = frozenset(("current",))
WHOLE_MAP: tuple[str, ...] = ("map",)
TRANSLATED = ("title", "name", "text")  # what a map cannot be read without


# ---------------------------------------------------------------- what it rests on


def _several_assumed(context: Context, found: Sequence[Finding]) -> Message:
    keys = [key for finding in found for key in finding.places]
    return M(
        "{n} touchpoint rests on nothing and is not marked as an assumption: {touchpoints}",
        plural="{n} touchpoints rest on nothing and are not marked as assumptions: {touchpoints}",
        n=len(keys),
        touchpoints=names(context.index, keys),
    )


@check(
    "assumption-not-marked",
    level="info",
    family="evidence and sharing",
    states=CURRENT,
    title=M("Assumption that is not marked as one"),
    why=M(
        "What nobody has seen or measured is a guess. That is fine as long as it can be told from "
        "what is known; a week later it cannot."
    ),
    source="Nielsen Norman Group, hypothesis-first and research-first journey maps",
    fix=M("Mark as assumption"),
    safe=True,
    roll_up=1,
    rolled=_several_assumed,
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, emotion: -1}"
    "   # no evidence, no readings, no assumption: true",
)
def assumption_not_marked(context: Context) -> Iterator[Finding]:
    """Yield, once a stage, the rated touchpoints without evidence or reading that are not marked.

    A pain point with evidence at the touchpoint counts as evidence for it. What has no rating
    claims nothing, and where people leave for good (`exit: left`) nobody is there to be asked.
    """
    stages: dict[Key, list[Key]] = {}
    for key in _unbacked(context):
        touchpoint = context.index.touchpoint(key)
        if touchpoint:
            stages.setdefault(touchpoint.stage, []).append(key)
    for stage, keys in stages.items():
        yield Finding(
            keys[0],
            M(
                "In the stage {stage} {n} touchpoint rests on nothing and is not marked as an "
                "assumption: {touchpoints}",
                plural="In the stage {stage} {n} touchpoints rest on nothing and are not marked as "
                "assumptions: {touchpoints}",
                n=len(keys),
                stage=name_of(context.index, stage),
                touchpoints=names(context.index, keys),
            ),
            field="assumption",
            also=tuple(keys[1:]),
            group=WHOLE_MAP,
            fix=Fix(
                M("Mark as assumption", plural="Mark {n} as assumptions", n=len(keys)),
                _marked(tuple(keys)),
            ),
        )


def _unbacked(context: Context) -> list[Key]:
    """Return the rated touchpoints that nothing backs and that no mark calls assumptions."""

    def work_out() -> list[Key]:
        backed = {context.place_of(at) for at in {r.at for r in context.map.readings if r.at}}
        backed |= {at for pain in context.map.pain_points if pain.evidence for at in pain.at}
        return [
            entry.key
            for entry in context.index.of_kind("touchpoint")
            if isinstance(entry.record, Touchpoint)
            and entry.key not in backed
            and _claims(entry.record)
        ]

    return context.once("unbacked", work_out)


def _claims(each: Touchpoint) -> bool:
    rated = (each.success, each.effort, each.emotion)
    if each.evidence or each.assumption or each.exit == "left":
        return False
    return any(r is not None for r in rated)


def _marked(keys: tuple[Key, ...]) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        index = index_of(m)
        there = [key for key in keys if index.touchpoint(key)]
        if not there:
            raise Refused(M("these touchpoints are no longer there"), keys[0])
        for key in there:
            m = edits.change(m, key, assumption=True)
        return m

    return edit


@check(
    "mostly-assumptions",
    level="warning",
    family="evidence and sharing",
    states=CURRENT,
    settings={"share": 0.5},
    title=M("Map that is mostly assumed"),
    why=M(
        "A map of guesses is a plan for research. Shown as how it is, it makes the guesses true "
        "for everybody who sees it."
    ),
    source="Nielsen Norman Group, hypothesis-first and research-first journey maps",
    example="touchpoints:\n"
    "  - {id: pay, name: Pay in app, stage: order, assumption: true}   # and most others too",
)
def mostly_assumptions(context: Context) -> Iterator[Finding]:
    """Yield a finding when more than `share` of the touchpoints are assumptions.

    Those count that are marked and those that should be, so that marking them, which is honest,
    is not what makes this check speak.
    """
    total = len(context.map.touchpoints)
    assumed = sum(each.assumption for each in context.map.touchpoints) + len(_unbacked(context))
    if assumed > context.settings["share"] * total:
        yield Finding(
            "",
            M(
                "{n} of {total} touchpoints is an assumption",
                plural="{n} of {total} touchpoints are assumptions",
                n=assumed,
                total=total,
            ),
        )


def _several_old(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} record rests on old evidence only: {records}",
        plural="{n} records rest on old evidence only: {records}",
        n=len(found),
        records=names(context.index, [finding.at for finding in found]),
    )


@check(
    "evidence-old",
    level="info",
    family="evidence and sharing",
    since="live",
    states=CURRENT,
    settings={"after": "730d"},
    title=M("Evidence that is old"),
    why=M("What customers said two years ago they said about another product."),
    source="Nielsen Norman Group, journey management",
    roll_up=1,
    rolled=_several_old,
    example="personas:\n  - id: dana\n    name: Dana\n    evidence:\n"
    "      - {kind: research, note: Six interviews, date: 2021-05-03}",
)
def evidence_old(context: Context) -> Iterator[Finding]:
    """Yield the records whose newest evidence is older than `after`.

    Evidence without a date may be new: whoever has a piece of it is left in peace. Pain points that
    are solved or declined rest as they are.
    """
    today = context.today
    if today is None:
        return
    limit = days(str(context.settings["after"])).high
    for key, evidence in _with_evidence(context):
        dates = [each.date for each in evidence if each.date is not None]
        if not dates or len(dates) < len(evidence):
            continue
        if (today - max(dates)).days > limit:
            yield Finding(
                key,
                M(
                    "The newest evidence for {record} is of {day}",
                    record=kind_and_name(context.index, key),
                    day=date_message(max(dates), context.map.calendar),
                ),
                field="evidence",
                group=WHOLE_MAP,
            )


def _with_evidence(context: Context) -> Iterator[tuple[Key, tuple[Evidence, ...]]]:
    for kind in ("persona", "touchpoint", "pain_point"):
        for entry in context.index.of_kind(kind):
            record = entry.record
            if isinstance(record, PainPoint) and record.status in ("solved", "declined"):
                continue
            if isinstance(record, (Persona, Touchpoint, PainPoint)) and record.evidence:
                yield entry.key, record.evidence


# ---------------------------------------------------------------- for everybody to read


@check(
    "image-without-alt",
    level="warning",
    family="evidence and sharing",
    title=M("Picture without words"),
    why=M(
        "Who cannot see the picture hears its words. Where there are none they hear a file name, "
        "or nothing."
    ),
    source="WCAG 2.2, success criterion 1.1.1, non-text content",
    example="personas:\n  - {id: dana, name: Dana, image: dana.png}   # and no alt",
)
def image_without_alt(context: Context) -> Iterator[Finding]:
    """Yield the personas and touchpoints with a picture and no text for it."""
    for kind in ("persona", "touchpoint"):
        for entry in context.index.of_kind(kind):
            record = entry.record
            if not isinstance(record, (Persona, Touchpoint)) or not (record.image or "").strip():
                continue
            if not (record.alt or "").strip():
                yield Finding(
                    entry.key,
                    M(
                        "The picture of {record} has no text for those who cannot see it",
                        record=kind_and_name(context.index, entry.key),
                    ),
                    field="image",
                )


@check(
    "translation-missing",
    level="warning",
    family="evidence and sharing",
    title=M("Translation that was promised and is not there"),
    why=M("A map half in another language tells its readers that it was not made for them."),
    source="map-format, languages and translations",
    example="languages: [fa]   # and a touchpoint without a Persian name",
)
def translation_missing(context: Context) -> Iterator[Finding]:
    """Yield, once a promised language, the records whose name is not translated.

    Names, titles and texts of comments and notes are what a map cannot be read without; the rest
    may follow. A language that is the map's own needs no translation.
    """
    m = context.map
    for language in dict.fromkeys(m.languages):
        if primary(language) == primary(m.language):
            continue
        there = m.translations.get(language, {})
        missing = [key for key in _named(context) if not _is_translated(there, key)]
        if missing:
            yield Finding(
                missing[0],
                M(
                    "{n} name is not translated into {language}: {records}",
                    plural="{n} names are not translated into {language}: {records}",
                    n=len(missing),
                    language=quoted(language),
                    records=names(context.index, missing)
                    if len(missing) > 1
                    else listed([name_of(context.index, missing[0])]),
                ),
                also=tuple(missing[1:]),
                group=("language", language),
            )


def _named(context: Context) -> Iterator[Key]:
    """Yield the map and every record that has a name to be translated."""
    yield ""
    for entry in context.index.all():
        if getattr(entry.record, "name", None) and getattr(entry.record, "id", None) == entry.key:
            yield entry.key


def _is_translated(there: dict[str, dict[str, str]], key: Key) -> bool:
    texts = there.get(key or "map", {})
    return any((texts.get(field) or "").strip() for field in TRANSLATED)


CHECKS = (
    assumption_not_marked,
    mostly_assumptions,
    evidence_old,
    image_without_alt,
    translation_missing,
)
