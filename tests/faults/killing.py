"""A writer that is killed again and again, in a process of its own so that it may fork.

    python -m tests.faults.killing KIND TIMES FOLDER

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

from journeymap.files.save import content_hash, save_file
from journeymap.files.temporaries import BEGINS, interrupted

SIZE = 200_000


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


def main(kind: str, times: int, folder: Path) -> dict[str, int]:
    """Return what was left behind by so many writers that were killed."""
    path = folder / "map.yaml"
    path.write_bytes(whole(0))
    found = {"kills": 0, "torn": 0, "left": 0, "beside": 0, "progress": 0}
    rng = random.Random(kind)
    last = path.read_bytes()
    for _ in range(times):
        child = os.fork()
        if not child:
            with suppress(BaseException):
                write_for_ever(path, kind == "in place")
            os._exit(1)
        time.sleep(rng.uniform(0, 0.012))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        found["kills"] += os.WIFSIGNALED(status)
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
