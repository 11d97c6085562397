"""The period that a person names on the command line; what is none is refused, never ignored."""

from __future__ import annotations

from journeymap.console import fail, said
from journeymap.model.periods import is_real
from journeymap.model.text import M
from journeymap.model.vocabulary import Calendar


def refuse_no_period(text: str, calendar: Calendar) -> None:
    """End the program where a text is no period of a calendar; a blank one names none."""
    if text and not is_real(text, calendar):
        fail(
            said(
                M(
                    "“{text}” is no period; write 2026, 2026-Q4, 2026-10, 2026-W41, 2026-10-21 or "
                    "two of them with .. between",
                    text=text,
                )
            )
        )
