"""What a person has decided so far about importing one file; nothing of it is in a map yet.

A draft outlives the pages of the assistant that fill it, and a map that changes meanwhile: records
that are to be made are kept by name, and get their ids in the map of the moment. No Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from journeymap.metrics import period_columns
from journeymap.metrics.importing import Shape, Wish
from journeymap.metrics.survey import Grain
from journeymap.metrics.table import Assumption
from journeymap.model import edits
from journeymap.model.ids import TakenIds
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric, SourceOptions
from journeymap.model.text import say
from journeymap.model.vocabulary import Better, MetricKind
from journeymap.ui.importing.work import Read
from journeymap.ui.making import FIRST_STAGE


class NewTouchpoint(NamedTuple):
    """A touchpoint that the import is to make; without a stage in the first one of the map."""

    name: str
    stage: Key = ""


class NewMetric(NamedTuple):
    """A metric that the import is to make."""

    name: str
    kind: MetricKind
    scale: tuple[float, float] | None = None
    better: Better | None = None
    unit: str = ""


class Draft:
    """The decisions about one file.

    `options` holds only what a person said, `columns` a role for each column of the table, a blank
    one where it is left out. `places` and `metrics` are words of the source -> key, "map", or None
    to leave them out; `touchpoints` and `new_metrics` are words that are to be made into records.
    What is forgotten of a word is so for what the map has kept of it as well.
    """

    def __init__(self, path: Path, wish: Wish | None = None) -> None:
        wish = wish or Wish()
        self.path = path
        self.options = {
            name: value for name, value in wish.options.model_dump().items() if value is not None
        }
        self.shape: Shape | None = wish.shape
        self.columns: dict[str, str] = {}
        self.places: dict[str, str | None] = dict(wish.matches)
        self.metrics: dict[str, str | None] = dict(wish.answers)
        self.touchpoints: dict[str, NewTouchpoint] = {}
        self.new_metrics: dict[str, NewMetric] = {}
        self._forgotten: tuple[set[str], set[str]] = (set(), set())  # words: places, metrics
        self.period, self.at, self.metric = wish.period, wish.at, wish.metric
        self.name = wish.name
        self.grain: Grain = wish.grain or "month"
        self._kept_grain = wish.grain
        self.fewest = wish.fewest
        self._kept_columns: Mapping[str, str] = wish.columns if wish.exact else {}
        self._seen_as: Shape | None = None  # as a person said
        self._given: dict[str, str] = {}  # column -> role, as a person said, the latest last
        self._found: dict[str, str] = {}  # the same as it was found out

    def take(self, read: Read) -> None:
        """Find a role for each column of a table that was read, or read anew.

        What a person said of a column stays where the column is there still.
        """
        table = read.table
        kept = period_columns.spread(self._kept_columns, table.columns)
        if any(kept.values()) and {name for name in kept if kept[name]} <= set(table.columns):
            known = kept
            shape = self.shape or read.shape
        else:
            shape = self._seen_as or read.shape
            known = dict(read.guessed[shape].columns)
        self.shape = shape
        self._found = {column: known.get(column, "") for column in table.columns}
        self._set_all()

    def see_as(self, read: Read, shape: Shape) -> None:
        """Take the rows for readings, or for the answers of people."""
        self._kept_columns, self._given = {}, {}
        self.shape = self._seen_as = shape
        known = read.guessed[shape].columns
        self._found = {column: known.get(column, "") for column in read.table.columns}
        self._set_all()

    def give(self, column: str, role: str) -> None:
        """Let a column have a role; what only one column can be, another one is no more.

        The other has it again as soon as this one is something else: arrow keys pass through roles.
        """
        self._given.pop(column, None)
        self._given[column] = role
        self._set_all()

    def _set_all(self) -> None:
        self.columns = dict(self._found)
        for column, role in self._given.items():
            if column in self.columns:
                self._set(column, role)

    def _set(self, column: str, role: str) -> None:
        if role and role not in ("value", "question"):
            for other, its in self.columns.items():
                if its == role and other != column:
                    self.columns[other] = ""
        self.columns[column] = role

    def supposed(self, read: Read | None) -> list[Assumption]:
        """Return which columns are taken for something by what they hold, and nobody said so."""
        if read is None or self.shape is None or self._kept_columns:
            return []
        return [
            each
            for each in read.guessed[self.shape].said
            if each.column not in self._given and self.columns.get(each.column) == each.value
        ]

    def say_place(self, word: str, at: str | None) -> None:
        """Let a word mean a place of the map, "map", or nothing."""
        self.touchpoints.pop(word, None)
        self.places[word] = at

    def make_touchpoint(self, word: str, new: NewTouchpoint) -> None:
        """Let a word mean a touchpoint that is made with the import."""
        self.places.pop(word, None)
        self.touchpoints[word] = new

    def say_metric(self, word: str, metric: str | None) -> None:
        """Let a word mean a metric of the map, or nothing."""
        self.new_metrics.pop(word, None)
        self.metrics[word] = metric

    def make_metric(self, word: str, new: NewMetric) -> None:
        """Let a word mean a metric that is made with the import."""
        self.metrics.pop(word, None)
        self.new_metrics[word] = new

    def ask_again(self, word: str, is_metric: bool) -> None:
        """Forget what was decided about a word."""
        for decided in (
            (self.metrics, self.new_metrics) if is_metric else (self.places, self.touchpoints)
        ):
            decided.pop(word, None)
        self._forgotten[is_metric].add(word)

    def read_options(self) -> SourceOptions:
        """Return how the file is to be read."""
        return SourceOptions(**self.options)

    def on(self, m: JourneyMap) -> tuple[JourneyMap, Wish]:
        """Return the map with the records that are to be made, and the wish with their ids.

        Raises Refused where a record cannot be made.
        """
        taken = TakenIds(index_of(m).entries)
        places, answers = dict(self.places), dict(self.metrics)
        stage = m.stages[0].id if m.stages else ""
        if self.touchpoints and not stage:
            name = say(FIRST_STAGE, m.language)
            stage = taken.give(name, "stage")
            m = edits.add(m, edits.new_record("stage", id=stage, name=name))
        stages = {each.id for each in m.stages}
        for word, new in self.touchpoints.items():
            places[word] = taken.give(new.name, "touchpoint")
            within = new.stage if new.stage in stages else stage
            record = edits.new_record("touchpoint", id=places[word], name=new.name, stage=within)
            m = edits.add(m, record)
        for word, what in self.new_metrics.items():
            answers[word] = taken.give(what.name, "metric")
            m = edits.add(m, as_metric(what, str(answers[word])))
        wish = Wish(
            self.shape,
            self.read_options(),
            {column: role for column, role in self.columns.items() if role},
            True,
            places,
            answers,
            self._forgotten[False] - places.keys(),
            self._forgotten[True] - answers.keys(),
            self.period,
            self.at,
            self.metric,
            self.name,
            self.grain if self.shape == "survey" else self._kept_grain,
            self.fewest,
        )
        return m, wish


def as_metric(new: NewMetric, id: str) -> Metric:
    """Return the record of a metric that is to be made; raises Refused when it cannot be one."""
    values = {
        "scale": new.scale,
        "better": new.better,
        "unit": new.unit or None,
    }
    given = {name: value for name, value in values.items() if value is not None}
    record = edits.new_record("metric", id=id, name=new.name, kind=new.kind, **given)
    assert isinstance(record, Metric)
    return record
