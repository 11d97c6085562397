"""Entries of a value in brackets: dropped, added and put into another order where they stand.

Commas, line breaks and comments are the text's own: an entry takes along the comment lines above it
and the comment behind it, and what stays is left as it is. Knows entries and lines, but no values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from journeymap.files.decode import LINE_BREAK
from journeymap.files.nodes import line_start
from journeymap.files.textedits import CannotSplice, TextEdits

_TAIL = re.compile(r"[ \t]*(,)?([ \t]*#[^\r\n]*)?[ \t]*")
_COMMENT = re.compile(r"#[^\r\n]*")
_AFTER_ENTRY = re.compile(r"(?:\s|(?<=\s)#[^\r\n]*)*,?[ \t]*")
Entry: TypeAlias = tuple[int, int]  # start and end of one entry of a value in brackets


class EntryEdits(TextEdits):
    """The replacements in one text, those of entries in brackets among them."""

    def flow_entries(
        self, entries: Sequence[Entry], pairs: Sequence[int | None], texts: Sequence[str]
    ) -> None:
        """Drop and add entries of a value in brackets; what stays is left where it stands.

        `pairs[j]` is where the entry j stood before, `texts[j]` what it is when it is new. Raises
        CannotSplice when none stays or those that stay change their order.
        """
        kept = [was for was in pairs if was is not None]
        if not kept or kept != sorted(kept):
            raise CannotSplice
        self._drop_entries(entries, kept)
        first, at = kept[0], kept[-1]
        if not self._begins_line(entries[first][0]) and not self._commented(entries[at][1]):
            first = at
        own_line = self._begins_line(entries[first][0])
        between = f",\n{self._lead(entries[first][0])}" if own_line else ", "
        last: int | None = None
        waiting: list[str] = []
        for place, was in enumerate(pairs):
            if was is None:
                waiting.append(texts[place])
                continue
            self._add_entries(entries, last, was, waiting, between)
            last, waiting = was, []
        self._add_entries(entries, last, None, waiting, between)

    def _add_entries(
        self,
        entries: Sequence[Entry],
        last: int | None,
        following: int | None,
        texts: list[str],
        between: str,
    ) -> None:
        if not texts:
            return
        if last is not None:
            at = entries[last][1]
            found = _TAIL.match(self.text, at)
            if found and found[2] and "\n" in between:  # its comment stays on its line
                lines = between.removeprefix(",")
                rest = ",".join(lines + text for text in texts)
                self.replace(found.end(), found.end(), rest + (found[1] or ""))
                if not found[1]:
                    self.replace(at, at, ",")
                return
            self.replace(at, at, "".join(between + text for text in texts))
        elif following is not None:
            at = entries[following][0]
            self.replace(at, at, "".join(text + between for text in texts))

    def _drop_entries(self, entries: Sequence[Entry], kept: Sequence[int]) -> None:
        stays, last = set(kept), kept[-1]
        for place in range(last):
            if place not in stays:
                start, end = entries[place]
                found = _AFTER_ENTRY.match(self.text, end)
                end = found.end() if found else end
                if self.text.startswith("#", end):  # behind the comma: about what goes
                    end = self.eol(end)
                rest = self.text[end : entries[place + 1][0]]
                if LINE_BREAK.search(rest) and not self._begins_line(start):
                    while self.text[start - 1] in " \t":  # the last of its line: the line ends here
                        start -= 1
                else:
                    end += len(rest) - len(rest.lstrip())
                self.replace(start, end, "")
        if last + 1 < len(entries):
            start, end = entries[last][1], entries[-1][1]
            if "#" in self.text[start : entries[last + 1][0]]:  # about what stays, as its comma is
                start = entries[last + 1][0]
                found = _AFTER_ENTRY.match(self.text, end)
                end = found.end() if found and "," in found[0] else end
            self.replace(start, end, "")

    def entries_in_order(
        self,
        opens: int,
        closes: int,
        spans: Sequence[Entry],
        pairs: Sequence[int | None],
        bodies: Sequence[str],
    ) -> str:
        """Return what stands between two brackets when its entries have another order.

        `bodies[j]` is the new entry j, `pairs[j]` where it stood. Each takes along the comment
        lines above it and the comment behind it. Raises CannotSplice where commas or comments stand
        in another way than at the ends of lines.
        """
        head, _, rest = self.text[opens + 1 : spans[0][0]].partition(self.nl)
        own_lines = spans[0][0] - opens - 1 > len(head)
        leads = [self.nl + rest if own_lines else ""]
        tails = []
        comma = ""
        for place, (_, end) in enumerate(spans):
            last = place + 1 == len(spans)
            following = closes if last else spans[place + 1][0]
            found = _TAIL.match(self.text, end, following)
            if found is None or not (last or found[1]):
                raise CannotSplice
            tails.append(found[2] or "")
            comma = found[1] or ""
            leads.append(self.text[found.end() : following])
        closing = leads.pop()
        if any("," in _COMMENT.sub("", lead) for lead in [*leads, closing]):
            raise CannotSplice
        between = next((lead for lead in leads[1:] if lead), leads[0] or " ")
        between = between[: len(self.nl)] + between.rpartition(self.nl)[2]
        between = between if self.nl in between else " "
        made = [head]
        for place, was in enumerate(pairs):
            lead = leads[was] if was is not None else ""
            tail = tails[was] if was is not None else ""
            if place == 0 and not own_lines:
                lead = lead if "#" in lead else ""
            else:
                lead = lead if lead.strip() or self.nl in lead else between
            if place and made[-1] and self.nl not in lead:
                lead = between
                if self.nl not in lead:
                    raise CannotSplice
            made += [lead, bodies[place], "," if place + 1 < len(pairs) else comma, tail]
        if made[-1] and self.nl not in closing:
            raise CannotSplice
        return "".join(made) + closing

    def _commented(self, end: int) -> bool:
        found = _TAIL.match(self.text, end)
        return bool(found and found[2])

    def _lead(self, offset: int) -> str:
        return self.text[line_start(self.text, offset) : offset]

    def _begins_line(self, offset: int) -> bool:
        return not self._lead(offset).strip()
