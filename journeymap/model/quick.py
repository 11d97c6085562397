"""Quick entry: a touchpoint with all that is said about it, in one line of text.

    Pay @app #purchase +2 * !Card declined ?Let people pay another way

The name, then the channel, the stage, the emotion, a star for a moment of truth, pain points and
opportunities, in any order. A sign counts only at the beginning of a word, so `a@b.org`, `C#` and
“Really?” are plain text, and a backslash before a sign makes it plain too. Signs and digits of
other scripts and of full width count as well: `؟`, `＠`, `+۲`.

A lone `@` or `#` after which nothing comes but other signs is no part of the name: somebody was
about to say a channel or a stage, and did not. The other signs do stand alone in names (“Wow !”,
“Canal +”), and so does any that words follow (“Meet @ noon”).

Nothing here knows a screen: the window and pasted lines read their text through it alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.ids import look_alike

Sort: TypeAlias = Literal["channel", "stage"]

_SIGNS = {
    "@": "@",
    "＠": "@",
    "#": "#",
    "＃": "#",
    "!": "!",
    "！": "!",
    "?": "?",
    "？": "?",
    "؟": "?",
}
_STARS = frozenset("*＊★⭐")
_EMOTION = re.compile(r"([+\-−–＋－±])(\d)(?=\s|\Z)")
_BREAK = re.compile(
    r"(?:(?<=\s)|\A)(?=[@＠#＃!！?？؟*＊★⭐+\-−–＋－±\\])"
    r"|(?<=[\u2e80-\u9fff\uf900-\ufaff])(?=[@＠#＃])"  # these scripts put no spaces between words
)
_ALONE = re.compile(r"[@＠#＃](?:\s+[@＠#＃](?=\s|\Z))*(?:\s+|\Z)")
_QUOTED = re.compile(r'["“«](.+?)["”»]')
_STOPS = ",،、，.;؛"  # that may stand right behind a name
_MOST_WORDS = 8  # of a channel or a stage whose name has several
_LATIN_FORMS = {"−": "-", "–": "-", "－": "-", "＋": "+", "±": "+"}


class Quick(NamedTuple):
    """What a line says; what it does not say is None or empty."""

    name: str = ""
    channel: str | None = None  # a name or an id as it was written
    stage: str | None = None
    emotion: int | None = None
    moment: bool = False
    pains: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether there is nothing but a name."""
        return self == Quick(self.name)


class Typing(NamedTuple):
    """A channel or stage that is being typed: which, and where its word begins and ends."""

    sort: Sort
    start: int
    end: int
    typed: str


def quick(text: str, channels: Iterable[str] = (), stages: Iterable[str] = ()) -> Quick:
    """Return what a line of quick entry says.

    `channels` and `stages` are the names and ids that are known, so that `@Mobile app +1` means
    the channel “Mobile app”, and two words or more the only one that begins with them; of an
    unknown one the first word counts, or what stands in quotes.
    """
    known = {"@": _names(channels), "#": _names(stages)}
    words: list[str] = []
    found: dict[str, str] = {}
    emotion: int | None = None
    moment = False
    notes: dict[str, list[str]] = {"!": [], "?": []}
    at = 0
    while at < len(text):
        end = _next_sign(text, at + 1)
        sign = _SIGNS.get(text[at], "")
        rest = text[at + 1 : end]
        level = _EMOTION.match(text, at)
        if text[at] == "\\" and _is_sign(text, at + 1):
            end = _next_sign(text, at + 2)
            words.append(text[at + 1 : end])
        elif nothing := _nothing_named(text, at):
            end = nothing
        elif sign in known and rest[:1].strip():
            # a name may hold signs itself, so it is looked for in all that follows
            name, length = _named(text[at + 1 :], known[sign])
            found[sign] = name
            end = at + 1 + length
        elif sign in notes and rest[:1].strip():
            notes[sign].append(_one_line(rest))
        elif text[at] in _STARS and not rest[:1].strip():
            moment = True
            end = at + 1
        elif level and -2 <= (value := _value(level)) <= 2:
            emotion = value
            end = level.end()
        else:
            words.append(text[at:end])
        at = end
    said = Quick(
        _one_line("".join(words)),
        found.get("@"),
        found.get("#"),
        emotion,
        moment,
        tuple(note for note in notes["!"] if note),
        tuple(note for note in notes["?"] if note),
    )
    return said if said != Quick() else Quick(_one_line(text))  # a sign and nothing else is meant


