"""Which profiles tune the checks of a map: those that come with the program, and a team's file.

    the map's `profile:` or --profile NAME    commerce, b2b, public, blueprint: part of the program
    journeymap.profile.yaml                   in the map's folder or the nearest one above it
    the map's `profile:` or --profile FILE    that file instead of the one that was found

The way up ends at the root of a repository (a folder with .git, .hg, .svn or .jj) or of the file
system. A map may come from anybody, so a file that is found, or that a map or another profile
names, has to lie in that repository when every link is followed; without a repository in or below
the folder of who names it. A file named on the command line may lie anywhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from journeymap.files.places import TextPlaces
from journeymap.files.problems import FileProblem, FilesError, Unreadable
from journeymap.files.reader import read_record
from journeymap.model.journey import JourneyMap
from journeymap.model.profile import PROFILES, Layer, Profile, in_order, no_profile
from journeymap.model.text import M, Message, literal, visible

NAME = "journeymap.profile.yaml"
FOLDER = Path(__file__).resolve().parent.parent / "profiles"
REPOSITORIES = (".git", ".hg", ".svn", ".jj")
MOST = 8  # profiles that go on from each other
KEPT = 32  # files
TOLD = 20  # problems of one file
ENDINGS = (".yaml", ".yml")
_ELSEWHERE = re.compile(r"[/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://")


class NoProfile(FilesError):
    """A profile cannot be used; `messages` say which, where and why."""

    def __init__(self, *problems: Message) -> None:
        super().__init__(problems[0])
        self.messages = problems


class Profiles(NamedTuple):
    """The layers in force for a map, first what is overruled, and what could not be read."""

    layers: tuple[Layer, ...] = ()
    problems: tuple[Message, ...] = ()


def profiles_of(
    m: JourneyMap, folder: Path | None, named: str = "", seen_from: Path | None = None
) -> Profiles:
    """Return the layers of the profiles for a map in `folder`, None where that is unknown.

    `named` is what the command line names: a file comes instead of the one that the map names or
    that is found, a built-in profile instead of the one that the map names. Of the built-in ones
    the one that the file goes on from overrules the map's, and the named one both; all are
    overruled by the files. Raises NoProfile when what is named cannot be used; what else cannot
    is a problem. Files are told as seen from `seen_from`, the map's folder if left out.
    """
    kind: list[Layer] = []
    files: tuple[Layer, ...] = ()
    problems: list[Message] = []
    own = m.profile or ""
    name = next((name for name in (named, own) if name and not is_file(name)), "")
    if name in PROFILES:
        kind.append(built_in(name))
    elif name and name == named:
        raise NoProfile(no_profile(name))
    elif name:
        problems.append(no_profile(name))
    if is_file(named):
        files = chain(Path(named).absolute(), None, seen_from or Path.cwd())
    elif folder is not None:
        try:
            found = _inside(own, folder, reach_of(folder)) if is_file(own) else found_above(folder)
            if found is not None:
                files = chain(found, reach_of(found.parent), seen_from or folder)
        except NoProfile as error:
            problems.extend(error.messages)
    layers = (*files, *kind) if name == named else (*kind, *files)
    return Profiles(_each_once(in_order(layers)), tuple(problems))


def _each_once(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """Return the layers; one that comes with the program, where it comes last."""
    return tuple(
        each
        for place, each in enumerate(layers)
        if each.where != "built-in"
        or each.name not in {later.name for later in layers[place + 1 :]}
    )


def files_of(m: JourneyMap, folder: Path | None, named: str = "") -> tuple[Path, ...]:
    """Return the profile files that are for a map, also such as cannot be read or are not there.

    The arguments are those of `profiles_of`.
    """
    own = m.profile or ""
    path = Path(named).absolute() if is_file(named) else None
    reach: Path | None = None
    files: list[Path] = []
    try:
        if path is None and folder is not None:
            reach = reach_of(folder)
            path = _inside(own, folder, reach) if is_file(own) else found_above(folder)
        while path is not None and path not in files and len(files) < MOST:
            files.append(path)
            base = _settings(path, "")[0].extends or ""
            within = reach or reach_of(path.parent)
            path = _inside(base, path.parent, within) if is_file(base) else None
    except NoProfile:
        pass  # what is wrong is told where the profile is used
    return tuple(files)


def is_profile(path: Path) -> bool:
    """Return whether a file is a profile, by its name or because it can be read as one."""
    if path.name == NAME:
        return True
    try:
        return is_file(path.name) and _settings(path, "")[0] != Profile()
    except NoProfile:
        return False


def is_file(name: str) -> bool:
    """Return whether a profile is named as a file rather than as one of the program's."""
    return name.lower().endswith(ENDINGS)


