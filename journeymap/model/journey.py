"""Format 1 as frozen values: the map and every kind of record in it.

A JourneyMap is never changed: edits build a new one that shares every record they left alone.
Fields stand in the order in which a new file is written. A field that holds ids of other records
carries a Ref, from which renaming, deleting and the reference checks all derive what they follow.
This module may not read files, ask the clock or know a screen.

Annotations are real objects here, not text (no `from __future__ import annotations`), and a class
builds its validator when it is first asked to validate: both make the program start sooner.
"""

from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    TypeAlias,
)

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from journeymap.model import percents
from journeymap.model import vocabulary as words
from journeymap.model.fields import (
    Color,
    Count,
    Day,
    Duration,
    Emotion,
    Flag,
    Format,
    Id,
    Name,
    Number,
    Period,
    Rating,
    Ref,
    Reference,
    Share,
    Text,
    answers,
)

# What a reference may name. A place is any id of the map, or a flow written `from -> to`.
PLACE = Ref(())
Place = Annotated[Reference, PLACE]
Places = tuple[Place, ...]
PersonaIds = tuple[Annotated[Reference, Ref(("persona",))], ...]
StageId = Annotated[Reference, Ref(("stage",))]
ChannelId = Annotated[Reference, Ref(("channel",))]
TouchpointId = Annotated[Reference, Ref(("touchpoint",))]
MetricId = Annotated[Reference, Ref(("metric",))]
Texts = tuple[Text, ...]
XKey = Annotated[str, Field(pattern=r"^x-")]


