"""Makes the pictures of README and docs with the program itself: `make pictures`.

The windows are the real main window, drawn without a display; the maps are what `journeymap export`
writes. The clock, the time zone and the remembered wishes of whoever runs this do not show, so the
same fonts give the same pictures.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the checkout comes first
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = "en"

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from journeymap.checks import runner
from journeymap.ui import session
from journeymap.ui.app import application
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.fonts import missing_glyphs
from journeymap.ui.importing.assistant import Assistant
from journeymap.ui.language import speak
from journeymap.ui.main_window import MainWindow
from journeymap.ui.presenting.window import Presentation
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = ROOT / "examples"
SIZE = (1440, 900)
SAVED = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)  # when the maps shown were saved
TODAY = date(2026, 11, 10)  # the day that the checks count from
LARGEST = 400_000  # bytes of a picture
PATIENCE = 60_000  # ms
TUTORIAL = ROOT / "docs" / "metrics.md"  # its files are those that the assistant shows
TABLES = re.compile(r"^cat > (\S+) <<'END'\n(.*?)^END$", re.DOTALL | re.MULTILINE)
ASSISTANT = (1080, 620)


class Shown(NamedTuple):
    """What a window shows."""

    map: str
    lang: str  # of the interface
    theme: str
    selected: str
    middle: str  # the touchpoint in the middle
    zoom: float
    overlay: str = ""  # the metric that is laid over the map
    panel: str = ""  # shown besides those that always are


WINDOWS = {
    # first: once another language was there its fonts are measured otherwise than drawn
    "window-dark-fa.png": Shown("clinic-visit.fa.yaml", "fa", "dark", "پذیرش", "پذیرش", 0.55),
    "window-light.png": Shown("coffee-app.yaml", "en", "light", "pay", "pay", 0.6),
    "window-overlay.png": Shown(
        "coffee-app.yaml", "en", "light", "pay", "pay", 0.75, "csat", "comments"
    ),
}
PRESENTED = ("coffee-app.yaml", "order")  # the map and the stage of presenting.png
# file -> map and what else `journeymap export` is told
EXPORTS = {
    "coffee-map.png": ("coffee-app.yaml", ("--theme", "light", "--scale", "0.8")),
    "clinic-map.svg": ("clinic-visit.fa.yaml", ("--theme", "light")),
}


def main() -> int:
    """Return 0 after writing every picture, 1 when one is too large to be kept."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    session.found_in = _found_in
    with tempfile.TemporaryDirectory() as folder:
        app = application()
        for name, shown in WINDOWS.items():
            path = _copied(EXAMPLES / shown.map, Path(folder))
            kept(window(app, path, shown), PICTURES / name)
        path = _copied(EXAMPLES / PRESENTED[0], Path(folder))
        kept(presented(path, PRESENTED[1]), PICTURES / "presenting.png")
        importing(app, path)
    for name, (source, options) in EXPORTS.items():
        command = [sys.executable, "-m", "journeymap", "export", str(EXAMPLES / source)]
        subprocess.run([*command, "-o", str(PICTURES / name), *options], check=True, cwd=ROOT)
    too_large = False
    for path in sorted(PICTURES.iterdir()):
        size = path.stat().st_size
        too_large = too_large or size > LARGEST
        print(f"{path.relative_to(ROOT)}: {size:,} bytes{' is too large' * (size > LARGEST)}")
    return int(too_large)


def window(app: QApplication, path: Path, shown: Shown) -> QImage:
    """Return a picture of the main window with a map, once the checks have run."""
    wishes = QSettings(str(path.parent / f"{path.stem}.ini"), QSettings.Format.IniFormat)
    frame = MainWindow(Settings(wishes), shown.lang, shown.theme)
    speak(app, shown.lang)
    frame.open_first(path)
    frame.resize(*SIZE)
    frame.show()
    _wait_for(lambda: frame.session is not None and frame.session.findings)
    canvas = frame.workspace.canvas
    frame.session.select((shown.selected,))
    frame.session.set_view(metric=shown.overlay)
    if shown.panel:
        frame.commands[shown.panel].trigger()
    canvas.set_zoom(shown.zoom)
    canvas.centerOn(rect_of(canvas.part_of(shown.middle).box).center())
    _pass_time(1500)  # what moves comes to rest, the texts of the cards are built
    image = frame.grab().toImage()
    frame.close()
    frame.deleteLater()
    _pass_time(50)
    return image


