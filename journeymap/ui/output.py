"""What the map is made into: a file for others, pages on paper, a template for the next map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from journeymap.model.text import Message
from journeymap.ui import asking, making
from journeymap.ui.frame import Frame
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings


def handlers(
    frame: Frame, session: Session, settings: Settings, note: Callable[[Message], object]
) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does; `note` says what came of it."""

    def export() -> None:
        stem = session.path.stem if session.path else making.file_name(session.map.title)
        folder = session.path.parent if session.path else Path(settings.folder)
        chosen = asking.export_path(frame, session.lang, str(folder / f"{stem}.png"))
        if chosen:
            note(making.exported(session, Path(chosen)))

    return {"export": export}