class Record(BaseModel):
    """A frozen record of format 1; `x-` keys are kept in `model_extra`, any other is refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        defer_build=True,  # reading a map needs one validator, not one for each kind of record
    )
    __pydantic_extra__: dict[XKey, Any]


class Evidence(Record):
    """What backs a record: who said or measured it, where and when."""

    kind: words.EvidenceKind
    quote: Text | None = None
    note: Text | None = None
    source: Text | None = None
    date: Day | None = None
    link: Text | None = None
    lang: Text | None = None


class Persona(Record):
    """Somebody the map is about."""

    kind_of: ClassVar = "persona"
    id: Id
    name: Name
    about: Text | None = None
    goal: Text | None = None
    needs: Texts = ()
    prefers: tuple[ChannelId, ...] = ()
    quote: Text | None = None
    share: Share | None = None
    image: Text | None = None
    alt: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Stage(Record):
    """A part of the journey as the customer sees it: a column of the map."""

    kind_of: ClassVar = "stage"
    id: Id
    name: Name
    kind: words.StageKind | None = None
    goal: Text | None = None
    phase: Text | None = None
    journey: Text | None = None
    color: Color | None = None


class Channel(Record):
    """Where customer and company meet: a lane of the map."""

    kind_of: ClassVar = "channel"
    id: Id
    name: Name
    kind: words.ChannelKind | None = None
    owner: Text | None = None
    owned: Flag | None = None
    digital: Flag | None = None
    color: Color | None = None


class PersonaView(Record):
    """What differs at a touchpoint for one persona."""

    success: Rating | None = None
    effort: Rating | None = None
    emotion: Emotion | None = None
    importance: Rating | None = None
    doing: Text | None = None
    thinking: Text | None = None
    quote: Text | None = None
    takes: Duration | None = None


class Touchpoint(Record):
    """A moment in one stage on one channel, and how it goes."""

    kind_of: ClassVar = "touchpoint"
    id: Id
    name: Name
    stage: StageId
    channel: ChannelId | None = None
    also: tuple[ChannelId, ...] = ()
    until: StageId | None = None
    kind: words.TouchpointKind | None = None
    entry: Flag | None = None
    exit: words.Exit | None = None
    doing: Text | None = None
    thinking: Text | None = None
    quote: Text | None = None
    expectation: Text | None = None
    strength: Text | None = None
    success: Rating | None = None
    effort: Rating | None = None
    emotion: Emotion | None = None
    importance: Rating | None = None
    moment_of_truth: Flag = False
    personas: PersonaIds = ()
    by_persona: dict[Annotated[Reference, Ref(("persona",))], PersonaView] = {}
    owner: Text | None = None
    systems: Texts = ()
    automated: Flag | None = None
    mobile: Flag | None = None
    personalised: Flag | None = None
    props: Texts = ()
    takes: Duration | None = None
    waits: Duration | None = None
    steps: Texts = ()
    image: Text | None = None
    alt: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    assumption: Flag = False
    journey: Text | None = None
    tags: Texts = ()
    notes: Text | None = None


class Backstage(Record):
    """What staff and systems do behind a step, under the line of visibility."""

    kind_of: ClassVar = "backstage"
    id: Id
    name: Name
    layer: words.Layer
    at: tuple[TouchpointId, ...]
    owner: Text | None = None
    systems: Texts = ()
    takes: Duration | None = None
    waits: Duration | None = None
    notes: Text | None = None


class Flow(Record):
    """A way from one touchpoint to another."""

    kind_of: ClassVar = "flow"
    id: Id | None = None
    source: TouchpointId = Field(alias="from")
    target: TouchpointId = Field(alias="to")
    kind: words.FlowKind = "next"
    when: Text | None = None
    personas: PersonaIds = ()
    seamless: Flag | None = None
    carries: Texts = ()
    waits: Duration | None = None
    share: Share | None = None


class PainPoint(Record):
    """What hurts, where, and how much."""

    kind_of: ClassVar = "pain_point"
    id: Id
    name: Name
    at: Places
    severity: Rating | None = None
    reach: Share | None = None
    cause: Text | None = None
    status: words.PainStatus = "open"
    since: Day | None = None
    solved: Day | None = None
    owner: Text | None = None
    votes: Count | None = None
    evidence: tuple[Evidence, ...] = ()


class Aim(Record):
    """What an opportunity is to move: a metric at a place, from a value to a value by a day."""

    metric: MetricId
    at: Place | None = None
    start: Number | None = Field(default=None, alias="from")
    goal: Number | None = Field(default=None, alias="to")
    by: Day | None = None


class Opportunity(Record):
    """What could be better, and what that would take."""

    kind_of: ClassVar = "opportunity"
    id: Id
    name: Name
    solves: tuple[Annotated[Reference, Ref(("pain_point",))], ...] = ()
    at: Places = ()
    impact: Rating | None = None
    effort: Rating | None = None
    value: Text | None = None
    status: words.OpportunityStatus = "idea"
    owner: Text | None = None
    due: Day | None = None
    done: Day | None = None
    link: Text | None = None
    aims: Aim | None = None
    votes: Count | None = None


class SegmentTarget(Record):
    """A target that holds for one segment only."""

    segment: dict[str, Text]
    target: Number | None = None
    alarm: Number | None = None


class Metric(Record):
    """Something measured: its scale, its direction and what is aimed at."""

    kind_of: ClassVar = "metric"
    id: Id
    name: Name
    kind: words.MetricKind
    measure: Text | None = None
    voice: words.Voice | None = None
    formula: Text | None = None
    scale: tuple[Number, Number] | None = None
    stat: words.Stat | None = None
    question: Text | None = None
    better: words.Better | None = None
    target: Number | None = None
    alarm: Number | None = None
    benchmark: Number | None = None
    segments: dict[str, Texts] = {}
    targets: tuple[SegmentTarget, ...] = ()
    unit: Text | None = None
    about: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _percent_is_for_shares(cls, values: Any) -> Any:
        return percents.in_metric(values)

    @model_validator(mode="after")
    def _share_targets_are_shares(self) -> Self:
        for name in ("target", "alarm", "benchmark") if self.kind == "ratio" else ():
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise PydanticCustomError(
                    "ratio_not_a_share", "ratio", {"text": f"{value:g}", "name": name}
                )
        return self


class Reading(Record):
    """One measured value: counts wherever the source has them, else a bare value."""

    kind_of: ClassVar = "reading"
    metric: MetricId
    at: Place | None = None
    period: Period
    segment: dict[str, Text] = {}
    counts: Annotated[dict[str, Count], AfterValidator(answers)] | None = None
    value: Number | None = None
    n: Count | None = None
    sd: Annotated[Number, Field(ge=0)] | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _has_counts_or_a_value(self) -> Self:
        if (self.counts is None) == (self.value is None):
            raise PydanticCustomError("counts_or_value", "counts or value", {})
        return self


class Comment(Record):
    """What a reviewer said about a record."""

    kind_of: ClassVar = "comment"
    id: Id
    at: Place | None = None
    by: Text
    date: Day
    text: Name
    resolved: Flag = False
    replies_to: Annotated[Reference, Ref(("comment",))] | None = None


class Parked(Record):
    """What came up in the room and has no place yet."""

    kind_of: ClassVar = "parking"
    id: Id
    text: Name
    kind: words.ParkingKind | None = None
    at: Place | None = None
    votes: Count | None = None


class Ignore(Record):
    """A finding that the team has seen and accepts, and why.

    The format demands `why`; what was written without it can be read, and does not hold.
    """

    check: Name
    at: Place | None = None
    why: Text | None = None
    by: Text | None = None
    until: Day | None = None

    @property
    def holds(self) -> bool:
        """Whether a reason is given."""
        return bool((self.why or "").strip())


class CheckSettings(Record):
    """How the checks are tuned for this map."""

    levels: dict[str, words.Level] = {}
    settings: dict[str, dict[str, Any]] = {}
    ignore: tuple[Ignore, ...] = ()


class Look(Record):
    """How the map likes to be shown; part of its meaning for readers, never window state."""

    rows: words.Rows | None = None
    columns: Annotated[Count, Field(ge=1, le=60)] | None = None
    lanes: tuple[words.Lane, ...] = ()
    theme: Literal["light", "dark", "print"] | None = None
    logo: Text | None = None
    colors: dict[Place, Color] = {}


class ObservedFlow(Record):
    """A way that an event log showed, and how many cases went it."""

    source: TouchpointId = Field(alias="from")
    target: TouchpointId = Field(alias="to")
    cases: Count


class Observed(Record):
    """What an event log showed beside the map."""

    cases: Count | None = None
    fits: Share | None = None
    flows: tuple[ObservedFlow, ...] = ()
    unmatched: dict[str, Count] = {}


class SourceOptions(Record):
    """How a source's text is to be read."""

    encoding: Text | None = None
    delimiter: Text | None = None
    decimal: Text | None = None
    dates: Text | None = None
    header: Text | None = None
    sheet: Text | None = None
    fractions: Text | None = None
    words: Text | None = None


