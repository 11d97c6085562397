"""What is known of comments without their panel: how many threads are open, who would write.

Nothing here shows a thread; the panel that does is loaded when somebody opens it.
"""

from __future__ import annotations

from getpass import getuser

from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, digits, say
from journeymap.model.threads import threads


def open_threads(m: JourneyMap) -> int:
    """Return how many threads of a map are open."""
    return sum(thread.open for thread in threads(m))


def title(m: JourneyMap, lang: str) -> str:
    """Return what the panel of comments is called, with how many threads are open."""
    n, name = open_threads(m), say(M("Comments"), lang)
    return f"{name} ({digits(str(n), lang)})" if n else name


NOBODY = frozenset(("root", "admin", "administrator", "user", "guest", "owner", "nobody"))


def known_name() -> str:
    """Return what the system calls the person who uses it, empty where that names nobody."""
    try:
        name = getuser()
        return "" if name.casefold() in NOBODY else name
    except (KeyError, OSError, ImportError):
        return ""
