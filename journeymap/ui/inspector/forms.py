"""Which fields of each kind the inspector shows, in which groups, and how each is edited.

A table only. The names of fields come from the model, so that the inspector, diffs and refusals
call them the same; words, hints and what has no editor are in `form_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.model.text import M
from journeymap.ui.inspector.form_fields import FormField, Group, chips, choice

_LOW_HIGH = (M("low"), M("high"))
OWNER = FormField("owner", "offered", offers="used")
PERSONAS = chips("personas", "persona")
SYSTEMS = chips("systems", "used")
TAKES, WAITS = FormField("takes", "duration"), FormField("waits", "duration")
AT = FormField("at", "record", offers="place")
VOTES = FormField("votes", "number")
COMMENTS = Group(M("Comments"), (), "comments")
PAINS = Group(M("Pain points"), (), "pains")
OPPORTUNITIES = Group(M("Opportunities"), (), "opportunities")
READINGS = Group(M("Metrics"), (), "readings")
EVIDENCE = Group(M("Evidence"), (), "evidence")
LINKS = Group(M("Flows"), (), "links")
TRANSLATIONS = Group(M("Translations"), (FormField("translations", "translations"),), "", True)
ID = Group(None, (FormField("id", "id"),))

FORMS: Mapping[str, tuple[Group, ...]] = {
    "touchpoint": (
        Group(None, (), "chips"),
        Group(
            M("Experience"),
            (
                FormField("success", "scale", "", (M("failed"), M("worked")), "high"),
                FormField("effort", "scale", "", (M("effortless"), M("hardest")), "low"),
                FormField("emotion", "emotion", "", (M("very bad"), M("very good")), "high"),
                FormField("importance", "stars", "", (M("minor"), M("decisive"))),
                FormField("moment_of_truth", "flag"),
            ),
        ),
        READINGS,
        PAINS,
        OPPORTUNITIES,
        Group(
            M("What happens"),
            (
                FormField("doing", "text"),
                FormField("thinking", "text"),
                FormField("quote", "text"),
                FormField("expectation", "text"),
                FormField("strength", "text"),
                TAKES,
                WAITS,
                FormField("steps", "list"),
            ),
        ),
        Group(
            M("Where and for whom"),
            (
                FormField("stage", "stage"),
                FormField("until", "until"),
                FormField("channel", "channel"),
                chips("also", "channel"),
                choice("kind", "touchpoint"),
                PERSONAS,
                FormField("entry", "maybe"),
                choice("exit", "exit"),
            ),
        ),
        Group(M("Evidence"), (FormField("assumption", "flag"),), "evidence"),
        Group(
            M("Ownership and notes"),
            (OWNER, SYSTEMS, chips("tags", "used"), FormField("notes", "text")),
        ),
        Group(
            M("More about the step"),
            (
                FormField("automated", "maybe"),
                FormField("mobile", "maybe"),
                FormField("personalised", "maybe"),
                chips("props", "used"),
                FormField("journey", "journey"),
                FormField("image", "image"),
                FormField("alt", "line"),
            ),
            "",
            True,
        ),
        LINKS,
        Group(M("Behind the step"), (), "backstage"),
        Group(M("By persona"), (), "by_persona"),
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "stage": (
        Group(None, (), "counts"),
        Group(
            M("About the stage"),
            (
                choice("kind", "stage"),
                FormField("goal", "text"),
                FormField("phase", "offered", offers="used"),
                FormField("color", "color"),
                FormField("journey", "journey"),
            ),
        ),
        READINGS,
        PAINS,
        OPPORTUNITIES,
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "channel": (
        Group(None, (), "counts"),
        Group(
            M("About the channel"),
            (
                choice("kind", "channel"),
                OWNER,
                FormField("owned", "maybe"),
                FormField("digital", "maybe"),
                FormField("color", "color"),
            ),
        ),
        PAINS,
        OPPORTUNITIES,
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "pain_point": (
        Group(
            M("How bad"),
            (
                FormField("severity", "scale", "", (M("a nuisance"), M("severe")), "low"),
                FormField("reach", "share"),
                FormField("cause", "text"),
            ),
        ),
        Group(M("Where"), (chips("at", "place"),)),
        Group(
            M("What becomes of it"),
            (
                choice("status", "pain"),
                OWNER,
                FormField("since", "date"),
                FormField("solved", "date"),
                VOTES,
            ),
        ),
        OPPORTUNITIES,
        EVIDENCE,
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "opportunity": (
        Group(
            M("Worth it?"),
            (
                FormField("impact", "scale", "", _LOW_HIGH, "high"),
                FormField("effort", "scale", "", _LOW_HIGH, "low"),
                FormField("value", "line"),
                VOTES,
            ),
        ),
        Group(M("What it is for"), (chips("solves", "pain_point"), chips("at", "place"))),
        Group(
            M("What becomes of it"),
            (
                choice("status", "opportunity"),
                OWNER,
                FormField("due", "date"),
                FormField("done", "date"),
                FormField("link", "link"),
            ),
        ),
        Group(
            M("What it is to move"),
            (
                FormField("aims.metric", "metric"),
                FormField("aims.at", "record", offers="place"),
                FormField("aims.start", "amount"),
                FormField("aims.goal", "amount"),
                FormField("aims.by", "date"),
            ),
        ),
        PAINS,
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "flow": (
        Group(
            M("From where to where"),
            (
                FormField("source", "record", offers="touchpoint"),
                FormField("target", "record", offers="touchpoint"),
            ),
        ),
        Group(
            M("About the flow"),
            (
                choice("kind", "flow"),
                FormField("when", "text"),
                FormField("share", "share"),
                WAITS,
                FormField("seamless", "maybe"),
                chips("carries", "used"),
                PERSONAS,
            ),
        ),
        READINGS,
        PAINS,
        COMMENTS,
        ID,
    ),
    "persona": (
        Group(
            M("About the persona"),
            (
                FormField("about", "text"),
                FormField("goal", "text"),
                FormField("needs", "list"),
                chips("prefers", "channel"),
                FormField("quote", "text"),
                FormField("share", "share"),
                FormField("image", "image"),
                FormField("alt", "line"),
            ),
        ),
        PAINS,
        EVIDENCE,
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "backstage": (
        Group(
            M("About the step"),
            (
                choice("layer", "layer"),
                chips("at", "touchpoint"),
                OWNER,
                SYSTEMS,
                TAKES,
                WAITS,
                FormField("notes", "text"),
            ),
        ),
        PAINS,
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "metric": (
        Group(
            M("About the metric"),
            (
                choice("kind", "metric"),
                FormField("measure", "offered", offers="measure"),
                FormField("about", "text"),
                FormField("question", "text"),
            ),
        ),
        Group(
            M("Targets"),
            (
                choice("better", "better"),
                FormField("target", "amount"),
                FormField("alarm", "amount"),
                FormField("benchmark", "amount"),
                FormField("targets", "targets"),
            ),
        ),
        Group(
            M("How it is worked out"),
            (
                FormField("formula", "offered", offers="formula"),
                FormField("scale", "range"),
                choice("stat", "stat"),
                FormField("unit", "offered", offers="used"),
                choice("voice", "voice"),
                FormField("segments", "lists"),
            ),
        ),
        Group(M("Readings"), (), "all-readings"),
        COMMENTS,
        TRANSLATIONS,
        ID,
    ),
    "reading": (
        Group(
            M("What was measured"),
            (
                FormField("metric", "metric"),
                FormField("at", "record", offers="place"),
                FormField("period", "period"),
                FormField("segment", "texts"),
            ),
        ),
        Group(
            M("What came out"),
            (
                FormField("counts", "counts"),
                FormField("value", "amount"),
                FormField("n", "number"),
                FormField("sd", "amount"),
                FormField("source", "offered", offers="used"),
            ),
        ),
    ),
    "comment": (
        Group(
            M("About the comment"),
            (
                AT,
                FormField("by", "offered", offers="used"),
                FormField("date", "date"),
                FormField("resolved", "flag"),
                FormField("replies_to", "record", offers="comment"),
            ),
        ),
        ID,
    ),
    "parking": (
        Group(M("About the note"), (choice("kind", "parking"), AT, VOTES)),
        COMMENTS,
        ID,
    ),
    "source": (),
    "map": (
        Group(None, (), "counts"),
        Group(
            M("About the map", context="inspector"),
            (
                FormField("summary", "text"),
                FormField("scenario", "text"),
                FormField("scope.starts", "text"),
                FormField("scope.ends", "text"),
                choice("state", "state"),
                FormField("based_on", "journey"),
                OWNER,
                FormField("decision", "text"),
            ),
        ),
        Group(
            M("Review"),
            (
                choice("status", "status"),
                FormField("version"),
                FormField("reviewed", "date"),
                FormField("review_every", "duration"),
            ),
        ),
        READINGS,
        PAINS,
        OPPORTUNITIES,
        COMMENTS,
        Group(M("Parking"), (), "parking"),
        Group(
            M("Language and calendar"),
            (
                FormField("language", "strict", offers="language"),
                chips("languages", "language"),
                choice("calendar", "calendar"),
                FormField("profile", "strict", offers="profile"),
                FormField("readings_from", "path"),
            ),
            "",
            True,
        ),
        Group(
            M("Look"),
            (
                choice("look.rows", "rows"),
                chips("look.lanes", "lane"),
                FormField("look.columns", "number"),
                choice("look.theme", "theme"),
                FormField("look.logo", "image"),
                FormField("look.colors", "colors", offers="place"),
            ),
            "",
            True,
        ),
        TRANSLATIONS,
    ),
}
TITLES = {"map": "title", "comment": "text", "parking": "text"}  # else `name`, where there is one
WITHOUT_TITLE = frozenset(("flow", "reading", "source"))
REQUIRED = frozenset(("stage", "status", "layer", "source", "target", "calendar", "metric"))
REQUIRED_KINDS = frozenset(("flow", "metric"))  # whose `kind` is one word in any case