def presented(path: Path, stage: str) -> QImage:
    """Return a picture of a stage of a map as it is presented."""
    shown = Session(lang="en", theme="light")
    shown.open(path)
    screen = Presentation(shown, still=True)
    screen.start(stage)
    screen.showNormal()  # as large as the other pictures, whatever screen there is
    screen.resize(*SIZE)
    _pass_time(1500)
    image = screen.grab().toImage()
    screen.close()
    shown.close()
    return image


def importing(app: QApplication, path: Path) -> None:
    """Write pictures of the import assistant, with the files of the tutorial."""
    tables = {}
    for name, text in TABLES.findall(TUTORIAL.read_text(encoding="utf-8")):
        tables[name] = path.parent / name
        tables[name].write_text(text, encoding="utf-8")
    readings, answers = tables.values()
    wishes = QSettings(str(path.parent / "importing.ini"), QSettings.Format.IniFormat)
    frame = MainWindow(Settings(wishes), "en", "light")
    speak(app, "en")
    frame.open_first(path)
    frame.resize(*SIZE)
    frame.show()
    _wait_for(lambda: frame.session is not None and frame.session.findings)

    def assistant(table: Path) -> Assistant:
        dialog = Assistant(frame, frame.session, table)
        dialog.resize(*ASSISTANT)
        dialog.show()
        rest(dialog)
        return dialog

    def rest(dialog: Assistant) -> None:
        _pass_time(500)  # what waits for a pause begins
        _wait_for(dialog.next.isEnabled)
        _pass_time(300)

    def grab(dialog: Assistant, name: str) -> None:
        kept(dialog.grab().toImage(), PICTURES / f"importing-{name}.png")

    dialog = assistant(readings)
    grab(dialog, "file")
    dialog.go_to(1)
    rest(dialog)
    grab(dialog, "columns")
    dialog.go_to(2)
    rest(dialog)
    grab(dialog, "matching")
    for word, place in (
        ("Collect order", "pick-up"),
        ("Read store review", "read-reviews"),
        ("Report wrong order", "report-mixup"),
        ("Kiosk at the station", None),
    ):
        dialog.draft.say_place(word, place)
    dialog.matching.changed.emit()
    rest(dialog)
    dialog.go_to(3)
    rest(dialog)
    grab(dialog, "plan")
    dialog.reject()
    dialog = assistant(answers)
    dialog.draft.at = "rate-visit"
    for question, metric in zip(list(dialog.draft.columns)[1:3], ("csat", "nps"), strict=True):
        dialog.draft.say_metric(question, metric)
    dialog.columns.changed.emit()
    rest(dialog)
    dialog.go_to(1)
    rest(dialog)
    grab(dialog, "survey")
    dialog.reject()
    frame.close()
    frame.deleteLater()
    _pass_time(50)


def kept(image: QImage, path: Path) -> None:
    """Write an image without its colours' alpha; with 256 colours where it would be too large."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    plain.save(str(path), "PNG", 0)  # the smallest that Qt makes
    if path.stat().st_size > LARGEST:
        few = plain.convertToFormat(QImage.Format.Format_Indexed8)
        few.save(str(path), "PNG", 0)


def _found_in(m: Any, index: Any, folder: Path | None, _: object = None) -> tuple[Any, ...]:
    # as the session does it, but on a day that stays the same
    return tuple(runner.run(m, today=TODAY, folder=folder, has_glyphs=missing_glyphs, index=index))


def _copied(source: Path, folder: Path) -> Path:
    """Return a copy that was saved at a time that stays the same; the status bar says when."""
    copy = Path(shutil.copy(source, folder))
    os.utime(copy, (SAVED.timestamp(), SAVED.timestamp()))
    return copy


def _wait_for(there: Any) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while not there():
        if time.monotonic() > until:
            raise SystemExit("the window did not show the map in time")
        _pass_time(20)


def _pass_time(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


if __name__ == "__main__":
    raise SystemExit(main())
