"""Copy, cut, paste and duplicate: within a map, between maps, and from and to other programs.

What is copied lies on the clipboard as a map of its own, as a range for spreadsheets, and as a
picture; the pictures are drawn when somebody asks for them. Pasting takes parts of maps, lines,
ranges and pictures, each as one undo step, and says what of them could not be read.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMetaType, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from journeymap.files.image_store import is_picture, picture_bytes, store
from journeymap.files.problems import FilesError, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.writer import write
from journeymap.model import edits
from journeymap.model.fragments import as_table, fragment, joined
from journeymap.model.ids import slug
from journeymap.model.index import Key, index_of, label
from journeymap.model.journey import JourneyMap
from journeymap.model.lines import healed
from journeymap.model.pasting import Added, added, pasted
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import NAMES
from journeymap.picture.picture import view_of
from journeymap.ui.landed import landed
from journeymap.ui.making import FIRST_STAGE, selected
from journeymap.ui.output.export import export
from journeymap.ui.picture_worker import MOST_PIXELS
from journeymap.ui.session import Session

FORM = "application/x-journeymap+yaml"
PICTURES = {"image/svg+xml": "svg", "image/png": "png"}
MOST_SAID = 12  # things that could not be read, told one by one
MOST_TEXT = 5_000_000  # characters
QUICKLY = 85  # of 100, which packs nothing: half the time of what is usual for some more bytes


class Fragment(QMimeData):
    """A part of a map on the clipboard; pictures of it are drawn when they are asked for."""

    def __init__(self, part: JourneyMap) -> None:
        super().__init__()
        self._part = part
        self.setData(FORM, QByteArray(write(part).encode()))
        self.setText(as_table(part) if part.touchpoints else _names(part))

    def formats(self) -> list[str]:
        return [*super().formats(), *(PICTURES if self._part.touchpoints else ())]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: QMetaType) -> Any:
        form = PICTURES.get(mimetype)
        if form is None:
            return super().retrieveData(mimetype, preferred)
        view = view_of(self._part)._replace(lanes=("channels",))
        return QByteArray(export(self._part, form, view=view))


def handlers(session: Session, window: QWidget) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does, for the actions of the clipboard."""
    return {
        "cut": partial(cut, session),
        "copy": partial(copy, session),
        "paste": partial(paste, session, window),
        "duplicate": partial(duplicate, session),
    }


def copy(session: Session) -> bool:
    """Return whether what is selected was laid on the clipboard."""
    part = fragment(session.map, session.selection)
    if not any((part.touchpoints, part.stages, part.channels, part.personas, part.pain_points,
                part.opportunities, part.backstage)):  # fmt: skip
        session.refused.emit(M("nothing that can be copied is selected"))
        return False
    QGuiApplication.clipboard().setMimeData(Fragment(part))
    _settle_at_the_end()
    n = len(part.touchpoints)
    session.told.emit(
        M("{n} touchpoint copied", plural="{n} touchpoints copied", n=n) if n else M("Copied")
    )
    return True


@cache
def _settle_at_the_end() -> None:
    """Let what was copied outlive this program, and nobody be asked for it who is gone."""
    app = QGuiApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(settle)
    atexit.register(settle)


def settle() -> None:
    """Lay a part of a map that is on the clipboard there as text, as spreadsheets take it.

    Data that Python has made may not be there any more when Qt ends: it would end with an error.
    """
    if QGuiApplication.instance() is None:
        return
    held = QGuiApplication.clipboard().mimeData()
    if isinstance(held, Fragment):
        QGuiApplication.clipboard().setText(held.text())


def cut(session: Session) -> None:
    """Copy what is selected and delete it; lines it is taken out of are closed."""
    keys = session.selection
    if copy(session):
        n = len(keys)
        text = M("Cut {n} record", plural="Cut {n} records", n=n)
        if n == 1:
            text = M("Cut “{name}”", name=label(session.index.entries[keys[0]].record))
        session.commit(text, lambda m: healed(m, keys), initiator=session)


def duplicate(session: Session) -> None:
    """Make a second one of what is selected, behind it."""
    keys = session.selection
    last = next(iter(reversed(selected(session, "touchpoint"))), "")
    n = len(keys)
    text = M("Duplicate {n} record", plural="Duplicate {n} records", n=n)
    if n == 1:
        text = M("Duplicate “{name}”", name=label(session.index.entries[keys[0]].record))
    _add(session, text, lambda m: joined(m, fragment(m, keys), last))


# ---------------------------------------------------------------- paste


def paste(session: Session, window: QWidget) -> None:
    """Paste what lies on the clipboard: a part of a map, pictures, a range or lines."""
    take(session, window, on_clipboard())


def on_clipboard() -> QMimeData:
    """Return what lies on the clipboard, nothing where Qt has lost what was there."""
    found = QGuiApplication.clipboard().mimeData()
    return found if isinstance(found, QMimeData) else QMimeData()


def take(session: Session, window: QWidget, data: QMimeData) -> bool:
    """Return whether something of `data` was made part of the map."""
    if data.hasFormat(FORM):
        return _paste_part(session, bytes(data.data(FORM).data()))
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    pictures = [path for path in paths if is_picture(path)]
    if pictures:
        return _paste_file(session, pictures[0])
    if data.hasImage() and not data.hasText():
        return _paste_image(session, QImage(data.imageData()))
    text = data.text()
    if len(text) > MOST_TEXT:
        session.refused.emit(M("there is too much text on the clipboard"))
        return False
    if text.lstrip("\ufeff \r\n").startswith("format:"):
        return _paste_part(session, text.encode())
    return _paste_text(session, window, text)


