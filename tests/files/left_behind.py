"""Recovery copies and marks as a process would have left them that is dead by now."""

from __future__ import annotations

import json
from pathlib import Path

from journeymap.files import opened
from journeymap.files.processes import Process, this_process
from journeymap.files.reader import read_file
from journeymap.files.recovery import Snapshot, Writer
from journeymap.files.recovery_folder import new_file
from journeymap.model import edits

DEAD = this_process()._replace(began="before")


def kept(folder: Path, shot: Snapshot, process: Process | None = DEAD) -> Path:
    """Return a copy as a process that is dead by now would have left it."""
    file = new_file(folder)
    Writer().write(file, shot)
    if process is not None:
        said(file, process=list(process))
    return file


def said(file: Path, **changes: object) -> None:
    """Let the header of a copy say something else."""
    header, _, body = file.read_bytes().partition(b"\n")
    file.write_bytes(json.dumps({**json.loads(header), **changes}).encode() + b"\n" + body)


def coffee(tmp_path: Path, examples: Path) -> tuple[Path, Snapshot]:
    """Return a file and what is in a window that changed its title."""
    path = tmp_path / "coffee.yaml"
    path.write_bytes((examples / "coffee-app.yaml").read_bytes())
    saved = read_file(path)
    changed = edits.change(saved.map, "", title="Coffee, changed")
    return path, Snapshot(changed, str(path), saved.data)


def crashed(folder: Path, path: str) -> None:
    """Leave the mark of a process that ended soon after opening a map."""
    made = opened.mark(folder, path)
    assert made is not None
    values = json.loads(made.read_text())
    made.write_text(json.dumps({**values, "process": list(DEAD)}))
