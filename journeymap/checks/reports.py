"""The checks told to whoever asks about them: all of them in a list, and one in full."""

from __future__ import annotations

from difflib import get_close_matches

from journeymap.checks.explain import as_explanation, as_list, as_object, as_rows
from journeymap.checks.known import known
from journeymap.model.text import M, Message


def listed(form: str = "text", lang: str = "en") -> str:
    """Return all checks, built in and installed, as `text` or `json`."""
    checks = known().checks.values()
    return as_rows(checks) if form == "json" else as_list(checks, lang)


def explained(id: str, lang: str = "en", form: str = "text") -> str | Message:
    """Return everything about one check, as `text` or `json`; a Message where there is none."""
    check = known().checks.get(id)
    if check is not None and form == "json":
        return as_object(check)
    if check is not None:
        return as_explanation(check, lang)
    near = get_close_matches(id, list(known().checks), n=1)
    if near:
        return M("There is no check “{check}”; is “{near}” meant?", check=id, near=near[0])
    return M("There is no check “{check}”; journeymap check --list names them", check=id)
