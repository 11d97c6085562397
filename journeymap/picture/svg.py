"""A picture as SVG text of our own: small, the same bytes every time, and readable by machines.

Each line of text is one <text>, in the direction of its block, so that it can be searched, copied
and joined by any reader. Colours and fonts are plain attributes, which all renderers understand.
Each record is a group with an id, a title and a description. No script, no style sheet, nothing
loaded but the map's own pictures beside the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from journeymap.model.text import say, text_is_rtl
from journeymap.picture.draw import shapes
from journeymap.picture.face import HeadingFace
from journeymap.picture.icons import GRID, STROKE, icon
from journeymap.picture.outline import Commands
from journeymap.picture.picture import Part, Picture
from journeymap.picture.scripts import families, script_of
from journeymap.picture.shapes import Icon, Image, Path, Rect, Shape, Text
from journeymap.picture.theme import Theme
from journeymap.picture.type import TYPE

# What XML 1.0 cannot hold, escaped or not.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAFE_IN_ID = re.compile(r"[^\w.-]+")
# The direction of the whole text is said by the element; the anchor follows that direction.
_ANCHORS: Mapping[tuple[str, bool], str] = {
    ("left", False): "",
    ("center", False): ' text-anchor="middle"',
    ("right", False): ' text-anchor="end"',
    ("left", True): ' text-anchor="end" direction="rtl"',
    ("center", True): ' text-anchor="middle" direction="rtl"',
    ("right", True): ' direction="rtl"',
}


def svg(picture: Picture, theme: Theme) -> str:
    """Return the picture as an SVG 1.1 document, `viewBox` and size in pixels at 100 %."""
    return "".join(_document(picture, theme))


def _document(picture: Picture, theme: Theme) -> Iterator[str]:
    x, y, w, h = picture.bounds
    title = _title(picture)
    script = script_of(title, picture.language)
    writer = _Writer(theme, picture.language, script)
    body = [text for part in picture.parts for text in writer.part(part)]
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{_n(w)}" height="{_n(h)}" viewBox="{_n(x)} {_n(y)} {_n(w)} {_n(h)}"'
        f' xml:lang="{escaped(picture.language)}" font-family="{_families(script)}">\n'
    )
    yield f"<title>{escaped(title)}</title>\n"
    if writer.icons:
        yield "<defs>\n"
        for name in sorted(writer.icons):
            yield _symbol(name)
        yield "</defs>\n"
    yield _tag("rect", x, y, w, h, f' fill="{theme.color("canvas")}"')
    yield from body
    yield "</svg>\n"


class _Writer:
    """What one document gathers while it is written: ids that are taken, icons that are used."""

    def __init__(self, theme: Theme, language: str, script: str) -> None:
        self.theme = theme
        self.language = language
        self.script = script
        self.icons: set[str] = set()
        self._ids: set[str] = set()

    def part(self, part: Part) -> Iterator[str]:
        box = part.box
        at = f' transform="translate({_n(box.x)} {_n(box.y)})"' if box.x or box.y else ""
        alt = say(part.alt, self.language)
        if part.key and alt:
            name = self._id(part)
            yield f'<g id="{name}" role="img"{at}><title>{escaped(alt)}</title>'
            about = say(part.about, self.language) if part.about else ""
            yield f"<desc>{escaped(about or alt)}</desc>\n"
        else:
            yield f"<g{at}>\n"
        for shape in shapes(part.face):
            yield from _WRITERS[type(shape)](self, shape)
        yield "</g>\n"

    def _id(self, part: Part) -> str:
        wanted = f"{part.kind}-{_UNSAFE_IN_ID.sub('_', part.key).strip('_')}"
        name, number = wanted, 1
        while name in self._ids:
            number += 1
            name = f"{wanted}.{number}"
        self._ids.add(name)
        return name

    def rect(self, shape: Rect) -> Iterator[str]:
        x, y, w, h, radius = shape[:5]
        color = self.theme.color
        if shape.shadow:
            fill = color("shadow")
            for down, grow, alpha in self.theme.shadow:
                rest = f' rx="{_n(radius + grow)}" fill="{fill}" fill-opacity="{alpha}"'
                yield _tag("rect", x - grow, y - grow + down, w + 2 * grow, h + 2 * grow, rest)
        rest = f' fill="{color(shape.fill) if shape.fill else "none"}"'
        if shape.stroke:
            half = shape.width / 2
            x, y, w, h = x + half, y + half, max(w - 2 * half, 0), max(h - 2 * half, 0)
            radius = max(radius - half, 0)
            rest += f' stroke="{color(shape.stroke)}"'
            if shape.width != 1:
                rest += f' stroke-width="{_n(shape.width)}"'
        if radius:
            rest = f' rx="{_n(min(radius, w / 2, h / 2))}"{rest}'
        yield _tag("rect", x, y, w, h, rest)

    def path(self, shape: Path) -> Iterator[str]:
        color = self.theme.color
        rest = f' fill="{color(shape.fill) if shape.fill else "none"}"'
        if shape.stroke:
            rest += f' stroke="{color(shape.stroke)}" stroke-width="{_n(shape.width)}"'
            rest += ' stroke-linejoin="round"'
            if shape.dash:
                rest += f' stroke-dasharray="{" ".join(_n(length) for length in shape.dash)}"'
        yield f'<path d="{_d(shape.commands)}"{rest}/>\n'

    def text(self, shape: Text) -> Iterator[str]:
        block = shape.block
        whole = "".join(block.lines)
        style = TYPE[block.style]
        script = script_of(whole, self.language)
        rest = _ANCHORS[shape.anchor, text_is_rtl(whole)]
        rest += f' font-size="{_n(style.size)}"'
        if style.weight != 400:
            rest += f' font-weight="{style.weight}"'
        if style.italic:
            rest += ' font-style="italic"'
        if script != self.script:
            rest += f' font-family="{_families(script)}"'
        rest += f' fill="{self.theme.color(shape.color)}"'
        y = shape.y
        for line in block.lines:
            if line:
                yield f'<text x="{_n(shape.x)}" y="{_n(y)}"{rest}>{escaped(line)}</text>\n'
            y += block.leading

    def icon(self, shape: Icon) -> Iterator[str]:
        self.icons.add(shape.name)
        scale = shape.size / GRID
        x, turn = shape.x, f"{scale:.4g}"
        if shape.flip:
            x, turn = shape.x + shape.size, f"-{scale:.4g} {scale:.4g}"
        color = self.theme.color(shape.color)
        yield (
            f'<use xlink:href="#icon-{shape.name}" color="{color}"'
            f' transform="translate({_n(x)} {_n(shape.y)}) scale({turn})"/>\n'
        )

    def image(self, shape: Image) -> Iterator[str]:
        if href := relative(shape.href):
            rest = f' xlink:href="{escaped(href)}"'
            yield _tag("image", shape.x, shape.y, shape.w, shape.h, rest)


_WRITERS: Mapping[type[Shape], Callable[[_Writer, Any], Iterator[str]]] = {
    Rect: _Writer.rect,
    Path: _Writer.path,
    Text: _Writer.text,
    Icon: _Writer.icon,
    Image: _Writer.image,
}


def escaped(text: str) -> str:
    """Return `text` as XML takes it in content and in attributes, without control characters."""
    text = _UNWRITABLE.sub("", text)
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def relative(href: str) -> str:
    """Return a picture's address percent-encoded, or nothing where it leaves the map's folder."""
    path = href.replace("\\", "/")
    if not path or path.startswith("/") or ":" in path or ".." in path.split("/"):
        return ""
    return quote(path, safe="/~")


def _title(picture: Picture) -> str:
    for part in picture.parts:
        if isinstance(part.face, HeadingFace):
            return " ".join(part.face.title.lines)
    return ""


def _tag(name: str, x: float, y: float, w: float, h: float, rest: str) -> str:
    at = f' x="{_n(x)}"' if x else ""
    at += f' y="{_n(y)}"' if y else ""
    return f'<{name}{at} width="{_n(w)}" height="{_n(h)}"{rest}/>\n'


@lru_cache(maxsize=1 << 14)
def _n(number: float) -> str:
    """Return a number as short as two decimals allow."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _d(commands: Commands) -> str:
    return "".join(
        f"{command[0]}{' '.join(_n(number) for number in command[1:])}" for command in commands
    )


@lru_cache(maxsize=32)
def _families(script: str) -> str:
    names = (f"'{name}'" if " " in name else name for name in families(script))
    return ", ".join((*names, "sans-serif"))


@lru_cache(maxsize=256)
def _symbol(name: str) -> str:
    lines, areas, _ = icon(name)
    parts = []
    if lines:
        parts.append(
            f'<path d="{_d(lines)}" fill="none" stroke="currentColor" stroke-width="{STROKE}"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )
    if areas:
        parts.append(f'<path d="{_d(areas)}" fill="currentColor"/>')
    return f'<g id="icon-{name}">{"".join(parts)}</g>\n'
