"""Caches of which each thread has its own: for glyphs, fonts and their metrics.

Qt keeps what it reads of fonts per thread and throws it away when the thread ends; a glyph that
another thread goes on painting then points at nothing. What is kept here goes with its thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
Made = TypeVar("Made")


def per_thread(maxsize: int) -> Callable[[Callable[P, Made]], Callable[P, Made]]:
    """Return a decorator that keeps what a function returns, `maxsize` results in each thread."""

    def kept(make: Callable[P, Made]) -> Callable[P, Made]:
        here = threading.local()

        @wraps(make)
        def found(*args: P.args, **kwargs: P.kwargs) -> Made:
            try:
                own = here.found
            except AttributeError:
                own = here.found = lru_cache(maxsize)(make)
            return cast("Made", own(*args, **kwargs))

        def info() -> object:
            return here.found.cache_info()

        found.cache_info = info  # type: ignore[attr-defined]  # of this thread, as lru_cache has it
        return found

    return kept
