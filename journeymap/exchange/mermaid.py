"""Mermaid's `journey` diagram as a map: what it means here, and what had to be clamped or guessed.

Sections become stages, tasks become touchpoints in their order with a flow from each to the next,
score − 3 becomes emotion, actors become personas. Nothing else is made up: a score that is not
there stays unknown, and no channel is given. Mermaid's own rules come first (`mermaid_text.py`); we
are kinder than it only where a task holds further colons, and with the digits and the comma of
Persian and Arabic. Every such kindness is told with its line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

from journeymap.exchange.imported import Imported, Note
from journeymap.exchange.mermaid_text import (
    SPACE,
    TRIMMED,
    Fault,
    Lines,
    Located,
    Prepared,
    Statement,
    decoded,
    diagrams,
    is_journey,
    normalised,
    prepared,
    shortened,
    statements,
)
from journeymap.files.problems import FileProblem, Unreadable
from journeymap.model.experience import from_mermaid, to_mermaid
from journeymap.model.fields import MAX_LABEL
from journeymap.model.ids import TakenIds
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message

MAX_TEXT = 4_000_000  # characters; Mermaid itself stops at 50,000 unless told otherwise
UNNAMED = "?"  # a name that is empty in the diagram and may not be in a map

_INDENT = re.compile(f"\n[{SPACE}]+")  # Mermaid takes it out of descriptions
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE | re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_DECIMAL = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\Z", re.ASCII | re.IGNORECASE)
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")
_OTHER_BASE = re.compile(r"0(?:x[0-9a-f]+|o[0-7]+|b[01]+)\Z", re.IGNORECASE)


def read_mermaid(text: str, name: str, nth: int = 1) -> Imported:
    """Return the map of the nth journey diagram in a text, a bare diagram or Markdown with fences.

    `name` is what the text is called in messages (`shop.mmd`), and the title where there is none.
    Raises Unreadable, with every wrong line, where Mermaid would not read the diagram either.
    """
    if len(text) > MAX_TEXT:
        raise _refused(name, (0, 0), M("this is too long for a diagram; split it"))
    text = normalised(text)
    lines = Lines(text)
    found = [(diagram, prepared(diagram)) for diagram in diagrams(text)]
    journeys = [(diagram, ready) for diagram, ready in found if is_journey(ready.body)]
    if not journeys:
        raise _refused(name, lines.at(found[0][0].origin[0]), _not_a_journey(found[0][1].body))
    if not 1 <= nth <= len(journeys):
        raise _refused(
            name,
            (0, 0),
            M(
                "there is {n} journey diagram here and no number {nth}",
                plural="there are {n} journey diagrams here and no number {nth}",
                n=len(journeys),
                nth=nth,
            ),
        )
    diagram, ready = journeys[nth - 1]
    read = list(statements(ready.body))
    faults = [item for item in read if isinstance(item, Fault)]
    if ready.broken is not None:
        faults.insert(0, Fault(ready.broken, M("the front matter between the --- is not YAML")))
    if faults:
        raise Unreadable(FileProblem(name, *lines.at(fault.at), fault.message) for fault in faults)
    reading = _Reading(lines)
    if len(journeys) > 1:
        others = len(journeys) - 1
        reading.note(
            lines.at(diagram.origin[0])[0],
            M(
                "{n} other journey diagram of this text was not read",
                plural="{n} other journey diagrams of this text were not read",
                n=others,
            ),
        )
    m = reading.read(ready, [s for s in read if isinstance(s, Statement)], _stem(name))
    return Imported(m, tuple(sorted(reading.notes, key=lambda note: note.line)))


class _Reading:
    """One diagram on its way to a map: what has been read so far, and the notes on it."""

    def __init__(self, lines: Lines) -> None:
        self.notes: list[Note] = []
        self._lines = lines
        self._taken = TakenIds()
        self._stages: list[dict[str, Any]] = []
        self._personas: dict[str, dict[str, Any]] = {}
        self._touchpoints: list[dict[str, Any]] = []

    def note(self, line: int, message: Message) -> None:
        """Keep a note on a line."""
        self.notes.append(Note(line, message))

    def read(self, ready: Prepared, given: Iterable[Statement], name: str) -> JourneyMap:
        """Return the map that the statements make."""
        given = list(given)
        self._tell_what_was_taken_out(ready)
        texts: dict[str, str] = {}
        for statement in given:
            if statement.kind in ("title", "acc_title", "acc_descr"):
                line = self._lines.at(statement.at)[0]
                text = self._clean(statement.text, line)
                texts[statement.kind] = _INDENT.sub("\n", text)
        spoken = texts.get("acc_title", "")
        title = (
            texts.get("title", "")
            or self._clean(ready.title, 1)
            or spoken
            or self._clean(name, 1)
            or UNNAMED
        )
        for statement in given:
            line = self._lines.at(statement.at)[0]
            if statement.kind == "section":
                self._add_stage(self._name(statement.text, line), line)
            elif statement.kind == "task":
                self._add_task(statement, line, title)
            elif statement.kind == "comment":
                shown = shortened(decoded(statement.text))
                self.note(line, M("“{text}” is a comment to Mermaid and was left out", text=shown))
        summary = "\n".join(
            dict.fromkeys(
                text for text in (spoken, texts.get("acc_descr", "")) if text and text != title
            )
        )
        ids = [touchpoint["id"] for touchpoint in self._touchpoints]
        language = self._language(title)
        return JourneyMap.model_validate(
            {
                "title": title,
                **({"summary": summary[:MAX_LABEL]} if summary else {}),
                **({"language": language} if language else {}),
                "personas": list(self._personas.values()),
                "stages": self._stages,
                "touchpoints": self._touchpoints,
                "flows": [{"from": one, "to": other} for one, other in pairwise(ids)],
            }
        )

    def _tell_what_was_taken_out(self, ready: Prepared) -> None:
        for offset in ready.settings[:1]:
            self.note(
                self._lines.at(offset)[0],
                M("the settings of the diagram (theme, fonts, widths) were left out"),
            )
        if ready.comments:
            self.note(
                self._lines.at(ready.comments[0])[0],
                M(
                    "{n} comment was left out",
                    plural="{n} comments were left out",
                    n=len(ready.comments),
                ),
            )

    def _add_stage(self, name: str, line: int) -> None:
        # a section named twice is two stages: Mermaid draws two, and order is what a journey is
        self._stages.append({"id": self._taken.give(name, "stage"), "name": name})

    def _add_task(self, statement: Statement, line: int, title: str) -> None:
        if not self._stages:
            self._add_stage(title, line)
            self.note(line, M("tasks before any section got a stage of the map’s name"))
        cut = _cut_task(statement)
        name = self._name(cut.name, line)
        self._touchpoints.append(
            {
                "id": self._taken.give(name, "touchpoint"),
                "name": name,
                "stage": self._stages[-1]["id"],
                **self._emotion(cut, name, line),
                "personas": self._actors(cut.actors, name, line),
            }
        )
        if cut.guessed:
            self.note(
                line,
                M(
                    "the name was taken to be “{name}”; Mermaid cuts it at the first colon",
                    name=shortened(name),
                ),
            )
        if cut.rest:
            self.note(
                line,
                M("“{text}” has no place in a task and was left out", text=shortened(cut.rest)),
            )

    def _emotion(self, cut: _Task, name: str, line: int) -> dict[str, int]:
        shown = shortened(decoded(cut.score))
        score = _number(cut.score)
        if score is None:
            message = M("“{name}” has no score; it stays unrated", name=shortened(name))
            if shown:
                message = M("“{text}” is no score; the step stays unrated", text=shown)
            self.note(line, message)
            return {}
        emotion = from_mermaid(score)
        if to_mermaid(emotion) != score:
            self.note(
                line,
                M(
                    "the score {text} was read as {score}; scores are 1 to 5",
                    text=shown,
                    score=to_mermaid(emotion),
                ),
            )
        if not shown.isascii():
            self.note(line, M("Mermaid does not know the digits of “{text}”", text=shown))
        return {"emotion": emotion}

    def _actors(self, text: str, task: str, line: int) -> list[str]:
        if "،" in text:
            self.note(line, M("Mermaid does not part actors at “،”; here it does"))
        ids: dict[str, None] = {}
        for actor in re.split("[,،]", text):
            name = self._clean(actor, line)
            if not name:
                continue
            if name not in self._personas:
                self._personas[name] = {"id": self._taken.give(name, "persona"), "name": name}
            ids[self._personas[name]["id"]] = None
        return list(ids)

    def _name(self, text: str, line: int) -> str:
        found = self._clean(text, line)
        if not found:
            self.note(line, M("an empty name was read as “{name}”", name=UNNAMED))
        return found or UNNAMED

    def _clean(self, text: str, line: int) -> str:
        """Return a text as a map may hold it: codes decoded, breaks as line feeds, no controls."""
        text = _BREAK.sub("\n", decoded(text)).strip(TRIMMED)
        plain = _CONTROL.sub("", text)
        if plain != text:
            self.note(line, M("control characters were left out"))
            plain = plain.strip(TRIMMED)
        if len(plain) > MAX_LABEL:
            self.note(line, M("a text was cut after {limit} characters", limit=MAX_LABEL))
            plain = plain[:MAX_LABEL].strip(TRIMMED)
        return plain

    def _language(self, title: str) -> str:
        """Return the language that the script shows where it runs right to left, else nothing.

        Without it the map would be laid out the wrong way round. Only that much is guessed.
        """
        records = (*self._stages, *self._touchpoints)
        text = "".join((title, *(record["name"] for record in records)))
        rtl = sum(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
        if rtl * 2 <= sum(character.isalpha() for character in text):
            return ""
        if any("\u0590" <= character <= "\u05ff" for character in text):
            found = "he"
        else:
            found = "fa" if set("پچژگکی") & set(text) else "ar"
        self.note(1, M("the language was taken to be {language}", language=found))
        return found


# ---------------------------------------------------------------- one task


class _Task(NamedTuple):
    name: str
    score: str
    actors: str
    rest: str = ""  # what neither Mermaid nor we have a place for
    guessed: bool = False  # whether the name holds colons, at the first of which Mermaid cuts


def _cut_task(statement: Statement) -> _Task:
    """Return name, score and actors of a task.

    As Mermaid cuts it, at the first two colons, when that gives a score. Otherwise, and where
    further numbers follow at once (`Call 1:1: 5: Me`), the last number that can be a score.
    """
    pieces = [statement.text, *statement.data.split(":")]
    at = 1
    if not pieces[1].strip(TRIMMED):
        pass  # the score was left open, which is no colon of the name
    elif _number(pieces[1]) is None:
        numbers = [i for i, piece in enumerate(pieces) if i and _number(piece) is not None]
        sensible = [i for i in numbers if _fits(pieces[i])]
        at = (sensible or numbers or [1])[-1]
    else:
        last = 1
        while last + 1 < len(pieces) and _number(pieces[last + 1]) is not None:
            last += 1
        if last > 1 and last + 1 < len(pieces) and _fits(pieces[last]):
            at = last
    return _Task(
        ":".join(pieces[:at]),
        pieces[at].strip(TRIMMED),
        pieces[at + 1] if at + 1 < len(pieces) else "",
        ":".join(pieces[at + 2 :]).strip(TRIMMED),
        at > 1,
    )


def _fits(piece: str) -> bool:
    score = _number(piece)
    return score is not None and 1 <= score <= 5


def _number(text: str) -> float | None:
    """Return what JavaScript's Number() makes of a text, Persian and Arabic digits included; None
    for NaN and for nothing, which Number() takes for 0.
    """
    text = decoded(text).strip(TRIMMED).translate(_DIGITS)
    if _DECIMAL.match(text):
        return float(text)
    if _OTHER_BASE.match(text):
        return float(int(text, 0)) if len(text) < 60 else inf
    return {"Infinity": inf, "+Infinity": inf, "-Infinity": -inf}.get(text)


# ---------------------------------------------------------------- the whole


def _title(ready: Prepared) -> str:
    found = ready.title
    for statement in statements(ready.body):
        if isinstance(statement, Statement) and statement.kind == "title":
            found = statement.text
    return shortened(decoded(found))


def _stem(name: str) -> str:
    base = re.split(r"[/\\]", name)[-1]
    return base.rpartition(".")[0] or base


def _not_a_journey(body: Located) -> Message:
    first = re.match(r"[^\s:;]+", body.text.strip(TRIMMED))
    if first is None:
        return M("there is no Mermaid diagram in this text")
    return M(
        "this is no journey diagram: it begins with “{word}” and not with “journey”",
        word=shortened(decoded(first[0])),
    )


def _refused(name: str, at: tuple[int, int], message: Message) -> Unreadable:
    return Unreadable([FileProblem(name, *at, message)])