def typing(text: str, cursor: int) -> Typing | None:
    """Return the channel or stage that somebody types who has the cursor there, None for neither.

    `start` is where its sign stands, and the text between sign and cursor is what is typed of it.
    """
    before = text[:cursor]
    for match in reversed(list(_BREAK.finditer(before))):
        start = match.start()
        sign = _SIGNS.get(before[start : start + 1], "")
        if sign not in ("@", "#"):
            return None
        typed = before[start + 1 :].lstrip('"“«')
        if typed[:1].isspace() or len(typed.split()) > _MOST_WORDS:
            return None
        return Typing("channel" if sign == "@" else "stage", start, cursor, typed)
    return None


def written(sort: Sort, name: str) -> str:
    """Return how a channel or stage is written in quick entry, with its sign."""
    sign = "@" if sort == "channel" else "#"
    return f'{sign}"{name}"' if _next_sign(name, 0) < len(name) else f"{sign}{name}"


def _names(known: Iterable[str]) -> dict[str, str]:
    return {look_alike(" ".join(name.split())): name for name in known}


def _named(rest: str, known: dict[str, str]) -> tuple[str, int]:
    """Return the longest known name that `rest` begins with, and how much of `rest` that takes.

    Else the only known name whose first words, two at least, `rest` begins with; else the first
    word. The name comes back as it is known, or as it was written.
    """
    if quoted := _QUOTED.match(rest):
        return known.get(look_alike(quoted[1]), quoted[1]), quoted.end()
    words = [(word.group(), word.end()) for word in re.finditer(r"\S+", rest)][:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        text = " ".join(word for word, _ in words[:count])
        for shorter in (text, text.rstrip(_STOPS)):
            if name := known.get(look_alike(shorter)):
                return name, words[count - 1][1]
    for count in range(len(words), 1, -1):
        begun = look_alike(" ".join(word for word, _ in words[:count]).rstrip(_STOPS)) + " "
        meant = {name for looks, name in known.items() if looks.startswith(begun)}
        if len(meant) == 1:
            return meant.pop(), words[count - 1][1]
    word, end = words[0]
    return word.strip(",،、，;؛"), end


def _next_sign(text: str, at: int) -> int:
    """Return where the next word begins that begins with a sign, the end where none does."""
    for match in _BREAK.finditer(text, at):
        if match.start() >= at and _is_sign(text, match.start()):
            return match.start()
    return len(text)


def _is_sign(text: str, at: int) -> bool:
    while text[at : at + 1] == "\\":
        at += 1
    if at >= len(text):
        return False
    rest = text[at + 1 : at + 2]
    if text[at] in _SIGNS:
        return bool(rest.strip() or _nothing_named(text, at))
    if text[at] in _STARS:
        return not rest.strip()
    level = _EMOTION.match(text, at)
    return level is not None and -2 <= _value(level) <= 2


def _nothing_named(text: str, at: int) -> int:
    """Return where lone signs of channels and stages end that no words follow; 0 if words do."""
    alone = _ALONE.match(text, at)
    if alone is None:
        return 0
    end = alone.end()
    return end if end == len(text) or (text[end] != "\\" and _is_sign(text, end)) else 0


def _value(level: re.Match[str]) -> int:
    sign = _LATIN_FORMS.get(level[1], level[1])
    return int(f"{sign}{unicodedata.decimal(level[2])}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
