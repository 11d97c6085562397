"""Which process of which machine this is, and whether another one still lives.

A process id alone says little: ids are given again. With the moment at which the process began,
and the machine it runs on, it is known for good. Read before the window stands, so nothing that
takes time is imported, and nothing is written.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

if sys.platform == "win32":
    import ctypes
elif sys.platform != "linux":
    import subprocess

_MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_BOOT = "/proc/sys/kernel/random/boot_id"
_QUERY, _STILL_RUNS = 0x1000, 259  # PROCESS_QUERY_LIMITED_INFORMATION, STILL_ACTIVE


class Process(NamedTuple):
    """One process: the machine, its id there, and a text that says when it began."""

    machine: str
    pid: int
    began: str


def process_of(values: object) -> Process | None:
    """Return the process that three plain values stand for, None when they are no process."""
    if not isinstance(values, list | tuple) or len(values) != 3:
        return None
    machine, pid, began = values
    if not (isinstance(machine, str) and isinstance(began, str) and type(pid) is int):
        return None
    return Process(machine, pid, began) if 0 < pid < 1 << 32 else None


@lru_cache(maxsize=1)
def _me(pid: int) -> Process:
    return Process(machine(), pid, _began(pid) or "")


def this_process() -> Process:
    """Return the process that asks; a forked child is another one than its parent."""
    return _me(os.getpid())


def lives(process: Process) -> bool | None:
    """Return whether a process still runs; None for one of another machine: nobody can know."""
    if process.machine != machine():
        return None
    began = _began(process.pid)
    if began is None:
        return False
    return began == process.began or not (began and process.began)


@lru_cache(maxsize=1)
def machine() -> str:
    """Return a name for this machine that stays when its network name changes.

    The system's own id of the machine is not for others to see, so only two sums of it are kept;
    loading something stronger would hold up the first paint.
    """
    for place in _MACHINE_IDS:
        try:
            text = Path(place).read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        if text:
            told = f"journeymap {text}".encode()
            return f"{crc32(told):08x}{crc32(told[::-1]):08x}"
    return host()


def host() -> str:
    """Return what people call this machine."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


# `_began` returns when a process began, as a text; None when there is none, empty when unknown.
if sys.platform == "win32":

    def _began(pid: int) -> str | None:
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return None
        try:
            code = ctypes.c_ulong()
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_RUNS:
                return None
            times = [ctypes.c_ulonglong() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *map(ctypes.byref, times)):
                return ""
            return str(times[0].value)
        finally:
            kernel.CloseHandle(handle)

elif sys.platform == "linux":

    def _began(pid: int) -> str | None:
        try:
            stat = Path(f"/proc/{pid}/stat").read_bytes()
            boot = Path(_BOOT).read_text("ascii").strip()
        except (FileNotFoundError, ProcessLookupError):
            return None if Path("/proc/self/stat").exists() else ""
        except OSError:
            return ""
        # the name in brackets may hold anything; state is the third field, start the 22nd
        fields = stat.rpartition(b")")[2].split()
        if fields[0] in (b"Z", b"X"):  # it ended, and nobody has asked yet how
            return None
        return f"{boot[:8]}-{fields[19].decode()}"

else:

    def _began(pid: int) -> str | None:
        command = ["/bin/ps", "-o", "lstart=", "-p", str(pid)]
        try:
            run = subprocess.run(command, capture_output=True, timeout=5, check=False)
        except (OSError, subprocess.SubprocessError):
            return ""
        return run.stdout.decode(errors="replace").strip() or None
