"""What tunes the checks beside a map: a team's profile, and the layers that overrule each other.

Which layers there are for a map is found by the files' side, what they mean by the checks. This
module knows the shape of both and reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal, NamedTuple, TypeAlias, get_args

from pydantic import Field

from journeymap.model.document import Places
from journeymap.model.fields import Name, Text
from journeymap.model.journey import CheckSettings
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import Level

# `default` gives each check of a family its own level back
FamilyLevel: TypeAlias = Literal["default"] | Level
# what speaks later overrules what speaks before: what a team agreed on binds its maps, and a map
# refines what comes with the program
Where: TypeAlias = Literal["built-in", "map", "profile", "command line"]
PROFILES = ("commerce", "b2b", "public", "blueprint")  # those that come with the program


class Profile(CheckSettings):
    """What a team agrees on for the checks of all its maps: a map's `checks:` block, and more.

    `extends` is the profile that this one goes on from, `profiles` the kinds of map whose own
    checks speak too, `families` a level for all checks of a family that no level is given for.
    """

    about: Text | None = None
    extends: Name | None = None
    profiles: tuple[Name, ...] = ()
    families: dict[str, FamilyLevel] = Field(default={})


class Layer(NamedTuple):
    """One place that tunes the checks; `name` is what people call it, a file's name for a file.

    `before` is what its fields stand under in its text.
    """

    where: Where
    settings: CheckSettings
    name: str = ""
    places: Places | None = None
    before: str = ""

    @property
    def profiles(self) -> tuple[str, ...]:
        """The kinds of map whose own checks speak too."""
        return self.settings.profiles if isinstance(self.settings, Profile) else ()

    @property
    def families(self) -> dict[str, FamilyLevel]:
        """The levels of whole families."""
        return self.settings.families if isinstance(self.settings, Profile) else {}

    def line(self, field: str) -> int:
        """Return the line in which a field stands, 0 where it stands in no text."""
        found = self.places.find("", self.before + field) if self.places else None
        return found.line if found else 0

    def place(self, field: str = "") -> Message:
        """Return what people call the place in which a field stands."""
        name = {
            "built-in": M("built-in profile {name}", name=self.name),
            "profile": literal(self.name),
            "map": literal(self.name) if self.name else M("the map"),
            "command line": M("command line"),
        }[self.where]
        line = self.line(field) if self.where in ("profile", "map") else 0
        return literal(f"{self.name}:{line}") if line and self.name else name


def in_order(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Return the layers, first what is overruled; those of one kind keep their order."""
    order = get_args(Where)
    return tuple(sorted(layers, key=lambda layer: order.index(layer.where)))


def no_profile(name: str) -> Message:
    """Return that no profile comes with the program under that name, and which do."""
    if near := next(iter(get_close_matches(name, PROFILES, n=1)), ""):
        return M("There is no profile “{name}”; is “{near}” meant?", name=name, near=near)
    return M(
        "There is no profile “{name}”; there are {every}, and files that end in .yaml",
        name=name,
        every=PROFILES,
    )
