"""The window's life: it shows at once, loads the model after the first paint, closes when asked.

The thin part (frame, start page, language, theme) is here and imports nothing of the model; what a
map needs is joined in `workspace.py`, which is loaded in `_load`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu

from journeymap.ui import style
from journeymap.ui.collecting import spare
from journeymap.ui.settings import Settings, chosen, languages, system_language
from journeymap.ui.windows import Windows
from journeymap.ui.with_start import WithStart

if TYPE_CHECKING:
    from journeymap.ui.session import Session
    from journeymap.ui.workspace import Workspace

SIZE = QSize(1440, 860)  # of the first window ever, on a screen that has room for it
FRAME = QSize(0, 40)  # what a window manager puts around it, at least
SETTLED = 250  # ms after which the panels of a new dress have the room they take
# actions that use the map as a whole, or leave it: what is being typed has to be in it
USES = frozenset(
    "new open save save-as save-template export print close quit back open-link present "
    "cut copy delete merge merge-next split collapse collapse-all compare-file".split()
)


class MainWindow(WithStart):
    """One window with one map, or with the start page."""

    loaded = Signal()  # the model is there: from now on maps can be opened
    dressed = Signal()  # it was built anew, in another language or with texts of another size
    settings_changed = Signal()  # text size, motion or contrast: read them from `settings`

    def __init__(
        self,
        settings: Settings,
        lang: str | None = None,
        theme: str | None = None,
        windows: Windows | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.windows = windows or Windows(
            settings, lambda those: MainWindow(settings, lang, theme, those)
        )
        self.windows.join(self)
        self.theme_choice = theme or settings.theme
        self._text_size = 100  # percent, of the texts in this window
        self._to_speak: str | None = None  # once nothing is under way any more
        self._spoken = ""  # the language of the window, or the one that it is about to speak
        wish = lang or settings.language
        self._size_texts()
        self.dress(
            chosen(wish, languages()) if wish else system_language(),
            self._wanted_theme(),
        )
        self._spoken = self.lang
        self._dressed()
        self.triggered.connect(self.trigger)
        self.start_painted.connect(self._soon)
        style.follow_system(self._follow_system)
        self.settings_changed.connect(self.follow_settings)
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
        if self._gone:
            return
        if self.workspace is None:
            from journeymap.ui.session import Session

            self.session = Session(lang=self.lang, theme=self.theme, parent=self)
            self._join()
            self.loaded.emit()
            spare()
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting()

    def _join(self, before: Workspace | None = None) -> Workspace:
        from journeymap.ui.workspace import Workspace

        assert self.session is not None
        made = self.workspace = Workspace(self, self.session, self.settings, before)
        made.closed.connect(self.show_start)
        made.file.elsewhere.connect(self.open_elsewhere)
        made.file.held = self.held_elsewhere
        # what had to wait is done once the file's own work has come to its end
        made.file.rested.connect(lambda: QTimer.singleShot(0, self, self._catch_up))
        return made

    def _catch_up(self) -> None:
        """Close, or speak another language, as was wished while the file was at work."""
        if self._gone or (self.workspace is not None and self.workspace.file.busy):
            return
        close, self._to_close = self._to_close, None
        if close is not None:
            close()
        lang, self._to_speak = self._to_speak, None
        if lang is not None and not self._gone:
            self._speak(lang)

    def _dressed(self) -> None:
        """Do what every new dress of the window needs."""
        self.loading.painted.connect(self._soon)

    def when_loaded(self, do: Callable[[], object]) -> None:
        """Do something with a map now, or as soon as the model is loaded."""
        if self.workspace is not None:
            do()
        else:
            self._waiting = do
            self._soon()

    # ------------------------------------------------------------ opening

    def open_first(self, path: Path, key: str = "") -> None:
        """Open a file, and go to a record in it, as soon as the window is on the screen."""
        self._show_coming(path)
        self._coming = path
        self.when_loaded(partial(self._open_at, path, key))

    def _show_coming(self, path: Path) -> None:
        self.loading.show_name(path.name)
        self.stack.setCurrentWidget(self.loading)
        self._name_on_top(path.name, str(path))

    def _open_at(self, path: Path, key: str) -> None:
        self._open(path)
        self._coming = None
        if key and self.session is not None:
            self.session.jump(key)

    def open(self, path: Path) -> None:
        """Open a file where a person wants it: here, after asking, or in a window of its own."""
        there = self.windows.holding(path)
        busy = self.workspace is not None and self.workspace.file.busy
        if there is not None and (there is not self or busy):
            there.come_up()
        elif self.fresh() or self.stuck_at() or there is self or self._here():
            self.when_loaded(partial(self._open_asked, path))
        else:
            self.windows.open((path,), self)

    def _here(self) -> bool:
        """Return whether another map takes the place of the one that is open."""
        busy = self.workspace is not None and self.workspace.file.busy
        return self.settings.open_in == "here" and not busy and self._coming is None

    def _open_asked(self, path: Path) -> None:
        assert self.workspace is not None
        if self.workspace.file.may_leave():
            self._open(path)

    def _open(self, path: Path) -> None:
        assert self.workspace is not None
        self.workspace.file.open(path)

    def begin(self, template: str) -> None:
        """Begin a map from a template: here, after asking, or in a window of its own."""
        if self.fresh() or self.stuck_at() or self._here():
            self.when_loaded(partial(self._begin, template))
        else:
            self.windows.new(self).begin(template)

    def _begin(self, template: str) -> None:
        assert self.workspace is not None
        if self.workspace.file.may_leave():
            self.workspace.file.begin(template)

    # ------------------------------------------------------------ actions

    @cached_property
    def fillers(self) -> dict[str, Callable[[QMenu], None]]:
        """Submenu -> what fills it when it is shown."""
        from journeymap.ui.window_menus import fillers

        return fillers(self)

    def fill(self, id: str) -> None:
        """Fill a submenu as it is shown; what the map puts into it is there from now on."""
        if self.workspace is not None:
            assert self.workspace.deeds is not None  # made by being asked for
        super().fill(id)

    def trigger(self, id: str) -> None:
        """Do what an action of the table does."""
        handler = self.own_handlers().get(id)
        if handler is None and self.workspace is not None:
            handler = self.workspace.handlers[id]
        if handler:
            if id in USES:
                self.finish_typing()
            self.say_note(None)  # it was about the action before
            handler()

    def own_handlers(self) -> dict[str, Callable[[], object]]:
        """Return action id -> what it does, for what needs no map."""
        return {
            "new": partial(self.begin, "blank"),
            "new-window": partial(self.windows.new, self),
            "open": self._ask_open,
            "quit": self.windows.quit,
            "about": partial(self._help, "about"),
            "help": partial(self._help, "help"),
            "shortcuts": partial(self._help, "shortcuts"),
            "checks": partial(self._help, "checks"),
            "settings": self._ask_settings,
        }

    def _help(self, what: str) -> None:
        from journeymap.ui import help

        if what == "about":
            help.about(self, self.lang)
        else:
            help.show_help(self, self.lang, what)

    def _ask_settings(self) -> None:
        from journeymap.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self, self.lang, self.settings)
        dialog.changed.connect(self._follow_wish)
        self.dressed.connect(dialog.follow)
        dialog.open()

    def _follow_wish(self, name: str) -> None:
        """Let every window follow a setting that was changed."""
        for window in self.windows.all:
            window.follow(name)

    def follow(self, name: str) -> None:
        """Do as a setting says now."""
        if name == "language":
            self.speak(self.settings.language or system_language())
        elif name == "theme":
            self.choose_theme(self.settings.theme)
        elif name == "minimap":
            shown = self.commands["minimap"]
            if self.workspace is not None and shown.isChecked() != self.settings.minimap:
                shown.setChecked(self.settings.minimap)
                self.trigger("minimap")
        else:
            self.follow_settings()
        self.settings_changed.emit()

    def _ask_open(self) -> None:
        from journeymap.ui import asking

        paths = asking.open_paths(self, self.lang, self.settings.folder)
        if paths:
            self.open_all([Path(path) for path in paths])

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
            # in the language that it speaks by then: that may be about to change as well
            QTimer.singleShot(0, self, lambda: self._speak(self._spoken))

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
        if self.session is not None:
            self.session.set_theme(theme)

    def choose_language(self, lang: str) -> None:
        """Speak a language from now on, the system's where it is empty."""
        self.settings.language = lang
        self.speak(lang or system_language())

    def speak(self, lang: str) -> None:
        """Build the window anew in another language; the map, its undo list and view stay."""
        if lang == self._spoken:
            return
        self._spoken = lang
        # not while the menu that asked for it is still open
        QTimer.singleShot(0, self, partial(self._speak, lang))

    def _speak(self, lang: str) -> None:
        before = self.workspace
        if before is not None and before.file.busy:
            self._to_speak = lang
        elif before is None or self.session is None:
            self._dress_anew(lang)
            self.dressed.emit()
        else:
            self._change(before, self.session, lang)
            self.dressed.emit()

    def _dress_anew(self, lang: str) -> None:
        self.dress(lang, self.theme)
        self._dressed()
        self._sign = None
        self._say_title()
        if self._coming is not None:
            self._show_coming(self._coming)
        elif self.workspace is None or not self.workspace.there:
            self.show_start()

    def _change(self, before: Workspace, session: Session, lang: str) -> None:
        """Build everything around the map anew, step by step.

        Nobody sees it half done: what is on the screen stays until all is there. What is typed or
        clicked meanwhile is kept back for the new dress, and what wants to come between waits, as
        it does while a file is opened: closing, or one more language.
        """
        from journeymap.ui.aside import give_turn

        middle = None
        if not before.canvas.fitted:
            port = before.canvas.viewport()
            middle = before.canvas.mapToScene(port.rect().center())
        before.keep_seen()
        self.setUpdatesEnabled(False)
        try:
            with before.file.at_work():
                before.leave()
                give_turn()
                self._dress_anew(lang)
                give_turn()
                session.set_lang(lang)
                now = self._join(before)
            with now.file.at_work():
                if before.there:
                    give_turn()
                    now.get_ready()
                now.take_over(before)
            if middle is None:
                now.canvas.fit()
        finally:
            self.setUpdatesEnabled(True)
        if middle is not None:  # once more, when the panels have the room they take
            QTimer.singleShot(SETTLED, now, partial(now.canvas.centerOn, middle))
