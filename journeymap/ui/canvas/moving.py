"""Alt and the arrows on the map: cards go a place or a row up or down, headings one place on.

A card goes before or after those of its cell where the list decides their order; beyond the ends
of the cell, and where the arrows decide, it goes to the next row. Sideways, from stage to stage, is
the same everywhere and not done here. Asks the Picture for the rows as they are seen; one step.
"""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model import edits
from journeymap.model.index import Key, index_of, label
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.sequence import Step
from journeymap.model.stage_reading import part_again, part_around, read_together
from journeymap.model.text import M, Message
from journeymap.picture.picture import UNKNOWN, Picture
from journeymap.ui.canvas.surface import Surface


def moves_cards(view: Surface) -> bool:
    """Return whether Alt+Up and Alt+Down mean cards now: the keys are here, on touchpoints."""
    index, chosen = view.session.index, view.session.selection
    return bool(chosen) and view.hasFocus() and all(index.touchpoint(key) for key in chosen)


def up_or_down(view: Surface, step: Step) -> bool:
    """Return whether the selected cards could go one place up (-1) or down (1)."""
    session, picture = view.session, view.picture
    keys = session.selection
    if picture is None or not moves_cards(view):
        return False
    by_channel = session.view.rows == "channel"
    n = len(keys)
    what: Message | str = M("{n} touchpoint", plural="{n} touchpoints", n=n)
    if n == 1:
        what = M("“{name}”", name=label(session.index.entries[keys[0]].record))
    text = M("Move {what} up", what=what) if step < 0 else M("Move {what} down", what=what)

    def edit(m: JourneyMap) -> JourneyMap:
        if not by_channel:
            raise Refused(M("show the rows by channel to move a card to another row"), keys[0])
        turns = _listed(m, keys)[::-step]
        part = part_around(m, turns[0])
        within = _within_cells(m, turns, step, part)
        return within or _to_row(m, turns, step, part, rows_of(picture))

    made = session.commit(text, edit, initiator=view)
    if made:
        view.reveal(keys[0])
    return made


def rows_of(picture: Picture) -> list[Key]:
    """Return the rows as they are seen from the top, the empty key for no channel."""
    bands = [band for band in picture.lanes if band.kind == "channels" and band.key != UNKNOWN]
    return [band.key for band in sorted(bands, key=lambda band: band.y)]


def _within_cells(
    m: JourneyMap, keys: Sequence[Key], step: Step, part: JourneyMap
) -> JourneyMap | None:
    """Return the map with each card a place on in its cell, None where one of them cannot.

    `part` is the part of the map around the first of them.
    """
    for key in keys:
        part = part if key == keys[0] else part_around(m, key)
        mates = _others(part, key, keys)
        at = mates.index(key) + step
        if not 0 <= at < len(mates):
            return None
        m = edits.reorder(m, key, mates[at] if step < 0 else _following(m, mates[at]))
        if _others(part_again(part, m), key, keys).index(key) != at:
            return None  # the arrows decide where it stands
    return m


def _to_row(
    m: JourneyMap, keys: Sequence[Key], step: Step, part: JourneyMap, rows: Sequence[Key]
) -> JourneyMap:
    """Return the map with each card in the row above or below its own, at the nearer end of it.

    `part` is the part of the map around the first of them.
    """
    for key in keys:
        touchpoint = _touchpoint(m, key)
        row = touchpoint.channel or ""
        at = rows.index(row) + step if row in rows else -1
        if not 0 <= at < len(rows):
            name = touchpoint.name
            first = M("“{name}” stands in the first row already", name=name)
            last = M("“{name}” stands in the last row already", name=name)
            raise Refused(first if step < 0 else last, key)
        part = part if key == keys[0] else part_around(m, key)
        m = edits.move(m, (key,), touchpoint.stage, rows[at] or None)
        mates = _in_cell(part_again(part, m), key)
        end = 0 if step > 0 else len(mates) - 1
        if mates[end] != key:
            before = mates[0] if step > 0 else _following(m, mates[end])
            nearer = edits.reorder(m, key, before)
            m = nearer if _in_cell(part_again(part, nearer), key)[end] == key else m
    return m


def _touchpoint(m: JourneyMap, key: Key) -> Touchpoint:
    found = index_of(m).touchpoint(key)
    assert found is not None, key
    return found


def _others(part: JourneyMap, key: Key, keys: Sequence[Key]) -> list[Key]:
    """Return a card and those of its cell that are not moved with it, as they are read."""
    return [each for each in _in_cell(part, key) if each == key or each not in keys]


def _in_cell(part: JourneyMap, key: Key) -> list[Key]:
    """Return the touchpoints of a card's cell, itself among them, as they are read."""
    found = read_together(part, key)
    place = next((each.stage, each.channel) for each in found if each.id == key)
    return [each.id for each in found if (each.stage, each.channel) == place]


def _listed(m: JourneyMap, keys: Sequence[Key]) -> list[Key]:
    entries = index_of(m).entries
    return sorted(keys, key=lambda key: entries[key].position)


def _following(m: JourneyMap, key: Key) -> Key:
    """Return the touchpoint that is listed after one, empty for the last."""
    at = index_of(m).entries[key].position + 1
    return m.touchpoints[at].id if at < len(m.touchpoints) else ""
