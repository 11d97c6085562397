"""A program with limits on memory and time, for inputs that would take all of either."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
needs_limits = pytest.mark.skipif(os.name != "posix", reason="this system sets no such limits")

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
"""
# The most memory a process had, in MB. What getrusage says of it begins with what the process that
# started it had.
MOST_MEMORY = """
def most_memory(pid="self"):
    lines = open(f"/proc/{pid}/status", encoding="ascii").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
"""
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not say what memory is used"
)
READ = """
import json, time
from journeymap.files.problems import Unreadable
from journeymap.files.reader import read_file
for path in sys.argv[1:]:
    began, said = time.process_time(), []
    try:
        read_file(path)
    except Unreadable as refused:
        said = [[p.line, p.column, str(p.message)] for p in refused.problems]
    print(json.dumps([path, said, time.process_time() - began]), flush=True)
"""


def limited(
    code: str, *args: object, memory: int, seconds: int, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Return how a program of ours ended that may take so many bytes and seconds of work."""
    whole = LIMITED.format(memory=memory, seconds=seconds) + code
    return subprocess.run(
        [sys.executable, "-c", whole, *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        **more,
    )


def read_limited(
    paths: Sequence[Path], memory: int = 1 << 30, seconds: int = 30
) -> dict[str, tuple[list[tuple[int, int, str]], float]]:
    """Return for each file by name its problems (line, column, text) and the seconds it took.

    Fails when the process that read them does not end well.
    """
    run = limited(READ, *paths, memory=memory, seconds=seconds)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0, (run.returncode, run.stderr[-2000:], [line[0] for line in lines])
    return {Path(path).name: ([tuple(p) for p in said], took) for path, said, took in lines}
