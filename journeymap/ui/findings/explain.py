"""Why a finding is said: the reason, its source, an example, how to silence it; beside the table.

The checks are loaded when somebody asks, since the window stands before they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journeymap.model.index import Index
from journeymap.model.text import M, Message, literal, say
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import label
from journeymap.ui.findings.rows import name_of, only_there

WIDTH = 300  # of the pane, in pixels


def check_of(id: str) -> Any:
    """Return the installed check with that id, None when there is none."""
    from journeymap.checks.known import known

    return known().checks.get(id)


@lru_cache(maxsize=512)
def title_of(id: str, lang: str) -> str:
    """Return what a check is called, its id when it is not installed."""
    check = check_of(id)
    return say(check.title, lang) if check else id


def parts_of(
    finding: Any, index: Index, lang: str, bound: Mapping[str, Message] = MappingProxyType({})
) -> list[tuple[str, str]]:
    """Return what is to be told about a finding: the look of each part, and its words.

    Of the checks in `bound` a team's file sets the level.
    """
    from journeymap.checks.explain import setting_text, when

    def words(message: Message) -> str:
        return say(message, lang)

    check = check_of(finding.check)
    parts = [("number", title_of(finding.check, lang))]
    level = words(NAMES["level"][finding.level])
    parts.append(("small", f"{level} · {finding.check}"))
    if finding.set_by.id:
        parts.append(("small", words(M("Level set by: {place}", place=finding.set_by))))
    if finding.at:
        place = literal(name_of(index, finding.at))
        parts.append(("small", words(M("At: {name}", name=place))))
    parts.append(("", words(finding.message)))
    if check is None:
        return parts
    parts += [("caps", words(M("Why"))), ("", words(check.why))]
    if check.source:
        parts += [("caps", words(M("Source"))), ("soft", check.source)]
    parts += [("caps", words(M("Speaks"))), ("soft", words(when(check)))]
    if check.settings:
        parts += [("caps", words(M("Settings"))), ("code", setting_text(check.settings))]
    if check.example:
        parts += [
            ("caps", words(M("A map that it speaks about"))),
            ("code", check.example),
        ]
    parts.append(("caps", words(M("How to silence it"))))
    if check.id in bound:
        parts.append(("soft", words(only_there(bound[check.id]))))
        return parts
    here = M("Ignore it here with a reason, or keep the check silent in this map:")
    silent = f"checks:\n  levels: {{{check.id}: silent}}"
    return [*parts, ("soft", words(here)), ("code", silent)]


class Explanation(QScrollArea):
    """A pane that can be read and copied from."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._shown: object = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say(M("Explanation of the finding"), lang))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 120)

    def put(
        self, finding: Any, index: Index, bound: Mapping[str, Message] = MappingProxyType({})
    ) -> None:
        """Explain a finding; None leaves a hint to choose one."""
        if finding is self._shown and self.widget() is not None:
            return
        self._shown = finding
        body = QWidget()
        body.setObjectName("panelBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 6, 10, 10)
        column.setSpacing(4)
        hint = [("soft", say(M("Choose a finding to read why it is said."), self._lang))]
        for look, words in parts_of(finding, index, self._lang, bound) if finding else hint:
            made = label(words, "soft" if look == "code" else look, wrap=True, selectable=True)
            if look == "code":
                font = made.font()
                font.setFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
                made.setFont(font)
                made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
                made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
            if look == "caps":
                made.setContentsMargins(0, 6, 0, 0)
            column.addWidget(made)
        column.addStretch(1)
        self.setWidget(body)
