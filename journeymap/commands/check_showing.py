"""`journeymap check --show-settings`: level and settings of every check, and who said so.

Tells what is in force for a map and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import click

from journeymap.checks.explain import setting_text
from journeymap.checks.known import known
from journeymap.checks.located import english
from journeymap.checks.registry import Check
from journeymap.checks.runner import not_asked, speaks
from journeymap.checks.tuning import Said, Tuning, layers_of, level_of, settings_of, tuning
from journeymap.commands.check_settings import Asked
from journeymap.console import STANDARD_INPUT, name_of, or_fail, put, said
from journeymap.files.save import save_file
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.profile import Layer
from journeymap.model.text import M, Message, on_one_line, visible
from journeymap.model.vocabulary import NAMES

NEW = "new.yaml"  # what a map would be called that is not there yet


def show(texts: Mapping[str, SavedText], asked: Asked, form: str, output: str | None) -> None:
    """Print level and settings of every check for maps, and where each came from, or write them.

    Without a map, what holds for a new one in the folder in which one stands.
    """
    every: Mapping[str, SavedText | None] = texts or {NEW: None}
    found = {file: _in_force(file, saved, asked) for file, saved in every.items()}
    for force in found.values():
        for problem in force.problems if form == "text" else ():
            click.echo(said(on_one_line(problem)), err=True)
    text = _as_json(found.values()) if form == "json" else _as_text(found)
    if output is not None:
        or_fail(lambda: save_file(output, text.encode()))
    elif form == "json":
        put(text.encode())
    else:
        click.echo(text, nl=False)


def _as_json(found: Iterable[_InForce]) -> str:
    rows = [_row_of_map(force) for force in found]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _as_text(found: Mapping[str, _InForce]) -> str:
    lines: list[str] = []
    for file, force in found.items():
        if len(found) > 1:
            lines.append(f"{visible(name_of(file))}:")
        width = max((len(each.id) for each in force.checks), default=0)
        lines += (line for each in force.checks for line in _lines(each, force, width))
    return "".join(f"{line}\n" for line in lines)


class _InForce(NamedTuple):
    """What tunes the checks for one map, and the checks that are asked about."""

    file: str | None
    map: JourneyMap
    layers: tuple[Layer, ...]
    problems: tuple[Message, ...]
    tuned: Tuning
    checks: tuple[Check, ...]


def _in_force(file: str, saved: SavedText | None, asked: Asked) -> _InForce:
    m = saved.map if saved else JourneyMap(title="new")
    layers, problems = asked.profiles(file, m)
    if saved and m.checks:
        name = "" if file == STANDARD_INPUT else file
        layers = (*layers, Layer("map", m.checks, name, saved.places, "checks."))
    layers = layers_of(m, layers)
    every = known().checks
    checks = tuple(check for check in every.values() if asked.wants(check.id))
    tuned = tuning(layers, every, m.profile or "")
    return _InForce(file if saved else None, m, layers, problems, tuned, checks)


def _row_of_map(force: _InForce) -> dict[str, Any]:
    return {
        "file": force.file,
        "layers": [_layer(layer) for layer in force.layers],
        "problems": [english(problem) for problem in force.problems],
        "checks": [_row(each, force.tuned, force.map) for each in force.checks],
    }


def _lines(check: Check, force: _InForce, width: int) -> Iterator[str]:
    """Yield a line for the level of a check and one for each of its settings.

    Where it does not speak on the map whatever its level, the first line says why.
    """
    tuned = force.tuned
    level = said(NAMES["level"][level_of(check, tuned)]).lower()
    line = f"{check.id:<{width}}  {level:<20}  {_from(tuned.levels.get(check.id))}".rstrip()
    quiet = not_asked(check, force.map, tuned.profiles) if force.file else None
    yield f"{line}; {said(on_one_line(quiet))}" if quiet else line
    for name, value in settings_of(check, tuned).items():
        text = f"  {setting_text({name: value})}"
        yield f"{'':<{width}}  {text:<20}  {_from(tuned.settings.get((check.id, name)))}".rstrip()


def _from(said_last: Said | None) -> str:
    place = said_last.layer.place(said_last.field) if said_last else M("default")
    return said(on_one_line(place))


def _layer(layer: Layer) -> dict[str, Any]:
    return {"from": layer.where, "name": layer.name or None}


def _row(check: Check, tuned: Tuning, m: JourneyMap) -> dict[str, Any]:
    values = settings_of(check, tuned)
    return {
        "id": check.id,
        "level": level_of(check, tuned),
        "from": _origin(tuned.levels.get(check.id)),
        "speaks": level_of(check, tuned) != "silent" and speaks(check, m, tuned.profiles),
        "why_not": english(quiet) if (quiet := not_asked(check, m, tuned.profiles)) else None,
        "settings": {
            name: {
                "value": list(value) if isinstance(value, tuple) else value,
                "from": _origin(tuned.settings.get((check.id, name))),
            }
            for name, value in values.items()
        },
    }


def _origin(said_last: Said | None) -> Mapping[str, Any]:
    if said_last is None:
        return {"from": "default", "name": None, "line": None}
    layer = said_last.layer
    line = layer.line(said_last.field) if layer.where != "built-in" else 0
    return {**_layer(layer), "line": line or None}
