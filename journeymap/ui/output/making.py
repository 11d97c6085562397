"""What the map is made into: a file for others, pages on paper, a template for the next map.

Each dialog, and what paints for it, is loaded when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from journeymap.model.text import Message
from journeymap.ui.file_kinds import file_name
from journeymap.ui.frame import Frame
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

if TYPE_CHECKING:
    from journeymap.ui.output.export_dialog import ExportDialog
    from journeymap.ui.output.print_dialog import PrintDialog


def handlers(frame: Frame, session: Session, settings: Settings) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does; the session tells what came of it."""

    def suggested(ending: str) -> str:
        stem = session.path.stem if session.path else file_name(session.map.title)
        folder = session.path.parent if session.path else Path(settings.folder)
        return str(folder / f"{stem}.{ending}")

    def ended(dialog: ExportDialog | PrintDialog) -> None:
        dialog.exec()
        # the window may have been closed meanwhile, with all that belongs to it
        if isValid(dialog):
            dialog.deleteLater()
        if dialog.told:
            tell(dialog.told)

    def tell(told: Message) -> None:
        # not to who stood here before: the window may speak another language by now
        if isValid(frame) and isValid(session):
            session.told.emit(told)

    def export() -> None:
        from journeymap.ui.output.export_dialog import ExportDialog

        ended(ExportDialog(frame, session, suggested("png")))

    def print_map() -> None:
        from journeymap.ui.aside import Aside
        from journeymap.ui.output.export import drawn
        from journeymap.ui.output.print_dialog import PrintDialog
        from journeymap.ui.paint import images_of, no_images

        picture = drawn(session.map, session.view)
        folder = session.path.parent if session.path else None
        images = Aside(lambda: images_of(picture, folder)).wait() if folder else no_images
        title, paper = session.map.title, suggested("pdf")
        calendar, lang = session.map.calendar, session.lang
        ended(PrintDialog(frame, lang, session.theme, picture, title, images, paper, calendar))

    def keep() -> None:
        from journeymap.ui.output.save_template import save_template

        if told := save_template(frame, session.lang, session.map):
            tell(told)

    return {"export": export, "print": print_map, "save-template": keep}
