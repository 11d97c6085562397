"""What libyaml says when a text is no YAML, in words that say what to do.

Its own problems are short and written for people who know the grammar ("did not find expected
key"). Each is turned into one sentence here; one that is not known is passed on as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from journeymap.files.decode import Fault
from journeymap.model.text import M, Message


def explain_syntax(error: Exception, text: str) -> Fault:
    """Return where a text stops being YAML and why."""
    if isinstance(error, RecursionError):
        return Fault(0, M("nested deeper than a map needs"))
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault(0, M("this is not YAML: {reason}", reason=str(error)))
    mark: Any = error.problem_mark
    offset = min(mark.index, len(text))
    problem, context = error.problem or "", error.context or ""
    if "unexpected end of stream" in problem and error.context_mark is not None:
        begun: Any = error.context_mark
        return Fault(begun.index, M("the quotes opened here are never closed"))
    line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    indent = text[line_start : offset + 1]
    if "\t" in indent and not indent.strip():
        tab = line_start + indent.index("\t")
        return Fault(tab, M("a tab indents this line; use spaces"))
    if "cannot start any token" in problem and offset < len(text):
        character = text[offset]
        if character == "\t":
            return Fault(offset, M("a tab indents this line; use spaces"))
        return Fault(
            offset,
            M("a text that starts with “{character}” needs quotes", character=character),
        )
    for part, make in _SENTENCES.items():
        if part in problem:
            return Fault(offset, make())
    reason = f"{context}: {problem}" if context else problem
    return Fault(offset, M("this is not YAML: {reason}", reason=reason))


_SENTENCES: dict[str, Callable[[], Message]] = {
    "a tab character": lambda: M("a tab indents this line; use spaces"),
    "mapping values are not allowed": lambda: M(
        "a second “: ” in one line, or too much indentation; a text that holds “: ” needs quotes"
    ),
    "block sequence entries are not allowed": lambda: M(
        "a list starts on a line of its own; put the “- ” under its key"
    ),
    "did not find expected ',' or ']'": lambda: M(
        "the list “[” before this is never closed by “]”"
    ),
    "did not find expected ',' or '}'": lambda: M(
        "the group “{{” before this is never closed by “}}”, or a comma is missing"
    ),
    "did not find expected '-' indicator": lambda: M(
        "this line is indented like a list but has no “- ”"
    ),
    "did not find expected key": lambda: M(
        "a key was expected here; look at the indentation and the quotes of this line"
    ),
    "could not find expected ':'": lambda: M("a “:” is missing after the key on the line before"),
    "invalid Unicode character escape": lambda: M(
        "this escape names half a character or none; write the character itself"
    ),
    "unknown escape character": lambda: M(
        "“\\” starts an escape in double quotes and this one is unknown; write “\\\\”"
    ),
    "expected hexdecimal number": lambda: M("this escape needs hexadecimal digits"),
    "incompatible YAML document": lambda: M("this is a version of YAML other than 1.1 and 1.2"),
    "undefined tag handle": lambda: M(
        "this is a tag, which a map does not use; delete it or quote the text"
    ),
    "unknown anchor": lambda: M("nothing was named like this before"),
}
