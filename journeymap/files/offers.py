"""What can be brought back after a crash: the copies of dead processes, and what is in them.

A copy that cannot be read is set aside with a note that says why; so is one that a person does not
want. Both are kept for a while. A copy of a living process, perhaps of a second window on the same
screen, is nobody else's business. Nothing is decided here: that is for the person.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from journeymap.files.opened import SAFE, mark, unmark
from journeymap.files.problems import FilesError
from journeymap.files.processes import lives
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.recovery import (
    Header,
    Recovered,
    Unusable,
    read_copy,
    read_header,
)
from journeymap.files.recovery_folder import copies, ready
from journeymap.files.save import content_hash
from journeymap.files.temporaries import sweep
from journeymap.model.diff_words import ORDERS, sentences
from journeymap.model.document import SavedText
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, literal
from journeymap.model.threeway import merge

DAY = 86_400.0  # seconds
STRANGE = DAY  # after which a copy of another machine is offered: its process cannot be asked
KEPT = 90 * DAY  # for what was set aside
MOST_ASIDE = 200  # copies that are kept there, and
MOST_BYTES = 500 << 20
MOST_SAID = 200  # changes that are said one by one
ASIDE = "aside"

# how the file stands to the text that the copy came from
State: TypeAlias = Literal["same", "changed", "gone", "broken", "untitled"]


class Offer(NamedTuple):
    """One map that can be brought back."""

    header: Header
    state: State
    changes: tuple[Message, ...]  # what the copy has that the file has not, the first of them
    n: int  # of all changes
    drafts: int  # comments that were not sent
    unsafe: bool  # the program ended again and again soon after this map was opened


class Found(NamedTuple):
    """What a look into the folder of the copies found."""

    offers: tuple[Offer, ...]  # the newest first
    aside: tuple[Message, ...]  # what was set aside just now, and why


def waiting(folder: Path, now: float | None = None) -> list[Path]:
    """Return the copies that belong to no living process, readable or not; quick."""
    now = time.time() if now is None else now
    found = []
    for file in copies(folder):
        try:
            header = read_header(file)
        except Unusable:
            found.append(file)
            continue
        alive = lives(header.process)
        if alive is False or (alive is None and now - header.when > STRANGE):
            found.append(file)
    return found


def look(folder: Path, crashes: Mapping[str, int] | None = None) -> Found:
    """Return what can be brought back; sets aside what cannot be read, and clears up."""
    crashes = crashes or {}
    offers, aside = [], []
    for file in waiting(folder):
        if crashes.get(str(file), 0) >= SAFE:
            aside.append(set_aside(file, M("journeymap ended each time while reading the copy")))
            continue
        made = mark(folder, str(file))  # should reading end the program, it is not read for ever
        try:
            offer = _offer(read_copy(file), crashes)
        except Unusable as error:
            aside.append(set_aside(file, error.message))
            offer = None
        except Exception as error:  # noqa: BLE001 - the other copies are to be offered all the same
            problem = literal(f"{type(error).__name__}: {error}"[:300])
            aside.append(set_aside(file, problem))
            offer = None
        finally:
            unmark(folder, str(file), made)
        if offer is not None:
            offers.append(offer)
    prune(folder)
    offers.sort(key=lambda offer: offer.header.when, reverse=True)
    return Found(tuple(offers), tuple(aside))


def _offer(copy: Recovered, crashes: Mapping[str, int]) -> Offer | None:
    """Return the offer of a copy; none, and no copy either, where nothing would be lost."""
    header = copy.header
    file, state = on_disk(header)
    saved = file or base_of(copy)
    if saved is not None and state == "same" and not copy.drafts and copy.map == saved.map:
        discard(header.file)
        return None
    said = _differences(saved, copy) or ()
    unsafe = crashes.get(header.path or "", 0) >= SAFE
    return Offer(header, state, said[:MOST_SAID], len(said), len(copy.drafts), unsafe)


def _differences(saved: SavedText | None, copy: Recovered) -> tuple[Message, ...] | None:
    """Return what a copy has that a text has not; None where that cannot be said."""
    if saved is None:
        return None
    try:
        brought = _brought_back(saved, copy)
        said = sentences(index_of(saved.map), index_of(brought))
        unseen = not said and brought != saved.map  # between touchpoints of several stages
        return (ORDERS["touchpoints"],) if unseen else said
    except Exception:  # noqa: BLE001 - a map that cannot be compared can still be brought back
        return None


def _brought_back(saved: SavedText, copy: Recovered) -> JourneyMap:
    """Return the map that bringing the copy back would make of the file as it is now."""
    if is_as_copied(copy.header, saved):
        return copy.map
    base = base_of(copy)
    merged = merge(base.map, copy.map, saved.map) if base is not None else None
    return copy.map if merged is None or merged.conflicts else merged.map


def on_disk(header: Header) -> tuple[SavedText | None, State]:
    """Return what the file of a copy holds now, and how that stands to what the copy came from."""
    if header.path is None:
        return None, "untitled"
    try:
        saved = read_file(header.path)
    except FilesError:
        return None, "broken" if os.path.exists(header.path) else "gone"
    return saved, "same" if is_as_copied(header, saved) else "changed"


def is_as_copied(header: Header, saved: SavedText) -> bool:
    """Return whether a text, and the readings beside it, are those that a copy came from."""
    if content_hash(saved.data) != header.hash:
        return False
    return not header.beside or header.beside == content_hash(saved.beside or b"")


def base_of(copy: Recovered) -> SavedText | None:
    """Return the text that a copy came from, as a map; None where it kept none."""
    if not copy.base:
        return None
    path = copy.header.path
    name = path or f"{copy.header.title}.yaml"
    try:
        return read_bytes(copy.base, name, Path(path).parent if path else None, copy.beside)
    except FilesError:
        return None


# ---------------------------------------------------------------- clearing up


def set_aside(file: Path, why: Message) -> Message:
    """Return a sentence about a copy after moving it out of the way, with a note beside it."""
    folder = file.parent / ASIDE
    with suppress(OSError):
        ready(folder)
        os.utime(file)  # it is kept for a time from now on
        file.replace(folder / file.name)
        note = folder / f"{file.stem}.txt"
        note.write_text(f"{time.strftime('%Y-%m-%d %H:%M')} {why}\n", "utf-8")
    return M("{file}: {problem}", file=file.name, problem=why)


def discard(file: Path) -> None:
    """Remove a copy, if it is there."""
    with suppress(OSError):
        file.unlink()


def prune(folder: Path, now: float | None = None) -> list[str]:
    """Return the names of what was removed: what was set aside long ago, or is too much."""
    now = time.time() if now is None else now
    sweep(str(folder))  # what writers left that were killed
    removed, count, size = [], 0, 0
    for file, at, length in _by_age(folder / ASIDE):
        count, size = count + 1, size + length
        if now - at > KEPT or count > MOST_ASIDE or size > MOST_BYTES:
            with suppress(OSError):
                file.unlink()
                removed.append(file.name)
            with suppress(OSError):
                file.with_suffix(".txt").unlink()
    return removed


def _by_age(folder: Path) -> Iterable[tuple[Path, float, int]]:
    """Return (file, when it was changed, bytes) of the copies in a folder, the newest first."""
    found = []
    for file in copies(folder):
        with suppress(OSError):
            status = file.stat()
            found.append((file, status.st_mtime, status.st_size))
    return sorted(found, key=lambda entry: entry[1], reverse=True)