class SourceRun(Record):
    """The last time a source was imported."""

    period: Period | None = None
    sha256: Text | None = None
    rows: Count | None = None
    skipped: Count | None = None


class Source(Record):
    """A confirmed import, to be run again."""

    kind_of: ClassVar = "source"
    id: Id
    reads: Text
    kind: words.SourceKind = Field(alias="as")
    options: SourceOptions | None = None
    columns: dict[str, Text] = {}
    answers: dict[str, MetricId | None] = {}
    matches: dict[str, Place | None] = {}
    grain: words.Grain | None = None
    fewest: Annotated[Count, Field(ge=1)] | None = None
    last: SourceRun | None = None
    observed: Observed | None = None


class Scope(Record):
    """Where the journey starts and where it ends, in the customer's life."""

    starts: Text | None = None
    ends: Text | None = None


class JourneyMap(Record):
    """One journey map: what one YAML file says."""

    format: Format = 1
    title: Name
    summary: Text | None = None
    scenario: Text | None = None
    language: Annotated[Text, Field(pattern=r"^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$")] = "en"
    languages: Texts = ()
    calendar: words.Calendar = "gregorian"
    state: words.State | None = None
    status: words.Status | None = None
    version: Text | None = None
    based_on: Text | None = None
    owner: Text | None = None
    reviewed: Day | None = None
    review_every: Duration | None = None
    decision: Text | None = None
    scope: Scope | None = None
    profile: Text | None = None
    personas: tuple[Persona, ...] = ()
    stages: tuple[Stage, ...] = ()
    channels: tuple[Channel, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    backstage: tuple[Backstage, ...] = ()
    flows: tuple[Flow, ...] = ()
    pain_points: tuple[PainPoint, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    metrics: tuple[Metric, ...] = ()
    readings: tuple[Reading, ...] = ()
    readings_from: Text | None = None
    comments: tuple[Comment, ...] = ()
    parking: tuple[Parked, ...] = ()
    checks: CheckSettings | None = None
    look: Look | None = None
    sources: tuple[Source, ...] = ()
    translations: dict[str, dict[Place, dict[str, Text]]] = {}

    @model_validator(mode="before")
    @classmethod
    def _percent_is_for_shares(cls, values: Any) -> Any:
        return percents.in_map(values)


Kind: TypeAlias = Literal[
    "persona",
    "stage",
    "channel",
    "touchpoint",
    "backstage",
    "flow",
    "pain_point",
    "opportunity",
    "metric",
    "reading",
    "comment",
    "parking",
    "source",
]
Listed: TypeAlias = (
    Persona
    | Stage
    | Channel
    | Touchpoint
    | Backstage
    | Flow
    | PainPoint
    | Opportunity
    | Metric
    | Reading
    | Comment
    | Parked
    | Source
)

# The field of the map that lists each kind, in file order.
LISTS: dict[Kind, str] = {
    "persona": "personas",
    "stage": "stages",
    "channel": "channels",
    "touchpoint": "touchpoints",
    "backstage": "backstage",
    "flow": "flows",
    "pain_point": "pain_points",
    "opportunity": "opportunities",
    "metric": "metrics",
    "reading": "readings",
    "comment": "comments",
    "parking": "parking",
    "source": "sources",
}
KINDS: dict[str, Kind] = {field: kind for kind, field in LISTS.items()}
CLASSES: dict[Kind, type[Listed]] = {
    "persona": Persona,
    "stage": Stage,
    "channel": Channel,
    "touchpoint": Touchpoint,
    "backstage": Backstage,
    "flow": Flow,
    "pain_point": PainPoint,
    "opportunity": Opportunity,
    "metric": Metric,
    "reading": Reading,
    "comment": Comment,
    "parking": Parked,
    "source": Source,
}
