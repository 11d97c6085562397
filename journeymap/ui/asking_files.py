"""What is asked about the file of a map: whether changes are kept, and where.

Each function shows one box and returns the answer; nothing is saved here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, Message
from journeymap.ui import asking


def may_leave(parent: QWidget, lang: str, name: str) -> str:
    """Return save, discard or cancel for the changes to a map."""
    return asking.choose(
        parent,
        lang,
        M("Save the changes to {name}?", name=name),
        M("What is not saved is lost."),
        {
            "save": (M("Save"), "main"),
            "discard": (M("Discard"), "lose"),
            "cancel": (M("Cancel"), "cancel"),
        },
    )


def save_over(parent: QWidget, lang: str, why: Message) -> str:
    """Return as, over or cancel for a file that somebody else has written meanwhile."""
    return asking.choose(
        parent,
        lang,
        M("The file changed meanwhile"),
        why,
        {
            "as": (M("Save as…"), "main"),
            "over": (M("Overwrite"), "lose"),
            "cancel": (M("Cancel"), "cancel"),
        },
    )


def save_elsewhere(parent: QWidget, lang: str, why: Message, in_place: bool = False) -> str:
    """Return as, again, in place or cancel for a map that cannot be written where it was to be.

    `in_place` offers to write over the file itself, where it could not be replaced.
    """
    answers = {"as": (M("Save as…"), "main"), "again": (M("Try again"), "other")}
    if in_place:
        answers["in place"] = (M("Write into the file itself"), "other")
    return asking.choose(
        parent,
        lang,
        M("The map could not be saved; what is on disk stands as it was"),
        why,
        {**answers, "cancel": (M("Cancel"), "cancel")},
    )


def open_locked(parent: QWidget, lang: str, name: str, who: Message) -> str:
    """Return read, take or cancel for a map that another process has open."""
    return asking.choose(
        parent,
        lang,
        M("{name} is open already", name=name),
        who,
        {
            "read": (M("Open read-only"), "main"),
            "take": (M("Take over"), "other"),
            "cancel": (M("Cancel"), "cancel"),
        },
    )


def save_locked(parent: QWidget, lang: str, name: str, who: Message) -> str:
    """Return as, take or cancel for a file that another process has open and is to be replaced."""
    return asking.choose(
        parent,
        lang,
        M("{name} is open already", name=name),
        who,
        {
            "as": (M("Take another name"), "main"),
            "take": (M("Replace it all the same"), "lose"),
            "cancel": (M("Cancel"), "cancel"),
        },
    )


def tell_held(parent: QWidget, lang: str, name: str) -> None:
    """Say that a map cannot be kept in a file that another window shows."""
    asking.tell(
        parent,
        lang,
        M("{name} is open in another window", name=name),
        M("Take another name, or close that window first."),
    )
