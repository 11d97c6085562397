"""Recovery copies: a map as it stood a moment ago, for whoever comes after a crash.

A copy is three lines: a header that says whose it is, the map and what was being written as JSON,
and the text that the map came from, so that it can be joined to a file that changed since. JSON,
because it takes a twentieth of the time of YAML, and losslessly: what stands plain under an `x-`
key comes back plain. This module knows one copy; what is to be offered to a person is for
`offers.py`. It may be run in a thread: a map is a frozen value.
"""

from __future__ import annotations

import json
import os
import stat
import time
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from journeymap.files.decode import MAX_BYTES
from journeymap.files.migrations import FORMAT, format_of, migrate
from journeymap.files.plain import Plain
from journeymap.files.processes import Process, host, process_of, this_process
from journeymap.files.reader import gc_paused
from journeymap.files.recovery_folder import ready
from journeymap.files.save import content_hash, save_file
from journeymap.files.tree import own_tree, tree
from journeymap.model.journey import KINDS, JourneyMap, Record
from journeymap.model.text import M, Message

VERSION = 1
MAX_HEADER = 1 << 16  # bytes
MAX_COPY = 4 * MAX_BYTES
LATEST = 1e11  # seconds since 1970 that a calendar can still name
SLICE = 32  # records between two pauses: half a millisecond's work
_FAST = frozenset((str, int, float, bool, type(None)))
_PLAIN, _DATE, _ESCAPE = "~plain", "~date", "~"

Draft = tuple[str, str, str]  # how, about what, and the words of a comment that was not sent


class Snapshot(NamedTuple):
    """What a copy keeps: a map, where it belongs, the text it came from, comments not sent."""

    map: JourneyMap
    path: str | None = None
    base: bytes = b""  # of its file as it was last read or written, or of its template
    drafts: tuple[Draft, ...] = ()
    beside: bytes | None = None  # of the file of readings that goes with the base


class Header(NamedTuple):
    """Whose a copy is; `when` is in seconds since 1970, `hash` that of the text it came from."""

    file: Path
    path: str | None
    hash: str
    title: str
    when: float
    process: Process
    host: str
    format: int
    start: int  # bytes before the map
    digest: str
    beside: str  # the hash of the readings beside the text it came from, empty without any


class Recovered(NamedTuple):
    """A copy that was read."""

    header: Header
    map: JourneyMap
    base: bytes
    drafts: tuple[Draft, ...]
    beside: bytes | None


class Unusable(Exception):
    """A copy cannot be read; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Writer:
    """Writes copies of one map after another, and what did not change only once.

    Edits share every record that they left alone, so its JSON is kept from one copy to the next.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Record, bytes]] = {}
        self._packs: dict[str, _Packed] = {}

    def write(self, file: Path, shot: Snapshot, pause: Callable[[], object] = lambda: None) -> None:
        """Write a copy for good; raises SaveFailed, and then an earlier copy stands as it was.

        `pause` is called again and again between two short pieces of work, so that a window is not
        held up by a thread that writes; what it raises ends the writing.
        """
        ready(file.parent)
        body = _Body()
        self._put_map(body, shot, pause)
        start = body.size
        body.add(b"\n", self._packed("base", shot.base, pause).text, b"\n")
        save_file(file, b"".join((self._header(shot, start, body), *body.pieces)))
        with suppress(OSError):
            file.chmod(0o600)  # the folder was closed to others before

    def _header(self, shot: Snapshot, start: int, body: _Body) -> bytes:
        header = {
            "journeymap": "recovery",
            "version": VERSION,
            "format": shot.map.format,
            "path": shot.path,
            "hash": self._packs["base"].hash if shot.base else "",
            "beside": self._packs["beside"].hash if shot.beside is not None else "",
            "title": shot.map.title[:200],
            "when": time.time(),
            "process": this_process(),
            "host": host(),
            "map": start,
            "bytes": body.size,
            "digest": body.hash.hexdigest(),
        }
        return json.dumps(header).encode() + b"\n"

    def _put_map(self, body: _Body, shot: Snapshot, pause: Callable[[], object]) -> None:
        known: dict[int, tuple[Record, bytes]] = {}
        body.add(b'{"map":{')
        comma = b""
        for key, value in own_tree(shot.map).items():
            body.add(comma, json.dumps(key).encode(), b":")
            if key in KINDS:
                self._put_records(body, value, known, pause)
            else:
                body.add(_json(_marked({key: value})[key]))
            comma = b","
        body.add(b'},"drafts":', _json(shot.drafts))
        if shot.beside is not None:
            body.add(b',"beside":"', self._packed("beside", shot.beside, pause).text, b'"')
        body.add(b"}")
        self._known = known

    def _put_records(
        self,
        body: _Body,
        records: Sequence[Record],
        known: dict[int, tuple[Record, bytes]],
        pause: Callable[[], object],
    ) -> None:
        body.add(b"[")
        for at in range(0, len(records), SLICE):
            pause()
            said = []
            for record in records[at : at + SLICE]:
                entry = self._known.get(id(record))
                if entry is None or entry[0] is not record:
                    entry = (record, _json(_marked(tree(record))))
                known[id(record)] = entry
                said.append(entry[1])
            body.add(b"," if at else b"", b",".join(said))
        body.add(b"]")

    def _packed(self, name: str, data: bytes, pause: Callable[[], object]) -> _Packed:
        """Return a file that a map came from as it stands in a copy."""
        pause()
        found = self._packs.get(name)
        if found is None or found.data is not data:
            text = b64encode(zlib.compress(data, 1)) if data else b""
            found = self._packs[name] = _Packed(data, content_hash(data), text)
        pause()
        return found


