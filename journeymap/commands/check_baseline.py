"""`journeymap check --baseline FILE`: what is put off is hidden, what is new is seen.

`--update-baseline` writes down what is found in the maps of this call; of other maps it keeps what
stands there, unless they are gone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import click

from journeymap.checks.baseline import BaselineFile, Known, PutOff, Taken, as_text
from journeymap.console import STANDARD_INPUT, fail, lines_of, or_fail, said
from journeymap.files.problems import FilesError
from journeymap.files.reader import read_record
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.model.text import M, Message, visible

STDIN = "stdin"  # what a map from standard input is called in a baseline


class Baseline:
    """A baseline while maps are checked: what it hides in each, or what is written down for it."""

    def __init__(self, file: str, update: bool) -> None:
        self.file = file
        self.update = update
        self._folder = Path(file).resolve().parent
        self._hash = ABSENT
        self._maps: Mapping[str, tuple[PutOff, ...]] = {}
        self._known: dict[str, Known] = {}
        self._taken: dict[str, Taken] = {}
        if not (update and not os.path.lexists(file)):
            self._read()

    def _read(self) -> None:
        try:
            if self.update and _is_empty(self.file):
                self._hash = content_hash(b"")
                return
            record, _ = read_record(BaselineFile, self.file)  # no pipe or device is opened there
            data = Path(self.file).read_bytes()
        except FilesError as error:
            anew = M(
                "To write a baseline anew that cannot be read, delete the file and say "
                "--update-baseline."
            )
            fail(*lines_of(error), *((said(anew),) if os.path.lexists(self.file) else ()))
        except OSError as error:  # it went meanwhile
            fail(f"{visible(self.file)}: {error.strerror or error}")
        maps: dict[str, tuple[PutOff, ...]] = {}
        for written, put_off in record.maps.items():  # by hand, the same may be written otherwise
            name = written if written == STDIN else self._name(str(self._folder / written))
            maps[name] = (*maps.get(name, ()), *put_off)
        self._maps = maps
        self._hash = content_hash(data)

    def of(self, file: str) -> Known | Taken:
        """Return what says of each finding in the map of a file whether it is hidden.

        Asked again for the same file, what was counted before is forgotten.
        """
        name = self._name(file)
        if self.update:
            self._taken[name] = taken = Taken()
            return taken
        self._known[name] = known = Known(self._maps.get(name, ()))
        return known

    def _name(self, file: str) -> str:
        if file == STANDARD_INPUT:
            return STDIN
        path = Path(file).resolve()
        try:
            return Path(os.path.relpath(path, self._folder)).as_posix()
        except ValueError:  # on another drive
            return path.as_posix()

    def write(self, wants: Callable[[str], bool]) -> Message:
        """Write what was taken down; return how much that was. Ends the program if it may not.

        `wants` says of a check whether it was asked for; of the others what was put off stays so.
        """
        others = {
            name: found
            for name, found in self._maps.items()
            if name not in self._taken and (name == STDIN or (self._folder / name).exists())
        }
        found = {
            name: tuple(each for each in taken.put_off if wants(each.check))
            for name, taken in self._taken.items()
        }
        kept = {
            name: tuple(each for each in self._maps.get(name, ()) if not wants(each.check))
            for name in found
        }
        both = {name: (*kept[name], *found[name]) for name in found}
        data = as_text({**others, **both}).encode()
        or_fail(lambda: save_file(self.file, data, expected_hash=self._hash))
        n = sum(each.times for put_off in found.values() for each in put_off)
        return M(
            "{n} finding is put off in {file}",
            plural="{n} findings are put off in {file}",
            n=n,
            file=self.file,
        )

    def told(self) -> Iterator[Message]:
        """Yield how many findings were hidden, and how many of the baseline are there no more."""
        if hidden := sum(known.hidden for known in self._known.values()):
            yield M(
                "{n} finding is hidden by the baseline",
                plural="{n} findings are hidden by the baseline",
                n=hidden,
            )
        if gone := sum(known.gone for known in self._known.values()):
            yield M(
                "{n} finding of the baseline no longer occurs; --update-baseline takes it out",
                plural="{n} findings of the baseline no longer occur; "
                "--update-baseline takes them out",
                n=gone,
            )


def _is_empty(file: str) -> bool:
    status = os.stat(file)
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def baseline_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the options of the baseline, which it is given as `baseline`."""

    @click.option(
        "--baseline",
        "baseline_file",
        default="",
        metavar="FILE",
        help=said(M("Hide the findings that this file puts off.")),
    )
    @click.option(
        "--update-baseline",
        is_flag=True,
        help=said(M("Write what is found to the file of --baseline, and stop.")),
    )
    @wraps(command)
    def asked_for(*args: Any, baseline_file: str, update_baseline: bool, **rest: Any) -> None:
        if update_baseline and not baseline_file:
            fail(said(M("Say which file: --baseline FILE --update-baseline.")))
        baseline = Baseline(baseline_file, update_baseline) if baseline_file else None
        command(*args, baseline=baseline, **rest)

    return asked_for
