"""What stands around the cards: heading, phases, chevrons, grounds and heads of lanes, the foot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from journeymap.model.journey import Stage
from journeymap.model.text import M, Message, literal
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.collapse import color_of_stage
from journeymap.picture.face import Fold, HeadingFace, LaneFace, ShadeFace, StageFace
from journeymap.picture.frame_faces import is_backed, measured_places
from journeymap.picture.lanes import color_of, spelled_out
from journeymap.picture.legend import samples
from journeymap.picture.picture import UNKNOWN, Face, Part, PartKind, Pin, Token
from journeymap.picture.sheet import Sheet
from journeymap.picture.space import Across
from journeymap.picture.theme import stage_color

STRIPE_Z, SHADE_Z, HEAD_Z, TOP_Z = 0, 2, 40, 50
NEAR = 30.0  # how far before its first column a stage may begin, where the gutter is wide
OUT = 10.0  # how far the outermost chevrons reach beyond their columns


def stages_of(sheet: Sheet) -> list[Stage]:
    """Return the stages that have columns: those of the map, and "?" for cards without one."""
    stages = list(sheet.m.stages)
    if len(sheet.columns.first) - 1 > len(stages) and len(stages) in sheet.order.stage:
        known = {stage.id for stage in stages}
        missing = dict.fromkeys(t.stage for t in sheet.whole.touchpoints if t.stage not in known)
        goal = spelled_out(missing)
        stages.append(
            Stage(id="none", name=UNKNOWN).model_copy(update={"id": UNKNOWN, "goal": goal})
        )
    return stages


def extents(sheet: Sheet, across: Across) -> list[tuple[float, float]]:
    """Return from where to where each stage reaches; neighbours share the gutter between them."""
    first = sheet.columns.first
    found = []
    for s in range(len(first) - 1):
        one, two = first[s], first[s + 1]
        left = sheet.x[one] - OUT if one == 0 else _boundary(across, one) + px.CHEVRON_GAP / 2
        if two < sheet.grid.columns:
            right = _boundary(across, two) - px.CHEVRON_GAP / 2
        else:
            right = sheet.right[two - 1] + OUT
        found.append((left, right))
    return found


def _boundary(across: Across, gutter: int) -> float:
    width = across.gutter_width[gutter]
    return float(across.gutter[gutter] + width - min(width / 2, NEAR) // 1)


def top_parts(sheet: Sheet, across: Across) -> tuple[list[Part], float]:
    """Return heading, phases and chevrons, and where they end."""
    m, kept = sheet.m, sheet.kept
    width = sheet.width - 2 * px.MARGIN
    made_of = (
        m.title, m.summary, m.state, m.calendar, kept.settled("personas", m.personas),
        kept.settled("look", m.look), kept.settled("metrics", m.metrics),
        kept.settled("readings", m.readings), sheet.view, width,
    )  # fmt: skip
    heading = kept.step("heading", made_of, lambda: faces.heading(m, sheet.view, width, sheet.ink))
    stages = kept.settled("stages shown", stages_of(sheet))
    stood = (heading, m.title, stages, kept.settled("look", m.look), sheet.columns,
             sheet.grid.columns, across, sheet.view, width)  # fmt: skip
    found = kept.step("top", stood, lambda: _top(sheet, heading, stages, extents(sheet, across)))
    kept.keep("chevrons")
    return found


def _top(
    sheet: Sheet,
    heading: HeadingFace,
    stages: Sequence[Stage],
    reach: Sequence[tuple[float, float]],
) -> tuple[list[Part], float]:
    """Return what `top_parts` does; the stages reach from side to side as `reach` says."""
    ink = sheet.ink
    y = float(px.MARGIN)
    alt = literal(sheet.m.title)
    parts = [_part(sheet, "", "heading", px.MARGIN, y, heading, alt, "top")]
    y += _up(heading.h) + px.TOP_GAP
    phases = list(_phases(stages))
    if phases:
        made = [
            (name, reach[first][0], faces.phase(name, reach[last][1] - reach[first][0], ink))
            for name, first, last in phases
        ]
        tallest = max(_up(face.h) for _, _, face in made)
        for name, x, band in made:
            alt = M("Phase {name}", name=name)
            parts.append(_part(sheet, "", "phase", x, y, band._replace(h=tallest), alt, "top"))
        y += tallest + px.CHEVRON_GAP
    if stages:
        found = _chevrons(sheet, stages, reach)
        tallest = max(_up(chevron.face.h) for chevron in found)
        for (left, _), chevron in zip(reach, found, strict=False):
            (stage, *_), face, alt, about = chevron
            face = face._replace(h=tallest)
            parts.append(_part(sheet, stage.id, "stage", left, y, face, alt, "top", about=about))
        y += tallest + px.TOP_GAP
    return parts, y


class Chevron(NamedTuple):
    """The head of a stage, which layout may raise, what it says, and what it was made of."""

    made_of: tuple[Stage, Token, float, Fold]
    face: StageFace
    alt: Message
    about: Message | None


def _chevrons(
    sheet: Sheet, stages: Sequence[Stage], reach: Sequence[tuple[float, float]]
) -> list[Chevron]:
    """Return the heads of the stages, each that of before where it is the same."""
    kept = sheet.kept
    before: Sequence[Chevron] = kept.old.get("chevrons", ())
    found: list[Chevron] = []
    for s, stage in enumerate(stages):
        color, fold = stage_token(sheet, stage, s), _fold(sheet, stage)
        made_of = (stage, color, reach[s][1] - reach[s][0], fold)
        if s < len(before) and before[s].made_of == made_of:
            found.append(before[s])
        else:
            face = faces.stage(stage, color, made_of[2], sheet.ink, fold)
            about = literal(stage.goal) if stage.goal else None
            found.append(Chevron(made_of, face, M("Stage {name}", name=stage.name), about))
    kept.new["chevrons"] = found
    return found


def _fold(sheet: Sheet, stage: Stage) -> Fold:
    """Return how a stage is shown: only what has touchpoints or is collapsed can be folded."""
    if stage.id == UNKNOWN:
        return ""
    return "folded" if stage.id in sheet.view.collapsed else "open"


def shades(sheet: Sheet, across: Across, y: float, height: float) -> list[Part]:
    """Return the grounds of the collapsed stages through all lanes of cards."""
    if sheet.collapsed is None:
        return []
    reach = extents(sheet, across)
    parts = []
    for found in sheet.collapsed.summaries.values():
        stage = sheet.m.stages[found.stage]
        left, right = reach[found.stage]
        face = ShadeFace(right - left, height, color_of_stage(sheet.m, found.stage))
        alt = M("Stage {name}, collapsed", name=stage.name)
        parts.append(_part(sheet, stage.id, "shade", left, y, face, alt, "", SHADE_Z))
    return parts


def stage_token(sheet: Sheet, stage: Stage, place: int) -> Token:
    """Return the colour of a stage."""
    if stage.id == UNKNOWN:
        return "text.soft"
    return color_of(sheet.m, stage.id, stage.color, stage_color(place))


def _phases(stages: Sequence[Stage]) -> Iterable[tuple[str, int, int]]:
    """Yield each phase with its first and last stage; only neighbours share a band."""
    start = 0
    for s in range(1, len(stages) + 1):
        if s == len(stages) or stages[s].phase != stages[start].phase:
            name = stages[start].phase
            if name:
                yield name, start, s - 1
            start = s


def lane_parts(
    sheet: Sheet,
    key: str,
    name: str,
    icon: str,
    color: Token,
    details: Iterable[str | tuple[Token, str]],
    alt: Message,
    y: float,
    height: float,
    shade: int,
    fold: Fold = "",
    text: str = "",
) -> list[Part]:
    """Return the ground and the head of a lane; `text` is what a folded one holds."""
    details = tuple(details)
    head = lane_head(sheet, name, icon, color, details, fold)._replace(h=height)
    ground = faces.stripe(sheet.width - 2 * px.MARGIN, height, shade, text, sheet.ink)
    return [
        _part(sheet, key, "stripe", px.MARGIN, y, ground, alt, "", STRIPE_Z),
        _part(sheet, key, "lane", px.MARGIN, y, head, alt, "start", HEAD_Z),
    ]


def lane_head(
    sheet: Sheet,
    name: str,
    icon: str,
    color: Token,
    details: tuple[str | tuple[Token, str], ...],
    fold: Fold = "",
) -> LaneFace:
    """Return the head of a lane, as high as it needs to be."""
    key = ("lane", name, icon, color, details, fold, sheet.ink.language)
    face = sheet.ink.memo.get(key)
    if not isinstance(face, LaneFace):
        face = faces.lane(name, icon, color, px.HEAD, 0, sheet.ink, details, fold)
        sheet.ink.memo[key] = face
    return face


def bottom_parts(sheet: Sheet, marks: Collection[str], y: float) -> tuple[list[Part], float]:
    """Return the legend of the marks that are shown and the footer, and where they end."""
    ink = sheet.ink
    width = sheet.width - 2 * px.MARGIN
    parts = []
    y += px.BOTTOM_GAP
    listed = samples(marks)
    legend = sheet.kept.of(
        "legend", None, (listed, width), lambda: faces.legend(listed, width, ink)
    )
    if legend.h:
        parts.append(_part(sheet, "", "legend", px.MARGIN, y, legend, M("Legend"), ""))
        y += _up(legend.h)
    m, backed = sheet.whole, _backed(sheet)
    told = (m.owner, m.status, m.version, m.reviewed, m.calendar, backed.count(True), len(backed))
    text = sheet.kept.step("facts", told, lambda: faces.facts(m, ink.language, backed))
    footer = sheet.kept.of("footer", None, (text, width), lambda: faces.footer(text, width, ink))
    alt = literal(" ".join(footer.text.lines))
    parts.append(_part(sheet, "", "footer", px.MARGIN, y, footer, alt, ""))
    return parts, y + _up(footer.h) + px.MARGIN


def _backed(sheet: Sheet) -> list[bool]:
    """Return of each touchpoint of the map whether something backs it."""
    m, kept = sheet.whole, sheet.kept
    readings = kept.settled("readings", m.readings)
    measured = kept.step("measured", (readings,), lambda: measured_places(m))
    window = sheet.bones.window if sheet.collapsed is None else None
    series = kept.series("backed", (measured,), window, len(m.touchpoints))
    for i in series.numbers:
        series.items[i] = is_backed(m.touchpoints[i], measured)
    return series.items


def curve_key() -> tuple[tuple[Token, Message], ...]:
    """Return the key of the curve's lines, for the head of its lane."""
    return (
        ("curve.emotion", M("Emotion")),
        ("curve.success", M("Success")),
        ("curve.ease", M("Ease")),
    )


def _part(
    sheet: Sheet,
    key: str,
    kind: PartKind,
    x: float,
    y: float,
    face: Face,
    alt: Message,
    pin: Pin,
    z: int = TOP_Z,
    about: Message | None = None,
) -> Part:
    return Part(key, kind, sheet.box(x, y, face.w, face.h), face, z, pin, alt, about)


def _up(height: float) -> float:
    return float(-(-height // 1))
