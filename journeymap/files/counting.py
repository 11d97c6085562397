"""How many values a text holds at the least, found before an object is made for each.

libyaml counts the events of a text in a tenth of the time that reading it takes, and characters
are counted faster still. So a text with far too many values is refused in a moment. What is not
certain by that is counted more closely, which takes longer. This module knows bytes, and no YAML
but for its signs.
"""

from __future__ import annotations

from collections.abc import Callable

OWN = 4  # events of a text and its one document
NEAR = 10_000  # bytes in which the last line of a part has to end
ENOUGH = 1.1  # times as many items as there may be values are looked at alone
# What ends a line for `fewest_values`, an anchor or a comment before it included; and any bracket.
_SIGNS = bytes.maketrans(b"\r#&!\xc2\xe2{", b"\n\n\n\n\n\n[")


def holds_more(source: bytes, most: int, count_events: Callable[[bytes], int]) -> bool:
    """Return whether a text certainly holds more values than `most`.

    `count_events` returns how many events a text is, and raises where that is no YAML.
    """
    items, colons = source.count(b",") + source.count(b"-"), source.count(b":")
    if items + 2 * colons <= most:
        return False
    # where groups may stand behind any colon, a part would have to be nearly all
    certain = items > 10 * colons or not (b"[" in source or b"?" in source)
    part = _first_part(source, ENOUGH * most / max(items, 2 * colons)) if certain else None
    if part is not None:
        try:
            if _over(part, count_events(part), most):
                return True
        except Exception:  # noqa: BLE001 - it is the whole that has to be YAML
            pass
    return _over(source, count_events(source), most)


def _over(source: bytes, count: int, most: int) -> bool:
    values = count - OWN
    if values > 2 * most:  # at least half of them are values
        return True
    return values > most and fewest_values(count, source) > most


def _first_part(source: bytes, share: float) -> bytes | None:
    """Return that share of a text as a text of its own, None where that is not easily done.

    It ends with a line, or behind a comma with what closes the brackets. What is read up to there
    does not depend on what follows.
    """
    if share > 0.8:
        return None
    cut = int(share * len(source))
    line = source.rfind(b"\n", 0, cut)
    comma = source.rfind(b",", 0, cut)
    if line > cut - NEAR:
        part = source[: line + 1]
    elif comma > cut - NEAR:
        part = source[:comma]
    else:
        return None
    lists = part.count(b"[") - part.count(b"]")
    groups = part.count(b"{") - part.count(b"}")
    closes = b"]" * lists + b"}" * groups
    if lists and groups and part.find(b"[") < part.find(b"{"):
        closes = closes[::-1]  # the outer one is closed last
    return part + closes if max(lists, groups, 0) <= 1 else None


def fewest_values(count: int, source: bytes) -> int:
    """Return a number of values that a text of so many events holds at the least.

    Each value is one event, a group or list two. How many of those there can be is found by
    counting characters. In brackets each has its own. In lines, a list stands behind a dash, or
    behind a colon that ends its line; a group has a colon, and two values at least, unless its
    first is a group or list itself.
    """
    signs = source.translate(_SIGNS, b" \t")
    brackets, colons = signs.count(b"["), signs.count(b":")
    asked = signs.count(b"?")
    ends = colons if asked else 1 + signs.count(b":\n")
    dashes = 2 * signs.count(b"--") + signs.count(b"-\n")
    by_their_signs = 1 + brackets + colons + asked + ends + dashes
    # A group in lines begins behind a dash, or where a line ended with a colon; in the brackets of
    # a list, and behind the mark of a value, any colon may be that of a group.
    inside = colons if asked or b"[" in source else 0
    by_their_places = 1 + brackets + ends + signs.count(b"-") + inside
    # With C groups and lists and S other values: S + 2 C = all events, and
    # C <= 1 + 2 brackets + dashes + 2 ends + S / 2, because a group of other values has two.
    by_what_they_hold = 1 + brackets + ends + (dashes + count // 2) // 2
    return count - OWN - min(by_their_signs, by_their_places, by_what_they_hold)
