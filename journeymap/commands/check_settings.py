"""What `journeymap check` is told about its settings: the options, and what they mean for a map.

What a level or a value is made from stands in the checks; which profiles there are with the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from journeymap.checks.assigned import NotTuned, assigned
from journeymap.checks.finding import Finding
from journeymap.checks.known import known
from journeymap.checks.siblings import Among
from journeymap.checks.tuning import Tuning, layers_of, level_of, tuning
from journeymap.checks.unknown_settings import no_check
from journeymap.commands.check_waiting import who_works
from journeymap.console import fail, folder_of, found_in, said
from journeymap.files.profiles import NoProfile, Profiles, files_of, profiles_of
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.profile import Layer, Profile
from journeymap.model.text import M, on_one_line


class Asked(NamedTuple):
    """What the command line says about the settings of the checks."""

    profile: str = ""
    layer: Layer | None = None
    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    showing: bool = False

    def wants(self, id: str) -> bool:
        """Return whether a check is asked for."""
        return id not in self.skip and (not self.only or id in self.only)

    def wanted(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings of the checks that are asked for."""
        return tuple(each for each in findings if self.wants(each.check))

    def profiles(self, file: str, m: JourneyMap) -> Profiles:
        """Return the layers for the map of a file; ends the program when --profile is no profile.

        The map's own settings are not among them.
        """
        try:
            profiles = profiles_of(m, folder_of(file), self.profile, Path.cwd())
        except NoProfile as error:
            fail(*(said(on_one_line(message)) for message in error.messages))
        more = (self.layer,) if self.layer else ()
        layers = layers_of(m, (*profiles.layers, *more))
        # to show what is in force changes nothing of it
        silent = () if self.showing else _switched_on(self.only, tuning(layers, known().checks))
        return profiles._replace(layers=(*profiles.layers, *more, *silent))

    def files(self, file: str, m: JourneyMap) -> tuple[Path, ...]:
        """Return the profile files that are for the map of a file, also such as cannot be read."""
        return files_of(m, folder_of(file), self.profile)

    def found(
        self,
        file: str,
        saved: SavedText,
        day: date,
        hidden: Callable[[Finding], bool] | None = None,
        among: Among | None = None,
    ) -> tuple[Finding, ...]:
        """Return what the checks find in the map of a file with these settings."""
        layers, problems = self.profiles(file, saved.map)
        with who_works(file) as begun:
            found = found_in(file, saved, day, layers, problems, hidden, among, begun)
        return self.wanted(found)


def _switched_on(only: Iterable[str], tuned: Tuning) -> Iterator[Layer]:
    """Yield the layer in which silent checks speak, because they are asked for by name."""
    every = known().checks
    levels = {id: "info" for id in only if level_of(every[id], tuned) == "silent"}
    if levels:
        yield Layer("command line", Profile.model_validate({"levels": levels}))


# ---------------------------------------------------------------- options

_OPTIONS = (
    click.option(
        "--profile",
        default="",
        metavar="NAME|FILE",
        help=said(
            M(
                "The profile to use: commerce, b2b, public, blueprint or a file, instead of the "
                "one that the map names or that stands in its folder or above."
            )
        ),
    ),
    click.option(
        "--set",
        "words",
        multiple=True,
        metavar="CHECK=LEVEL",
        help=said(M("Set the level of a check, or with CHECK.SETTING=VALUE one of its settings.")),
    ),
    click.option(
        "--only",
        multiple=True,
        metavar="ID",
        help=said(M("Only what this check finds; also if it is silent. May be said again.")),
    ),
    click.option(
        "--skip",
        multiple=True,
        metavar="ID",
        help=said(M("All but what this check finds. May be said again.")),
    ),
    click.option(
        "--show-settings",
        "showing",
        is_flag=True,
        help=said(M("Say for each check its level and settings and where they come from.")),
    ),
)


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the options of the settings, which it is given as `asked`."""

    @wraps(command)
    def asked_for(
        *args: Any,
        profile: str,
        words: tuple[str, ...],
        only: tuple[str, ...],
        skip: tuple[str, ...],
        showing: bool,
        **rest: Any,
    ) -> None:
        every = known().checks
        wrong = [no_check(id, every) for id in (*only, *skip) if id not in every]
        layer = None
        try:
            layer = assigned(words, every)
        except NotTuned as error:
            wrong = [*error.wrong, *wrong]
        if wrong:
            fail(*(said(on_one_line(message)) for message in wrong))
        asked = Asked(profile, layer, frozenset(only), frozenset(skip), showing)
        command(*args, asked=asked, **rest)

    for option in reversed(_OPTIONS):
        asked_for = option(asked_for)
    return asked_for
