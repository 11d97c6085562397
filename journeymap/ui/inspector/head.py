"""What stands over the fields of a form: the kind of record, and its name where none is edited.

Of several records their number is said, also of those that no field is for; of a source what it
reads. It says and edits nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from journeymap.model.index import label
from journeymap.model.journey import Source
from journeymap.model.labels import KIND_NAMES
from journeymap.model.periods import spell_period
from journeymap.model.text import M, Message, capitals, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.counting import beside
from journeymap.ui.editors.offers import called
from journeymap.ui.inspector.fields import Scene
from journeymap.ui.inspector.forms import WITHOUT_TITLE


class FormHead:
    """Three lines at the top of a form, those that are needed."""

    def __init__(self, kind: str, lang: str, column: QVBoxLayout) -> None:
        self._kind, self._lang = kind, lang
        self._caps = text_label("", "caps")
        self._name = text_label("", "title", wrap=True)
        self.summary = text_label("", "soft", wrap=True, selectable=True)
        for line in (self._caps, self._name, self.summary):
            column.addWidget(line)
        self.summary.setVisible(kind == "source")

    def put(self, scene: Scene) -> None:
        """Say what the form is filled with."""
        kind_name = M("Map") if self._kind == "map" else KIND_NAMES[self._kind]  # type: ignore[index] # one of the kinds
        self._caps.setText(capitals(self._say(kind_name), self._lang))
        several = len(scene.records) > 1
        self._name.setVisible(several or self._kind in WITHOUT_TITLE)
        if several:
            count = M("{n} selected", plural="{n} selected", n=len(scene.records))
            self._name.setText(self._say(count))
        elif self._kind in WITHOUT_TITLE:
            self._name.setText(self._called(scene))
        if self._kind == "source":
            self.summary.setText(self._reads(scene.records[0]))

    def put_besides(self, n: int) -> None:
        """Say how many records of other kinds are selected as well, which no field here is of."""
        if self._kind == "source":
            return
        self.summary.setVisible(n > 0)
        also = M(
            "{n} record of another kind is selected too and is not edited here",
            plural="{n} records of other kinds are selected too and are not edited here",
            n=n,
        )
        self.summary.setText(self._say(also) if n > 0 else "")

    def _called(self, scene: Scene) -> str:
        """Return what a record is called that has no name of its own."""
        record = scene.records[0]
        if self._kind == "flow":
            return called(scene.index, scene.keys[0])
        if self._kind != "reading":
            return label(record)
        period = spell_period(record.period, self._lang, scene.index.map.calendar)
        return beside((called(scene.index, record.metric), period), self._lang)

    def _reads(self, source: Source) -> str:
        lines = [M("reads {name}", name=source.reads)]
        if source.columns:
            names = ", ".join(f"{column} → {field}" for column, field in source.columns.items())
            lines.append(M("columns: {names}", names=names))
        if source.last and source.last.rows is not None:
            rows = source.last.rows
            lines.append(
                M("last time {n} row was read", plural="last time {n} rows were read", n=rows)
            )
        return "\n".join(map(self._say, lines))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)
