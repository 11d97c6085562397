"""Writes the table of shortcuts into the README, from the table of actions that the window uses.

python scripts/shortcuts.py           writes it
python scripts/shortcuts.py --check   only says whether it is current (exit status 1: it is not)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the checkout comes first

from journeymap.model.text import Message, say
from journeymap.ui.actions import ACTIONS, MENUS
from journeymap.ui.help import CANVAS_KEYS

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- shortcuts: written by scripts/shortcuts.py, edits are lost -->"
END = "<!-- end of shortcuts -->"


def table() -> str:
    """Return the shortcuts as a Markdown table: menu, what it does, keys."""
    rows = [
        _row(title, action.tip or action.text, action.keys)
        for menu, title in MENUS.items()
        for action in ACTIONS
        if action.menu == menu and action.keys
    ]
    rows += [_row("On the map", words, (keys,)) for keys, words in CANVAS_KEYS]
    return "\n".join(["| where | what | keys |", "|---|---|---|", *rows]) + "\n"


def current(text: str) -> str:
    """Return the README with the table as it is now; raises ValueError without the two marks."""
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"{README.name} has no “{BEGIN}” and “{END}” after it")
    return f"{before}{BEGIN}\n\n{table()}\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Return 0 when the README is current, after writing it unless --check was given."""
    text = README.read_text(encoding="utf-8")
    wanted = current(text)
    if text == wanted:
        return 0
    if "--check" in arguments:
        print(f"{README.name} shows other shortcuts than the window has")
        return 1
    README.write_text(wanted, encoding="utf-8")
    return 0


def _row(where: Message | str, what: Message, keys: Sequence[str]) -> str:
    place = where if isinstance(where, str) else say(where, "en").replace("&", "")
    words = say(what, "en").replace("&", "").removesuffix("…")
    return f"| {place} | {words} | {', '.join(f'`{each}`' for each in keys)} |"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
