"""What the actions do that rebuild the frame of a map: split and merge, recolour, change layers.

Only composes the edits of the model; each action is one undo step and the rules say why not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from journeymap.model.document import Edit
from journeymap.model.free_ids import free_id
from journeymap.model.index import Key, label
from journeymap.model.journey import JourneyMap, Kind
from journeymap.model.restructuring import from_on, in_layer, merged, split
from journeymap.model.text import M, Message, say
from journeymap.picture.theme import CHANNEL_COLORS, STAGE_COLORS
from journeymap.ui.before_input import before_input
from journeymap.ui.field_edits import set_field, step_name
from journeymap.ui.making import NEW, Canvas, selected
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

MERGED: tuple[Kind, ...] = (
    *("stage", "channel", "touchpoint", "persona", "pain_point", "opportunity"),
    *("backstage", "metric"),
)


def handlers(session: Session, canvas: Canvas) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does, for the actions that rebuild the frame."""
    return {
        "split": partial(split_stage, session, canvas),
        "merge-next": partial(merge_next, session),
        "merge": partial(merge_chosen, session, canvas),
        "layer-up": partial(to_layer, session, -1),
        "layer-down": partial(to_layer, session, 1),
    }


def fillers(session: Session, canvas: Canvas) -> dict[str, Callable[[QMenu], None]]:
    """Return submenu -> what fills it."""
    return {"color": lambda menu: color_menu(menu, session, canvas.window())}


# ---------------------------------------------------------------- split and merge


def split_stage(session: Session, canvas: Canvas) -> None:
    """Let the selected touchpoints, or those from the selected one on, begin a new stage.

    Its name is ready to be typed; making and naming are one step.
    """
    keys: Sequence[Key] = selected(session, "touchpoint")
    if len(keys) == 1:
        keys = from_on(session.map, keys[0])
    name = say(NEW["stage"], session.map.language)
    id = free_id(session.index, name, "stage")
    made_by = f"split {id} {session.document.done}"

    def edit(m: JourneyMap) -> JourneyMap:
        return split(m, keys, id, name)

    if session.commit(M("Add “{name}”", name=name), edit, made_by, session):
        session.jump(id)
        # the picture with the new stage comes first
        before_input(session, lambda: canvas.name_new(id, made_by))


def merge_next(session: Session) -> None:
    """Make one stage, channel or other record of the selected one and the one after it."""
    keys = selected(session, *MERGED)
    if len(keys) != 1:
        _merge(session, keys)
        return
    entry = session.index.entries[keys[0]]
    listed = list(session.index.of_kind(entry.kind))
    if entry.position + 1 >= len(listed):
        session.refused.emit(M("“{name}” is the last one; nothing follows it",
                               name=label(entry.record)))  # fmt: skip
        return
    _merge(session, (keys[0], listed[entry.position + 1].key))


def merge_chosen(session: Session, canvas: Canvas) -> None:
    """Make one of the selected records; of a single one and another that is asked for."""
    keys = selected(session, *MERGED)
    if len(keys) == 1:
        entry = session.index.entries[keys[0]]
        others = [
            (label(each.record), each.key)
            for each in session.index.of_kind(entry.kind)
            if each.key != entry.key
        ]
        from journeymap.ui import asking

        title = M("Which one goes into “{name}”?", name=label(entry.record))
        chosen = asking.pick(canvas.window(), session.lang, title, others) if others else ""
        if not chosen:
            return
        keys = [*keys, chosen]
        _merge(session, keys, in_order=False)
        return
    _merge(session, keys)


def _merge(session: Session, keys: Sequence[Key], in_order: bool = True) -> None:
    entries = session.index.entries
    if in_order:
        keys = sorted(keys, key=lambda key: entries[key].position)
    if len(keys) < 2 or len({entries[key].kind for key in keys}) > 1:
        session.refused.emit(M("select one record, or several of one kind, to merge them"))
        return
    names = [label(entries[key].record) for key in keys]
    others = tuple(M("“{name}”", name=name) for name in names[1:])
    text = M("Merge “{name}” with {others}", name=names[0], others=others)
    if session.commit(text, lambda m: merged(m, keys), initiator=session):
        session.jump(keys[0])


# ---------------------------------------------------------------- layers


def to_layer(session: Session, step: int) -> bool:
    """Return whether the selected backstage steps could go a layer up or down."""
    keys = selected(session, "backstage")
    if not keys:
        session.refused.emit(M("only backstage steps go from layer to layer"))
        return False
    text = step_name(session.index, keys, "layer")
    return session.commit(text, lambda m: in_layer(m, keys, step), initiator=session)


# ---------------------------------------------------------------- colours


def color_menu(menu: QMenu, session: Session, window: QWidget) -> None:
    """Fill a menu with the colours that a map gives by itself, one's own, and none."""
    keys = selected(session, "stage", "channel")
    if not keys:
        words = say(M("Select a stage or a channel"), session.lang)
        menu.addAction(words).setEnabled(False)
        return
    entries, lang = session.index.entries, session.lang
    now = {getattr(entries[key].record, "color", None) or "" for key in keys}
    known = entries[keys[0]].kind
    table = colors("light")  # the file is the same in every theme
    many = STAGE_COLORS if known == "stage" else CHANNEL_COLORS
    group = QActionGroup(menu)

    def add(words: str, color: str) -> None:
        made = menu.addAction(words)
        made.setCheckable(True)
        made.setChecked(now == {color})
        made.setActionGroup(group)
        if color:
            made.setIcon(_swatch(color, table["field.edge"]))
        made.triggered.connect(lambda _=False: recolour(session, keys, color or None))

    add(say(M("By its place in the map"), lang), "")
    for n in range(many):
        color = table[f"{known}.{n}"]
        add(say(M("Colour {n}", n=n + 1), lang), color)
    menu.addSeparator()
    own = menu.addAction(say(M("Another colour…"), lang))
    own.triggered.connect(lambda _=False: own_colour(session, keys, next(iter(now)), window))


def own_colour(session: Session, keys: Sequence[Key], now: str, window: QWidget) -> None:
    """Ask for any colour and give it to these records."""
    title = say(M("Colour"), session.lang)
    color = QColorDialog.getColor(QColor(now or "#2f6fed"), window, title)
    if color.isValid():
        recolour(session, keys, color.name())


def recolour(session: Session, keys: Sequence[Key], color: str | None) -> bool:
    """Return whether these stages or channels could be given a colour, None for that of theirs."""
    text: Message = step_name(session.index, keys, "color")
    edit: Edit = set_field(keys, "color", color)
    return session.commit(text, edit, initiator=session)


def _swatch(color: str, edge: str) -> QIcon:
    side = px(14)
    made = QPixmap(side, side)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(edge))
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(1, 1, side - 3, side - 3, 3, 3)
    painter.end()
    return QIcon(made)