class _Packed(NamedTuple):
    """A file that a map came from, its hash, and how it stands in a copy."""

    data: bytes
    hash: str
    text: bytes


class _Body:
    """What follows the header: its pieces, how long they are, and their hash."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size, self.hash = 0, sha256()

    def add(self, *pieces: bytes) -> None:
        """Put pieces at the end; each is hashed at once, so that no long piece of work is left."""
        for piece in pieces:
            self.pieces.append(piece)
            self.size += len(piece)
            self.hash.update(piece)


# ---------------------------------------------------------------- JSON


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _marked(value: Any, own: bool = False) -> Any:
    """Return a tree as JSON can hold it.

    Inside what is the person's own (`x-` keys, check settings) no type says how a scalar is meant:
    there what stood plain, and dates, are marked as such.
    """
    kind = value.__class__
    if kind is dict:
        made = {}
        for key, item in value.items():
            inner = own or key[:2] == "x-" or key == "settings"
            name = _ESCAPE + key if own and key.startswith(_ESCAPE) else str(key)
            made[name] = item if item.__class__ in _FAST else _marked(item, inner)
        return made
    if kind is list or kind is tuple:
        return [item if item.__class__ in _FAST else _marked(item, own) for item in value]
    if kind is Plain:
        return {_PLAIN: str(value)} if own else str(value)
    if isinstance(value, date):
        return {_DATE: value.isoformat()} if own else value.isoformat()
    return value


def _unmarked(value: Any, own: bool = False) -> Any:
    if value.__class__ is dict:
        if own and len(value) == 1:
            (key, item), *_ = value.items()
            if key == _PLAIN:
                return Plain(item)
            if key == _DATE:
                return date.fromisoformat(item)
        made = {}
        for key, item in value.items():
            inner = own or key[:2] == "x-" or key == "settings"
            name = key[1:] if own and key.startswith(_ESCAPE) else key
            made[name] = item if item.__class__ in _FAST else _unmarked(item, inner)
        return made
    if value.__class__ is list:
        return [item if item.__class__ in _FAST else _unmarked(item, own) for item in value]
    return value


# ---------------------------------------------------------------- reading


def read_header(file: Path) -> Header:
    """Return whose a copy is, without reading the map in it; raises Unusable."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would be waited for
            raise Unusable(M("this is no file"))
        with file.open("rb") as copy:
            line = copy.readline(MAX_HEADER)
            size = os.fstat(copy.fileno()).st_size
    except OSError as error:
        raise Unusable(_cannot(error)) from None
    if not size:
        raise Unusable(M("the copy is empty"))
    try:
        values = json.loads(line)
        return _header_of(file, values, line, size)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unusable(M("this is no recovery copy, or its first line is damaged")) from None


def _header_of(file: Path, values: dict[str, Any], line: bytes, size: int) -> Header:
    if values["journeymap"] != "recovery":
        raise ValueError
    version, number = values["version"], values["format"]
    if type(version) is not int or version > VERSION or type(number) is not int or number > FORMAT:
        raise Unusable(M("the copy was written by a newer journeymap; open it with that one"))
    path, process = values["path"], process_of(values["process"])
    texts = tuple(values[name] for name in ("hash", "title", "host", "digest"))
    whole = isinstance(path, str | None) and all(isinstance(text, str) for text in texts)
    start, when = values["map"], values["when"]
    if not whole or process is None or type(start) is not int or type(when) not in (int, float):
        raise ValueError
    if not 0 <= when < LATEST:
        raise ValueError
    if size != len(line) + values["bytes"]:
        raise Unusable(M("the copy ends too soon"))
    found, title, where, digest = texts
    beside = str(values.get("beside", ""))
    return Header(file, path, found, title, when, process, where, number, start, digest, beside)


def read_copy(file: Path) -> Recovered:
    """Return the map that a copy holds and all that belongs to it; raises Unusable."""
    header = read_header(file)
    try:
        if file.stat().st_size > MAX_COPY:
            raise Unusable(M("the copy is too large"))
        body = file.read_bytes().partition(b"\n")[2]
    except OSError as error:
        raise Unusable(_cannot(error)) from None
    if sha256(body).hexdigest() != header.digest:
        raise Unusable(M("the copy is damaged"))
    try:
        values = json.loads(body[: header.start].decode("utf-8", "surrogatepass"))
        with gc_paused():
            m = _map_of(_unmarked(values["map"]), header.format)
        drafts = tuple((str(how), str(key), str(words)) for how, key, words in values["drafts"])
        base = _unpacked(body[header.start :].strip())
        beside = _unpacked(values.get("beside", "").encode()) if header.beside else None
    except ValidationError:
        raise Unusable(M("the copy holds no map of this format")) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error):
        raise Unusable(M("the copy is damaged")) from None
    return Recovered(header, m, base, drafts, beside)


def _map_of(data: dict[str, Any], number: int) -> JourneyMap:
    if format_of({"format": str(number)}) != FORMAT:
        data = migrate(data, number)
    m: JourneyMap = JourneyMap.__pydantic_validator__.validate_python(
        data, by_alias=True, by_name=False
    )
    return m


def _unpacked(packed: bytes) -> bytes:
    if not packed:
        return b""
    machine = zlib.decompressobj()
    base = machine.decompress(b64decode(packed, validate=True), MAX_BYTES)
    if machine.unconsumed_tail or not machine.eof:
        raise ValueError
    return base


def _cannot(error: OSError) -> Message:
    return M("the copy cannot be opened: {reason}", reason=error.strerror or type(error).__name__)
