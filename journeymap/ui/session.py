"""What the window knows: one document, what is selected, what is in view, what the checks found.

Canvas, outline, inspector and findings meet here and nowhere else; each listens to the signals and
none knows another. A Session changes a map only through its Document. It draws nothing and asks
nothing: questions to a person belong to the window. It is loaded after the start window's first
paint, because it brings the whole model with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from journeymap.model.diff import Change
from journeymap.model.document import Document, SavedText
from journeymap.model.filtering import Filter, faded
from journeymap.model.index import Index, Key
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.readings import Readings
from journeymap.model.text import Message
from journeymap.picture.picture import View, view_of
from journeymap.ui.checking import Checking, Given
from journeymap.ui.chosen_before import ChosenBefore, concerned
from journeymap.ui.drafts import Drafts
from journeymap.ui.map_work import read_file, read_template, save_file, today
from journeymap.ui.view_kept import filter_after, telling, view_after

Theme: TypeAlias = Literal["light", "dark", "contrast-light", "contrast-dark"]


class Session(QObject):
    """One open map in one window, and the signals by which its views stay in step.

    Open files before the views are made or after: every signal is sent when the document is
    exchanged for another one, with an empty Change whose initiator is the session itself.
    """

    edited = Signal()  # the map is another one, and no view has heard of it yet
    changed = Signal(object, object)  # Change, initiator
    selection_changed = Signal()
    view_changed = Signal()
    filter_changed = Signal()  # what is faded, with it
    findings_changed = Signal()
    state_changed = Signal()  # path, dirty, names of undo and redo
    theme_changed = Signal()
    language_changed = Signal()  # of the interface; the map has its own
    document_changed = Signal()  # another map altogether: fit, forget what was unfolded
    refused = Signal(object)  # Message
    told = Signal(object)  # Message: what an action did besides what can be seen
    reveal = Signal(str)  # a key: bring it into sight
    field_wanted = Signal(str, str)  # a key and a field of it: put the cursor there
    naming_wanted = Signal(str, str)  # a new record's key, and the merge key of the step it is of
    link_wanted = Signal(str, str)  # a record's key, and the map of its own that it names
    opening = Signal(str)  # a path: a file is about to be read
    let_go = Signal()  # the map is open no longer: closed, or its window is
    ended = Signal()  # the session itself; nothing may be sent to it afterwards
    flush_wanted = Signal()  # finish at once what is being typed: the map is about to be used

    def __init__(
        self,
        m: JourneyMap | None = None,
        lang: str = "en",
        theme: Theme = "light",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = Document(m or empty_map())
        self._before = self.index  # of the map as it was before the change that is told
        self._path: Path | None = None
        self._stop: Callable[[], None] = self._document.subscribe(self._on_change)
        self._selection: tuple[Key, ...] = ()
        self._selected_next: tuple[Key, ...] | None = None  # by the change that is being made
        self._chosen = ChosenBefore()
        self._view = view_of(self.map)
        self._filter = Filter()
        self._faded: tuple[JourneyMap, Filter, frozenset[Key]] | None = None
        self._findings: tuple[Any, ...] = ()
        self.bound: Mapping[str, Message] = {}  # where a team's file sets the level of a check
        self._readings: Readings | None = None
        self._theme: Theme = theme
        self._lang = lang
        self._closed = False
        self.read_only: Message | None = None  # why nothing may be changed, None when it may
        self.drafts = Drafts()  # comments that were not sent
        self.besides: frozenset[str] = frozenset()  # what the map can be compared with
        self.person = ""  # who writes comments; asked for where the first one is written
        self.today: Callable[[], date] = today
        self.checked = False  # whether the checks have run since the map was opened
        self.refusal: Message | None = None  # why the last commit was not made, None when it was
        self.checking = Checking(self._given, lambda: self._document.map, self)
        self.checking.found.connect(self._take_findings)

    # ------------------------------------------------------------ reading

    @property
    def document(self) -> Document:
        """The document; change it through `commit`, `undo` and `redo` of the session."""
        return self._document

    @property
    def map(self) -> JourneyMap:
        """The current map."""
        return self._document.map

    @property
    def index(self) -> Index:
        """The index of the current map."""
        return self._document.index

    @property
    def path(self) -> Path | None:
        """Where the map is kept, None when it has never been saved."""
        return self._path

    @property
    def view(self) -> View:
        """What of the map is to be shown."""
        return self._view

    @property
    def filter(self) -> Filter:
        """What a person wants to see; the rest is faded."""
        return self._filter

    @property
    def faded(self) -> frozenset[Key]:
        """The keys of what the filter fades, worked out when first asked for."""
        known = self._faded
        if known is None or known[0] is not self.map or known[1] != self._filter:
            known = self._faded = (self.map, self._filter, faded(self.index, self._filter))
        return known[2]

    @property
    def selection(self) -> tuple[Key, ...]:
        """The keys of what is selected, in the order in which it was; empty for the map itself."""
        return self._selection

    @property
    def readings(self) -> Readings:
        """The readings of the current map as series, worked out when first asked for."""
        if self._readings is None or not self._readings.holds_for(self.map):
            self._readings = Readings(self.map)
        return self._readings

    @property
    def findings(self) -> tuple[Any, ...]:
        """What the checks found last, sorted; a moment older than the map after each change."""
        return self._findings

    @property
    def theme(self) -> Theme:
        """The theme that is shown."""
        return self._theme

    @property
    def lang(self) -> str:
        """The language of the interface (BCP 47)."""
        return self._lang

    # ------------------------------------------------------------ showing

    def select(self, keys: Iterable[Key], initiator: object = None) -> None:
        """Select records that are there; others are left out. What is being typed is finished."""
        asked = tuple(dict.fromkeys(keys))
        wanted = self._there(asked)
        if wanted != self._selection:
            self.flush_wanted.emit()
            self._selection = self._there(asked)
            self.selection_changed.emit()

    def _there(self, keys: tuple[Key, ...]) -> tuple[Key, ...]:
        entries = self.index.entries
        return tuple(key for key in keys if key in entries)

    def jump(self, key: Key) -> None:
        """Select a record and bring it into sight; the map itself when the key is empty."""
        self.select((key,) if key else ())
        self.reveal.emit(key)

    def set_view(self, **changes: Any) -> None:
        """Show something else of the map: persona, lanes, rows, overlay metric, period."""
        view = self._view._replace(**changes)
        if view != self._view:
            self._view = view
            self.view_changed.emit()

    def set_filter(self, wanted: Filter) -> None:
        """Fade everything but what is wanted; an empty filter fades nothing."""
        if wanted != self._filter:
            self._filter = wanted
            self.filter_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Show the other theme."""
        if theme != self._theme:
            self._theme = theme
            self.theme_changed.emit()

    def set_lang(self, lang: str) -> None:
        """Speak another language in the interface."""
        if lang != self._lang:
            self._lang = lang
            self.language_changed.emit()

    # ------------------------------------------------------------ changing

    def commit(
        self,
        text: Message,
        edit: Callable[[JourneyMap], JourneyMap],
        merge_key: str = "",
        initiator: object = None,
        select: tuple[Key, ...] | None = None,
    ) -> bool:
        """Return whether the edit was made; when not, `refused` says why and nothing changed.

        `select` is what is selected after it, such as a record that goes by another id by it.
        """
        self.refusal = None
        if self._refuses():
            return False
        self._chosen.keep(self.map, self._selection)
        self._selected_next = select
        try:
            self._document.apply(text, edit, merge_key, initiator)
        except Refused as refused:
            self.refusal = refused.message
            self.refused.emit(refused.message)
            return False
        finally:
            self._selected_next = None
        if select is not None:
            self.flush_wanted.emit()
            self.select(select)
        return True

    def _refuses(self) -> bool:
        self.refusal = self.read_only
        if self.refusal is not None:
            self.refused.emit(self.refusal)
        return self.refusal is not None

    def undo(self) -> None:
        """Take the last step back, what is being typed for one; select what was selected then."""
        if self._refuses():
            return
        self.flush_wanted.emit()
        was = self.index
        self._select_before(self._document.undo(self), was)

    def take_back(self, merge_key: str) -> None:
        """Let the last step be as if it had never been, when it carries this merge key."""
        if self._document.take_back(merge_key, self):
            self.select(self._chosen.at(self.map) or ())

    def redo(self) -> None:
        """Do the next undone step again, and select what changed by that."""
        if self._refuses():
            return
        self._select_changed(self._document.redo(self))

    def go_to_step(self, done: int) -> None:
        """Undo or redo until that many steps of the undo list are done; select what changed."""
        if self._refuses():
            return
        self.flush_wanted.emit()
        was, back = self.index, done < self._document.done
        change = self._document.go_to(done, self)
        if back:
            self._select_before(change, was)
        else:
            self._select_changed(change)

    def _select_before(self, change: Change, was: Index) -> None:
        """Select what was selected before a step that was taken back, else what changed by that."""
        before = self._chosen.at(self.map)
        if change and before is not None and concerned(before, change, was, self.index):
            self.select(before)
            if self._selection:
                self.reveal.emit(self._selection[0])
        else:
            self._select_changed(change)

    def _select_changed(self, change: Change) -> None:
        """Select and show what came back or is otherwise now, unless it is selected already."""
        found = telling(change, self.index)
        if found and not set(self._selection) & set(found):
            self.select(found)
        if found and self._selection:
            self.reveal.emit(self._selection[0])

    def _on_change(self, change: Change, initiator: object) -> None:
        self.edited.emit()
        before, self._before = self._before, self.index
        kept = self._there(self._selection if self._selected_next is None else self._selected_next)
        view, self._view = self._view, view_after(self._view, before, self.index)
        wanted, self._filter = self._filter, filter_after(self._filter, before, self.index)
        self.changed.emit(change, initiator)
        kept = self._there(kept)  # a view that hears it may take back what was being named
        if kept != self._selection:
            self._selection = kept
            self.selection_changed.emit()
        if view != self._view:
            self.view_changed.emit()
        if wanted != self._filter:
            self.filter_changed.emit()
        self.state_changed.emit()
        self.checking.soon()

    # ------------------------------------------------------------ files

    def new(self, m: JourneyMap) -> None:
        """Begin with a map that has no file yet."""
        self._exchange(Document(m), None)

    def begin(self, template: str) -> None:
        """Begin with a template, whose comments are kept; raises FilesError for an unknown one."""
        saved = read_template(template, self.lang)
        self._exchange(Document(saved.map, saved), None)

    def go_on(self, document: Document) -> None:
        """Go on with a document that was made elsewhere and has no file."""
        self._exchange(document, None)

    def open(self, path: str | Path) -> None:
        """Read a map from a file; raises FilesError, and keeps what was open, when it is no map."""
        path = Path(path).absolute()
        saved = read_file(path)
        self._exchange(Document(saved.map, saved), path)

    def take(self, saved: SavedText, path: Path) -> None:
        """Go on with a file that was read already, by `read_file`."""
        self._exchange(Document(saved.map, saved), path)

    def save(self, force: bool = False) -> None:
        """Write the map to its file; raises FilesError, and leaves the file alone, when it cannot.

        Changed is raised when somebody else has written the file meanwhile, unless `force` is set.
        """
        assert self._path is not None, "a map without a file is saved with save_as"
        self.wrote(self.writing(self._path, force=force)(), self._path)

    def save_as(self, path: str | Path) -> None:
        """Write the map to another file, which is its file from now on; raises FilesError."""
        path = Path(path).absolute()
        self.wrote(self.writing(path, force=True)(), path)

    def writing(self, path: Path, **how: bool) -> Callable[[], SavedText]:
        """Return the work of writing the map as it is now, which may be done in a thread.

        `how` is as in `save_file`. What is changed meanwhile is not written, and not saved then.
        """
        self.flush_wanted.emit()
        frozen = Document(self.map)
        frozen.texts = self._document.texts
        return lambda: save_file(frozen, path, **how)

    def wrote(self, text: SavedText, path: Path) -> None:
        """Take note of what stands in the map's file now, after `writing`."""
        self._document.saved(text)
        self._path = path
        self.state_changed.emit()
        self.checking.soon()

    def on_disk(self, stands: bool) -> None:
        """Take note of whether what was saved last still stands in the map's file."""
        was = self._document.dirty
        self._document.on_disk(stands)
        if self._document.dirty != was:
            self.state_changed.emit()

    def follow(self, text: Message, m: JourneyMap, file: SavedText) -> Change:
        """Go on with a map that was read anew or merged, as one step; `file` is what is on disk.

        What is selected and in view stays, as far as it is still there.
        """
        change = self._document.follow(text, m, file, self)
        if not change:
            self.state_changed.emit()
        return change

    def _exchange(self, document: Document, path: Path | None) -> None:
        self._stop()
        self._document, self._path = document, path
        self._before = document.index
        self._stop = document.subscribe(self._on_change)
        self.checked, self.read_only = False, None
        self.drafts.clear()
        self._selection, self._findings, self.bound = (), (), {}
        self._view = view_of(document.map)
        self._filter = Filter()
        self.document_changed.emit()
        self.changed.emit(Change(), self)
        self.selection_changed.emit()
        self.view_changed.emit()
        self.filter_changed.emit()
        self.findings_changed.emit()
        self.state_changed.emit()
        self.checking.soon()  # not at once: loading the checks would hold up the first frame

    # ------------------------------------------------------------ checking, the end

    def _given(self) -> Given:
        return self.map, self.index, self._path.parent if self._path else None

    def _take_findings(self, findings: tuple[Any, ...], bound: Mapping[str, Message]) -> None:
        self._findings, self.bound, self.checked = findings, bound, True
        self.findings_changed.emit()

    def close(self) -> None:
        """End what runs in the background; nothing is sent afterwards.

        Checks that still run are not waited for: what they find is thrown away.
        """
        if self._closed:
            return
        self.let_go.emit()
        self.ended.emit()
        self._closed = True
        self.checking.close()
        self._stop()


def empty_map() -> JourneyMap:
    """Return the map that a session holds before anything is opened."""
    return JourneyMap(title="-")
