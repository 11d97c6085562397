"""How the window looks: a palette and one stylesheet from the theme's tokens, at any text size.

Only names of the theme's table stand here and mixtures of them, so the window and the map in it
always match. Lengths are pixels at the usual text size; `px` gives them at the one that is wanted.
Loaded before the first paint: nothing of the model may be imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from string import Template
from typing import Any, Literal

from PySide6 import QtWidgets
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from journeymap.picture.color import mix
from journeymap.picture.theme import THEMES
from journeymap.ui import dressing
from journeymap.ui.style_sheet import SHEET

ThemeChoice = Literal["light", "dark", "contrast-light", "contrast-dark"]

STYLE = "Fusion"  # Qt's own, the same on every system
FALLBACK_FAMILIES = ("Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans")

# Which text stands on which ground in the window; each pair reads at 4.5:1 in every theme.
READ: tuple[tuple[str, str], ...] = (
    *(("text", ground) for ground in (
        "panel", "field", "hover", "pressed", "chosen", "canvas", "card", "pain.ground",
        "opportunity.ground",
    )),
    *(("text.soft", ground) for ground in (
        "panel", "field", "hover", "canvas", "card", "pain.ground", "opportunity.ground",
    )),
    *(("faint", ground) for ground in ("panel", "field")),
    *(("accent", ground) for ground in ("panel", "field", "hover")),
    *(("alarm", ground) for ground in ("panel", "alarm.ground")),
    *(("on.accent", ground) for ground in ("accent", "accent.hover")),
    *((f"{tone}.text", f"{tone}.ground") for tone in ("plain", "fair", "good")),
    ("fair.text", "star.ground"),
    ("chosen.text", "chosen"),
    ("tip.text", "tip"),
)  # fmt: skip
# What has to be seen and is no text: frames of what has the keyboard, of fields, icons, the dot.
SEEN: tuple[tuple[str, str], ...] = (
    *(("accent", ground) for ground in ("panel", "field", "canvas", "card", "chosen")),
    *(("field.edge", ground) for ground in ("panel", "field")),
    ("on.accent", "accent"),
    ("star", "panel"),
)


@lru_cache(maxsize=4)
def colors(theme: ThemeChoice) -> dict[str, str]:
    """Return the colours of the window's own parts by role, and all of the theme's table."""
    asked = THEMES[theme]
    table, dark, strong = dict(asked.table), asked.dark, asked.strong
    panel = table["stripe.1"] if dark and not strong else table["card"]
    text, accent = table["text"], table["accent"]
    return {
        **table,
        "panel": panel,
        "edge": mix(panel, text, 0.65 if strong else 0.13 if dark else 0.11),
        "field": table["canvas"] if dark else mix(panel, table["canvas"], 0.75),
        "field.edge": mix(panel, text, 1.0 if strong else 0.5),
        # of what has a tinted ground, which strong contrast does not have
        "outline": text if strong else "transparent",
        "hover": mix(panel, text, 0.07),
        "pressed": mix(panel, text, 0.13),
        "faint": mix(panel, text, 0.85 if strong else 0.64),
        "disabled": mix(panel, text, 0.6 if strong else 0.38),
        "chosen": mix(panel, accent, 0.26 if dark else 0.11),
        "chosen.text": text if strong else mix(accent, text, 0.45) if dark else accent,
        "track": mix(panel, text, 0.16 if dark else 0.10),
        "accent.hover": mix(accent, text, 0.14),
        "on.accent": table["ink"] if dark else "#ffffff",
        "alarm": table["pain.text"],
        "alarm.ground": table["pain.ground"],
        "tip": mix(panel, text, 0.10) if dark else table["ink"],
        "tip.text": table["text"] if dark else "#ffffff",
    }


def theme_for(choice: str, contrast: bool = False) -> ThemeChoice:
    """Return the theme for a setting: light, dark, or what the system asks for.

    Strong contrast is for `contrast`, and where the system asks for it.
    """
    dark = choice == "dark"
    if choice not in ("light", "dark"):
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if contrast or system_contrast():
        return "contrast-dark" if dark else "contrast-light"
    return "dark" if dark else "light"


def system_contrast() -> bool:
    """Return whether the system asks for strong contrast; Qt says so from 6.10 on."""
    hints = QGuiApplication.styleHints()  # held: what it hands out goes with it
    ask: Callable[[], Any] | None = getattr(hints, "accessibility", None)
    return ask is not None and ask().contrastPreference() == Qt.ContrastPreference.HighContrast


def follow_system(slot: Callable[..., object]) -> None:
    """Call `slot` whenever the system changes between light and dark or asks for contrast."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(slot)
    if ask := getattr(hints, "accessibility", None):
        ask().contrastPreferenceChanged.connect(slot)


