"""How charts look: the colours of a theme, the words and digits of a language, right to left.

The one module that imports matplotlib, which comes with `journeymap[charts]`. Figures are made
without pyplot, so that nothing is shared between charts and nothing asks for a display.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import Any, Literal

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Rectangle
from matplotlib.ticker import Formatter, MaxNLocator

from journeymap.model.terminal import columns, width
from journeymap.model.text import Message, is_rtl, say, say_amount
from journeymap.picture.color import mix, moved
from journeymap.picture.picture import Token
from journeymap.picture.scripts import EMOJI, FAMILIES, families, script_of
from journeymap.picture.theme import THEMES, ThemeName

Form = Literal["png", "svg", "pdf"]
SIZE = (8.0, 4.5)  # inches, at 100 pixels an inch
LEAST = (3.4, 2.4)  # what is narrower or lower holds no words
DPI = 100
EDGE = 0.14  # inches around everything
TEXT, SMALL, HEAD = 10.0, 8.5, 12.5  # points
LETTER = 0.55  # of the size of a text: how wide a letter is, generously
LINE, ARABIC_LINE = 1.45, 1.85  # of the size of a text: from one line of it to the next
POINT = 1 / 72  # inches
MARKS = ("≠", "◆")  # begin a note that says what they mean
_ONE_AT_A_TIME = RLock()


class Pen:
    """What a chart is drawn with; where the language runs from right to left, so do the numbers.

    `size` is the room in inches: letters keep their size, and a chart that needs more takes it.
    All that is drawn and written is drawn and written inside `dressed()`.
    """

    def __init__(
        self,
        lang: str = "en",
        theme: ThemeName = "light",
        scale: float = 1.0,
        size: tuple[float, float] = SIZE,
    ) -> None:
        self.lang, self.theme, self.scale = lang, THEMES[theme], scale
        self.wide, self.high = max(size[0], LEAST[0]), max(size[1], LEAST[1])
        self.rtl = is_rtl(lang)
        self.start: Literal["left", "right"] = "right" if self.rtl else "left"
        self.end: Literal["left", "right"] = "left" if self.rtl else "right"

    # Comes with matplotlib and has all marks; other fonts take ≠ for = and a stroke beside it.
    signs = "DejaVu Sans"

    # ------------------------------------------------------------ words and colours

    def color(self, token: Token) -> str:
        """Return the `#rrggbb` of a token in the theme."""
        return self.theme.color(token)

    def ink(self, token: Token) -> str:
        """Return a token as a text may have it: readable on the ground of a chart."""
        return moved(self.color(token), self.color("card"), self.theme.least)

    def ground(self, token: Token, share: float) -> str:
        """Return a token of which `share` (0..1) is mixed into the card, seen on it at 3:1."""
        card = self.color("card")
        return moved(mix(card, self.color(token), share), card, 3.0)

    def said(self, message: Message | str) -> str:
        """Return words in the language."""
        return say(message, self.lang) if isinstance(message, Message) else message

    def number(self, value: float) -> str:
        """Return a number in the digits of the language, its thousands marked."""
        return say_amount(float(value), self.lang, 2)

    def letters(self, inches: float, points: float = SMALL) -> int:
        """Return how many letters find room in a line of a length."""
        return max(6, int(inches / (points * POINT * LETTER)))

    @staticmethod
    def length(text: str, points: float = SMALL) -> float:
        """Return how long the longest line of a text is at most, in inches."""
        return max(map(width, text.split("\n"))) * points * POINT * LETTER

    @staticmethod
    def wrapped(text: str, lines: int = 2, wide: int = 30) -> str:
        """Return a text on a few lines of so many columns; `…` says that it was cut."""
        return wrapped(text, lines, wide)

    def height(self, text: str, points: float = SMALL) -> float:
        """Return how high the lines of a text are, in inches."""
        line = ARABIC_LINE if self.rtl else LINE
        return (text.count("\n") + 1) * points * POINT * line if text else 0.0

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
            "pdf.fonttype": 3,  # 42 would give fonts with cubic outlines a wrong name
        }
        with _ONE_AT_A_TIME, rc_context(dress), warnings.catch_warnings():
            # a letter that no font of this machine has is drawn as a box, and nobody can help it
            warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
            yield

    def figure(self, wide: float = 0.0) -> tuple[Figure, Axes]:
        """Return an empty figure, `wide` inches or more, dressed in the theme."""
        size = (max(self.wide, wide), self.high)
        figure = Figure(figsize=size, dpi=DPI * self.scale, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        figure.set_facecolor(self.color("canvas"))
        axes.set_facecolor(self.color("card"))
        for side, spine in axes.spines.items():
            spine.set_visible(side in ("bottom", self.start))
            spine.set_color(self.color("card.border"))
        axes.tick_params(colors=self.color("text.soft"), labelsize=SMALL, length=0)
        self.grid(axes, "y")
        axes.set_axisbelow(True)
        if self.rtl:
            axes.yaxis.tick_right()
            axes.yaxis.set_label_position("right")
        return figure, axes

    def grid(self, axes: Axes, axis: Literal["x", "y", "both"]) -> None:
        """Draw faint lines at the numbers of an axis."""
        thin = 0.4 if self.theme.strong else 0.8
        axes.grid(visible=True, axis=axis, color=self.color("grid"), linewidth=thin)

    def finish(
        self,
        figure: Figure,
        axes: Axes,
        title: Message | str,
        about: Message | str = "",
        notes: Sequence[Message | str] = (),
        body: float | None = None,
    ) -> None:
        """Give a chart its title, what it is about and notes below it, and turn it round.

        With `body`, the inches that the chart itself needs, the figure becomes as high as that.
        """
        wide, high = figure.get_size_inches()
        room = wide - 2 * EDGE
        head = wrapped(self.said(title), 2, self.letters(room, HEAD))
        under = wrapped(self.said(about), 2, self.letters(room)) if about else ""
        foot = [wrapped(self.said(note), 2, self.letters(room)) for note in notes]
        tops = (self.height(head, HEAD), self.height(under, SMALL))
        above, below = EDGE + sum(tops), sum(self.height(note, SMALL) for note in foot)
        below += EDGE / 2 if foot else 0.0
        if body is not None:
            high = above + body + below
            figure.set_size_inches(wide, high)
        x = 1 - EDGE / wide if self.rtl else EDGE / wide
        how: dict[str, Any] = {
            "ha": self.start,
            "va": "top",
            "linespacing": 1.0 if self.rtl else 1.15,
        }
        soft: dict[str, Any] = {"fontsize": SMALL, "color": self.color("text.soft"), **how}
        y = high - EDGE * 0.8
        figure.text(x, y / high, head, fontsize=HEAD, color=self.color("text"), **how)
        if under:
            figure.text(x, (y - tops[0]) / high, under, **soft)
        y = below
        for note in foot:
            mark, _, words = note.partition(" ")
            if mark in MARKS:
                figure.text(x, y / high, mark, **soft | {"family": self.signs})
                beside = 0.16 / wide * (-1 if self.rtl else 1)
                figure.text(x + beside, y / high, words, **soft)
            else:
                figure.text(x, y / high, note, **soft)
            y -= self.height(note, SMALL)
        engine = figure.get_layout_engine()
        assert isinstance(engine, ConstrainedLayoutEngine), "figures are made with one"
        engine.set(
            rect=(0, below / high, 1, (high - above - below) / high), w_pad=EDGE, h_pad=EDGE / 2
        )
        if self.rtl and not axes.xaxis_inverted():
            axes.invert_xaxis()

    def values(self, axis: Any, spelled: Callable[[float], str], inches: float = 3.0) -> None:
        """Let an axis that is some inches long spell its numbers, four or more with the room."""
        most = max(2, min(6, int(inches / 0.55)))
        axis.set_major_locator(
            MaxNLocator(nbins=most, steps=[1, 2, 5, 10], min_n_ticks=min(4, most))
        )
        axis.set_major_formatter(_Spelled(spelled, self.number))

    def names(self, axis: Any, texts: Sequence[str], slanted: bool = False) -> None:
        """Let an axis name places 0, 1, 2 …, slanted where names beside each other would meet."""
        axis.set_ticks(range(len(texts)), texts)
        for label in axis.get_ticklabels():
            label.set_linespacing(1.0 if self.rtl else 1.25)  # Arabic fonts are high by themselves
            if slanted:
                label.set(rotation=30, horizontalalignment="right", rotation_mode="anchor")

    def legend(self, axes: Axes, ncols: int, **how: Any) -> None:
        """Name the paints of a chart, row by row in the direction of the language."""
        handles, labels = axes.get_legend_handles_labels()
        both = list(zip(handles, labels, strict=True))
        ncols = min(ncols, len(both))
        rows = [both[at : at + ncols] for at in range(0, len(both), ncols)]
        rows[-1] += [(Rectangle((0, 0), 0, 0, visible=False), "")] * (ncols - len(rows[-1]))
        if self.rtl:
            rows = [row[::-1] for row in rows]
        ordered = [row[column] for column in range(ncols) for row in rows]  # filled by columns
        axes.legend(
            [handle for handle, _ in ordered], [label for _, label in ordered], ncols=ncols,
            labelcolor=self.color("text"), markerfirst=not self.rtl, columnspacing=1.3, **how,
        )  # fmt: skip

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
            self.said(text),
            (x, y),
            xytext=(-offset[0] if self.rtl else offset[0], offset[1]),
            textcoords="offset points",
            annotation_clip=False,
            in_layout=False,  # a word makes no chart smaller
            **given,
        )


class _Spelled(Formatter):
    """Spells the numbers of an axis in words of their own; where those hide a step, in digits."""

    def __init__(self, spelled: Callable[[float], str], number: Callable[[float], str]) -> None:
        self._spelled, self._number = spelled, number

    def __call__(self, value: float, pos: int | None = None) -> str:
        return self._spelled(value)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        said = [self._spelled(value) for value in values]
        return said if len(set(said)) == len(said) else [self._number(value) for value in values]


def wrapped(text: str, lines: int = 2, wide: int = 30) -> str:
    """Return a text on a few lines of so many columns; `…` says that it was cut.

    Chinese breaks between any two characters, each of which takes two columns.
    """
    rows = [""]
    for piece in _PIECE.findall(" ".join(text.split())):
        while width(rows[-1]) + width(piece) > wide:
            if rows[-1].strip():
                rows.append("")  # a piece that is too long begins a line
            else:
                fits = _fitting(piece, wide)
                rows[-1], piece = piece[:fits], piece[fits:]
                rows.append("")
        rows[-1] += piece if rows[-1] else piece.lstrip()
    kept = [row.strip() for row in rows if row.strip()]
    if len(kept) > lines:
        last = kept[lines - 1]
        kept = [*kept[: lines - 1], last[: _fitting(last, wide - 1)].rstrip(" ,;:·") + "…"]
    return "\n".join(kept)


def _fitting(text: str, wide: int) -> int:
    taken = 0
    for place, character in enumerate(text):
        taken += columns(character)
        if taken > wide:
            return max(place, 1)
    return len(text)


# a Chinese character with the marks that may begin no line, a run of blanks, or a word
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_PIECE = re.compile(f"[{_CJK}][\u3001-\u3011\uff01-\uff1f]*|\\s+|[^\\s{_CJK}]+")


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
