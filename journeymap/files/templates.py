"""The templates that new maps begin from: YAML files that ship with the program.

A template is an ordinary map, so what a person gets is what stands in the file; only the title is
set, by splice, and its comments come along.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from journeymap.files.problems import FilesError
from journeymap.files.reader import read_bytes
from journeymap.files.splice import save_text
from journeymap.model.document import Document
from journeymap.model.edits import change
from journeymap.model.text import M

FOLDER = Path(__file__).resolve().parent.parent / "templates"


class NoTemplate(FilesError):
    """There is no template of that name."""


def listed() -> Iterator[tuple[str, str]]:
    """Yield the name of each template and what it is for, in the order of their names."""
    for path in sorted(FOLDER.glob("*.yaml")):
        m = read_bytes(path.read_bytes(), path.name).map
        yield path.stem, m.summary or m.title


def begun(name: str, title: str | None = None) -> bytes:
    """Return the text of a new map from the template `name`; raises NoTemplate or Refused."""
    path = FOLDER / f"{name}.yaml"
    names = [path.stem for path in FOLDER.glob("*.yaml")]
    if name not in names:
        near = get_close_matches(name, names, n=1)
        every = ", ".join(sorted(names))
        if near:
            raise NoTemplate(
                M("there is no template “{name}”; is “{near}” meant?", name=name, near=near[0])
            )
        raise NoTemplate(
            M("there is no template “{name}”; there are {every}", name=name, every=every)
        )
    saved = read_bytes(path.read_bytes(), path.name)
    if title is None:
        return saved.data
    document = Document(saved.map, saved)
    document.commit(M("Name the map"), change(saved.map, "", title=title))
    return save_text(document)
