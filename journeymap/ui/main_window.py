"""The window's life: it shows at once, loads the model after the first paint, closes when asked.

The thin part (frame, start page, language, theme) is here and imports nothing of the model; what a
map needs is joined in `workspace.py`, which is loaded in `_load`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QApplication, QMenu

from journeymap.model.text import M, Message, say
from journeymap.ui import style
from journeymap.ui.frame import Frame
from journeymap.ui.pages import EXAMPLE_OFFERS, TEMPLATE_OFFERS, examples
from journeymap.ui.settings import Settings, autonym, chosen, languages, system_language

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QUrl

    from journeymap.ui.session import Session
    from journeymap.ui.workspace import Workspace

SIZE = QSize(1440, 860)  # of the first window ever, on a screen that has room for it
FRAME = QSize(0, 40)  # what a window manager puts around it, at least
YOUNG = 2_000  # new objects before the collector looks at them: half a millisecond's work
THEME_NAMES = {"system": M("As the system"), "light": M("Light"), "dark": M("Dark")}


class MainWindow(Frame):
    """One window with one map, or with the start page."""

    loaded = Signal()  # the model is there: from now on maps can be opened
    settings_changed = Signal()  # text size, motion or contrast: read them from `settings`

    def __init__(
        self, settings: Settings, lang: str | None = None, theme: str | None = None
    ) -> None:
        super().__init__()
        self.settings = settings
        self.theme_choice = theme or settings.theme
        self._text_size = 100  # percent, of the texts in this window
        self.workspace: Workspace | None = None
        self.session: Session | None = None
        self._waiting: Callable[[], object] | None = None  # what to do once loaded
        self.setAcceptDrops(True)
        wish = lang or settings.language
        self._size_texts()
        self.dress(
            chosen(wish, languages()) if wish else system_language(),
            self._wanted_theme(),
            settings.recent,
        )
        self._fill_menus()
        self.triggered.connect(self.trigger)
        self.wished.connect(self._on_wish)
        self.start.painted.connect(self._soon)
        self.loading.painted.connect(self._soon)
        style.follow_system(self._follow_system)
        self._say_title()
        self.resize(SIZE.boundedTo(self.screen().availableSize() - FRAME))
        geometry = settings.bytes("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    # ------------------------------------------------------------ loading

    def _soon(self) -> None:
        # a timer, since this is said while painting
        QTimer.singleShot(0, self, self._load)

    def _load(self) -> None:
        """Load the model and join it to the window; then do what had to wait for it."""
        if self.workspace is None:
            from journeymap.ui.session import Session

            self.session = Session(lang=self.lang, theme=self.theme, parent=self)
            self._join()
            self.loaded.emit()
            # starting up looked for no garbage; from now on in steps too short to be felt
            gc.freeze()
            gc.set_threshold(YOUNG)
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting()

    def _join(self) -> Workspace:
        from journeymap.ui.workspace import Workspace

        assert self.session is not None
        made = self.workspace = Workspace(self, self.session, self.settings)
        made.closed.connect(self.show_start)
        return made

    def when_loaded(self, do: Callable[[], object]) -> None:
        """Do something with a map now, or as soon as the model is loaded."""
        if self.workspace is not None:
            do()
        else:
            self._waiting = do
            self._soon()

    # ------------------------------------------------------------ opening

    def open_first(self, path: Path) -> None:
        """Open a file as soon as the window is on the screen."""
        self.loading.show_name(path.name)
        self.stack.setCurrentWidget(self.loading)
        self.top.show_file(path.name, str(path), False)
        self._waiting = partial(self._open, path)

    def open(self, path: Path) -> None:
        """Open a file, after asking about what is not saved."""
        self.when_loaded(partial(self._open_asked, path))

    def _open_asked(self, path: Path) -> None:
        assert self.workspace is not None
        if self.workspace.may_leave():
            self._open(path)

    def _open(self, path: Path) -> None:
        assert self.workspace is not None
        self.workspace.open(path)

    def begin(self, template: str) -> None:
        """Begin a map from a template, after asking about what is not saved."""
        self.when_loaded(partial(self._begin, template))

    def _begin(self, template: str) -> None:
        assert self.workspace is not None
        if self.workspace.may_leave():
            self.workspace.begin(template)

    def show_start(self) -> None:
        """Show the start page."""
        self.stack.setCurrentWidget(self.start)
        self._say_title()

    def _say_title(self) -> None:
        self.setWindowTitle("journeymap")
        self.setWindowModified(False)
        self.top.show_file("", "", False)

    def _on_wish(self, wish: str, what: str) -> None:
        if wish == "new":
            self.begin(what)
        elif what:
            self.open(Path(what))
        else:
            self.trigger("open")

    # ------------------------------------------------------------ actions

    def trigger(self, id: str) -> None:
        """Do what an action of the table does."""
        own: dict[str, Callable[[], object]] = {
            "new": partial(self.begin, "blank"),
            "open": self._ask_open,
            "quit": self.close,
            "about": partial(self._help, "about"),
            "shortcuts": partial(self._help, "shortcuts"),
        }
        handler = own.get(id)
        if handler is None and self.workspace is not None:
            handler = self.workspace.handlers[id]
        if handler:
            self.say_note(None)  # it was about the action before
            handler()

    def _help(self, what: str) -> None:
        from journeymap.ui import help

        show = help.about if what == "about" else help.show_shortcuts
        show(self, self.lang)

    def tell(self, text: Message, more: Message) -> None:
        """Say something that has to be read before going on."""
        from journeymap.ui import asking

        asking.tell(self, self.lang, text, more)

    def _ask_open(self) -> None:
        from journeymap.ui import asking

        if path := asking.open_path(self, self.lang, self.settings.folder):
            self.open(Path(path))

    def _fill_menus(self) -> None:
        self.fillers["recent"] = self._recent_menu
        self.fillers["example"] = self._example_menu
        self.fillers["template"] = self._template_menu
        self.fillers["theme"] = self._theme_menu
        self.fillers["language"] = self._language_menu

    def _say(self, message: Message) -> str:
        return say(message, self.lang)

    def _entry(self, menu: QMenu, words: str, do: Callable[[], object]) -> QAction:
        action = QAction(words.replace("&", "&&"), menu)
        action.triggered.connect(lambda _=False: do())
        menu.addAction(action)
        return action

    def _recent_menu(self, menu: QMenu) -> None:
        for path in self.settings.recent:
            entry = self._entry(menu, f"\u2066{path.name}\u2069", partial(self.open, path))
            entry.setEnabled(path.exists())
            entry.setStatusTip(str(path))
        if menu.isEmpty():
            self._entry(menu, self._say(M("Nothing yet")), lambda: None).setEnabled(False)
            return
        menu.addSeparator()
        self._entry(menu, self._say(M("Forget them")), self.settings.forget_recent)

    def _example_menu(self, menu: QMenu) -> None:
        for offer in EXAMPLE_OFFERS:
            path = examples() / f"{offer.stem}.yaml"
            self._entry(menu, self._say(offer.name), partial(self.open, path))

    def _template_menu(self, menu: QMenu) -> None:
        for offer in TEMPLATE_OFFERS:
            self._entry(menu, self._say(offer.name), partial(self.begin, offer.stem))

    def _theme_menu(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for choice, name in THEME_NAMES.items():
            entry = self._entry(menu, self._say(name), partial(self.choose_theme, choice))
            entry.setCheckable(True)
            entry.setChecked(choice == self.theme_choice)
            group.addAction(entry)

    def _language_menu(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        system = self._entry(menu, self._say(M("As the system")), partial(self.choose_language, ""))
        entries = [(system, "")]
        entries += [
            (self._entry(menu, autonym(lang), partial(self.choose_language, lang)), lang)
            for lang in languages()
        ]
        for entry, lang in entries:
            entry.setCheckable(True)
            entry.setChecked(lang == self.settings.language)
            group.addAction(entry)

    # ------------------------------------------------------------ theme and language

    def choose_theme(self, choice: str) -> None:
        """Show a theme from now on: light, dark, or the system's."""
        self.settings.theme = self.theme_choice = choice
        self._follow_system()

    def _wanted_theme(self) -> style.ThemeChoice:
        return style.theme_for(self.theme_choice, self.settings.contrast)

    def _follow_system(self) -> None:
        self._show_theme(self._wanted_theme())

    def follow_settings(self) -> None:
        """Show contrast, text size and movement as they are wished for now."""
        self._follow_system()
        if self.workspace is not None:
            self.workspace.set_motion(style.motion_reduced(self.settings.reduced_motion))
        if self._size_texts():
            QTimer.singleShot(0, self, partial(self._speak, self.lang))

    def _size_texts(self) -> bool:
        """Return whether texts have another size than those of this window were made for."""
        app = QApplication.instance()
        before, self._text_size = self._text_size, self.settings.text_size
        if isinstance(app, QApplication):
            style.set_text_size(app, self._text_size)
        return self._text_size != before

    def _show_theme(self, theme: style.ThemeChoice) -> None:
        if theme == self.theme:
            return
        self.set_theme(theme)
        self.start.set_theme(theme)
        if self.session is not None:
            self.session.set_theme(theme)

    def choose_language(self, lang: str) -> None:
        """Speak a language from now on, the system's where it is empty."""
        self.settings.language = lang
        self.speak(lang or system_language())

    def speak(self, lang: str) -> None:
        """Build the window anew in another language; the map, its undo list and view stay."""
        if lang == self.lang:
            return
        # not while the menu that asked for it is still open
        QTimer.singleShot(0, self, partial(self._speak, lang))

    def _speak(self, lang: str) -> None:
        there = self.workspace is not None and self.workspace.there
        if self.workspace is not None:
            self.workspace.leave()
            self.workspace = None
        self.dress(lang, self.theme, self.settings.recent)
        self._fill_menus()
        self.start.painted.connect(self._soon)
        self._say_title()
        if self.session is not None:
            self.session.set_lang(lang)
            joined = self._join()
            if there:
                joined.show()

    # ------------------------------------------------------------ closing, dropping

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workspace is not None and not self.workspace.may_leave():
            event.ignore()
            return
        self.settings.keep("geometry", self.saveGeometry())
        if self.session is not None:
            self.session.close()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := dropped(event.mimeData()):
            event.acceptProposedAction()
            QTimer.singleShot(0, self, partial(self.open, path))


def dropped(data: QMimeData) -> Path | None:
    """Return the one YAML file that is dropped, None for anything else."""
    urls: list[QUrl] = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in (".yaml", ".yml") else None
