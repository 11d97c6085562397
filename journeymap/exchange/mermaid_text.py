"""What Mermaid 11.17 sees in a text: diagrams, their statements, and where they stop making sense.

This follows Mermaid's own steps in their order (front matter, directives, comments, entity codes,
then its lexer with the first rule that fits) so that a diagram means here what it means there. What
it means for a map is decided in `mermaid.py`. Every statement knows its place in the text.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import NamedTuple

import yaml

from journeymap.model.text import M, Message

# ---------------------------------------------------------------- text with places


class Located(NamedTuple):
    """A text made of parts of a file; `origin` holds the offset in the file of each character and
    of the end.
    """

    text: str
    origin: array[int]

    def part(self, start: int, end: int) -> Located:
        """Return the text from `start` to `end`."""
        return Located(self.text[start:end], self.origin[start : end + 1])

    def without(self, spans: Iterable[tuple[int, int]]) -> Located:
        """Return the text without these spans, which are in order and apart."""
        texts, origin, done = [], array("q"), 0
        for start, end in spans:
            texts.append(self.text[done:start])
            origin += self.origin[done:start]
            done = end
        texts.append(self.text[done:])
        return Located("".join(texts), origin + self.origin[done:])


class Lines:
    """The lines of a text, to turn offsets into line and column, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def whole(text: str) -> Located:
    """Return a text as it is, every character at its own offset."""
    return Located(text, array("q", range(len(text) + 1)))


def normalised(text: str) -> str:
    """Return a text without its byte order mark and with line feeds alone, as Mermaid reads it."""
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


# ---------------------------------------------------------------- Markdown

_FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{?mermaid\b", re.ASCII)

_LINE = re.compile("[^\n]*\n|[^\n]+")


def diagrams(text: str) -> tuple[Located, ...]:
    """Return the Mermaid diagrams of a normalised text: the fenced ones of Markdown, else all.

    Fences of backticks, tildes and colons, indented, quoted, or left open up to the end.
    """
    found = []
    offset, fence, indent = 0, "", ""
    parts: list[tuple[int, int]] = []
    for line in _LINE.findall(text) if "mermaid" in text else ():
        if not fence:
            if opening := _FENCE.match(line):
                fence, indent = opening["fence"], opening["indent"]
        elif _closes(line, fence):
            found.append(_joined(text, parts))
            fence, parts = "", []
        else:
            parts.append((offset + _shared(line, indent), offset + len(line)))
        offset += len(line)
    if fence:
        found.append(_joined(text, parts))
    return tuple(found) or (whole(text),)


def _closes(line: str, fence: str) -> bool:
    stripped = line.strip(" \t>\n")
    return len(stripped) >= len(fence) and set(stripped) == {fence[0]}


def _shared(line: str, indent: str) -> int:
    """Return how much of a line is indentation (or quote marks) of its fence."""
    count = 0
    while count < min(len(indent), len(line)) and line[count] in " \t>":
        count += 1
    return count


def _joined(text: str, parts: Iterable[tuple[int, int]]) -> Located:
    texts, origin, end = [], array("q"), 0
    for start, end in parts:
        texts.append(text[start:end])
        origin.extend(range(start, end))
    origin.append(end)
    return Located("".join(texts), origin)


# ---------------------------------------------------------------- before the lexer

# White space as JavaScript has it, which is what Mermaid's expressions and trim() mean.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_S = f"[{SPACE}]"
TRIMMED = SPACE.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B))))
_FRONT = re.compile(rf"{_S}*-{{3}}{_S}*?\n(?P<yaml>.*?)\n-{{3}}{_S}*(?:\n|\Z)", re.DOTALL)
_DIRECTIVE = re.compile(
    rf"%%\{{{_S}*\w++(?:{_S}*:)?{_S}*(?:\w++|(?:(?!\}}%%).)*+){_S}*(?:\}}%%)?",
    re.DOTALL | re.ASCII,
)
# Mermaid takes the empty lines above a comment with it; that changes nothing and takes long.
_COMMENT = re.compile(r"^[^\S\n]*+%%(?!\{)[^\n]+\n?", re.MULTILINE)
_ENTITY = re.compile(r"#(\w+);", re.ASCII)
# Stand for the # and ; of an entity code while the lexer looks for comments and ends.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_CODED = re.compile(f"{_OPEN}(\\w+){_CLOSE}", re.ASCII)


