"""A theme in which everything is nearly the ground: for what a filter does not want.

Half-transparent cards would take several times as long to paint as opaque ones, for every pixel is
read before it is written; mixing the colours beforehand costs a frame nothing.
"""

from __future__ import annotations

from journeymap.picture.color import mix
from journeymap.picture.picture import Token
from journeymap.picture.theme import Theme
from journeymap.ui.canvas.levels import FADED


class Faint(Theme):
    """Another theme's colours, each mixed into the ground of the canvas."""

    def color(self, token: Token) -> str:
        """Return the `#rrggbb` of a token; raises KeyError for a name no theme has."""
        return mix(self.table["canvas"], super().color(token), FADED)


def faint(theme: Theme) -> Faint:
    """Return the faint sister of a theme; it has no shadows."""
    return Faint(theme.name, theme.table, (), theme.dark, theme.least)
