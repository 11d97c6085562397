"""Alt and the arrows on the map: cards go a place or a row up or down, headings one place on.

A card changes places with those it shares its cell and its place along the journey with; beyond
the last of them it goes to the next row. Sideways, from stage to stage, is the same everywhere and
not done here. Asks the Picture for the rows as they are seen, and commits one step.
"""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model import edits
from journeymap.model.index import Key, index_of, label
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.order import order_of
from journeymap.model.problems import Refused
from journeymap.model.sequence import Step
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
        within = _within_cells(m, keys, step, by_channel)
        if within is not None:
            return within
        if not by_channel:
            raise Refused(M("show the rows by channel to move a card to another row"), keys[0])
        return _to_row(m, keys, step, rows_of(picture))

    made = session.commit(text, edit, initiator=view)
    if made:
        view.reveal(keys[0])
    return made


def rows_of(picture: Picture) -> list[Key]:
    """Return the rows as they are seen from the top, the empty key for no channel."""
    bands = [band for band in picture.lanes if band.kind == "channels" and band.key != UNKNOWN]
    return [band.key for band in sorted(bands, key=lambda band: band.y)]


def _within_cells(
    m: JourneyMap, keys: Sequence[Key], step: Step, by_channel: bool
) -> JourneyMap | None:
    """Return the map with each card a place on in its cell, None where one of them cannot."""
    if not by_channel:
        return None
    turns = _listed(m, keys)
    for key in turns if step < 0 else reversed(turns):
        mates = [each for each in _mates(m, key) if each == key or each not in keys]
        at = mates.index(key)
        if not 0 <= at + step < len(mates):
            return None
        if step < 0:
            m = edits.reorder(m, key, mates[at - 1])
        else:
            m = edits.reorder(m, key, _following(m, mates[at + 1]))
    return m


def _to_row(m: JourneyMap, keys: Sequence[Key], step: Step, rows: Sequence[Key]) -> JourneyMap:
    """Return the map with each card in the row above or below its own."""
    turns = _listed(m, keys)
    for key in turns if step < 0 else reversed(turns):
        touchpoint = _touchpoint(m, key)
        row = touchpoint.channel or ""
        at = rows.index(row) + step if row in rows else -1
        if not 0 <= at < len(rows):
            name = touchpoint.name
            first = M("“{name}” stands in the first row already", name=name)
            last = M("“{name}” stands in the last row already", name=name)
            raise Refused(first if step < 0 else last, key)
        m = edits.move(m, (key,), touchpoint.stage, rows[at] or None)
        others = [each for each in _mates(m, key) if each != key]
        if others and step > 0:  # it comes from above
            m = edits.reorder(m, key, others[0])
        elif others:
            m = edits.reorder(m, key, _following(m, others[-1]))
    return m


def _touchpoint(m: JourneyMap, key: Key) -> Touchpoint:
    found = index_of(m).touchpoint(key)
    assert found is not None, key
    return found


def _mates(m: JourneyMap, key: Key) -> list[Key]:
    """Return the touchpoints that share cell and rank with one, itself among them, in order."""
    rank, mine = order_of(m).rank, _touchpoint(m, key)
    place = (mine.stage, mine.channel, rank[index_of(m).entries[key].position])
    return [
        touchpoint.id
        for at, touchpoint in enumerate(m.touchpoints)
        if (touchpoint.stage, touchpoint.channel, rank[at]) == place
    ]


def _listed(m: JourneyMap, keys: Sequence[Key]) -> list[Key]:
    entries = index_of(m).entries
    return sorted(keys, key=lambda key: entries[key].position)


def _following(m: JourneyMap, key: Key) -> Key:
    """Return the touchpoint that is listed after one, empty for the last."""
    at = index_of(m).entries[key].position + 1
    return m.touchpoints[at].id if at < len(m.touchpoints) else ""
