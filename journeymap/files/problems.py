"""What can go wrong with files, as values with a place and as one tree of exceptions.

    FilesError
    ├── Unreadable      the bytes are not a map; carries every problem found, each with its place
    ├── Changed         the file on disk is not the one that was last read or written
    └── SaveFailed      nothing was replaced: the old file stands as it was

This module may not read or write anything.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import NamedTuple

from journeymap.model.text import M, Message, literal, on_one_line, say, visible

_GONE, _BARRED = M("it is not there"), M("you may not read it")
_WHY = {
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EACCES: _BARRED,
    errno.EPERM: _BARRED,
    errno.EISDIR: M("it is a folder"),
    errno.ELOOP: M("this link leads back to itself"),
    errno.ENAMETOOLONG: M("its name is too long"),
}


def why(error: OSError | ValueError) -> Message:
    """Return why something cannot be opened; what is rare is said as the system says it."""
    number = getattr(error, "errno", None)
    if number in _WHY:
        return _WHY[number]
    return literal(getattr(error, "strerror", None) or str(error) or type(error).__name__)


class FileProblem(NamedTuple):
    """One thing that is wrong in one file; line 0 stands for the whole file."""

    path: str
    line: int
    column: int
    message: Message

    def text(self, lang: str) -> str:
        """Return `file:line:column: message` in the language `lang`."""
        path, words = visible(self.path), say(on_one_line(self.message), lang)
        if not self.line:
            return f"{path}: {words}"
        return f"{path}:{self.line}:{self.column}: {words}"

    def __str__(self) -> str:
        return self.text("en")


class FilesError(Exception):
    """The root of what reading and saving raise; `message` says what is wrong and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Unreadable(FilesError):
    """The bytes are not a map of this format; `problems` lists all that was found, by place."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column)))
        super().__init__(
            M(
                "{n} problem in this file",
                plural="{n} problems in this file",
                n=len(self.problems),
            )
        )

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class SaveFailed(FilesError):
    """The text was not written and the file on disk is untouched.

    `in_place` says that writing over the file itself may do what replacing it did not.
    """

    def __init__(self, message: Message, in_place: bool = False) -> None:
        super().__init__(message)
        self.in_place = in_place


class Changed(FilesError):
    """Somebody else has written the file since it was last read or saved; nothing was written."""
