"""What every command needs: reading a map or ending with its problems, writing, the language.

Problems go to standard error, one a line, and end the program with exit code 2. What is heavy is
imported where it is used, because the list of commands needs none of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from journeymap.model.text import M, Message, say

if TYPE_CHECKING:
    from datetime import date

    from journeymap.checks.finding import Finding
    from journeymap.checks.siblings import Among
    from journeymap.files.problems import FileProblem, FilesError
    from journeymap.model.document import SavedText
    from journeymap.model.profile import Layer

LAST_CYRILLIC = 0x52F
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
FINDINGS = 1
WRONG = 2
STANDARD_INPUT = "-"

MAP = click.argument("file", metavar="MAP", type=click.Path(allow_dash=True, readable=False))
MAPS = click.argument(
    "files", metavar="MAP…", nargs=-1, type=click.Path(allow_dash=True, readable=False)
)
MAPS_AND_FOLDERS = click.argument(
    "files", metavar="MAP|FOLDER…", nargs=-1, type=click.Path(allow_dash=True, readable=False)
)


def language() -> str:
    """Return the language of the interface, from the environment as gettext reads it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        tag = os.environ.get(name, "").split(":")[0].partition(".")[0].partition("@")[0]
        if tag:
            return "en" if tag in ("C", "POSIX") else tag.replace("_", "-")
    return "en"


def said(message: Message) -> str:
    """Return the message in the language of the interface."""
    return say(message, language())


def fail(*lines: str) -> NoReturn:
    """Say on standard error what is wrong and end with exit code 2."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(WRONG)


def name_of(file: str) -> str:
    """Return what messages call the file of a command."""
    return said(M("(standard input)")) if file == STANDARD_INPUT else file


def id_of(word: str) -> str:
    """Return an id as it was copied out of a message, without what keeps it from being turned."""
    return word.translate(_ISOLATES)


def folder_of(file: str) -> Path | None:
    """Return the folder of a map, None for one from standard input."""
    return None if file == STANDARD_INPUT else Path(file).resolve().parent


def standard_input() -> bytes:
    """Return what stands on standard input, a byte more than the limit of a map at most."""
    from journeymap.files.decode import MAX_BYTES

    if sys.stdin is None:
        fail(said(M("Standard input is closed.")))
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def text_of(file: str) -> str:
    """Return the text of a file that is no map; ends the program when it cannot be read."""
    from journeymap.files.reader import read_text

    data = standard_input() if file == STANDARD_INPUT else None
    text: str = or_fail(lambda: read_text(name_of(file), data))
    return text


def read(file: str) -> SavedText:
    """Return the map in a file; says what is wrong with it and ends the program otherwise."""
    saved = read_or_none(file)
    if saved is None:
        sys.exit(WRONG)
    return saved


def read_or_none(
    file: str, unread: list[FileProblem] | None = None, name: str = ""
) -> SavedText | None:
    """Return the map in a file; says what is wrong with it and returns None otherwise.

    What is wrong is added to `unread`. `name` is what standard input is called.
    """
    from journeymap.files.problems import FileProblem, FilesError
    from journeymap.files.reader import read_bytes, read_file

    try:
        if file == STANDARD_INPUT:
            return read_bytes(standard_input(), name or name_of(file))
        return read_file(file)
    except FilesError as error:
        for line in lines_of(error):
            click.echo(line, err=True)
        if unread is not None:
            whole = FileProblem(name or file, 0, 0, error.message)
            unread.extend(getattr(error, "problems", None) or (whole,))
        return None


def or_fail(work: Callable[[], Any]) -> Any:
    """Return what `work` returns; says what went wrong with files and ends the program."""
    from journeymap.files.problems import FilesError

    try:
        return work()
    except FilesError as error:
        fail(*lines_of(error))


def lines_of(error: FilesError) -> Iterable[str]:
    """Return what an error of reading or saving says, a line a problem."""
    problems = getattr(error, "problems", None)
    if problems:
        return [problem.text(language()) for problem in problems]
    return [said(error.message)]


def found_in(
    file: str,
    saved: SavedText,
    day: date,
    layers: Sequence[Layer] = (),
    problems: Sequence[Message] = (),
    hidden: Callable[[Finding], bool] | None = None,
    among: Among | None = None,
    begun: Callable[[str], object] | None = None,
) -> tuple[Finding, ...]:
    """Return what the checks find in the map of a file on a day; the rest is as `run` has it."""
    from journeymap.checks.runner import run
    from journeymap.files.linked_maps import maps_in

    folder = folder_of(file)
    return run(
        saved.map,
        today=day,
        layers=layers,
        problems=problems,
        hidden=hidden,
        folder=folder,
        load=maps_in(folder) if folder else None,
        has_glyphs=_missing_glyphs,
        among=among,
        begun=begun,
    )


def _missing_glyphs(text: str) -> Collection[str]:
    """Return the characters that no font here can show; asks Qt only for what is not Latin.

    Every system can show Latin, Greek and Cyrillic letters, and loading Qt for them would double
    the time of a check. Where Qt cannot be loaded nothing is known, and nothing said.
    """
    doubtful = "".join(c for c in text if ord(c) > LAST_CYRILLIC and not 0x2000 <= ord(c) < 0x2070)
    if not doubtful:
        return ()
    try:
        from journeymap.ui.fonts import missing_glyphs
    except ImportError:
        return ()
    return missing_glyphs(doubtful)


def day_of(text: str | None) -> date:
    """Return the day that an option names, today when it is left out."""
    from datetime import date, datetime

    if text is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(said(M("“{text}” is not a date; write year-month-day, such as 2026-10-01", text=text)))


def refuse_to_overwrite(output: str) -> None:
    """End the program when the file to be made is there already."""
    if os.path.lexists(output):
        fail(said(M("“{file}” exists already; choose another name.", file=output)))


def put(data: bytes) -> None:
    """Write bytes to standard output: UTF-8 whatever the terminal says, because it is a file's."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def put_json(text: str) -> None:
    """Write a JSON text and a line end to standard output, in UTF-8 as JSON has to be."""
    put(f"{text}\n".encode())


def write_map(file: str, data: bytes, saved: SavedText | None = None) -> None:
    """Write a map to its file, or to standard output when it came from standard input."""
    if file == STANDARD_INPUT:
        put(data)
        return
    from journeymap.files.save import content_hash, save_file

    if saved is not None and data == saved.data:
        return
    seen = content_hash(saved.data) if saved else None
    or_fail(lambda: save_file(file, data, expected_hash=seen))