def motion_reduced(choice: str) -> bool:
    """Return whether movement is left out: by a setting, "on" or "off", else as the system says.

    Qt has no name for this wish of the system; what says it is that controls are not animated.
    """
    if choice in ("on", "off"):
        return choice == "on"
    # asked for by its room: see `controls.Choice`
    hint = QtWidgets.QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(hint) == 0


def apply(app: QApplication, theme: ThemeChoice) -> None:
    """Dress the whole application in a theme."""
    size = QFontInfo(app.font()).pixelSize()
    dressed = f"{theme} {size}"
    if app.property("journeymapDressed") != dressed:
        app.setProperty("journeymapDressed", dressed)
        app.setPalette(palette(theme))
        sheet = stylesheet(theme, size, scale())
        dressing.put_on(app, sheet, lambda: bool(app.property("journeymapDressed") == dressed))


def scale() -> float:
    """Return how large text is: 1 at the usual size, 2 at 200 %."""
    app = QApplication.instance()
    percent = app.property("journeymapTextSize") if app is not None else None
    return percent / 100 if isinstance(percent, int) else 1.0


def px(pixels: float) -> int:
    """Return a length that grows with the text, in whole pixels."""
    return round(pixels * scale())


def set_text_size(app: QApplication, percent: int) -> bool:
    """Return whether text has another size now; what is made from now on is made for it."""
    set_up(app)
    if app.property("journeymapTextSize") == percent or (percent == 100 and scale() == 1):
        return False
    app.setProperty("journeymapTextSize", percent)
    font = QFont(app.font())
    font.setPixelSize(round(int(app.property("journeymapFont")) * percent / 100))
    app.setFont(font)
    return True


def is_set_up(app: QApplication) -> bool:
    """Return whether `set_up` has been here."""
    return bool(app.property("journeymapStyled"))


def set_up(app: QApplication) -> None:
    """Give the application its font, once."""
    if is_set_up(app):
        return
    app.setProperty("journeymapStyled", True)
    font = QFont(app.font())
    size = QFontInfo(font).pixelSize()
    if QGuiApplication.platformName() in ("offscreen", "minimal") or size < 12:
        font.setFamilies(list(FALLBACK_FAMILIES))
        size = 13
    font.setPixelSize(max(size, 13))
    app.setProperty("journeymapFont", max(size, 13))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)


def palette(theme: ThemeChoice) -> QPalette:
    """Return the palette for what the stylesheet does not reach: dialogs, menus, native parts."""
    c = {name: QColor(value) for name, value in colors(theme).items()}
    made = QPalette()
    role = QPalette.ColorRole
    for each, name in (
        (role.Window, "panel"),
        (role.WindowText, "text"),
        (role.Base, "field"),
        (role.AlternateBase, "hover"),
        (role.Text, "text"),
        (role.PlaceholderText, "faint"),
        (role.Button, "panel"),
        (role.ButtonText, "text"),
        (role.BrightText, "alarm"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on.accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "tip"),
        (role.ToolTipText, "tip.text"),
        (role.Light, "hover"),
        (role.Midlight, "hover"),
        (role.Mid, "edge"),
        (role.Dark, "edge"),
        (role.Shadow, "shadow"),
    ):
        made.setColor(each, c[name])
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, c["disabled"])
    return made


def stylesheet(theme: ThemeChoice, size: int, larger: float = 1.0) -> str:
    """Return the stylesheet of a theme for a base font of `size` pixels.

    `larger` is how much larger than usual that font is: room around text grows along, lines do
    not.
    """
    values = {name.replace(".", "_").replace("-", "m"): v for name, v in colors(theme).items()}
    steps = {"small": -1, "tiny": -2, "large": 2, "huge": 5, "hero": 13}
    sizes = {name: size + round(step * larger) for name, step in steps.items()}
    sheet = _LENGTH.sub(lambda found: _longer(found[1], larger), SHEET)
    return Template(sheet).substitute(values, px=size, **sizes)


_LENGTH = re.compile(r"(?<![\w.$}])(\d+)px")
_LINE = 2  # pixels up to which a length is a line


def _longer(length: str, larger: float) -> str:
    pixels = int(length)
    return f"{pixels if pixels <= _LINE else round(pixels * larger)}px"
