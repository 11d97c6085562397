"""The versions of a file that git keeps: which there are, and what stood in each.

git is asked as a program, with fixed arguments and never through a shell. It may not ask questions,
page, take locks or wait for a network, and a path that begins with a hyphen is a path. Nothing
here changes a repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from journeymap.files.decode import MAX_BYTES
from journeymap.files.problems import FilesError
from journeymap.model.text import M, visible

SECONDS = 20
_REVISION = re.compile(r"[A-Za-z0-9_@][\w./@{}^~+-]*\Z")  # as people name one; never an option
_OTHER_HEADS = ("MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
_FIELDS = "%H%x1f%cI%x1f%an%x1f%s%x1e"


class NoVersions(FilesError):
    """git is missing, the file lies in no repository, or the version asked for is not there."""


class Version(NamedTuple):
    """One commit that changed a file: its full name, when, by whom and why."""

    commit: str
    when: datetime
    who: str
    subject: str


def versions(path: str | os.PathLike[str], limit: int = 200) -> tuple[Version, ...]:
    """Return the commits in which the file changed, newest first; raises NoVersions.

    A file that was renamed is followed. A tracked file of a repository without commits has none.
    """
    folder, name = _placed(path)
    if not _git(folder, "rev-parse", "--verify", "--quiet", "HEAD", fine=(0, 1)).strip():
        return ()
    count = f"--max-count={limit}"
    log = ("log", "--follow", "--no-show-signature", count, f"--format={_FIELDS}", "--", name)
    found = []
    for line in _git(folder, *log).decode("utf-8", "replace").split("\x1e"):
        commit, _, rest = line.strip("\n").partition("\x1f")
        if commit:
            when, who, subject = rest.split("\x1f", 2)
            found.append(Version(commit, datetime.fromisoformat(when), who, subject))
    return tuple(found)


def bytes_at(path: str | os.PathLike[str], commit: str) -> bytes:
    """Return what stood in the file at a commit (any name of one); raises NoVersions.

    A file that had another name then is found by the name it has now only.
    """
    folder, name = _placed(path)
    if not _REVISION.match(commit):
        raise NoVersions(M("“{text}” names no version", text=visible(commit)))
    return _blob(folder, f"{commit}:./{name}", commit, name)


def stages_in_index(path: str | os.PathLike[str]) -> frozenset[int]:
    """Return which sides of a file git holds because it could not merge them; none of any other.

    They are named as in `bytes_in_index`. Raises NoVersions as that does.
    """
    folder, name = _placed(path)
    listed = _git(folder, "ls-files", "--unmerged", "-z", "--", name)
    return frozenset(int(each.split()[2]) for each in listed.split(b"\0") if each)


def bytes_in_index(path: str | os.PathLike[str], stage: int) -> bytes | None:
    """Return one side of a file in a stopped merge: 1 the base, 2 ours, 3 theirs; None if none.

    Raises NoVersions where git is missing or there is no repository.
    """
    folder, name = _placed(path)
    try:
        return _blob(folder, f":{stage}:./{name}", "", name)
    except NoVersions:
        _top(folder)  # the reason may be that there is no repository
        return None


def sides_called(path: str | os.PathLike[str]) -> tuple[str, str]:
    """Return the subjects of the commits that a stopped merge of the file joins: ours and theirs.

    A rebase puts one's own commit on the other side, and calls the branch it goes onto ours. An
    empty text stands for what no commit tells, as of a stash. Raises NoVersions.
    """
    folder, _ = _placed(path)
    theirs = (_subject(folder, head) for head in _OTHER_HEADS)
    return _subject(folder, "HEAD"), next(filter(None, theirs), "")


def _subject(folder: Path, commit: str) -> str:
    show = ("log", "-1", "--no-show-signature", "--format=%s", commit, "--")
    return _git(folder, *show, fine=(0, 128)).decode("utf-8", "replace").strip()


def is_tracked(path: str | os.PathLike[str]) -> bool:
    """Return whether git keeps versions of the file; False also without git or a repository."""
    try:
        folder, name = _placed(path)
        return bool(_git(folder, "ls-files", "-z", "--", name))
    except NoVersions:
        return False


def repository_of(path: str | os.PathLike[str]) -> Path:
    """Return the top folder of the repository that a folder lies in; raises NoVersions."""
    return _top(Path(path))


def git(folder: Path, *arguments: str, fine: Sequence[int] = (0,)) -> str:
    """Return what git writes for `arguments` in a folder; raises NoVersions when it fails."""
    return _git(folder, *arguments, fine=fine).decode("utf-8", "replace")


def _placed(path: str | os.PathLike[str]) -> tuple[Path, str]:
    """Return the folder and the name of a file, of that which a link leads to.

    git keeps of a link only where it leads, and a map is saved there as well.
    """
    full = Path(os.path.abspath(path))
    if full.is_symlink():
        full = Path(os.path.realpath(full))
    return full.parent, full.name


def _top(folder: Path) -> Path:
    return Path(_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "replace").strip("\n"))


def _blob(folder: Path, name: str, commit: str, file: str) -> bytes:
    size = _git(folder, "cat-file", "-s", name, fine=(0, 1, 128)).strip()
    if not size.isdigit():
        _top(folder)
        commits = ("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        if commit and not _git(folder, *commits, fine=(0, 1, 128)).strip():
            raise NoVersions(M("“{text}” names no version", text=visible(commit)))
        raise NoVersions(
            M("{file} is not in version “{version}”", file=visible(file), version=visible(commit))
        )
    if int(size) > MAX_BYTES:
        raise NoVersions(M("{file} is too large in that version", file=visible(file)))
    return _git(folder, "cat-file", "blob", name)


def _git(folder: Path, *arguments: str, fine: Sequence[int] = (0,)) -> bytes:
    environment = {
        k: v for k, v in os.environ.items() if k not in ("GIT_PAGER", "GIT_EXTERNAL_DIFF")
    }
    environment |= {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "LC_ALL": "C.UTF-8",
    }
    call = ["git", "--no-pager", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(
            call,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        if not folder.is_dir():
            raise NoVersions(
                M("there is no folder {folder}", folder=visible(str(folder)))
            ) from None
        raise NoVersions(M("git is not installed; versions of a map are read through it")) from None
    except subprocess.TimeoutExpired:
        raise NoVersions(M("git did not answer in {n} seconds", n=SECONDS)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoVersions(M("git cannot be run: {reason}", reason=reason)) from None
    if done.returncode not in fine:
        raise _failure(folder, done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _failure(folder: Path, said: str) -> NoVersions:
    if "not a git repository" in said:
        return NoVersions(M("{folder} lies in no git repository", folder=visible(str(folder))))
    first = said.strip().partition("\n")[0].removeprefix("fatal: ")
    return NoVersions(M("git: {reason}", reason=visible(first)))