def built_in(name: str) -> Layer:
    """Return the layer of a profile that comes with the program."""
    path = FOLDER / f"{name}.yaml"
    settings, places = _read(str(path), 0, 0)
    return Layer("built-in", settings, name, places)


def found_above(folder: Path) -> Path | None:
    """Return the profile file in `folder` or the nearest one above it, None where there is none."""
    for each in _upwards(folder):
        path = each / NAME
        if os.path.lexists(path):
            if not _resolved(path).is_relative_to(_resolved(reach_of(each))):
                raise NoProfile(_leads_out(NAME))
            return path
    return None


def reach_of(folder: Path) -> Path:
    """Return the folder out of which no profile may lead: the repository, else `folder` itself."""
    return next((each for each in _upwards(folder) if _is_repository(each)), folder)


def _upwards(folder: Path) -> Iterator[Path]:
    """Yield a folder and those above it, as far as the root of a repository."""
    start = _resolved(folder)
    for each in (start, *start.parents):
        yield each
        if _is_repository(each):
            return


def _is_repository(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in REPOSITORIES)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a ring: nothing can be opened there
        return path.absolute()


def _inside(name: str, folder: Path, reach: Path) -> Path:
    """Return the file that a map or a profile in `folder` names; raises NoProfile."""
    try:
        path = _resolved(folder / name)
    except ValueError:
        raise NoProfile(_problem(name, M("no file can have this name"))) from None
    if _ELSEWHERE.match(name) or not path.is_relative_to(_resolved(reach)):
        raise NoProfile(_leads_out(name))
    return path


def _leads_out(name: str) -> Message:
    problem = M(
        "this profile lies outside of the repository, or of the map’s folder where there is none; "
        "copy it there, or name it with --profile"
    )
    return _problem(name, problem)


def _problem(name: str, problem: Message) -> Message:
    return _problem_at(literal(visible(name)), problem)


def _problem_at(place: Message, problem: Message) -> Message:
    return M("{path}: {problem}", path=place, problem=problem)


# ---------------------------------------------------------------- reading


def chain(path: Path, reach: Path | None, view: Path) -> tuple[Layer, ...]:
    """Return the layers of a profile file, those that it goes on from before it.

    Without `reach` the file may lie anywhere, and what it extends in its folder's repository.
    Raises NoProfile with every problem of the file that has some.
    """
    layers: list[Layer] = []
    names: list[str] = []
    seen: set[Path] = set()
    while True:
        shown = _seen(path, view)
        names.append(shown)
        if (real := _resolved(path)) in seen:
            raise NoProfile(
                M("profiles go on from each other in a ring: {names}", names=tuple(names))
            )
        if len(seen) == MOST:
            raise NoProfile(
                _problem(shown, M("more than {n} profiles go on from each other", n=MOST))
            )
        seen.add(real)
        settings, places = _settings(path, shown)
        layers.append(Layer("profile", settings, shown, places))
        base = settings.extends
        if base is None:
            break
        at = layers[-1].place("extends")
        if not is_file(base):
            if base not in PROFILES:
                raise NoProfile(_problem_at(at, no_profile(base)))
            layers.append(built_in(base))
            break
        try:
            path = _inside(base, path.parent, reach or reach_of(path.parent))
        except NoProfile as error:
            raise NoProfile(*(_problem_at(at, each) for each in error.messages)) from None
        if not os.path.lexists(path):
            gone = M("the profile “{name}” that it extends is not there", name=base)
            raise NoProfile(_problem_at(at, gone))
    return tuple(reversed(layers))


def _seen(path: Path, view: Path) -> str:
    try:
        return Path(os.path.relpath(path, view)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def _settings(path: Path, shown: str) -> tuple[Profile, TextPlaces]:
    try:
        status = os.stat(path)
        return _read(str(path), status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        raise NoProfile(_problem(shown, M("this profile is not there"))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NoProfile(_problem(shown, M("cannot be opened: {reason}", reason=reason))) from None
    except ValueError:
        raise NoProfile(_problem(shown, M("no file can have this name"))) from None
    except Unreadable as error:
        raise NoProfile(*(_told(each, shown) for each in error.problems[:TOLD])) from None


def _told(problem: FileProblem, shown: str) -> Message:
    where = f"{shown}:{problem.line}:{problem.column}" if problem.line else shown
    return _problem(where, problem.message)


@lru_cache(maxsize=KEPT)
def _read(path: str, changed: int, size: int) -> tuple[Profile, TextPlaces]:
    """Return a profile and its places, kept until its file changes."""
    return read_record(Profile, path)
