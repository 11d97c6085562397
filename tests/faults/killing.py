"""A writer that is killed again and again, in a process of its own so that it may fork.

    python -m tests.faults.killing KIND TIMES FOLDER

(the kinds: replaced, in place, recovery, together)

prints as JSON how often it was killed, how many files were torn, how many temporary files were
left, and how often the old content had to be found beside a file that is written in place.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.recovery import Snapshot, Unusable, Writer, read_copy
from journeymap.files.save import content_hash, save_file
from journeymap.files.store import save_document
from journeymap.files.temporaries import BEGINS, interrupted
from journeymap.model import edits
from journeymap.model.document import Document, SavedText
from journeymap.model.text import M

SIZE = 200_000
BOTH = b"""\
title: Shop
owner: 0
metrics:
  - {id: m, name: Score, kind: score, better: higher}
readings_from: r.csv
"""


def whole(n: int) -> bytes:
    """Return a content that says by its hash whether it is whole."""
    body = f"{n}\n".encode() + bytes(str(n % 10), "ascii") * (SIZE + n % 7919)
    return content_hash(body).encode() + b"\n" + body


def is_whole(data: bytes) -> bool:
    """Return whether a content is one of ours and nothing of it is missing."""
    said, _, body = data.partition(b"\n")
    return content_hash(body).encode() == said


def write_for_ever(path: Path, in_place: bool) -> None:
    """Save one content after the other; ends only by being killed."""
    n = random.randrange(10_000)
    while True:
        n += 1
        save_file(path, whole(n), in_place=in_place)


def copy_for_ever(file: Path, saved: SavedText) -> None:
    """Write one recovery copy after the other; ends only by being killed."""
    writer, n = Writer(), random.randrange(1_000_000)
    while True:
        n += 1
        writer.write(file, Snapshot(edits.change(saved.map, "", owner=f"{n}"), None, saved.data))


def killed(child: int, path: Path, before: os.stat_result, more: float) -> bool:
    """Kill a writer some moments after it has written once; return whether that ended it."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        with suppress(FileNotFoundError):
            now = path.stat()
            if (now.st_ino, now.st_mtime_ns) != (before.st_ino, before.st_mtime_ns):
                break
        time.sleep(0.0005)
    time.sleep(more)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def copies(times: int, folder: Path) -> dict[str, int]:
    """Return how often a recovery copy could not be read after its writer was killed."""
    file = folder / "copy.json"
    saved = read_bytes(generate(40).encode(), "map.yaml")
    Writer().write(file, Snapshot(saved.map, None, saved.data))
    found = {"kills": 0, "torn": 0, "left": 0, "beside": 0, "progress": 0}
    rng, last = random.Random("recovery"), saved.map.owner
    for _ in range(times):
        before = file.stat()
        child = os.fork()
        if not child:
            with suppress(BaseException):
                copy_for_ever(file, saved)
            os._exit(1)
        found["kills"] += killed(child, file, before, rng.uniform(0, 0.02))
        try:
            owner = read_copy(file).map.owner
        except Unusable:
            found["torn"] += 1
            Writer().write(file, Snapshot(saved.map, None, saved.data))
            continue
        found["progress"] += owner != last
        last = owner
    return found


def save_both_for_ever(path: Path) -> None:
    """Save a map and the readings beside it with one number in both; ends only by being killed."""
    saved = read_file(path)
    document, n = Document(saved.map, saved), int(saved.map.owner or 0)
    while True:
        n += 1
        readings = tuple(each.model_copy(update={"value": n}) for each in document.map.readings)
        document.commit(
            M("Next"), document.map.model_copy(update={"owner": f"{n}", "readings": readings})
        )
        document.saved(save_document(document, path))


def together(times: int, folder: Path) -> dict[str, int]:
    """Return how often a map and its readings did not fit each other after a kill.

    They may be of one save, or the readings of the one whose map was about to be renamed.
    """
    path, beside = folder / "map.yaml", folder / "r.csv"
    path.write_bytes(BOTH)
    beside.write_text("metric,period,value\n" + "".join(f"m,{y},0\n" for y in range(1900, 2900)))
    found = {"kills": 0, "torn": 0, "left": 0, "beside": 0, "progress": 0}
    rng, last = random.Random("together"), "0"
    for _ in range(times):
        before = path.stat()
        child = os.fork()
        if not child:
            with suppress(BaseException):
                save_both_for_ever(path)
            os._exit(1)
        found["kills"] += killed(child, path, before, rng.uniform(0, 0.05))
        m = read_file(path).map
        number = int(m.owner or 0)
        values = {each.value for each in m.readings}
        found["torn"] += len(m.readings) != 1000 or values not in ({number}, {number + 1})
        found["beside"] += values == {number + 1}
        found["progress"] += m.owner != last
        last = m.owner or ""
    return found


def main(kind: str, times: int, folder: Path) -> dict[str, int]:
    """Return what was left behind by so many writers that were killed."""
    if kind == "recovery":
        return copies(times, folder)
    if kind == "together":
        return together(times, folder)
    path = folder / "map.yaml"
    path.write_bytes(whole(0))
    found = {"kills": 0, "torn": 0, "left": 0, "beside": 0, "progress": 0}
    rng = random.Random(kind)
    last = path.read_bytes()
    for _ in range(times):
        before = path.stat()
        child = os.fork()
        if not child:
            with suppress(BaseException):
                write_for_ever(path, kind == "in place")
            os._exit(1)
        found["kills"] += killed(child, path, before, rng.uniform(0, 0.012))
        now = path.read_bytes() if path.exists() else b""
        found["progress"] += now != last
        if not is_whole(now):
            aside = interrupted(path)
            if aside and is_whole(Path(aside).read_bytes()):
                found["beside"] += 1
                path.write_bytes(Path(aside).read_bytes())
                os.unlink(aside)
            else:
                found["torn"] += 1
                path.write_bytes(whole(0))
        last = path.read_bytes()
        for each in folder.iterdir():
            if each.name.startswith(BEGINS):
                found["left"] += 1
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))  # noqa: T201 - read by the test
