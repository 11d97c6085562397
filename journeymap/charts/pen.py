"""How charts look: the colours of a theme, the words and digits of a language, right to left.

The one module that imports matplotlib, which comes with `journeymap[charts]`. Figures are made
without pyplot, so that nothing is shared between charts and nothing asks for a display.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from textwrap import wrap
from threading import RLock
from typing import Any, Literal

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from journeymap.model.text import M, Message, is_rtl, say, say_number
from journeymap.picture.color import mix
from journeymap.picture.picture import Token
from journeymap.picture.scripts import EMOJI, FAMILIES, families, script_of
from journeymap.picture.theme import THEMES, ThemeName

Form = Literal["png", "svg", "pdf"]
SIZE = (8.0, 4.5)  # inches, at 100 pixels an inch
DPI = 100
NOTE = 44  # letters of a word beside a point
TEXT, SMALL, HEAD = 10.0, 8.5, 12.5  # points
_ONE_AT_A_TIME = RLock()


class Pen:
    """What a chart is drawn with; where the language runs from right to left, so do the numbers.

    All that is drawn and written is drawn and written inside `dressed()`.
    """

    def __init__(self, lang: str = "en", theme: ThemeName = "light", scale: float = 1.0) -> None:
        self.lang, self.theme, self.scale = lang, THEMES[theme], scale
        self.rtl = is_rtl(lang)

    # ------------------------------------------------------------ words and colours

    def color(self, token: Token) -> str:
        """Return the `#rrggbb` of a token in the theme."""
        return self.theme.color(token)

    def mixed(self, token: Token, share: float) -> str:
        """Return a token as a paint of which `share` (0..1) is mixed into the ground of a chart."""
        return mix(self.color("card"), self.color(token), share)

    def said(self, message: Message | str) -> str:
        """Return words in the language."""
        return say(message, self.lang) if isinstance(message, Message) else message

    @staticmethod
    def wrapped(text: str, lines: int = 2, width: int = 30) -> str:
        """Return a name on a few short lines; `…` says that it was cut."""
        return "\n".join(wrap(text, width, max_lines=lines, placeholder="…"))

    @staticmethod
    def left_out(n: int) -> Message | str:
        """Return how many places a chart has no room for, "" for none."""
        return M("{n} more places are not shown", n=n) if n else ""

    def number(self, value: float) -> str:
        """Return a number in the digits of the language."""
        return say_number(float(value), self.lang, 2)

    # ------------------------------------------------------------ figures

    @contextmanager
    def dressed(self) -> Iterator[None]:
        """Let matplotlib use the fonts of the language, and take no `$` for a formula.

        What is set holds for the whole program, so one thread at a time is let in.
        """
        dress: dict[Any, Any] = {
            "font.family": list(fonts(self.lang)),
            "font.size": TEXT,
            "text.color": self.color("text"),
            "text.parse_math": False,
            "axes.labelcolor": self.color("text.soft"),
            "legend.frameon": False,
            "legend.fontsize": SMALL,
            "svg.fonttype": "path",  # whoever opens it need not have the fonts
            "svg.hashsalt": "journeymap",
            "pdf.fonttype": 42,
        }
        with _ONE_AT_A_TIME, rc_context(dress), warnings.catch_warnings():
            # a letter that no font of this machine has is drawn as a box, and nobody can help it
            warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
            yield

    def figure(self, size: tuple[float, float] = SIZE) -> tuple[Figure, Axes]:
        """Return an empty figure of a size in inches, dressed in the theme."""
        figure = Figure(figsize=size, dpi=DPI * self.scale, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        figure.set_facecolor(self.color("canvas"))
        axes.set_facecolor(self.color("card"))
        for side, spine in axes.spines.items():
            spine.set_visible(side in ("bottom", "right" if self.rtl else "left"))
            spine.set_color(self.color("card.border"))
        axes.tick_params(colors=self.color("text.soft"), labelsize=SMALL, length=0)
        axes.grid(visible=True, axis="y", color=self.color("grid"), linewidth=0.8)
        axes.set_axisbelow(True)
        if self.rtl:
            axes.yaxis.tick_right()
            axes.yaxis.set_label_position("right")
        return figure, axes

    def finish(self, axes: Axes, title: Message | str, about: Message | str = "") -> None:
        """Give a chart its title, and turn it round where the language runs right to left."""
        place: Literal["left", "right"] = "right" if self.rtl else "left"
        head = self.wrapped(self.said(title), 2, 80)
        axes.set_title(head, loc=place, fontsize=HEAD, color=self.color("text"), pad=14)
        if about:
            axes.set_xlabel(
                self.wrapped(self.said(about), 1, 90), fontsize=SMALL, color=self.color("text.soft")
            )
        if self.rtl and not axes.xaxis_inverted():
            axes.invert_xaxis()

    def values(self, axis: Any, spelled: Callable[[float], str] | None = None) -> None:
        """Let an axis spell its numbers; as it stands, in the digits of the language."""
        spell = spelled or self.number
        axis.set_major_locator(MaxNLocator(nbins=6))
        axis.set_major_formatter(FuncFormatter(lambda value, _place: spell(value)))

    def names(self, axis: Any, texts: Sequence[str], slanted: bool = False) -> None:
        """Let an axis name places 0, 1, 2 …, slanted where names beside each other would meet."""
        axis.set_ticks(
            range(len(texts)), [self.wrapped(text, 1 if slanted else 2) for text in texts]
        )
        if slanted:
            for label in axis.get_ticklabels():
                label.set(rotation=30, horizontalalignment="right", rotation_mode="anchor")

    def note(
        self,
        axes: Axes,
        x: float,
        y: float,
        text: Message | str,
        offset: tuple[float, float] = (0, 6),
        **how: Any,
    ) -> None:
        """Write a word at a place of the data, `offset` points away from it."""
        given: dict[str, Any] = {"fontsize": SMALL, "color": self.color("text"), **how}
        axes.annotate(
            self.wrapped(self.said(text), 1, NOTE),
            (x, y),
            xytext=(-offset[0] if self.rtl else offset[0], offset[1]),
            textcoords="offset points",
            annotation_clip=False,
            **given,
        )


def written(figure: Figure, form: Form, pen: Pen, title: str = "") -> bytes:
    """Return a figure as the bytes of a file; the same figure gives the same SVG and PNG."""
    out = io.BytesIO()
    told: dict[Form, dict[str, Any]] = {
        "png": {"Software": None, "Title": title},
        "svg": {"Date": None, "Creator": None, "Title": title},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": title},
    }
    with pen.dressed():
        figure.savefig(out, format=form, facecolor=figure.get_facecolor(), metadata=told[form])
    return out.getvalue()


@lru_cache(maxsize=16)
def fonts(lang: str) -> tuple[str, ...]:
    """Return the fonts of this machine that charts in a language ask for, the best first.

    matplotlib goes through them letter by letter, so every script of a map finds its own.
    """
    there = set(font_manager.get_font_names())
    first = families(script_of(_SAMPLE.get(lang[:2], "a"), lang))
    wanted = (*first, *(name for names in FAMILIES.values() for name in names))
    found = dict.fromkeys(name for name in wanted if name in there and name not in EMOJI)
    return (*found, "DejaVu Sans")  # comes with matplotlib


_SAMPLE = {"fa": "ا", "ar": "ا", "zh": "中", "ja": "あ", "ko": "가", "he": "א"}
