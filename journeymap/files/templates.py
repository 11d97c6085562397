"""The templates that new maps begin from: YAML files that ship with the program, and one's own.

A template is an ordinary map, so what a person gets is what stands in the file; only the title is
set, by splice, and its comments come along. The shipped ones stand in English here and in a folder
for each other language, record for record the same map. Where one's own are kept says
`own_templates.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from journeymap.files.own_templates import (
    ENDING,
    SHIPPED,
    is_shipped,
    own_names,
    own_path,
    shipped_names,
)
from journeymap.files.problems import FilesError
from journeymap.files.reader import read_bytes
from journeymap.files.save import save_file
from journeymap.files.splice import save_text
from journeymap.files.writer import write
from journeymap.model.document import Document
from journeymap.model.edits import change, delete
from journeymap.model.journey import CheckSettings, JourneyMap, Touchpoint
from journeymap.model.text import M, Message, primary


class NoTemplate(FilesError):
    """There is no template of that name."""


# What a template of one's own may keep besides the journey, each with the words that ask for it.
PARTS: Mapping[str, Message] = {
    "pains": M("Pain points and opportunities"),
    "ratings": M("Ratings: success, effort, emotion, importance"),
    "readings": M("Readings of the metrics"),
    "evidence": M("Evidence and quotes"),
    "frame": M("What the map is for: summary, scenario, scope, decision"),
    "people": M("Owner, review and version"),
    "exceptions": M("Findings that are ignored, with their reasons"),
    "notes": M("Comments and the parking list"),
    "sources": M("Where its numbers are imported from"),
}
# What a part is of the map itself.
OWN_FIELDS: Mapping[str, tuple[str, ...]] = {
    "readings": ("readings",),
    "frame": ("summary", "scenario", "scope", "decision"),
    "people": ("owner", "reviewed", "review_every", "version"),
    "notes": ("comments", "parking"),
    "sources": ("sources", "readings_from"),
}
RATINGS = ("success", "effort", "emotion", "importance")
SAID = ("quote", "thinking")


def listed(language: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name of each template and what it is for, one's own after those that ship."""
    for name in shipped_names():
        m = read_bytes(_shipped(name, language).read_bytes(), name).map
        yield name, m.summary or m.title
    for name in own_names():
        try:
            m = read_bytes(own_path(name).read_bytes(), name).map
        except (OSError, FilesError):
            continue  # somebody has edited it since; beginning from it says what is wrong
        yield name, m.summary or m.title


def emptied(m: JourneyMap, keep: Collection[str]) -> JourneyMap:
    """Return a map as a template: a draft without the parts of PARTS that are not in `keep`.

    What it improves on is not said in any case: a new map improves nothing yet.
    """
    if "pains" not in keep:
        notes = [pain.id for pain in m.pain_points] + [each.id for each in m.opportunities]
        m = delete(m, notes)
    gone: dict[str, Any] = {"status": "draft", "based_on": None}
    for part, fields in OWN_FIELDS.items():
        if part not in keep:
            gone |= {name: JourneyMap.model_fields[name].default for name in fields}
    if "exceptions" not in keep and m.checks:
        gone["checks"] = _without_exceptions(m.checks)
    gone["touchpoints"] = tuple(_plain(touchpoint, keep) for touchpoint in m.touchpoints)
    if "evidence" not in keep:
        for name in ("personas", "pain_points"):
            records = getattr(m, name)
            gone[name] = tuple(record.model_copy(update={"evidence": ()}) for record in records)
    return m.model_copy(update=gone)


def _without_exceptions(checks: CheckSettings) -> CheckSettings | None:
    """Return how the checks are tuned, without what was ignored; None where nothing is left."""
    kept = checks.model_copy(update={"ignore": ()})
    return None if kept == CheckSettings() else kept


def _plain(touchpoint: Touchpoint, keep: Collection[str]) -> Touchpoint:
    gone: dict[str, Any] = {}
    if "ratings" not in keep:
        gone |= dict.fromkeys(RATINGS)
    if "evidence" not in keep:
        gone |= dict.fromkeys(SAID)
    views = {
        persona: view.model_copy(update=dict.fromkeys(gone))
        for persona, view in touchpoint.by_persona.items()
    }
    empty = type(next(iter(views.values())))() if views else None
    gone["by_persona"] = {persona: view for persona, view in views.items() if view != empty}
    if "evidence" not in keep:
        gone["evidence"] = ()
    return touchpoint.model_copy(update=gone)


def keep_own(m: JourneyMap, name: str, keep: Collection[str] = ()) -> Path:
    """Return the file of one's own template `name` after writing it; raises FilesError.

    `keep` are the parts of PARTS that it holds.
    """
    if is_shipped(name):
        raise NoTemplate(called_so(name))
    path = own_path(name)
    data = write(emptied(m, keep)).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoTemplate(
            M(
                "The folder {path} cannot be made: {reason}",
                path=str(path.parent),
                reason=error.strerror or str(error),
            )
        ) from None
    save_file(path, data)
    return path


def called_so(name: str) -> Message:
    """Return why one's own template cannot have a name."""
    return M("“{name}” comes with the program; give yours another name.", name=name)


def begun(name: str, title: str | None = None, language: str = "") -> bytes:
    """Return the text of a new map from the template `name`; raises NoTemplate or Refused.

    One that ships is in `language` where it was written in it, else in English; one's own is as it
    was kept.
    """
    shipped, own = shipped_names(), own_names()
    if name in shipped:
        path = _shipped(name, language)
    elif name in own:
        path = own_path(name)
    else:
        raise NoTemplate(_unknown(name, sorted((*shipped, *own))))
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise NoTemplate(M("{path}: {reason}", path=str(path), reason=reason)) from None
    if title is None:
        return data
    saved = read_bytes(data, path.name)
    document = Document(saved.map, saved)
    document.commit(M("Name the map"), change(saved.map, "", title=title))
    return save_text(document)


def _shipped(name: str, language: str) -> Path:
    """Return the file of a template that ships, in the language or in English."""
    translated = SHIPPED / primary(language) / f"{name}{ENDING}"
    return translated if translated.is_file() else SHIPPED / f"{name}{ENDING}"


def _unknown(name: str, every: list[str]) -> Message:
    near = get_close_matches(name, every, n=1)
    if near:
        return M("there is no template “{name}”; is “{near}” meant?", name=name, near=near[0])
    return M("there is no template “{name}”; there are {every}", name=name, every=", ".join(every))