def _paste_part(session: Session, data: bytes) -> bool:
    try:
        part = read_bytes(data, "clipboard").map
    except FilesError as error:
        why = error.problems[0].message if isinstance(error, Unreadable) else error.message
        session.refused.emit(M("the clipboard holds no part of a map: {why}", why=why))
        return False
    # the text of a whole map names metrics, sources and linked maps that stay where they are
    part = fragment(part, index_of(part).entries)
    after = next(iter(reversed(selected(session, "touchpoint"))), "")
    n = len(part.touchpoints)
    text = M("Paste {n} touchpoint", plural="Paste {n} touchpoints", n=n) if n else M("Paste")
    before = session.index
    made = _add(session, text, lambda m: joined(m, part, after))
    if made is not None and (where := landed(before, session.index, made.keys)) is not None:
        session.told.emit(where)
    return made is not None


def _paste_text(session: Session, window: QWidget, text: str) -> bool:
    lang = session.lang
    try:
        what = pasted(text, session.map)
    except Refused as refused:
        session.refused.emit(refused.message)
        return False
    after = next(iter(reversed(selected(session, "touchpoint"))), "")
    at = session.index.touchpoint(after)
    stages, channels = selected(session, "stage"), selected(session, "channel")
    stage = at.stage if at else stages[0] if stages else ""
    channel = at.channel if at else channels[0] if channels else None

    def add(m: JourneyMap) -> Added:
        home = stage
        if not home and not m.stages and "stage" not in what.columns:
            name = say(FIRST_STAGE, m.language)
            home = slug(name, (), "stage")
            m = edits.add(m, edits.new_record("stage", id=home, name=name))
        return added(m, what, home, channel, after, session.view.persona)

    n = len(what.rows)
    step = M("Paste {n} touchpoint", plural="Paste {n} touchpoints", n=n)
    before = session.index
    made = _add(session, step, add)
    if made is None:
        return False
    if (where := landed(before, session.index, made.keys)) is not None:
        session.told.emit(where)
    if len(made.notes) == 1:
        session.told.emit(made.notes[0])
    elif made.notes:
        lines = [say(note, lang) for note in made.notes[:MOST_SAID]]
        if (more := len(made.notes) - MOST_SAID) > 0:
            lines.append(say(M("and {n} more", n=more), lang))
        from journeymap.ui import asking

        n = len(made.keys)
        pasted_words = M("{n} touchpoint was pasted", plural="{n} touchpoints were pasted", n=n)
        asking.tell(window, lang, pasted_words, M("{lines}", lines="\n".join(lines)))
    return True


def _paste_file(session: Session, path: Path) -> bool:
    try:
        data = picture_bytes(path)
    except FilesError as error:
        reason = error.message
        session.refused.emit(M("{path} cannot be read: {reason}", path=path.name, reason=reason))
        return False
    return _lay_beside(session, data, path.suffix.lower(), path.stem)


def _paste_image(session: Session, image: QImage) -> bool:
    if image.width() * image.height() > MOST_PIXELS:
        n = MOST_PIXELS // 1_000_000
        session.refused.emit(
            M("this picture has more than {n} million pixels; make it smaller", n=n)
        )
        return False
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG", QUICKLY):  # type: ignore[call-overload] # the stubs want bytes, Qt a text
        session.refused.emit(M("the picture on the clipboard cannot be read"))
        return False
    return _lay_beside(session, bytes(buffer.data().data()), ".png", "")


def _lay_beside(session: Session, data: bytes, ending: str, name: str) -> bool:
    """Keep a picture beside the map and give it to the one touchpoint or persona selected."""
    keys = selected(session, "touchpoint", "persona")
    if len(keys) != 1:
        session.refused.emit(M("select the touchpoint that the picture is for"))
        return False
    if session.path is None:
        session.refused.emit(M("save the map first: pictures are kept beside it"))
        return False
    if session.read_only is not None:
        session.refused.emit(session.read_only)
        return False
    record = session.index.entries[keys[0]].record
    try:
        path = store(session.path.parent, name or keys[0], data, ending)
    except FilesError as error:
        session.refused.emit(error.message)
        return False
    text = M("Picture of “{name}”", name=label(record))
    if not session.commit(text, lambda m: edits.change(m, keys[0], image=path), initiator=session):
        return False
    kept = M("Picture stored beside the map as {path}; undo leaves the file there", path=path)
    if "storyboard" not in session.view.lanes:
        lane = NAMES["lane"]["storyboard"]
        kept = M(
            "Picture stored beside the map as {path}; show the lane “{lane}” to see it",
            path=path,
            lane=lane,
        )
    session.told.emit(kept)
    return True


def _add(session: Session, text: Message, add: Callable[[JourneyMap], Added]) -> Added | None:
    """Return what was added to the map in one step and selected; None when it was refused."""
    made: list[Added] = []

    def edit(m: JourneyMap) -> JourneyMap:
        made.append(add(m))
        if not made[-1].keys:
            raise Refused(next(iter(made[-1].notes), M("nothing new came of it")))
        return made[-1].map

    if not session.commit(text, edit, initiator=session):
        return None
    session.select(_shown(session, made[-1].keys))
    if session.selection:
        session.reveal.emit(session.selection[0])
    return made[-1]


def _shown(session: Session, keys: Sequence[Key]) -> Sequence[Key]:
    """Return the touchpoints among new records, all of them where there is none."""
    touchpoints = [key for key in keys if session.index.touchpoint(key) is not None]
    return touchpoints or keys


def _names(part: JourneyMap) -> str:
    lists = (part.stages, part.channels, part.personas, part.pain_points, part.opportunities)
    return "\n".join(record.name for records in lists for record in records)
