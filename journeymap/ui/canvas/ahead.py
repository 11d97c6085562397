"""What an edit shows at once, in the frame after it: the Picture of before, put right by hand.

A card that is made, moved or taken away lets half of a large map lie elsewhere, and to lay that out
and paint it takes longer than a frame. So the first frame shows what was done, where it was done:
what is gone is not painted, a card that went elsewhere is painted there, and a new card stands
beside the one that it follows. The next frame shows the map laid out, which is the truth.

Nothing is laid out or painted here. Where a card will stand is foreseen as well as the columns and
lanes of before allow; what cannot be foreseen is left to the layout, which is then waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from journeymap.model.diff import Change
from journeymap.model.index import Index, Key, flow_key
from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.spans import differing
from journeymap.picture.picture import Box, Face, LaneBand, Part, Picture, touching

FROM = 120  # touchpoints; a smaller map is laid out within a frame
MANY = 50  # records that one edit touches, of which no single one is looked for any more
FEW = 8  # cards that an edit touches, beyond which only the layout tells what becomes of them
APART = 8.0  # pixels of the map between a card and the one under it
ON = 60.0  # between the last card of a stage and the one that follows it
FORESEEN = frozenset(("touchpoint", "flow"))  # what may come; all else is laid out first
NOBODY = ("", "")
_FRAME = frozenset(("stage", "channel", "persona"))  # what may not go

# of a touchpoint, on a card like another: the same one's as it was, or another one's
FaceOf: TypeAlias = Callable[[Touchpoint, Part, bool], Face]


class Ahead(NamedTuple):
    """How the map is shown until it is laid out: without what is gone, with what was made."""

    gone: frozenset[Key]  # parts of the Picture that are not shown any more, or not as they are
    made: Mapping[Key, Part]  # cards that it does not have, or has elsewhere

    def part(self, picture: Picture, key: Key) -> Part | None:
        """Return the part that stands for a record now."""
        made = self.made.get(key)
        return made if made is not None or key in self.gone else picture.part(key)

    def shown(self, parts: Iterable[Part], box: Box) -> list[Part]:
        """Return what is shown in a region that has these `parts` of the Picture."""
        stayed = [part for part in parts if part.key not in self.gone]
        return [*stayed, *touching(self.made.values(), box)]

    def unlike(self, parts: Iterable[Part]) -> list[Part]:
        """Return what of these parts is not shown any more, and what is instead."""
        return [*(part for part in parts if part.key in self.gone), *self.made.values()]


def ahead_of(
    edit: Edited, picture: Picture, parts: Sequence[Part], face_of: FaceOf
) -> Ahead | None:
    """Return how a foreseen edit can be shown before it is laid out, None where it cannot be.

    `picture` shows the map of before, and `parts` are those of it in view.
    """
    ground = _Ground(picture, parts, edit)
    made: dict[Key, Part] = {}
    for id, name in edit.renamed.items():
        card, touchpoint = picture.part(id), edit.new.touchpoint(name)
        if card is None or card.kind != "card" or touchpoint is None:
            return None
        made[name] = _dressed(card, touchpoint, face_of, True)
    elsewhere = edit.cards()
    collapsed = {part.key for part in picture.summaries()} if elsewhere else frozenset()
    if any(now.stage in collapsed for _, _, now in elsewhere):
        return None
    for key, was, now in elsewhere:
        card = made.get(key) or (picture.part(key) if was is not None else None)
        if was is None:
            source = edit.source(key)
            like = made.get(source) or picture.part(source)
            place = ground.after(now, edit.new.touchpoint(source), like)
        else:
            like = card
            place = ground.elsewhere(was, now, card)
        if place is None or like is None or like.kind != "card":
            return None
        card = card or _dressed(like, now, face_of, False)
        made[key] = ground.put(card, *place)
    exchanged = _exchanged(edit, picture)
    made |= exchanged
    for key, now in edit.changed_looks():
        card = made.get(key) or picture.part(key)
        if card is not None and card.kind == "card":
            made[key] = _dressed(card, now, face_of, True)
    lost = {*edit.gone, *exchanged, *(key for key, *_ in elsewhere)}
    gone = lost | made.keys() | edit.renamed.keys()
    gone |= {part.key for part in parts if part.kind == "flow" and not edit.stays(part.key, lost)}
    ahead = Ahead(frozenset(gone), made)
    return ahead if ahead.unlike(parts) else None


class Edited(NamedTuple):
    """An edit: the maps before and after it, and what of them differs.

    `renamed` are cards that got another id when they got their name: from the old to the new one,
    which another card may have meanwhile.
    """

    old: Index
    new: Index
    change: Change
    renamed: Mapping[Key, Key]
    rows: str  # what lanes of cards stand for
    chosen: tuple[Key, ...]  # what is selected: what may have been moved among others

    def is_foreseen(self) -> bool:
        """Return whether cards come, go or stand elsewhere: a few, and little else that is seen."""
        old, new, change = self.old.entries, self.new.entries, self.change
        touched = sum(1 for key in change.keys if key in new and new[key].kind == "touchpoint")
        if not (change.added or change.removed or change.order or self.cards()):
            return False
        return (
            len(self.new.map.touchpoints) >= FROM
            and touched <= FEW
            and "" not in change.updated
            and not change.order - {"touchpoints", "flows"}
            and all(new[key].kind in FORESEEN for key in change.added if key in new)
            and not any(old[key].kind in _FRAME for key in change.removed if key in old)
        )

    @property
    def gone(self) -> frozenset[Key]:
        """What was taken away."""
        return self.change.removed - self.renamed.keys() - self.new.entries.keys()

    def was(self, key: Key) -> Key:
        """Return the key that a record had before, empty where there was none."""
        before = next((id for id, name in self.renamed.items() if name == key), "")
        return before or ("" if key in self.renamed or key not in self.old.entries else key)

    def cards(self) -> list[tuple[Key, Touchpoint | None, Touchpoint]]:
        """Return the touchpoints that stand elsewhere, as they were and are; new ones were not."""
        found = []
        for key in self.change.keys:
            now = self.new.touchpoint(key)
            if now is None:
                continue
            was = self.old.touchpoint(self.was(key))
            if was is None or self._cell(was) != self._cell(now):
                found.append((key, was, now))
        return found

    def changed_looks(self) -> Iterator[tuple[Key, Touchpoint]]:
        """Yield the touchpoints that look otherwise by themselves, and kept their id."""
        for key in self.change.updated - set(self.renamed.values()):
            was, now = self.old.touchpoint(key), self.new.touchpoint(key)
            if was is not None and now is not None and _looks(was) != _looks(now):
                yield key, now

    def exchanged(self) -> tuple[Key, Key]:
        """Return the two touchpoints that one step up or down let change places, NOBODY else.

        In the list one of them stands right before the other then; or an arrow was turned.
        """
        before, after = self.old.map.touchpoints, self.new.map.touchpoints
        if len(self.chosen) != 1 or len(before) != len(after):
            return NOBODY
        if "touchpoints" in self.change.order:
            start, _, _ = differing(before, after)
            return before[start].id, after[start].id
        for key in self.change.added:
            flow = self.new.entries[key].record
            if isinstance(flow, Flow) and flow_key(flow.target, flow.source) in self.change.removed:
                return flow.target, flow.source
        return NOBODY

    def moved(self) -> frozenset[Key]:
        """Return the touchpoints that stand elsewhere than before."""
        places = [key for key in self.exchanged() if key]
        if len(self.change.keys) > MANY:
            return frozenset(places)
        return frozenset([*places, *(key for key, was, _ in self.cards() if was is not None)])

    def _cell(self, touchpoint: Touchpoint) -> tuple[object, object]:
        return touchpoint.stage, self.row(touchpoint)

    def row(self, touchpoint: Touchpoint) -> object:
        """Return what decides in which lane of cards a touchpoint stands."""
        if self.rows == "channel":
            return touchpoint.channel or ""
        return touchpoint.personas if self.rows == "persona" else touchpoint.owner

    def source(self, key: Key) -> Key:
        """Return where the new arrow to a card comes from, empty for nowhere."""
        for each in self.change.keys:
            entry = self.new.entries.get(each)
            if entry is not None and isinstance(entry.record, Flow) and entry.record.target == key:
                return entry.record.source
        return ""

    def stays(self, key: Key, lost: Collection[Key]) -> bool:
        """Return whether an arrow of before still joins two cards of which none is `lost`."""
        entry = self.old.get(key)
        if entry is None or not isinstance(entry.record, Flow):
            return True
        ends = entry.record.source, entry.record.target
        source, target = (self.renamed.get(end, end) for end in ends)
        same = (source, target) == ends
        there = (key if same else flow_key(source, target)) in self.new.entries
        return there and source not in lost and target not in lost


class _Ground:
    """Where there is room for a card, by the columns and lanes of the Picture before."""

    def __init__(self, picture: Picture, parts: Sequence[Part], edit: Edited) -> None:
        self._picture, self._edit = picture, edit
        self._bands = [band for band in picture.lanes if band.kind == "channels"]
        self._cards = [part for part in parts if part.kind == "card"]

    def elsewhere(
        self, was: Touchpoint, now: Touchpoint, card: Part | None
    ) -> tuple[float, float] | None:
        """Return where a card goes that stands in another cell now, None where that is unknown."""
        if card is None:
            return None
        x, y = card.box.x, card.box.y
        if now.stage != was.stage:
            columns = [column.x for column in self._picture.columns if column.stage == now.stage]
            if not columns:
                return None
            x = min(columns, key=lambda each: abs(each - card.box.x))
        row = self._edit.row(now)
        if row != self._edit.row(was):
            here, there = self._band_at(card.box), self._band(row)
            if here is None or there is None:
                return None
            y = there.y + min(y - here.y, max(there.h - card.box.h, 0.0))
        return x, y

    def after(
        self, now: Touchpoint, source: Touchpoint | None, card: Part | None
    ) -> tuple[float, float] | None:
        """Return where a new card stands that follows another, None where that is unknown."""
        if source is None or card is None:
            return None
        if (source.stage, self._edit.row(source)) != (now.stage, self._edit.row(now)):
            return self.elsewhere(source, now, card)
        rtl, box = self._picture.rtl, card.box
        columns = [column.x for column in self._picture.columns if column.stage == now.stage]
        behind = [x for x in columns if (x + box.w <= box.x if rtl else x >= box.right)]
        if behind:
            return (max if rtl else min)(behind), box.y
        return (box.x - ON - box.w if rtl else box.right + ON), box.y

    def put(self, card: Part, x: float, y: float) -> Part:
        """Return a card at a place, or under those that stand there."""
        box = card.box._replace(x=x, y=y)
        for other in sorted((part.box for part in self._cards), key=lambda each: each.y):
            if other.meets(box) and other != card.box:
                box = box._replace(y=other.bottom + APART)
        return card._replace(box=box)

    def _band(self, row: object) -> LaneBand | None:
        return next((band for band in self._bands if band.key == row), None)

    def _band_at(self, box: Box) -> LaneBand | None:
        middle = box.y + box.h / 2
        return next((band for band in self._bands if band.y <= middle < band.y + band.h), None)


def _looks(touchpoint: Touchpoint) -> tuple[object, ...]:
    """Return what of a touchpoint itself is to be seen on its card."""
    t = touchpoint
    rated = t.emotion, t.by_persona, t.moment_of_truth
    return t.name, *rated, t.assumption, t.journey, t.entry, t.exit, t.personas


def _dressed(card: Part, touchpoint: Touchpoint, face_of: FaceOf, same: bool) -> Part:
    """Return a card like another as that of a touchpoint, at the same place."""
    face = face_of(touchpoint, card, same)
    return card._replace(key=touchpoint.id, face=face, box=card.box._replace(w=face.w, h=face.h))


def _exchanged(edit: Edited, picture: Picture) -> dict[Key, Part]:
    """Return the two cards that changed places, where they stand now."""
    found: dict[Key, Part] = {}
    one, other = edit.exchanged()
    for key, place in ((one, other), (other, one)):
        card, there = picture.part(key), picture.part(place)
        was, now = edit.old.touchpoint(place), edit.new.touchpoint(key)
        if card is None or there is None or was is None or now is None or was.stage != now.stage:
            return {}
        y = there.box.y if edit.row(was) == edit.row(now) else card.box.y
        found[key] = card._replace(box=card.box._replace(x=there.box.x, y=y))
    return found
