"""How large a source may be, in one place: what is over a limit gets a sentence, never a hang.

The limits are far above what readings and surveys need. Event logs, which outgrow them, are not
read into memory at all and have limits of their own.
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 512 << 20  # of a file as it stands on the disk
MAX_TEXT: Final = 256 << 20  # bytes of text, unpacked; it is decoded as a whole
MAX_WHOLE: Final = 64 << 20  # characters of JSON that is not one value a line
MAX_CELLS: Final = 10_000_000
MAX_COLUMNS: Final = 2_000
MAX_LINE: Final = 4 << 20  # characters between two line ends
MAX_CELL: Final = 131_072  # characters; the csv module's own limit
MAX_SKIPPED: Final = 1_000  # rows that are told one by one; the rest is counted in one sentence

MAX_UNPACKED: Final = 500 << 20  # bytes of all that is in a workbook
MAX_RATIO: Final = 100  # unpacked bytes for a packed one, of what is over a megabyte
MAX_ENTRIES: Final = 1_000  # files inside a workbook, sheets among them
MEMORY: Final = 1 << 30  # bytes for the process that opens a workbook or a Parquet file
SECONDS: Final = 60  # of work for that process
