"""The shapes that a picture is drawn with: what `draw.shapes` gives and each back end paints.

Values with colour tokens, which a theme resolves only while painting; lengths are pixels at 100 %.
A window, an SVG and a PDF know these five and nothing of parts and faces.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from journeymap.picture.picture import TextBlock, Token


class Rect(NamedTuple):
    """A rectangle with round corners; an empty token leaves fill or stroke out."""

    x: float
    y: float
    w: float
    h: float
    radius: float = 0
    fill: Token = ""
    stroke: Token = ""
    width: float = 1
    shadow: bool = False


class Path(NamedTuple):
    """Lines and curves: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",)."""

    commands: tuple[tuple[str | float, ...], ...]
    fill: Token = ""
    stroke: Token = ""
    width: float = 1
    dash: tuple[float, ...] = ()


class Text(NamedTuple):
    """A text block; x is its left, centre or right edge by `anchor`, y the first baseline."""

    x: float
    y: float
    block: TextBlock
    color: Token
    anchor: Literal["left", "center", "right"] = "left"


class Icon(NamedTuple):
    """A drawing of the icon family in a square of `size`; `flip` mirrors it left to right."""

    name: str
    x: float
    y: float
    size: float
    color: Token
    flip: bool = False


class Image(NamedTuple):
    """A picture file of the map's folder, fitted into the rectangle."""

    x: float
    y: float
    w: float
    h: float
    href: str
    alt: str = ""


Shape: TypeAlias = Rect | Path | Text | Icon | Image
