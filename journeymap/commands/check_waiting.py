"""Says which check one waits for while `journeymap check` looks at a map.

A check of another package may never come to an end. Nothing is ended here: whoever reads it may
end the run, or go on without that check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click

from journeymap.checks.at_work import AtWork
from journeymap.console import name_of, said
from journeymap.model.text import M, on_one_line

WATCH = 1.0  # seconds between two looks


@contextmanager
def who_works(file: str) -> Iterator[Callable[[str], object]]:
    """Give what is to be called with the id of each check before it looks at the map of a file.

    A check that takes long is named on standard error, once.
    """
    at_work, done = AtWork(), Event()
    watch = Thread(target=_watch, args=(file, at_work, done), name="who works", daemon=True)
    watch.start()
    try:
        yield at_work.begin
    finally:
        done.set()
        watch.join()


def _watch(file: str, at_work: AtWork, done: Event) -> None:
    told = set[str]()
    while not done.wait(WATCH):
        check = at_work.long()
        if check and check not in told:
            told.add(check)
            words = M(
                "The check “{check}” is still working on {file}; "
                "--set {check}=silent goes on without it",
                check=check,
                file=name_of(file),
            )
            click.echo(said(on_one_line(words)), err=True)
