"""The themes: what each colour token means in light, in dark and on paper.

Shapes carry tokens and a theme answers them while painting, so another theme rebuilds nothing.
Besides the names of the tables a token may be a colour of the map, `#rrggbb`, and either kind may
stand behind a role:

    fill:T   T as a ground that carries text      on:T   the text on that ground
    soft:T   a breath of T on a card              rim:T  the edge of that ground, often none

All three tables hold the same names. Text reads at 4.5:1 on the grounds it stands on; bands and
emotions stay apart in the three kinds of colour blindness and never stand without a face, a word
or a number. Print has a white ground, no shadows and little ink.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from journeymap.picture.color import contrast, mix, moved, readable_on

if TYPE_CHECKING:  # the start window takes its colours from here before the model is loaded
    from journeymap.picture.picture import Token

STAGE_COLORS = 8
CHANNEL_COLORS = 10
PERSONA_COLORS = 6
_USER = re.compile(r"#[0-9a-fA-F]{6}\Z")
_NUMBERED = re.compile(r"(stage|channel|persona)\.(\d+)\Z")
_COUNTS = {"stage": STAGE_COLORS, "channel": CHANNEL_COLORS, "persona": PERSONA_COLORS}

ThemeName = Literal["light", "dark", "print"]


@dataclass(frozen=True, eq=False)
class Theme:
    """A table of tokens; `shadow` lists (down, grow, alpha) of the rectangles under a card."""

    name: ThemeName
    table: Mapping[str, str]
    shadow: tuple[tuple[float, float, float], ...]
    _found: dict[Token, str] = field(default_factory=dict, repr=False)

    def color(self, token: Token) -> str:
        """Return the `#rrggbb` of a token. Raises KeyError for a name no theme has."""
        found = self._found.get(token)
        if found is None:
            found = self._found[token] = _resolve(self, token)
        return found


def stage_color(number: int) -> Token:
    """Return the token of the nth stage, counted from 0; the colours come round again."""
    return f"stage.{number % STAGE_COLORS}"


def channel_color(number: int) -> Token:
    """Return the token of the nth channel, counted from 0; the colours come round again."""
    return f"channel.{number % CHANNEL_COLORS}"


def persona_color(number: int) -> Token:
    """Return the token of the nth persona, counted from 0; the colours come round again."""
    return f"persona.{number % PERSONA_COLORS}"


def _resolve(theme: Theme, token: Token) -> str:
    role, colon, rest = token.partition(":")
    if colon:
        # A ground needs no contrast of its own, so a colour of the map stays what it is.
        color = rest.lower() if _USER.match(rest) else theme.color(rest)
        return _in_role(theme, role, color, rest)
    if _USER.match(token):
        # An edge or a line needs 3:1 against what it lies on (WCAG 1.4.11).
        return moved(token.lower(), theme.table["card"], 3.0)
    numbered = _NUMBERED.match(token)
    if numbered:
        token = f"{numbered[1]}.{int(numbered[2]) % _COUNTS[numbered[1]]}"
    return theme.table[token]


def _in_role(theme: Theme, role: str, color: str, token: Token) -> str:
    table = theme.table
    if role == "soft":
        return mix(table["card"], color, 0.14 if theme.name == "dark" else 0.08)
    if role == "rim":
        return theme.color(token if theme.name == "print" else f"fill:{token}")
    fill = color
    if theme.name == "print":
        fill = mix(table["canvas"], color, 0.14)
    elif theme.name == "dark":
        # A large bright area glares on a dark ground.
        fill = mix(color, table["canvas"], 0.38) if contrast(color, "#ffffff") < 4.5 else color
    if role == "fill":
        return fill
    if role == "on":
        return readable_on(fill, dark=table["ink"])
    raise KeyError(token)


def _numbered(name: str, colors: str) -> dict[str, str]:
    return {f"{name}.{number}": color for number, color in enumerate(colors.split())}


_LIGHT = {
    "canvas": "#f4f5f9",
    "stripe.0": "#fcfcfe",
    "stripe.1": "#eff1f6",
    "stripe.rim": "#eceef4",
    "card": "#ffffff",
    "card.border": "#dfe3eb",
    "shadow": "#1b2440",
    "ink": "#161a26",
    "text": "#1a1f2e",
    "text.soft": "#586174",
    "grid": "#d9dde6",
    "accent": "#3451d1",
    "flow": "#7b8598",
    "flow.label": "#4e576a",
    "flow.ground": "#ffffff",
    "pain": "#d02a5f",
    "pain.text": "#a80f3a",
    "pain.ground": "#ffeaef",
    "pain.rim": "#ffeaef",
    "badge": "#c4164f",
    "badge.text": "#ffffff",
    "badge.rim": "#c4164f",
    "opportunity": "#0b7f8a",
    "opportunity.text": "#0a626b",
    "opportunity.ground": "#e0f4f5",
    "opportunity.rim": "#e0f4f5",
    "star": "#b86e00",
    "star.ground": "#ffe9b8",
    "star.fill": "#f5a800",
    "good": "#0f9584",
    "good.text": "#00685f",
    "good.ground": "#dcf5ef",
    "good.rim": "#dcf5ef",
    "fair": "#b87400",
    "fair.text": "#7d4a00",
    "fair.ground": "#fff0d6",
    "fair.rim": "#fff0d6",
    "poor": "#d02a5f",
    "poor.text": "#a80f3a",
    "poor.ground": "#ffe6ec",
    "poor.rim": "#ffe6ec",
    "plain": "#7a8499",
    "plain.text": "#475063",
    "plain.ground": "#eceff5",
    "plain.rim": "#eceff5",
    "emotion.-2": "#d6456f",
    "emotion.-1": "#f2a057",
    "emotion.0": "#f7e39a",
    "emotion.1": "#9bd6b4",
    "emotion.2": "#259c8b",
    "emotion.ink": "#241a20",
    "curve.emotion": "#3451d1",
    "curve.success": "#0f9d80",
    "curve.ease": "#c77700",
    "visibility": "#6c7688",
    "step": "#ffffff",
    "quote": "#eef0fb",
    "quote.rim": "#eef0fb",
    "quote.mark": "#6a78c9",
    "error": "#d02a5f",
    "warning": "#b87400",
    "info": "#0b7f8a",
    **_numbered("stage", "#4c60d8 #0e7c92 #1c804c #a35c00 #bd336c #7547bd #a04428 #47636e"),
    **_numbered(
        "channel",
        "#d9447d #3a60d6 #179a5e #c0670c #7d52d0 #0c8a9c #b23a3a #6b7a12 #a03fb0 #55677d",
    ),
    **_numbered("persona", "#3451d1 #c2571a #0d8577 #a3358f #6b7a12 #55677d"),
}
_DARK = {
    "canvas": "#14171d",
    "stripe.0": "#191d25",
    "stripe.1": "#1d222b",
    "stripe.rim": "#20262f",
    "card": "#262c37",
    "card.border": "#353d4b",
    "shadow": "#000000",
    "ink": "#10131a",
    "text": "#eef1f7",
    "text.soft": "#a9b3c4",
    "grid": "#313948",
    "accent": "#8da2ff",
    "flow": "#7c8799",
    "flow.label": "#c3cbd9",
    "flow.ground": "#222832",
    "pain": "#ff6b8a",
    "pain.text": "#ff93a9",
    "pain.ground": "#3b222c",
    "pain.rim": "#3b222c",
    "badge": "#ff6b8a",
    "badge.text": "#2a0710",
    "badge.rim": "#ff6b8a",
    "opportunity": "#4cc7d3",
    "opportunity.text": "#74d8e2",
    "opportunity.ground": "#16333a",
    "opportunity.rim": "#16333a",
    "star": "#ffc24d",
    "star.ground": "#463715",
    "star.fill": "#ffc24d",
    "good": "#4fd8c0",
    "good.text": "#5fe0ca",
    "good.ground": "#163a36",
    "good.rim": "#163a36",
    "fair": "#ffc35c",
    "fair.text": "#ffcb72",
    "fair.ground": "#40311a",
    "fair.rim": "#40311a",
    "poor": "#ff6b7d",
    "poor.text": "#ff8f9d",
    "poor.ground": "#42232b",
    "poor.rim": "#42232b",
    "plain": "#97a2b5",
    "plain.text": "#cbd3e0",
    "plain.ground": "#353c49",
    "plain.rim": "#353c49",
    "emotion.-2": "#e0557d",
    "emotion.-1": "#f2a057",
    "emotion.0": "#f5e2a0",
    "emotion.1": "#9bd6b4",
    "emotion.2": "#2fae9b",
    "emotion.ink": "#1d1519",
    "curve.emotion": "#8098ff",
    "curve.success": "#4fd8b0",
    "curve.ease": "#ffb84d",
    "visibility": "#8b96a8",
    "step": "#222833",
    "quote": "#232839",
    "quote.rim": "#232839",
    "quote.mark": "#93a1ee",
    "error": "#ff6b7d",
    "warning": "#ffc35c",
    "info": "#4cc7d3",
    **_numbered("stage", "#5469e0 #11809a #1f8652 #a86208 #c43c74 #7d50c6 #a84c30 #4f6b77"),
    **_numbered(
        "channel",
        "#ff7bad #8098ff #55d694 #f0a253 #b496ff #4cc7d3 #ff8080 #c2cf5c #e28df0 #a3b4c9",
    ),
    **_numbered("persona", "#8098ff #f79a5e #45cdb9 #ea84d8 #c2cf5c #a3b4c9"),
}
_PRINT = {
    **_LIGHT,
    "canvas": "#ffffff",
    "stripe.0": "#ffffff",
    "stripe.1": "#f7f7f8",
    "stripe.rim": "#d4d7dd",
    "card": "#ffffff",
    "card.border": "#a9afba",
    "shadow": "#ffffff",
    "ink": "#000000",
    "text": "#000000",
    "text.soft": "#444a55",
    "grid": "#c9cdd5",
    "accent": "#22368f",
    "flow": "#6b7280",
    "flow.label": "#333944",
    "pain": "#a80f3a",
    "pain.text": "#8a0b2f",
    "pain.ground": "#ffffff",
    "pain.rim": "#a80f3a",
    "badge": "#ffffff",
    "badge.text": "#8a0b2f",
    "badge.rim": "#a80f3a",
    "opportunity": "#0a626b",
    "opportunity.text": "#084f56",
    "opportunity.ground": "#ffffff",
    "opportunity.rim": "#0a626b",
    "star": "#7d4a00",
    "star.ground": "#ffffff",
    "star.fill": "#f5a800",
    "good": "#00756b",
    "good.text": "#005a50",
    "good.ground": "#ffffff",
    "good.rim": "#00756b",
    "fair": "#8a5200",
    "fair.text": "#6e4200",
    "fair.ground": "#ffffff",
    "fair.rim": "#8a5200",
    "poor": "#a80f3a",
    "poor.text": "#8a0020",
    "poor.ground": "#ffffff",
    "poor.rim": "#a80f3a",
    "plain": "#5c6575",
    "plain.text": "#333944",
    "plain.ground": "#ffffff",
    "plain.rim": "#5c6575",
    # Light to dark from neutral to either end, so that grey paper keeps the order.
    "emotion.-2": "#cf5277",
    "emotion.-1": "#f5b47c",
    "emotion.0": "#fbf0c4",
    "emotion.1": "#bfe5cf",
    "emotion.2": "#3fa898",
    "curve.emotion": "#22368f",
    "curve.success": "#0a7a63",
    "curve.ease": "#9a5c00",
    "visibility": "#444a55",
    "quote": "#ffffff",
    "quote.rim": "#4a58a9",
    "quote.mark": "#4a58a9",
    "error": "#a80f3a",
    "warning": "#8a5200",
    "info": "#0a626b",
}

THEMES: Mapping[ThemeName, Theme] = {
    "light": Theme("light", _LIGHT, ((0.5, 0.5, 0.05), (1.5, 1.5, 0.03), (3, 3, 0.02))),
    "dark": Theme("dark", _DARK, ((0.5, 0.5, 0.22), (1.5, 1.5, 0.12), (3, 3, 0.08))),
    "print": Theme("print", _PRINT, ()),
}
# Where text may stand: (text token, ground token). Tests hold each at 4.5:1 in every theme.
READ_ON: tuple[tuple[Token, Token], ...] = (
    *((text, ground) for text in ("text", "text.soft") for ground in (
        "canvas", "stripe.0", "stripe.1", "card", "step", "quote",
        "pain.ground", "opportunity.ground",
    )),
    ("flow.label", "flow.ground"),
    *((f"{band}.text", f"{band}.ground") for band in ("good", "fair", "poor", "plain")),
    *((f"{note}.text", f"{note}.ground") for note in ("pain", "opportunity")),
    ("badge.text", "badge"),
    *((f"on:stage.{n}", f"fill:stage.{n}") for n in range(STAGE_COLORS)),
)  # fmt: skip
