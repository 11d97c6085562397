"""Whether git can run this program as its driver: tried before it is written down, not believed.

A program may be in the PATH of this terminal and not in that of git, may be an older one, or may
have been moved away. The trial runs the very command lines on three small maps in a folder of its
own, through git and its shell; nothing of the repository is touched.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from journeymap.files.problems import FilesError
from journeymap.files.versions import git
from journeymap.model.text import M, Message

_MAP = (
    "format: 1\n"
    "title: Trial\n"
    "stages:\n"
    "  - {{id: a, name: {a}}}\n"
    "touchpoints:\n"
    "  - {{id: b, name: {b}, stage: a}}\n"
)
BASE = _MAP.format(a="First", b="Second")
OURS = _MAP.format(a="Ours", b="Second")
THEIRS = _MAP.format(a="First", b="Theirs")
JOINED = _MAP.format(a="Ours", b="Theirs")


def why_not(top: Path, merge: str, diff: str) -> Message | None:
    """Return why git in the folder `top` cannot use the two drivers, None when it can.

    `merge` is the driver's command line with git's %P, %O, %A and %B; `diff` takes git's seven
    arguments behind it.
    """
    with TemporaryDirectory(prefix="journeymap-") as folder:
        base, ours, theirs = (_put(folder, name) for name in ("base", "ours", "theirs"))
        places = {"%P": "trial.yaml", "%O": base, "%A": ours, "%B": theirs}
        try:
            _run(top, [places.get(word, word) for word in merge.split(" ")])
            if Path(ours).read_text(encoding="utf-8") != JOINED:
                return M("it ran, and did not join two maps")
            shown = [base, "0" * 40, "100644", theirs, "1" * 40, "100644"]
            if "Theirs" not in _run(top, [*diff.split(" "), "trial.yaml", *shown]):
                return M("it ran, and did not say how two maps differ")
        except FilesError as error:
            return error.message
    return None


def _put(folder: str, name: str) -> str:
    path = Path(folder, name)
    path.write_text({"base": BASE, "ours": OURS, "theirs": THEIRS}[name], encoding="utf-8")
    return shlex.quote(path.as_posix())


def _run(top: Path, words: Iterable[str]) -> str:
    # An alias with a "!" is given to the shell that git gives its drivers to.
    return git(top, "-c", f"alias.journeymap-trial=!{' '.join(words)}", "journeymap-trial")
