"""From bytes to text: what is no map file at all is refused here, before any parser sees it.

The order matters: size, encoding, merge-conflict markers. Everything is found with a search over
the whole text, so that a good file pays next to nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from journeymap.model.text import M, Message

MAX_BYTES = 64 << 20
BOM = b"\xef\xbb\xbf"
LINE_BREAK = re.compile(r"\r\n|\n|\r")
# What YAML does not allow raw; libyaml refuses the same but counts the place in bytes.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?=[ \r\n]|$)", re.MULTILINE)
_TITLE = re.compile(r"""^(?:\{\s*)?(["']?)title\1\s*:""", re.MULTILINE)
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Fault(Exception):
    """Something wrong at an offset of a text; the reader turns it into a FileProblem."""

    def __init__(self, offset: int, message: Message) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class Decoded(NamedTuple):
    """A text without its byte-order mark, and whether it had one."""

    text: str
    bom: bool


def decode(data: bytes) -> Decoded:
    """Return the text that `data` holds; raises Fault when it is no UTF-8 or far too large."""
    if len(data) > MAX_BYTES:
        raise Fault(0, too_large(len(data)))
    if name := _other_encoding(data):
        raise Fault(0, M("this is {name} text; save it as UTF-8", name=name))
    bom = data.startswith(BOM)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rest = error.object  # what follows the byte-order mark, so the offset counts as all others
        raise Fault(
            len(rest[: error.start].decode("utf-8")),
            M(
                "this is not UTF-8 (byte {byte} does not fit); save it as UTF-8",
                byte=f"{rest[error.start]:#04x}",
            ),
        ) from None
    return Decoded(text, bom)


def too_large(size: int, most: int = MAX_BYTES) -> Message:
    """Return the sentence for a file of `size` bytes that is over the limit of `most`."""
    return M(
        "this file has {size} MiB; the most is {limit} MiB",
        size=-(-size // (1 << 20)),
        limit=most >> 20,
    )


def good_part(data: bytes) -> str:
    """Return what can be read of `data` up to the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.object[: error.start].decode("utf-8")


def find_conflict(text: str) -> Fault | None:
    """Return where git's merge-conflict markers begin, None when there are none.

    Only a map, which has a title, can be joined by its records.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    found = _CONFLICT.search(text)
    if found is None:
        return None
    if _TITLE.search(text):
        problem = M(
            "two versions of this file were joined and git left its conflict markers; "
            "“journeymap merge” joins maps by their records"
        )
    else:
        problem = M(
            "two versions of this file were joined and git left its conflict markers; keep the "
            "lines that are to hold and delete the markers"
        )
    return Fault(found.start(), problem)


def has_markers(data: bytes) -> bool:
    """Return whether a text holds git's conflict markers."""
    try:
        return find_conflict(decode(data).text) is not None
    except Fault:
        return False


def find_control(text: str) -> Fault | None:
    """Return the first character that may not stand in a YAML file, None when there is none."""
    found = CONTROL.search(text)
    if found is None:
        return None
    return Fault(found.start(), control_character(found[0]))


def control_character(character: str) -> Message:
    """Return the sentence for a character that a map may not hold."""
    return M(
        "the character {code} may not stand in a map; delete it", code=f"U+{ord(character):04X}"
    )


def _other_encoding(data: bytes) -> str:
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            return name
    head = data[:64]
    if len(head) >= 4 and head.count(0) * 3 > len(head):
        # Mostly ASCII text in wide characters: three of four bytes are zero, or every second one.
        quarters = [any(head[place::4]) for place in range(4)]
        if sum(quarters) == 1:
            return "UTF-32"
        if quarters[0] == quarters[2] != quarters[1] == quarters[3]:
            return "UTF-16"
    return ""