class Prepared(NamedTuple):
    """A diagram as the lexer gets it, and what was taken out before."""

    body: Located
    title: str  # of the front matter
    settings: tuple[int, ...]  # offsets of directives and front matter that set up the look
    comments: tuple[int, ...]  # offsets of comments on lines of their own
    broken: int | None  # offset of a front matter that is not YAML


def prepared(diagram: Located) -> Prepared:
    """Return a diagram without front matter, directives and comments, entity codes protected."""
    title, settings, broken = "", [], None
    front = _FRONT.match(diagram.text)
    if front:
        keys = _front_matter(front["yaml"])
        if keys is None:
            broken = diagram.origin[front.start("yaml")]
        else:
            title = keys.pop("title", "")
            settings += [diagram.origin[front.start("yaml")]] if keys else []
        diagram = diagram.part(front.end(), len(diagram.text))
    directives = [found.span() for found in _DIRECTIVE.finditer(diagram.text)]
    settings += [diagram.origin[start] for start, _ in directives]
    diagram = diagram.without(directives)
    spans = [found.span() for found in _COMMENT.finditer(diagram.text)]
    comments = [diagram.origin[diagram.text.index("%%", start)] for start, _ in spans]
    diagram = diagram.without(spans)
    diagram = diagram.without(_lost_ends(diagram.text))
    blank = len(diagram.text) - len(diagram.text.lstrip(TRIMMED))
    diagram = diagram.part(blank, len(diagram.text))
    text = _ENTITY.sub(f"{_OPEN}\\1{_CLOSE}", diagram.text)
    body = Located(text + "\n", diagram.origin + diagram.origin[-1:])
    return Prepared(body, title, tuple(settings), tuple(comments), broken)


def _lost_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield the last `;` of lines such as `style x:#fff;`, which Mermaid drops from any diagram.

    Its expression is `style.*:\\S*#.*;`, looked for here word by word so that it stays linear.
    """
    for found in re.finditer("(?:style|classDef)[^\n]*", text):
        line, last = found[0], found[0].rfind(";")
        for word in re.finditer(r"\S+", line):
            colon = line.find(":", word.start(), word.end())
            if colon >= 0 and 0 < line.find("#", colon, word.end()) < last:
                yield found.start() + last, found.start() + last + 1
                break


def _front_matter(text: str) -> dict[str, str] | None:
    """Return the keys of a front matter with their text; None when it is not YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return {}
    nothing = ("", "~", "null", "false")
    return {
        key.value: value.value if isinstance(value, yaml.ScalarNode) else "…"
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and value.value not in nothing
    }


def decoded(text: str) -> str:
    """Return a text with its entity codes (`#35;`, `#quot;`) as the characters they stand for."""
    return _CODED.sub(lambda found: _character(found[1]), text)


def _character(code: str) -> str:
    if code.isdecimal():
        return html.unescape(f"&#{code};") if len(code) < 8 else "\ufffd"
    return html5.get(f"{code};") or f"#{code};"


# ---------------------------------------------------------------- lexer and grammar


class Statement(NamedTuple):
    """One statement: journey, title, section, task, acc_title, acc_descr, or a comment after one.

    `data` is what follows the first colon of a task. Texts are as they stand, entity codes still
    protected; `at` is the offset in the file.
    """

    kind: str
    text: str
    data: str
    at: int


class Fault(NamedTuple):
    """A place where Mermaid stops with a parse error, and what to do about it."""

    at: int
    message: Message


