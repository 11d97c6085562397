"""Where the entries of the palette come from: the table of actions, the map, what the checks found.

Each is a generator, so that a large map can be gone through in steps. What an entry does is an
action of the window, or a jump within the session.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from journeymap.model.index import Entry as Record
from journeymap.model.index import Index, Key
from journeymap.model.journey import Channel, Kind, Touchpoint
from journeymap.model.labels import KIND_NAMES, TELLING
from journeymap.model.text import M, Message, say
from journeymap.ui import actions
from journeymap.ui.action_table import Action
from journeymap.ui.editors.offers import called
from journeymap.ui.frame import Frame
from journeymap.ui.palette.entries import Entry, Sort, entry
from journeymap.ui.session import Session

ICONS: Mapping[Kind, str] = {
    "touchpoint": "touchpoint",
    "stage": "stage",
    "channel": "channel",
    "persona": "persona",
    "pain_point": "pain",
    "opportunity": "opportunity",
    "backstage": "backstage",
    "metric": "metrics",
    "flow": "connect",
    "parking": "parking",
}
ACTION = "forward"  # the icon of an action that has none
# Why an action cannot be used, by what it needs.
WHY: Mapping[str, Message] = {
    "map": M("open a map first"),
    "open": M("open a map first"),
    "selection": M("select something first"),
    "one": M("select one record first"),
    "touchpoint": M("select a touchpoint first"),
    "undo": M("nothing to undo"),
    "redo": M("nothing to redo"),
    "back": M("no map led here"),
    "overlay": M("lay a metric over the map first"),
    "versions": M("not kept by git"),
    "base": M("it is based on none"),
}
# Called in menus by what they make alone; their tips say what they do.
BARE = frozenset(("add-touchpoint", "add-pain", "add-opportunity"))
LISTED = frozenset(("select",))  # submenus whose entries are rows of the table


def action_entries(frame: Frame, menus: list[QMenu]) -> Iterator[Entry]:
    """Yield every action of the table, and what the submenus list that are filled when shown.

    These menus are made here and put into `menus`: their actions live as long.
    """
    lang = frame.lang
    for row in actions.ACTIONS:
        if row.id != "palette" and not row.submenu:
            yield _of_action(frame, row, _path(row, lang))
    for row in actions.ACTIONS:
        path = _path(row, lang)
        if row.submenu and row.submenu not in actions.SUBMENUS and row.submenu not in LISTED:
            filler = frame.fillers.get(row.submenu)
            known = not row.needs or frame.commands["properties"].isEnabled()
            if filler is not None and known:
                menu = QMenu(frame)
                menus.append(menu)
                filler(menu)
                name = _plain(say(row.text, lang))
                yield from leaves(menu, lang, row.submenu, name, path, _plain(say(row.text, "en")))


def leaves(
    menu: QMenu, lang: str, id: str, name: str, path: str, also: str = "", icon: str = ACTION
) -> Iterator[Entry]:
    """Yield what can be chosen in a menu and in those inside it, called after the menu's `name`."""
    for action in menu.actions():
        inner, words = action.menu(), _plain(action.text().partition("\t")[0])
        if isinstance(inner, QMenu):
            inside = f"{name}: {words}" if name else words
            yield from leaves(inner, lang, f"{id}/{words}", inside, path, "", icon)
        elif not action.isSeparator() and action.isEnabled() and words:
            text = f"{name}: {words}" if name else words
            row = _row(action)
            if row:  # says of itself what it is about
                text = say(row.tip, lang) if row.id in BARE and row.tip else words
            yield entry(
                f"action {row.id}" if row else f"menu {id}/{words}",
                "action",
                text,
                action.trigger,
                detail=path,
                keys=keys_of(action),
                icon=row.icon if row and row.icon else "check" if action.isChecked() else icon,
                also=_english(row) if row else (f"{also}: {words}",) if also else (),
            )


def _row(action: QAction) -> Action | None:
    try:
        return actions.row_of(action.objectName())
    except KeyError:
        return None


