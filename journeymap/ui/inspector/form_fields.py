"""What a field of a form is: its name, how it is edited and what it offers."""

from __future__ import annotations

from typing import Literal, NamedTuple

from journeymap.model.text import Message

# line: text committed while typing · offered: the same with completion · text: several lines
# list: one item a line · strict: committed when finished, since half of it is no value, as are
# number, share, amount (a share where its metric is one), range, duration, date, period
# choice: a word of a vocabulary · flag: yes or no · maybe: yes, no or not stated
# scale, stars, emotion: five steps · stage, channel, metric, until: one of few records
# record: one of many, by name · chips: several, of the map or of words
# link: on the web · journey: another map · path: a file beside the map · image, color, id
# texts, counts, lists, colors, targets: small tables · translations: in other languages
Editor = Literal[
    "line",
    "offered",
    "strict",
    "text",
    "list",
    "number",
    "share",
    "amount",
    "range",
    "duration",
    "date",
    "period",
    "choice",
    "flag",
    "maybe",
    "scale",
    "stars",
    "emotion",
    "stage",
    "channel",
    "metric",
    "until",
    "record",
    "chips",
    "link",
    "journey",
    "path",
    "image",
    "color",
    "id",
    "texts",
    "counts",
    "lists",
    "colors",
    "targets",
    "translations",
]
# What a line or chips offer: records of these kinds, places (any record), the words of a
# vocabulary, or the words that stand in such a field already.
Source = Literal[
    "",
    "used",
    "place",
    "persona",
    "channel",
    "touchpoint",
    "pain_point",
    "comment",
    "lane",
    "language",
    "measure",
    "formula",
    "profile",
]


class FormField(NamedTuple):
    """A field of a record and how it is edited; `words` are those at the ends of a scale."""

    name: str
    editor: Editor = "line"
    vocabulary: str = ""
    words: tuple[Message, Message] | None = None
    good: Literal["high", "low", ""] = ""  # which end of a scale is the good one
    offers: Source = ""


class Group(NamedTuple):
    """Fields that stand together under a heading, and something shown over them."""

    title: Message | None
    fields: tuple[FormField, ...] = ()
    shows: str = ""  # a key of the cards
    folded: bool = False  # what is needed rarely is folded at first


def chips(name: str, offers: Source) -> FormField:
    """Return a field that is edited as chips."""
    return FormField(name, "chips", offers=offers)


def choice(name: str, vocabulary: str) -> FormField:
    """Return a field that is one word of a vocabulary."""
    return FormField(name, "choice", vocabulary)
