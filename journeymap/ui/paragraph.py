"""A sentence as a paragraph of its own, in a label or a box of the system.

Qt takes the direction of a label's text from its first letter that has one, so a Persian sentence
that begins with a Latin name would run from left to right. Knows texts only, no widgets.
"""

from __future__ import annotations

from journeymap.model.text import Message, is_rtl, say

RIGHT_TO_LEFT_MARK = "\u200f"


def paragraph(message: Message, lang: str) -> str:
    """Return the message in a language, running as that language does."""
    mark = RIGHT_TO_LEFT_MARK if is_rtl(lang) else ""
    return mark + say(message, lang)
