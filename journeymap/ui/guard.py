"""Keeps an error in painting from ending the program: it is handed on, and nothing is painted.

Qt calls the paint method of a graphics item or a row from C++, and so it asks a model what is in
one; PySide does not outlive an exception there. The former are therefore `guarded`, and what models
answer is `answering`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from weakref import WeakKeyDictionary

from PySide6.QtGui import QPainter

Rest = ParamSpec("Rest")
_told: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()


def guarded(
    paint: Callable[Concatenate[Any, QPainter, Rest], None],
) -> Callable[Concatenate[Any, QPainter, Rest], None]:
    """Return a paint method that lets no exception out and leaves the painter as it was.

    What went wrong goes to sys.excepthook, as the errors of slots do: once for each object and
    place in the code, since a frame is painted sixty times a second.
    """

    @wraps(paint)
    def painted(self: Any, painter: QPainter, /, *args: Rest.args, **named: Rest.kwargs) -> None:
        painter.save()
        try:
            paint(self, painter, *args, **named)
        except Exception as error:  # noqa: BLE001 - whatever it is must not reach C++
            if _is_new(self, error):
                sys.excepthook(type(error), error, error.__traceback__)
        finally:
            painter.restore()

    return painted


def answering(
    data: Callable[Concatenate[Any, Rest], Any],
) -> Callable[Concatenate[Any, Rest], Any]:
    """Return what answers for a model: nothing where that goes wrong, which is handed on too.

    Qt asks a model several times for each cell that it paints, and goes on asking after an error.
    """

    @wraps(data)
    def answered(self: Any, /, *args: Rest.args, **named: Rest.kwargs) -> Any:
        try:
            return data(self, *args, **named)
        except Exception as error:  # noqa: BLE001 - whatever it is must not reach C++
            if _is_new(self, error):
                sys.excepthook(type(error), error, error.__traceback__)
            return None

    return answered


def _is_new(item: object, error: Exception) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    known = _told.setdefault(item, set())
    told = place in known
    known.add(place)
    return not told
