"""What a file is, told from its first bytes and never from its name.

Names lie: a web page is saved as `report.xlsx`, a workbook as `report.csv`. What is no table gets
a sentence here, before any reader sees it, and so does what cannot be opened at all.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from pathlib import Path
from typing import Literal, NamedTuple

from journeymap.metrics import apart
from journeymap.metrics.limits import MAX_BYTES, MAX_TEXT
from journeymap.metrics.table import Assumption, Unusable
from journeymap.model.text import M, Message

Kind = Literal["text", "json", "workbook", "parquet"]

_GZIP = b"\x1f\x8b"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_PARTS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
# What is often taken for a table, or named like one, by how it begins.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3\0", "SQLite"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"ARROW1", "Arrow"),
    (b"$FL2", "SPSS"),
    (b"$FL3", "SPSS"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
)
# What names promise, to say when the content is something else.
_PROMISES: dict[str, Kind] = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".tab": "text",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xlsb": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".parquet": "parquet",
    ".pq": "parquet",
}


class Opened(NamedTuple):
    """A file that may hold a table; `data` is its content where that is text, unpacked."""

    kind: Kind
    data: bytes
    said: tuple[Assumption, ...]


def opened(path: Path) -> Opened:
    """Return what a file is; raises Unusable when it cannot be opened or holds no table."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            known = os.fstat(file.fileno())
            if not stat.S_ISREG(known.st_mode):
                raise Unusable(M("this is no file; name the file that holds the table"))
            if known.st_size > MAX_BYTES:
                raise Unusable(_too_large(known.st_size))
            head = file.read(4096)
            if not head:
                raise Unusable(M("this file is empty; export the table again"))
            kind = _container(head, path)
            data = b"" if kind else head + file.read(MAX_BYTES)
    except FileNotFoundError:
        raise Unusable(M("there is no such file")) from None
    except IsADirectoryError:
        raise Unusable(M("this is a folder; name the file that holds the table")) from None
    except (OSError, ValueError) as error:  # a NUL in a name is a ValueError
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Unusable(M("cannot be opened: {reason}", reason=reason)) from None
    said: list[Assumption] = []
    if data.startswith(_GZIP):
        data = _unpacked(data)
        said.append(Assumption("packed", "gzip", "certain", M("the file is packed with gzip")))
        if _container(data[:4096], None) or data.startswith(_GZIP):
            raise Unusable(M("what is packed in this file is no text; unpack it and name that"))
    if len(data) > MAX_TEXT:
        raise Unusable(_too_large(len(data)))
    if not kind:
        kind = _text_kind(data)
    promised = _PROMISES.get(path.suffix.lower())
    if promised and promised != kind:
        said.append(Assumption("kind", kind, "certain", _in_truth(path.suffix, kind)))
    return Opened(kind, data, tuple(said))


def _without_waiting(path: str, flags: int) -> int:
    # a pipe that nobody writes to would let the program wait for ever
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _too_large(size: int) -> Message:
    return M(
        "this file has {size} MiB, more than the {limit} MiB that can be read; "
        "export fewer columns or a shorter period",
        size=-(-size // (1 << 20)),
        limit=MAX_TEXT >> 20,
    )


def _container(head: bytes, path: Path | None) -> Kind | None:
    """Return what is no text but a table, None for text; raises Unusable for what is neither."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if path is not None:
            apart.zip_kind(path)
        return "workbook"
    if head.startswith(_OLE):
        if path is not None:
            _check_ole(path)
        return "workbook"
    for start, name in _OTHERS:
        if head.startswith(start):
            raise Unusable(
                M(
                    "this is a file of the kind {kind}, not a table; export the table as CSV or "
                    "XLSX",
                    kind=name,
                )
            )
    return None


def _check_ole(path: Path) -> None:
    """Refuse what is no old Excel file, and the new ones that are locked with a password."""
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES)
    if _ENCRYPTED in data:
        raise Unusable(M("this workbook is protected with a password; save a copy without one"))
    if not any(part in data for part in _XLS_PARTS):
        raise Unusable(
            M("this is an old Office file but no Excel workbook; export the table as CSV or XLSX")
        )


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            text = packed.read(MAX_TEXT + 1)
    except EOFError:
        raise Unusable(
            M("this file is cut off: its packed content has no end; fetch it again")
        ) from None
    except (OSError, zlib.error):
        raise Unusable(M("this file is packed with gzip but damaged; fetch it again")) from None
    if not text:
        raise Unusable(M("this file is empty; export the table again"))
    return text


def _text_kind(data: bytes) -> Kind:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table")):
        raise Unusable(
            M(
                "this is a web page, whatever its name says; it may be a sign-in page: "
                "download the table again"
            )
        )
    if start.startswith((b"<?xml", b"<workbook", b"<svg")):
        raise Unusable(M("this is an XML file; export the table as CSV or XLSX"))
    return "json" if start.startswith((b"{", b"[{", b"[[")) or _is_list(start) else "text"


def _is_list(start: bytes) -> bool:
    return start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"[", b"]")


def _in_truth(suffix: str, kind: Kind) -> Message:
    words: dict[Kind, Message] = {
        "text": M("text with delimiters"),
        "json": M("JSON"),
        "workbook": M("a workbook"),
        "parquet": M("a Parquet file"),
    }
    return M(
        "the name ends in {suffix}, but this is {kind}, and read as that",
        suffix=suffix,
        kind=words[kind],
    )
