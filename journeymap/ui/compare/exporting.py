"""What writes a comparison into a file: its kind, where to, and the work beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from journeymap.files.problems import FilesError
from journeymap.files.save import save_file
from journeymap.model.problems import Refused
from journeymap.model.text import M, say
from journeymap.ui import asking
from journeymap.ui.aside import Aside

FORMS = (("png", M("PNG picture")), ("pdf", M("PDF document")), ("svg", M("SVG drawing")))


def offer(parent: QWidget, lang: str, under: QWidget, do: Callable[[str], object]) -> None:
    """Show the kinds of files under a button, and do the one that is chosen."""
    menu = QMenu(parent)
    for form, words in FORMS:
        menu.addAction(say(words, lang)).triggered.connect(partial(_do, do, form))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))


def _do(do: Callable[[str], object], form: str, _checked: bool = False) -> None:
    do(form)


def write(parent: QWidget, lang: str, folder: Path, form: str, make: Callable[[], bytes]) -> None:
    """Ask where to, and write what `make` returns, which runs in a thread."""
    suggested = str(folder / f"{say(M('comparison'), lang)}.{form}")
    chosen = asking.export_path(parent, lang, suggested, form)
    if not chosen:
        return
    try:
        save_file(chosen, Aside(make).wait())
    except (FilesError, Refused) as error:
        if isValid(parent):
            asking.tell(parent, lang, M("The comparison could not be exported"), error.message)