# Mermaid's rules in Mermaid's order: the first that fits is taken, not the longest.
_LEXER = re.compile(
    "|".join(
        f"(?P<{name}>{rule})"
        for name, rule in (
            # one % is enough: so it came out of Mermaid's generator, whatever was meant
            ("comment", r"%(?!\{)[^\n]*"),
            ("swallowed", r"[^}]%%[^\n]*"),
            ("newline", r"\n+"),
            ("space", rf"{_S}+"),
            ("hash", r"#[^\n]*"),
            ("journey", r"journey(?!\w)"),
            ("title", rf"title{_S}[^#\n;]+"),
            ("acc_title", rf"accTitle{_S}*:{_S}*(?P<acc_title_text>[^\n]*)"),
            ("acc_descr", rf"accDescr{_S}*:{_S}*(?P<acc_descr_text>[^\n]*)"),
            ("block", rf"accDescr{_S}*\{{{_S}*(?P<block_text>[^}}]*)(?P<block_end>\}}?)"),
            ("section", rf"section{_S}[^#:\n;]+"),
            ("name", r"[^#:\n;]+"),
            ("data", r":[^#\n;]+"),
            ("wrong", r"[:;]"),
        )
    ),
    re.IGNORECASE | re.ASCII,
)


def is_journey(body: Located) -> bool:
    """Return whether Mermaid takes this for a journey diagram, which it tells by the first word."""
    return body.text.startswith("journey")


def statements(body: Located) -> Iterator[Statement | Fault]:
    """Yield the statements of a journey diagram and the faults between them.

    After a fault the rest of its line is passed over, so that every wrong line is named at once.
    """
    text, origin, end = body.text, body.origin, len(body.text)
    place, begun, on_line = 0, False, False
    name: re.Match[str] | None = None
    while place < end:
        token = _LEXER.match(text, place)
        if token is None:  # a } on its own is a name; nothing else is left
            yield Fault(origin[place], M("Mermaid cannot read this character"))
            return
        kind, start, place = token.lastgroup or "", place, token.end()
        fault: Message | None = None
        if kind == "space":
            continue
        if kind in ("comment", "hash", "swallowed"):
            if _leaves_out(kind, token[0], on_line):
                yield Statement("comment", token[0], "", origin[start])
            continue
        if name is not None and kind != "data":
            fault, start, name = _without_score(name[0], kind), name.start(), None
        elif not begun:
            if kind == "journey":
                begun = True
                yield Statement("journey", token[0], "", origin[start])
            else:
                fault = M("a journey diagram begins with the word “journey” on its own")
        elif kind == "name":
            name = token
        elif kind == "data" and name is not None:
            yield Statement("task", name[0], token[0][1:], origin[name.start()])
            name = None
        elif kind in ("title", "section"):
            yield Statement(kind, token[0][len(kind) + 1 :], "", origin[start])
        elif kind in ("acc_title", "acc_descr"):
            yield Statement(kind, token[f"{kind}_text"], "", origin[start])
            if place == end:
                fault = M("there is no text after this")
        elif kind == "block":
            yield Statement("acc_descr", token["block_text"], "", origin[start])
            if not token["block_end"]:
                fault = M("this block is never closed; end it with }}")
        elif kind != "newline":
            fault = _wrong(kind, token[0], text, start)
        on_line = kind != "newline"
        if fault is not None:
            yield Fault(origin[start], fault)
            begun = True
            following = text.find("\n", start if kind != "newline" else place - 1)
            place = max(place, end if following < 0 else following)
            on_line = False


def _leaves_out(kind: str, token: str, on_line: bool) -> bool:
    """Return whether a comment may be text that somebody meant to be read."""
    if kind == "hash":
        return on_line
    return bool(token[0].strip()) if kind == "swallowed" else not token.startswith("%%")


def _without_score(name: str, kind: str) -> Message:
    shown = shortened(decoded(name))
    if kind == "wrong":
        return M("“{text}” has nothing after it that can be a score", text=shown)
    return M("“{text}” has no score; write “{text}: 3: Somebody”", text=shown)


def _wrong(kind: str, token: str, text: str, start: int) -> Message:
    if kind == "journey":
        return M("no line but the first may begin with “journey”; write #106;ourney instead")
    if token == ";":
        return M("Mermaid cannot read “;” here; write #59; for it, or begin a new line")
    line = text[text.rfind("\n", 0, start) + 1 : start].strip().lower()
    if line.startswith("section"):
        return M("Mermaid cannot read “:” in the name of a section; write #58; for it")
    return M("there is a score here and no task before it")


def shortened(text: str) -> str:
    """Return a text in one line and short enough to stand in a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"
