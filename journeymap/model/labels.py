"""What kinds and fields are called for people: in the inspector, in diffs and in refusals.

The keys of the file are the contract and never translated; these names are. A field that means the
same in several kinds has one name here.
"""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.model.journey import Kind
from journeymap.model.text import M, Message, literal

# The kinds that people look for, the more telling ones first: of several records that are as good,
# one of an earlier kind is found and selected.
TELLING: tuple[Kind, ...] = (
    "touchpoint",
    "stage",
    "channel",
    "persona",
    "pain_point",
    "opportunity",
    "backstage",
    "metric",
    "flow",
)

KIND_NAMES: Mapping[Kind, Message] = {
    "persona": M("Persona"),
    "stage": M("Stage"),
    "channel": M("Channel"),
    "touchpoint": M("Touchpoint"),
    "backstage": M("Backstage step"),
    "flow": M("Flow"),
    "pain_point": M("Pain point"),
    "opportunity": M("Opportunity"),
    "metric": M("Metric"),
    "reading": M("Reading"),
    "comment": M("Comment"),
    "parking": M("Parked note"),
    "source": M("Source"),
}

FIELD_NAMES: Mapping[str, Message] = {
    "about": M("About"),
    "aims": M("Aim"),
    "alarm": M("Alarm"),
    "also": M("Also on"),
    "alt": M("Alternative text"),
    "answers": M("Answers"),
    "assumption": M("Assumption"),
    "at": M("At"),
    "automated": M("Automated"),
    "based_on": M("Based on"),
    "benchmark": M("Benchmark"),
    "better": M("Better when"),
    "by": M("By"),
    "by_persona": M("By persona"),
    "calendar": M("Calendar"),
    "carries": M("Carries along"),
    "cause": M("Cause"),
    "channel": M("Channel"),
    "checks": M("Check settings"),
    "color": M("Colour"),
    "columns": M("Columns"),
    "counts": M("Counts"),
    "date": M("Date"),
    "decision": M("Decision"),
    "digital": M("Digital"),
    "doing": M("Doing"),
    "done": M("Done on"),
    "due": M("Due"),
    "effort": M("Effort"),
    "emotion": M("Emotion"),
    "entry": M("Entry"),
    "evidence": M("Evidence"),
    "exit": M("Exit"),
    "expectation": M("Expectation"),
    "fewest": M("Fewest people behind a reading"),
    "formula": M("Formula"),
    "goal": M("Goal"),
    "grain": M("Gathered by"),
    "id": M("Id"),
    "image": M("Image"),
    "impact": M("Impact"),
    "importance": M("Importance"),
    "journey": M("Linked map"),
    "kind": M("Kind"),
    "language": M("Language"),
    "languages": M("Languages"),
    "last": M("Last import"),
    "layer": M("Layer"),
    "link": M("Link"),
    "look": M("Look"),
    "matches": M("Matches"),
    "measure": M("Measure"),
    "metric": M("Metric"),
    "mobile": M("Mobile"),
    "moment_of_truth": M("Moment of truth"),
    "n": M("Answers counted"),
    "name": M("Name"),
    "needs": M("Needs"),
    "notes": M("Notes"),
    "observed": M("Observed"),
    "options": M("Options"),
    "owned": M("Owned"),
    "owner": M("Owner"),
    "period": M("Period"),
    "personalised": M("Personalised"),
    "personas": M("Personas"),
    "phase": M("Phase"),
    "prefers": M("Prefers"),
    "profile": M("Profile"),
    "props": M("Physical evidence"),
    "question": M("Question"),
    "quote": M("Quote"),
    "reach": M("Reach"),
    "reads": M("Reads"),
    "readings_from": M("Readings from"),
    "replies_to": M("Replies to"),
    "resolved": M("Resolved"),
    "review_every": M("Review every"),
    "reviewed": M("Reviewed"),
    "scale": M("Scale"),
    "scenario": M("Scenario"),
    "scope": M("Scope"),
    "sd": M("Standard deviation"),
    "seamless": M("Seamless"),
    "segment": M("Segment"),
    "segments": M("Segments"),
    "severity": M("Severity"),
    "share": M("Share"),
    "since": M("Since"),
    "solved": M("Solved on"),
    "solves": M("Solves"),
    "source": M("Source"),
    "stage": M("Stage"),
    "stat": M("Statistic"),
    "state": M("State"),
    "status": M("Status"),
    "steps": M("Steps"),
    "strength": M("Strength"),
    "success": M("Success"),
    "summary": M("Summary"),
    "systems": M("Systems"),
    "tags": M("Tags"),
    "takes": M("Takes"),
    "target": M("Target"),
    "targets": M("Targets by segment"),
    "text": M("Text"),
    "thinking": M("Thinking"),
    "title": M("Title"),
    "translations": M("Translations"),
    "unit": M("Unit"),
    "until": M("Until"),
    "value": M("Value"),
    "version": M("Version"),
    "voice": M("Voice"),
    "votes": M("Votes"),
    "waits": M("Waits before"),
    "when": M("When"),
}
# What an opportunity costs is no rating of a customer, and another word in some languages.
WORK = M("Effort", context="opportunity")
FLOW_ENDS: Mapping[str, Message] = {"source": M("From"), "target": M("To")}


def field_name(field: str, kind: Kind | None = None) -> Message:
    """Return what a field is called for people; an `x-` key is called by its own name."""
    if kind == "flow" and field in FLOW_ENDS:
        return FLOW_ENDS[field]
    if kind == "opportunity" and field == "effort":
        return WORK
    return FIELD_NAMES.get(field) or literal(field)
