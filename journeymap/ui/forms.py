"""Which fields of each kind the inspector shows, in which groups, and how each is edited.

Tables only. The names of fields come from the model, so that the inspector, diffs and refusals call
them the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from journeymap.model.text import M, Message
from journeymap.model.vocabulary import CHANNELS, NAMES

# line: text committed while typing · strict: committed when finished, since half of it is no value
# text: several lines · list: one item a line · choice: a word of a vocabulary · flag: yes or no
# maybe: yes, no or not stated · scale, emotion: steps · stage, channel, touchpoint: a record
# personas: those it is for · share, date: strict, spelt in their way
Editor = Literal[
    "line",
    "strict",
    "text",
    "list",
    "choice",
    "flag",
    "maybe",
    "scale",
    "emotion",
    "stage",
    "channel",
    "touchpoint",
    "personas",
    "share",
    "date",
]
Show = Literal["chips", "readings", "pains", "opportunities", "places", "counts"]


class FormField(NamedTuple):
    """A field of a record and how it is edited; `words` are those at the ends of a scale."""

    name: str
    editor: Editor = "line"
    vocabulary: str = ""
    words: tuple[Message, Message] | None = None
    good: Literal["high", "low", ""] = ""  # which end of a scale is the good one


class Group(NamedTuple):
    """Fields that stand together under a heading, or something shown beside the fields."""

    title: Message | None
    fields: tuple[FormField, ...] = ()
    shows: Show | None = None


_LOW_HIGH = (M("low"), M("high"))
NAME = FormField("name")
OWNER = FormField("owner")

FORMS: Mapping[str, tuple[Group, ...]] = {
    "touchpoint": (
        Group(None, (), "chips"),
        Group(
            M("Experience"),
            (
                FormField("success", "scale", "", (M("failed"), M("worked")), "high"),
                FormField("effort", "scale", "", (M("effortless"), M("hardest")), "low"),
                FormField("emotion", "emotion", "", (M("very bad"), M("very good")), "high"),
                FormField("importance", "scale", "", (M("minor"), M("decisive"))),
                FormField("moment_of_truth", "flag"),
            ),
        ),
        Group(M("Metrics"), (), "readings"),
        Group(M("Pain points"), (), "pains"),
        Group(M("Opportunities"), (), "opportunities"),
        Group(
            M("Where"),
            (
                FormField("stage", "stage"),
                FormField("channel", "channel"),
                FormField("kind", "choice", "touchpoint"),
                FormField("exit", "choice", "exit"),
                FormField("personas", "personas"),
            ),
        ),
        Group(
            M("What happens"),
            (
                FormField("doing", "text"),
                FormField("thinking", "text"),
                FormField("quote", "text"),
                FormField("takes", "strict"),
                FormField("waits", "strict"),
            ),
        ),
        Group(
            M("Ownership and notes"),
            (OWNER, FormField("systems", "list"), FormField("notes", "text")),
        ),
    ),
    "stage": (
        Group(None, (), "counts"),
        Group(
            M("About the stage"),
            (
                FormField("kind", "choice", "stage"),
                FormField("goal", "text"),
                FormField("phase"),
                FormField("color", "strict"),
            ),
        ),
        Group(M("Metrics"), (), "readings"),
        Group(M("Pain points"), (), "pains"),
        Group(M("Opportunities"), (), "opportunities"),
    ),
    "channel": (
        Group(None, (), "counts"),
        Group(
            M("About the channel"),
            (
                FormField("kind", "choice", "channel"),
                OWNER,
                FormField("owned", "maybe"),
                FormField("digital", "maybe"),
                FormField("color", "strict"),
            ),
        ),
        Group(M("Pain points"), (), "pains"),
        Group(M("Opportunities"), (), "opportunities"),
    ),
    "pain_point": (
        Group(None, (), "places"),
        Group(
            M("How bad"),
            (
                FormField("severity", "scale", "", (M("a nuisance"), M("severe")), "low"),
                FormField("reach", "share"),
                FormField("cause", "text"),
            ),
        ),
        Group(
            M("What becomes of it"),
            (
                FormField("status", "choice", "pain"),
                OWNER,
                FormField("since", "date"),
                FormField("solved", "date"),
            ),
        ),
        Group(M("Opportunities"), (), "opportunities"),
    ),
    "opportunity": (
        Group(None, (), "places"),
        Group(
            M("Worth it?"),
            (
                FormField("impact", "scale", "", _LOW_HIGH, "high"),
                FormField("effort", "scale", "", _LOW_HIGH, "low"),
                FormField("value", "text"),
            ),
        ),
        Group(
            M("What becomes of it"),
            (
                FormField("status", "choice", "opportunity"),
                OWNER,
                FormField("due", "date"),
                FormField("done", "date"),
            ),
        ),
        Group(M("Pain points"), (), "pains"),
    ),
    "flow": (
        Group(
            M("From where to where"),
            (FormField("source", "touchpoint"), FormField("target", "touchpoint")),
        ),
        Group(
            M("About the flow"),
            (
                FormField("kind", "choice", "flow"),
                FormField("when", "text"),
                FormField("share", "share"),
                FormField("waits", "strict"),
                FormField("seamless", "maybe"),
                FormField("carries", "list"),
                FormField("personas", "personas"),
            ),
        ),
        Group(M("Pain points"), (), "pains"),
    ),
    "persona": (
        Group(
            M("About the persona"),
            (
                FormField("about", "text"),
                FormField("goal", "text"),
                FormField("needs", "list"),
                FormField("quote", "text"),
                FormField("share", "share"),
            ),
        ),
        Group(M("Pain points"), (), "pains"),
    ),
    "backstage": (
        Group(
            M("About the step"),
            (
                FormField("layer", "choice", "layer"),
                OWNER,
                FormField("systems", "list"),
                FormField("takes", "strict"),
                FormField("waits", "strict"),
                FormField("notes", "text"),
            ),
        ),
    ),
    "metric": (
        Group(
            M("About the metric"),
            (
                FormField("about", "text"),
                FormField("target", "strict"),
                FormField("alarm", "strict"),
                FormField("unit"),
            ),
        ),
    ),
    "map": (
        Group(None, (), "counts"),
        Group(
            M("About the map", context="inspector"),
            (
                FormField("summary", "text"),
                FormField("scenario", "text"),
                FormField("state", "choice", "state"),
                FormField("status", "choice", "status"),
                OWNER,
                FormField("decision", "text"),
            ),
        ),
        Group(
            M("Review"),
            (
                FormField("version"),
                FormField("reviewed", "date"),
                FormField("review_every", "strict"),
            ),
        ),
        Group(M("Pain points"), (), "pains"),
    ),
}
TITLES = {"map": "title", "comment": "text", "parking": "text"}  # else `name`, where there is one
WITHOUT_TITLE = frozenset(("flow", "reading", "source"))
REQUIRED = frozenset(("stage", "status", "layer", "source", "target"))

HINTS: Mapping[str, Message] = {
    "takes": M("such as 45s, 3m, 2h, 4d"),
    "waits": M("such as 45s, 3m, 2h, 4d"),
    "review_every": M("such as 90d or 6mo"),
    "reach": M("such as 18%"),
    "share": M("such as 18%"),
    "color": M("such as #2f6fed"),
    "needs": M("one a line"),
    "systems": M("one a line"),
    "carries": M("one a line"),
    "since": M("year-month-day"),
    "solved": M("year-month-day"),
    "due": M("year-month-day"),
    "done": M("year-month-day"),
    "reviewed": M("year-month-day"),
}


def words_of(vocabulary: str) -> Mapping[str, Message]:
    """Return word -> what it is called, of a vocabulary of the format."""
    if vocabulary == "channel":
        return {kind: facts.name for kind, facts in CHANNELS.items()}
    return NAMES[vocabulary]
