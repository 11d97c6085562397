"""A measure without fonts: the same widths on every machine, for golden files and arithmetic."""

from __future__ import annotations

import unicodedata

from journeymap.picture.picture import StyleName, TextBlock
from journeymap.picture.type import TYPE, line_of


class FixedMeasure:
    """Half a size a letter, a whole one for wide letters, nothing for marks; breaks at blanks."""

    def wrap(self, text: str, style: StyleName, width: float, max_lines: int = 0) -> TextBlock:
        lines, line = [], ""
        for word in text.split() or [""]:
            while width_of(word, style) > width and len(word) > 1:
                fits = max(1, int(width / TYPE[style].size))
                lines += [line] * bool(line) + [word[:fits]]
                word, line = word[fits:], ""
            both = f"{line} {word}" if line else word
            if line and width_of(both, style) > width:
                lines.append(line)
                both = word
            line = both
        lines.append(line)
        cut = bool(max_lines) and len(lines) > max_lines
        lines = lines[:max_lines] if cut else lines
        widths = tuple(width_of(each, style) for each in lines)
        leading, ascent = line_of(style)
        height = leading * len(lines)
        return TextBlock(tuple(lines), widths, max(widths), height, ascent, leading, cut, style)


def width_of(text: str, style: StyleName) -> float:
    wide = {"W": 1.0, "F": 1.0}
    shares = (
        0.0
        if unicodedata.category(letter)[0] in "MC"
        else wide.get(unicodedata.east_asian_width(letter), 0.5)
        for letter in text
    )
    return TYPE[style].size * sum(shares)
