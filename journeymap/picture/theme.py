"""The themes: what each colour token means in light, in dark, on paper and in strong contrast.

Shapes carry tokens and a theme answers them while painting, so another theme rebuilds nothing.
Besides the names of the tables a token may be a colour of the map, `#rrggbb`, and either kind may
stand behind a role:

    fill:T   T as a ground that carries text      on:T   the text on that ground
    soft:T   a breath of T on a card              rim:T  the edge of that ground, often none

All tables (`palettes.py`) hold the same names. Text reads at 4.5:1 on the grounds it stands on, in
the themes of strong contrast at 7:1; bands and emotions stay apart in the three kinds of colour
blindness and never stand without a face, a word or a number. Print has a white ground, no shadows
and little ink; strong contrast has black or white edges instead of shadows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from journeymap.picture.color import contrast, mix, moved, readable_on
from journeymap.picture.palettes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, PRINT

if TYPE_CHECKING:  # the start window takes its colours from here before the model is loaded
    from journeymap.picture.picture import Token

STAGE_COLORS = 8
CHANNEL_COLORS = 10
PERSONA_COLORS = 6
_USER = re.compile(r"#[0-9a-fA-F]{6}\Z")
_NUMBERED = re.compile(r"(stage|channel|persona)\.(\d+)\Z")
_COUNTS = {"stage": STAGE_COLORS, "channel": CHANNEL_COLORS, "persona": PERSONA_COLORS}

ThemeName = Literal["light", "dark", "print", "contrast-light", "contrast-dark"]


class Theme:
    """A table of tokens; `shadow` lists (down, grow, alpha) of the rectangles under a card.

    Never changed once made, and like no other. No dataclass: the start window waits for this.
    """

    def __init__(
        self,
        name: ThemeName,
        table: Mapping[str, str],
        shadow: tuple[tuple[float, float, float], ...],
        dark: bool = False,  # light text on a dark ground
        least: float = 4.5,  # contrast of text; 7 in strong contrast (WCAG 1.4.6)
    ) -> None:
        self.name, self.table, self.shadow = name, table, shadow
        self.dark, self.least = dark, least
        self._found: dict[Token, str] = {}

    @property
    def strong(self) -> bool:
        """Return whether this is a theme of strong contrast."""
        return self.least > 4.5

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
        return moved(token.lower(), theme.table["card"], 4.5 if theme.strong else 3.0)
    numbered = _NUMBERED.match(token)
    if numbered:
        token = f"{numbered[1]}.{int(numbered[2]) % _COUNTS[numbered[1]]}"
    return theme.table[token]


def _in_role(theme: Theme, role: str, color: str, token: Token) -> str:
    table = theme.table
    if role == "soft":
        return mix(table["card"], color, 0.14 if theme.dark else 0.08)
    if role == "rim" and theme.strong:
        return table["text"]
    if role == "rim":
        return theme.color(token if theme.name == "print" else f"fill:{token}")
    fill = color
    if theme.name == "print":
        fill = mix(table["canvas"], color, 0.14)
    elif theme.strong:
        # as dark, or as light, as text in the colour of the ground wants it
        fill = moved(color, table["canvas"], theme.least)
    elif theme.dark:
        # A large bright area glares on a dark ground.
        fill = mix(color, table["canvas"], 0.38) if contrast(color, "#ffffff") < 4.5 else color
    if role == "fill":
        return fill
    if role == "on":
        return readable_on(fill, dark=table["ink"], least=theme.least)
    raise KeyError(token)


THEMES: Mapping[ThemeName, Theme] = {
    "light": Theme("light", LIGHT, ((0.5, 0.5, 0.05), (1.5, 1.5, 0.03), (3, 3, 0.02))),
    "dark": Theme("dark", DARK, ((0.5, 0.5, 0.22), (1.5, 1.5, 0.12), (3, 3, 0.08)), dark=True),
    "print": Theme("print", PRINT, ()),
    "contrast-light": Theme("contrast-light", CONTRAST_LIGHT, (), least=7.0),
    "contrast-dark": Theme("contrast-dark", CONTRAST_DARK, (), dark=True, least=7.0),
}
# Where text may stand: (text token, ground token). Tests hold each at the theme's `least`.
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
