"""The parts of the flows, and of the thin links between cards and their stubs.

What a flow looks like is decided here: its width, its name, whether it fades; where it goes was
decided in `lines.py`. Each is made for itself, so that an edit which bends hundreds of flows makes
only those that are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from journeymap.model.journey import Flow, Source
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import NAMES
from journeymap.picture.arrows import EDGE, Arrow, Look, arrow_parts
from journeymap.picture.collapse import Collapsed
from journeymap.picture.course import corners
from journeymap.picture.face import LinkFace
from journeymap.picture.label_blocks import without_pill
from journeymap.picture.lines import Line, lines_of
from journeymap.picture.moving import moved
from journeymap.picture.picture import Box, Part
from journeymap.picture.pills import HEIGHT, pill_words
from journeymap.picture.sheet import Sheet, listed
from journeymap.picture.site import Site

# flow, both touchpoints, label, bundled lines, share, pill, key, faded, how many it stands for
Of: TypeAlias = tuple[Any, ...]
LINK_Z, FLOW_Z, TROUBLE_Z = 10, 20, 21
THIN, USUAL, THICK = 1.25, 1.5, 5.0  # strokes: nobody goes there, nobody knows, all do


class Made(NamedTuple):
    """A flow's part, what it was made of, how it looks, and the line that it is drawn along.

    The line begins where it does on the page, which for right to left depends on how wide it is.
    `ground` stands for all that was not the flow's own, `number` is which one it was.
    """

    of: Of
    look: Look
    line: Line
    part: Part
    number: int
    ground: object


# by the identity of the flow, which `of` holds, so that it is not given to another
Known: TypeAlias = dict[int, Made]


def flow_parts(
    sheet: Sheet,
    site: Site,
    numbers: Sequence[int],
    traffic: Callable[[], Mapping[int, float]],
    known: Known,
    ground: object,
) -> list[Part]:
    """Return the parts of some flows whose ends exist.

    A part that is known is used again for the same look on a line of the same shape, and moved
    where only its place is new. `traffic` gives that of `traffic_of`; `ground` is the very same
    object while nothing is otherwise but flows and touchpoints themselves.
    """
    flows, touchpoints = sheet.m.flows, sheet.m.touchpoints
    sources, targets = site.routes.sources, site.routes.targets
    found: dict[int, Part] = {}
    others: list[int] = []
    for number in numbers:
        made = known.get(id(flows[number]))
        if (
            made is not None and made.ground is ground and made.number == number
            and made.of[1] is touchpoints[sources[number]]
            and made.of[2] is touchpoints[targets[number]]
        ):  # fmt: skip
            found[number] = made.part
        else:
            others.append(number)
    if others:
        found.update(_parts(sheet, site, others, traffic(), known, ground))
    return [found[number] for number in numbers]


def _parts(
    sheet: Sheet,
    site: Site,
    numbers: Sequence[int],
    traffic: Mapping[int, float],
    known: Known,
    ground: object,
) -> dict[int, Part]:
    """Return the parts of some flows by their numbers, and make them known."""
    drawn = [
        (number, _on_page(sheet, line))
        for number, line in zip(numbers, lines_of(site, numbers), strict=True)
        if line is not None
    ]
    flows = sheet.m.flows
    looks = _looks_of(sheet, site, [number for number, _ in drawn], traffic, known)
    found: list[Part | None] = []
    further: list[int] = []  # what is as before and stands elsewhere
    anew: list[int] = []
    for at, ((number, line), (_, look)) in enumerate(zip(drawn, looks, strict=True)):
        made = known.get(id(flows[number]))
        if made is None or made[1] is not look or made[2][0] != line[0] or made[2][3] != line[3]:
            anew.append(at)
            found.append(None)
            continue
        if made[2] != line:
            further.append(at)
        found.append(made[3])
    _draw(sheet, drawn, looks, anew, found)
    _put(sheet, drawn, further, found, known)
    those: dict[int, Part] = {}
    for (number, line), (of, look), part in zip(drawn, looks, found, strict=True):
        if part is not None:
            known[id(flows[number])] = Made(of, look, line, part, number, ground)
            those[number] = part
    return those


def _on_page(sheet: Sheet, line: Line) -> Line:
    """Return a line that begins where it does on the page."""
    return line._replace(x=sheet.width - line.x) if sheet.rtl else line


def _draw(
    sheet: Sheet,
    drawn: Sequence[tuple[int, Line]],
    looks: Sequence[tuple[Of, Look]],
    anew: Sequence[int],
    found: list[Part | None],
) -> None:
    """Write the parts of flows whose look or shape is another one."""
    arrows = []
    for at in anew:
        shape, x, y, label = drawn[at][1]
        arrows.append(Arrow(looks[at][1], shape, label, x, y))
    for at, part in zip(anew, arrow_parts(arrows, sheet.rtl), strict=True):
        found[at] = part


def _put(
    sheet: Sheet,
    drawn: Sequence[tuple[int, Line]],
    further: Sequence[int],
    found: list[Part | None],
    known: Known,
) -> None:
    """Write the parts of flows that are as before where their lines begin now."""
    before = [known[id(sheet.m.flows[drawn[at][0]])] for at in further]
    lines = [drawn[at][1] for at in further]
    parts = moved(
        [made.part for made in before],
        [line.x - made.line.x for line, made in zip(lines, before, strict=True)],
        [line.y - made.line.y for line, made in zip(lines, before, strict=True)],
    )
    for at, part in zip(further, parts, strict=True):
        found[at] = part


def _looks_of(
    sheet: Sheet, site: Site, numbers: Iterable[int], traffic: Mapping[int, float], known: Known
) -> list[tuple[Of, Look]]:
    """Return what some flows look like: the very look of before where it is the same."""
    flows, touchpoints, keys = sheet.m.flows, sheet.m.touchpoints, sheet.flow_keys
    sources, targets, thick = site.routes.sources, site.routes.targets, site.routes.thick
    blocks, pills = site.labels.blocks, sheet.bones.pills
    persona, collapsed = sheet.view.persona, sheet.collapsed
    found = []
    for number in numbers:
        flow, source, target = flows[number], sources[number], targets[number]
        of = (
            flow,
            touchpoints[source],
            touchpoints[target],
            blocks[number],
            thick[number],
            traffic.get(number),
            pills.get(number),
            keys[number],
            _faded(sheet, flow, source, target) if persona else False,
            collapsed.bundles.get(number, 1) if collapsed is not None else 1,
        )
        last = known.get(id(flow))
        if last is not None and last[0] == of:
            found.append((last[0], last[1]))
        else:
            found.append((of, _look(sheet, of, last)))
    return found


def traffic_of(
    sources: Sequence[Source], flows: Sequence[Flow], collapsed: Collapsed | None
) -> dict[int, float]:
    """Return the share of those who went on that an event log saw on each flow."""
    cases: dict[tuple[str, str], int] = {}
    for source in sources:
        for seen in source.observed.flows if source.observed else ():
            pair = (seen.source, seen.target)
            if collapsed is not None:
                pair = collapsed.ends(*pair)
                if pair[0] == pair[1] != seen.source:
                    continue  # inside the stage
            cases[pair] = cases.get(pair, 0) + seen.cases
    if not cases:
        return {}
    leaving: dict[str, int] = {}
    for (start, _), number in cases.items():
        leaving[start] = leaving.get(start, 0) + number
    return {
        number: cases[flow.source, flow.target] / max(leaving[flow.source], 1)
        for number, flow in enumerate(flows)
        if (flow.source, flow.target) in cases
    }


def _look(sheet: Sheet, of: Of, before: Made | None) -> Look:
    """Return what a flow looks like; what the look of `before` says is used again."""
    flow, source, target, label, thick, seen, pill, key, faded, bundled = of
    hand_off = (
        source.channel is not None and target.channel is not None
        and source.channel != target.channel
    )  # fmt: skip
    words, words_down, pill_down = label, 0.0, 0.0
    if label is None:
        pill = None
    elif pill is not None:
        words = without_pill(label, pill)
        pill_down = (label.height - HEIGHT) / 2
        if words is not None:
            words_down = -(label.height - words.height) / 2
    was = before.of if before is not None else (None,) * len(of)
    if before is not None and was[:3] == of[:3] and was[6] == of[6] and was[9] == bundled:
        alt = before.look.alt
    else:
        alt = _alt(flow, source.name, target.name, bundled)
        if of[6] is not None:
            alt = listed(alt, pill_words(of[6]))
    return Look(
        key,
        flow.kind,
        hand_off,
        _stroke(flow.share if seen is None else seen, thick),
        words,
        faded,
        sheet.rtl,
        pill,
        label,
        words_down,
        pill_down,
        depth_of(flow),
        alt,
    )


def depth_of(flow: Flow) -> int:
    """Return how far in front a flow is painted: what goes wrong is over what goes right."""
    return TROUBLE_Z if flow.kind == "failure" else FLOW_Z


def _faded(sheet: Sheet, flow: Flow, source: int, target: int) -> bool:
    """Return whether a flow, or one of its ends, is not for the persona in view."""
    persona, personas = sheet.view.persona, sheet.bones.personas
    for who in (personas[source], personas[target], flow.personas):
        if who and persona not in who:
            return True
    return False


@lru_cache(maxsize=1 << 12)
def _stroke(share: float | None, thick: int) -> float:
    """Return the width of a line: by share or traffic, and thicker where it is a bundle."""
    width = USUAL if share is None else THIN + (THICK - THIN) * min(max(share, 0.0), 1.0)
    return round(min(width + min(thick - 1, 6) * 0.35, THICK), 2)


def _alt(flow: Flow, source: str, target: str, bundled: int) -> Message:
    way = M("{source} to {target}", source=source, target=target)
    if bundled > 1:
        way = listed(way, M("{n} flow", plural="{n} flows", n=bundled))
    if flow.kind == "next" and not flow.when:
        return way
    if flow.when:
        return listed(way, NAMES["flow"][flow.kind], flow.when)
    return listed(way, NAMES["flow"][flow.kind])


def link_parts(sheet: Sheet, site: Site) -> list[Part]:
    """Return the parts of the links between cards and their stubs."""
    routes = site.routes
    numbers = range(routes.flows, len(routes.sources))
    return [
        _link(sheet, routes.sources[number], line)
        for number, line in zip(numbers, lines_of(site, numbers), strict=True)
        if line is not None
    ]


def _link(sheet: Sheet, card: int, line: Line) -> Part:
    xs, ys = corners([line.shape], [0.0], sheet.rtl)
    points = [(x, y) for (x,), (y,) in zip(xs, ys, strict=True)]
    left = min(x for x, _ in points) - EDGE
    upper = min(y for _, y in points) - EDGE
    width = max(x for x, _ in points) + EDGE - left
    height = max(y for _, y in points) + EDGE - upper
    face = LinkFace(width, height, tuple((x - left, y - upper) for x, y in points))
    x = sheet.width - line.x if sheet.rtl else line.x
    box = Box(x + left, line.y + upper, width, height)
    alt = literal(sheet.m.touchpoints[card].name)
    return Part(sheet.keys[card], "link", box, face, LINK_Z, "", alt)
