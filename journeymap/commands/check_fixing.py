"""`journeymap check --fix`: what can be mended is, in the file and with all else left as it is.

Edits go through a Document, so that they are checked like anybody's, and are saved by splice like
those of `journeymap set`; where nothing changes nothing is written. A map from standard input goes
to standard output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

import click

from journeymap.checks.finding import Finding
from journeymap.checks.known import known
from journeymap.checks.repairing import Repaired, repaired
from journeymap.checks.siblings import Among
from journeymap.commands.check_baseline import Baseline
from journeymap.commands.check_settings import Asked
from journeymap.commands.check_waiting import who_works
from journeymap.commands.comparing import lines_told
from journeymap.console import STANDARD_INPUT, fail, found_in, lines_of, name_of, put, said
from journeymap.files.problems import FilesError
from journeymap.files.splice import text_to_save
from journeymap.files.store import save_document
from journeymap.model.diff_words import told
from journeymap.model.document import Document, SavedText
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, on_one_line, visible


class Mended(NamedTuple):
    """A map after mending: the text that stands for it on disk, itself, and what became of it.

    With `only_say` the text is the one before.
    """

    saved: SavedText
    map: JourneyMap
    repaired: Repaired

    @property
    def changed(self) -> bool:
        """Whether something could be mended."""
        return bool(self.repaired.mended)


def mended(
    file: str,
    saved: SavedText,
    asked: Asked,
    day: date,
    baseline: Baseline | None = None,
    among: Among | None = None,
    only_say: bool = False,
) -> Mended:
    """Return what became of a map whose findings are mended; written unless `only_say`.

    Ends the program when it cannot be written; the file is then as it was.
    """
    layers, problems = asked.profiles(file, saved.map)
    document = Document(saved.map, saved)
    decides = {id for id, check in known().checks.items() if not check.safe} - asked.only
    with who_works(file) as begun:

        def find(m: JourneyMap) -> tuple[Finding, ...]:
            hidden = baseline.of(file) if baseline else None
            now = saved._replace(map=m)
            return asked.wanted(found_in(file, now, day, layers, problems, hidden, among, begun))

        done = repaired(document, find, decides)
    try:
        if file == STANDARD_INPUT and not only_say:
            text = text_to_save(document)
            put(text.data)
            return Mended(text, document.map, done)
        if document.dirty and not only_say:
            return Mended(save_document(document, file), document.map, done)
    except FilesError as error:
        fail(*lines_of(error))
    return Mended(saved, document.map, done)


def mended_lines(
    file: str, before: SavedText, after: Mended, asked: Asked, only_say: bool
) -> Iterator[str]:
    """Yield what was mended in a map, what could not be, and with `only_say` what would change."""
    name = visible(name_of(file))
    for each in after.repaired.mended:
        assert each.fix is not None
        text = M("would mend: {fix}", fix=each.fix.name) if only_say else _mended(each)
        yield f"{name}: {said(on_one_line(text))} [{each.check}]"
    for each, why in after.repaired.left:
        text = M("not mended: {finding} ({why})", finding=each.message, why=why)
        yield f"{name}: {said(on_one_line(text))} [{each.check}]"
    told_of = {(each.check, each.at) for each, _ in after.repaired.left}
    for each in after.repaired.found:
        if each.check in asked.only and each.fix is None and (each.check, each.at) not in told_of:
            why = _no_fix(each)
            text = M("not mended: {finding} ({why})", finding=each.message, why=why)
            yield f"{name}: {said(on_one_line(text))} [{each.check}]"
    for check in sorted({f.check for f in after.repaired.found if f.fix} - asked.only):
        if not known().checks[check].safe:
            text = M(
                "not mended: the fix of {check} would decide something that only people know, or "
                "take something out; ask for it with --only {check}",
                check=check,
            )
            yield f"{name}: {said(text)}"
    if only_say:
        differs = told(index_of(before.map), index_of(after.map))
        yield from (f"  {line}" for line in lines_told(differs))


def _no_fix(finding: Finding) -> Message:
    check = known().checks.get(finding.check)
    if check is None or check.fix is None:
        return M("there is no fix for this; it needs somebody who knows")
    return M(
        "“{fix}” does not fit here: what it needs is not known, or it would bring up something "
        "as bad",
        fix=check.fix,
    )


def _mended(finding: Finding) -> Message:
    assert finding.fix is not None
    return M("mended: {fix}", fix=finding.fix.name)


def fix_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with --fix and --dry-run, which it is given as `fixing` and `only_say`."""

    @click.option(
        "--fix",
        "fixing",
        is_flag=True,
        help=said(M("Mend what can be mended, in the file; with --only that alone.")),
    )
    @click.option(
        "--dry-run",
        "only_say",
        is_flag=True,
        help=said(M("With --fix: only say what would change.")),
    )
    @wraps(command)
    def asked_for(*args: Any, fixing: bool, only_say: bool, **rest: Any) -> None:
        if only_say and not fixing:
            fail(said(M("--dry-run goes with --fix.")))
        command(*args, fixing=fixing, only_say=only_say, **rest)

    return asked_for