def _of_action(frame: Frame, row: Action, path: str) -> Entry:
    action, lang = frame.commands[row.id], frame.lang
    why = ""
    if not action.isEnabled():
        why = say(WHY.get(row.needs, M("not possible now")), lang)
    words = _plain(action.text().partition("\t")[0])
    if row.id in BARE and row.tip:
        words = say(row.tip, lang)
    return entry(
        f"action {row.id}",
        "action",
        words,
        action.trigger,
        detail=path,
        keys=keys_of(action),
        icon=row.icon or ("check" if action.isChecked() else ACTION),
        why=why,
        also=(_plain(say(row.text, lang)), *_english(row)),
    )


def keys_of(action: QAction) -> str:
    """Return the shortcut of an action as it is printed on keyboards."""
    keys = action.shortcuts()
    return actions.keys_text(keys[0].toString(keys[0].SequenceFormat.PortableText)) if keys else ""


def _english(row: Action) -> tuple[str, ...]:
    return (_plain(say(row.text, "en")), *((say(row.tip, "en"),) if row.tip else ()))


def _path(row: Action, lang: str) -> str:
    """Return the menus in which an action stands."""
    names = [say(actions.MENUS[row.menu], lang)]
    if row.inside:
        outer = next((r for r in actions.ACTIONS if r.submenu == row.inside), None)
        names += [say(outer.text, lang)] if outer else []
    return " › ".join(_plain(name) for name in names)


def _plain(text: str) -> str:
    """Return the text of a menu entry without the marks of its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def overlay_entries(frame: Frame, session: Session) -> Iterator[Entry]:
    """Yield the metrics that can be laid over the map, as the list in the top bar has them."""
    lang, row = session.lang, actions.row_of("overlay")
    path = f"{_path(row, lang)} › {_plain(say(row.text, lang))}"
    found = [
        (metric.id, M("Overlay: {metric}", metric=metric.name)) for metric in session.map.metrics
    ]
    if session.view.metric:
        found.insert(0, ("", M("No overlay")))
    for id, words in found:
        yield entry(
            f"overlay {id}",
            "action",
            " ".join(say(words, lang).split()),
            partial(frame.top.metric_chosen.emit, id),
            detail=path,
            icon="check" if id and id == session.view.metric else "metrics",
            also=(" ".join(say(words, "en").split()),),
        )


def record_entries(session: Session) -> Iterator[Entry]:
    """Yield every record that people look for, the more telling kinds first."""
    index, lang = session.index, session.lang
    for kind in (*TELLING, "parking"):
        name = say(KIND_NAMES[kind], lang)
        for record in index.of_kind(kind):
            yield _of_record(session, index, record, name)


def _of_record(session: Session, index: Index, record: Record, kind: str) -> Entry:
    detail, icon = kind, ICONS[record.kind]
    if isinstance(record.record, Touchpoint):
        stage = index.stage(record.record.stage)
        detail = f"{kind} · {stage.name}" if stage else kind
    elif isinstance(record.record, Channel):
        icon = "channel"
    return entry(
        f"go {record.key}",
        cast("Sort", record.kind),
        " ".join(called(index, record.key).split()),
        partial(_jump, session, record.key),
        detail=detail,
        icon=icon,
    )


def finding_entries(session: Session) -> Iterator[Entry]:
    """Yield what the checks found."""
    lang = session.lang
    kind = say(M("Finding"), lang)
    for finding in session.findings:
        yield entry(
            f"finding {finding.check} {finding.at}",
            "finding",
            " ".join(say(finding.message, lang).split()),
            partial(_to_finding, session, finding.at, finding.field),
            detail=kind,
            icon=finding.level if finding.level in ("error", "warning") else "info",
        )


def _jump(session: Session, key: Key) -> bool:
    """Return whether a record was there to be gone to; it may have gone meanwhile."""
    there = not key or key in session.index
    if there:
        session.jump(key)
    return there


def _to_finding(session: Session, at: Key, field: str) -> None:
    if _jump(session, at) and field:
        session.field_wanted.emit(at, field)
