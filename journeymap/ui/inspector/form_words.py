"""The words of the forms: hints, offers, names of vocabularies, and what has no editor and why."""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.model.text import M, Message
from journeymap.model.vocabulary import CHANNELS, NAMES

# What has no editor in a form, and why: by class and field, or by class alone.
ELSEWHERE: Mapping[str, str] = {
    "JourneyMap.format": "it is what the program writes",
    "JourneyMap.personas": "records have forms of their own",
    "JourneyMap.stages": "records have forms of their own",
    "JourneyMap.channels": "records have forms of their own",
    "JourneyMap.touchpoints": "records have forms of their own",
    "JourneyMap.backstage": "records have forms of their own",
    "JourneyMap.flows": "records have forms of their own",
    "JourneyMap.pain_points": "records have forms of their own",
    "JourneyMap.opportunities": "records have forms of their own",
    "JourneyMap.metrics": "records have forms of their own",
    "JourneyMap.readings": "records have forms of their own",
    "JourneyMap.comments": "records have forms of their own",
    "JourneyMap.parking": "records have forms of their own",
    "JourneyMap.sources": "records have forms of their own",
    "CheckSettings.levels": "the levels of checks are set where the checks are listed",
    "CheckSettings.settings": "the settings of checks are set where the checks are listed",
    "CheckSettings.ignore": "findings are ignored in their panel, and listed there",
    "Ignore": "findings are ignored in their panel, and listed there",
    "Evidence": "a card lists the evidence of a record and edits each piece",
    "Persona.evidence": "a card lists it",
    "Touchpoint.evidence": "a card lists it",
    "PainPoint.evidence": "a card lists it",
    "Touchpoint.by_persona": "with a persona in view the fields of the touchpoint are theirs",
    "PersonaView": "with a persona in view the fields of the touchpoint are theirs",
    "SegmentTarget": "a row in the table of the targets of a metric",
    "Source": "written by imports and shown as a summary",
    "SourceOptions": "written by imports and shown as a summary",
    "SourceRun": "written by imports and shown as a summary",
    "Observed": "written by imports and shown as a summary",
    "ObservedFlow": "written by imports and shown as a summary",
}

# The texts of a record that can be translated.
PROSE = (
    "title",
    "name",
    "text",
    "summary",
    "scenario",
    "decision",
    "about",
    "goal",
    "phase",
    "doing",
    "thinking",
    "quote",
    "expectation",
    "strength",
    "cause",
    "question",
    "notes",
    "alt",
)

_TIME = M("such as 45s, 3m, 2h, 4d")
HINTS: Mapping[str, Message] = {
    "takes": _TIME,
    "waits": _TIME,
    "review_every": M("such as 90d or 6mo"),
    "reach": M("such as 18%"),
    "share": M("such as 18%"),
    "needs": M("one a line"),
    "steps": M("one a line"),
    "systems": M("type to add"),
    "carries": M("such as basket, login"),
    "tags": M("type to add"),
    "props": M("such as a receipt"),
    "also": M("type to add a channel"),
    "prefers": M("type to add a channel"),
    "at": M("type the name of a place"),
    "aims.at": M("the whole map"),
    "solves": M("type to add a pain point"),
    "personas": M("Everybody"),
    "languages": M("such as fa, ar"),
    "look.lanes": M("the usual lanes"),
    "since": M("year-month-day"),
    "solved": M("year-month-day"),
    "due": M("year-month-day"),
    "done": M("year-month-day"),
    "date": M("year-month-day"),
    "aims.by": M("year-month-day"),
    "reviewed": M("year-month-day"),
    "period": M("such as 2026-10 or 2026-Q4"),
    "scale": M("such as 1..5"),
    "value": M("such as 20,000 a year"),
    "link": M("such as https://…"),
    "journey": M("a map file, or file#id"),
    "based_on": M("the map it improves"),
    "readings_from": M("a file beside the map"),
    "formula": M("such as top 2"),
    "alt": M("what the picture shows"),
}
KIND_HINTS: Mapping[tuple[str, str], Message] = {
    ("reading", "value"): M("where there are no counts"),
    ("comment", "at"): M("the whole map"),
    ("parking", "at"): M("nowhere yet"),
    ("reading", "at"): M("the whole map"),
}

_OTHER_WORDS: Mapping[str, Mapping[str, Message]] = {
    "better": {"higher": M("Higher is better"), "lower": M("Lower is better")},
    "stat": {
        "mean": M("Mean"),
        "median": M("Median"),
        "p75": M("75th percentile"),
        "p90": M("90th percentile"),
    },
    "voice": {"x": M("What people say"), "o": M("What is counted")},
    "rows": {"channel": M("Channels"), "persona": M("Personas"), "owner": M("Owners")},
    "theme": {
        "light": M("Light", context="theme"),
        "dark": M("Dark", context="theme"),
        "print": M("Print", context="theme"),
    },
}
# Words that are offered and not required: any other text may stand there too.
OFFERED: Mapping[str, tuple[str, ...]] = {
    "language": ("en", "fa", "ar", "tr", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh-Hans"),
    "formula": ("top 2", "top 1", "rescaled", "share of max", "mean", "agree", "net"),
    "profile": ("commerce", "b2b", "public", "blueprint"),
    "measure": (
        "conversion",
        "completion",
        "abandonment",
        "click_through",
        "engagement",
        "lead_conversion",
        "retention",
        "repeat_purchase",
        "churn",
        "referral",
        "order_value",
        "lifetime_value",
        "acquisition_cost",
        "cost_to_serve",
        "response_time",
        "first_contact_resolution",
        "availability",
        "error_rate",
        "lcp",
        "inp",
        "cls",
        "load_time",
        "traffic",
        "impressions",
        "shares",
    ),
}


def words_of(vocabulary: str) -> Mapping[str, Message]:
    """Return word -> what it is called, of a vocabulary of the format."""
    if vocabulary == "channel":
        return {kind: facts.name for kind, facts in CHANNELS.items()}
    return _OTHER_WORDS.get(vocabulary) or NAMES[vocabulary]
