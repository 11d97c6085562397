"""Levels and settings from the command line: `CHECK=LEVEL` and `CHECK.SETTING=VALUE`.

The same form as `journeymap set`: before the equals sign what is meant, a dot goes deeper, and no
check's id holds a dot, so both can be said with one option. Whoever types is told at once what is
wrong; nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from journeymap.checks.registry import Check
from journeymap.checks.tuning import fitting
from journeymap.checks.unknown_settings import nearest, no_check, no_error, no_fit, no_setting
from journeymap.model.profile import Layer, Profile
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level

LEVELS: tuple[str, ...] = get_args(Level)


class NotTuned(Exception):
    """Something of what was typed means nothing; `wrong` says what, in the order it was typed."""

    def __init__(self, wrong: Iterable[Message]) -> None:
        super().__init__()
        self.wrong = tuple(wrong)


def assigned(words: Iterable[str], checks: Mapping[str, Check]) -> Layer | None:
    """Return the layer that the words make, None where there are none; raises NotTuned."""
    levels: dict[str, Any] = {}
    settings: dict[str, dict[str, Any]] = {}
    wrong: list[Message] = []
    for word in words:
        key, equals, value = word.partition("=")
        id, dot, name = key.strip().partition(".")
        value = value.strip()
        if not equals or not id or (dot and not name):
            wrong.append(
                M("“{text}” is neither CHECK=LEVEL nor CHECK.SETTING=VALUE.", text=word[:60])
            )
        elif id not in checks:
            wrong.append(no_check(id, checks))
        elif dot:
            known = checks[id].settings
            if name not in known:
                wrong.append(no_setting(id, name, known))
                continue
            try:
                settings.setdefault(id, {})[name] = fitting(
                    known[name], _value(value, known[name]), id, name
                )
            except ValueError:
                wrong.append(no_fit(id, name, value, known[name]))
        elif value not in LEVELS:
            near = nearest(value, LEVELS)
            wrong.append(_no_level(value, near))
        elif value == "error" and checks[id].kind == "experience":
            wrong.append(no_error(id))
        else:
            levels[id] = value
    if wrong:
        raise NotTuned(wrong)
    if not levels and not settings:
        return None
    return Layer("command line", Profile(levels=levels, settings=settings))


def _value(text: str, default: Any) -> Any:
    """Return what was typed for a list as one: its items are parted by commas."""
    if not isinstance(default, tuple):
        return text
    return [item.strip() for item in text.strip("[]").split(",") if item.strip()]


def _no_level(text: str, near: str) -> Message:
    if near:
        return M("“{text}” is no level; is “{near}” meant?", text=text[:60], near=near)
    return M("“{text}” is no level; write {every}", text=text[:60], every=LEVELS)
