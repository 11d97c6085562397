"""What a step of a presentation says: blocks of text in the language of the map.

Pure: a step and a map in, blocks out. How large a block is set, and where, is decided by
`panel.py`. The interface's own words (keys, hints) are not here: they are in its language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import JourneyMap, Metric, Opportunity, PainPoint, Stage, Touchpoint
from journeymap.model.periods import spell_period
from journeymap.model.readings import Readings
from journeymap.model.scales import band, spell
from journeymap.model.text import M, Message, is_rtl, say, say_percent
from journeymap.picture.faces import quoted
from journeymap.picture.icons import channel_icon
from journeymap.picture.picture import Token, View
from journeymap.picture.theme import stage_color
from journeymap.ui.presenting.excerpts import excerpt, extremes
from journeymap.ui.presenting.steps import (
    ALIVE,
    HURTING,
    Step,
    note_stages,
    top_opportunities,
    top_pains,
    touchpoints_in,
)

BlockKind: TypeAlias = Literal[
    "title", "name", "lead", "caps", "text", "soft", "quote", "chips", "face", "item", "row",
    "reading", "decision",
]  # fmt: skip
EMOTIONS = {
    -2: M("Very bad"),
    -1: M("Bad", context="emotion"),
    0: M("Neutral"),
    1: M("Good", context="emotion"),
    2: M("Very good"),
}
NAMED = 3  # stages that people come from or go on to, at most
READINGS = 3  # of a touchpoint, at most


class Block(NamedTuple):
    """One piece of text: what it is, the text, a smaller line under it, its colour and sign.

    `tone` is a token of the theme or the name of a group of them (pain, opportunity, good, …).
    """

    kind: BlockKind
    text: str
    detail: str = ""
    tone: Token = ""
    icon: str = ""


class Speech(NamedTuple):
    """All that a step says: a caption over the map, a panel beside it, or a page without a map."""

    caption: tuple[Block, ...] = ()
    panel: tuple[Block, ...] = ()
    page: tuple[Block, ...] = ()
    beside: tuple[Block, ...] = ()  # a second column of the page

    def text(self) -> str:
        """Return everything in reading order, for those who hear it."""
        blocks = (*self.caption, *self.panel, *self.page, *self.beside)
        return ". ".join(part for b in blocks for part in (b.text, b.detail) if part)


def speech(step: Step, m: JourneyMap, index: Index, readings: Readings, view: View) -> Speech:
    """Return what a step says, in the map's language."""
    talk = _Talk(m, index, readings, view)
    if step.kind == "title":
        return Speech(page=tuple(talk.title()))
    if step.kind == "end":
        return Speech(page=tuple(talk.end()))
    if step.kind == "top":
        return Speech(page=tuple(talk.top(pains=True)), beside=tuple(talk.top(pains=False)))
    if step.kind in ("map", "whole"):
        return Speech(caption=tuple(talk.whole(step)))
    if step.kind == "touchpoint":
        return Speech(panel=tuple(talk.touchpoint(step.at)))
    caption = tuple(talk.stage(step))
    if step.kind == "pains":
        return Speech(caption, tuple(talk.notes(step, talk.pains_of(step.stage))))
    if step.kind == "opportunities":
        return Speech(caption, tuple(talk.notes(step, talk.opportunities_of(step.stage))))
    if step.kind == "stage":
        return Speech(caption, tuple(talk.members(step.stage)))
    return Speech(caption)


@dataclass(frozen=True, eq=False)
class _Talk:
    m: JourneyMap
    index: Index
    readings: Readings
    view: View

    def say(self, message: Message) -> str:
        return say(message, self.m.language)

    # ------------------------------------------------------------ pages

    def title(self) -> Iterator[Block]:
        m = self.m
        yield Block("title", m.title)
        if about := m.scenario or m.summary:
            yield Block("lead", about)
        if m.scope and (m.scope.starts or m.scope.ends):
            ends = [each for each in (m.scope.starts, m.scope.ends) if each]
            arrow = " ← " if is_rtl(m.language) else " → "
            yield Block("caps", self.say(M("Scope")))
            yield Block("text", arrow.join(ends))
        if m.personas:
            yield Block("caps", self.say(M("Personas")))
            for persona in m.personas[:4]:
                yield Block(
                    "item", persona.name, persona.goal or persona.about or "", "", "persona"
                )
        if m.decision:
            yield Block("decision", m.decision, self.say(M("The decision that it is to help")))

    def end(self) -> Iterator[Block]:
        yield Block("title", self.say(M("Thank you")))
        yield Block("lead", self.m.title)
        if self.m.decision:
            yield Block("decision", self.m.decision, self.say(M("The decision that it is to help")))

    def top(self, pains: bool) -> Iterator[Block]:
        if pains:
            yield Block("name", self.say(M("What hurts most")))
            yield from (self.pain(each) for each in top_pains(self.m))
        else:
            yield Block("name", self.say(M("What could be better")))
            yield from (self.opportunity(each) for each in top_opportunities(self.m))

    # ------------------------------------------------------------ captions

    def whole(self, step: Step) -> Iterator[Block]:
        m = self.m
        yield Block("name", m.title)
        counts = [
            M("{n} stage", plural="{n} stages", n=len(m.stages)),
            M("{n} channel", plural="{n} channels", n=len(m.channels)),
            M("{n} touchpoint", plural="{n} touchpoints", n=len(m.touchpoints)),
        ]
        if step.kind == "whole":
            pains = sum(pain.status in HURTING for pain in m.pain_points)
            chances = sum(each.status in ALIVE for each in m.opportunities)
            counts += [
                M("{n} pain point", plural="{n} pain points", n=pains),
                M("{n} opportunity", plural="{n} opportunities", n=chances),
            ]
        yield Block("lead", " · ".join(map(self.say, counts)))

    def stage(self, step: Step) -> Iterator[Block]:
        stages = self.m.stages
        number = next(n for n, stage in enumerate(stages) if stage.id == step.stage)
        stage = stages[number]
        nth = M("{nth} of {all}", nth=number + 1, all=len(stages))
        yield Block("name", stage.name, self.say(nth), stage.color or stage_color(number))
        if step.kind == "curve":
            words = [self.say(each) for each in self._extremes(step)]
            if words:
                yield Block("lead", " · ".join(words))
                return
        if stage.goal:
            yield Block("lead", stage.goal)
        if step.kind == "stage" and not touchpoints_in(self.m, stage.id, self.view.persona):
            yield Block("soft", self.say(M("No touchpoint")))
        if step.kind == "stage" and (words := [self.say(each) for each in self._hand_offs(stage)]):
            yield Block("soft", " · ".join(words))

    def _hand_offs(self, stage: Stage) -> Iterator[Message]:
        """Yield where people come from and where they go on to, which a slide does not show."""
        at = {t.id: t.stage for t in self.m.touchpoints}
        ends = [(at.get(flow.source), at.get(flow.target)) for flow in self.m.flows]
        come = {source for source, target in ends if target == stage.id != source}
        go = {target for source, target in ends if source == stage.id != target}
        names = [tuple(s.name for s in self.m.stages if s.id in found) for found in (come, go)]
        if names[0]:
            yield M("From {stages}", stages=names[0][-NAMED:])
        if names[1]:
            yield M("On to {stages}", stages=names[1][:NAMED])

    def members(self, stage: Key) -> Iterator[Block]:
        for t in touchpoints_in(self.m, stage, self.view.persona):
            emotion = self.emotion(t)
            token = "" if emotion is None else f"emotion.{emotion}"
            channel = self.index.channel(t.channel)
            where = [channel.name] if channel is not None else []
            if t.moment_of_truth:
                where.append(f"★ {self.say(M('Moment of truth'))}")
            yield Block("row", t.name, " · ".join(where), token, token or "touchpoint")

    def _extremes(self, step: Step) -> Iterator[Message]:
        persona = self.view.persona
        found = extremes(excerpt(self.m, self.index, step, persona), persona)
        best, worst = (self.index.touchpoint(key) for key in found)
        if best is not None:
            yield M("Best: {name}", name=best.name)
        if worst is not None:
            yield M("Worst: {name}", name=worst.name)

    # ------------------------------------------------------------ panels

    def touchpoint(self, key: Key) -> Iterator[Block]:
        t = self.index.touchpoint(key)
        if t is None:
            return
        channel, stage = self.index.channel(t.channel), self.index.stage(t.stage)
        where = [each.name for each in (stage, channel) if each is not None]
        sign = channel_icon(channel.kind) if channel is not None else ""
        yield Block("soft", " · ".join(where), icon=sign)
        yield Block("name", t.name)
        if t.moment_of_truth:
            yield Block("chips", self.say(M("Moment of truth")), "", "star", "star")
        yield from self._feeling(t)
        own = t.by_persona.get(self.view.persona) if self.view.persona else None
        quote = (own.quote if own else None) or t.quote
        if quote:
            yield Block("quote", quoted(quote, self.m.language))
        for name, text in (
            (M("Doing"), (own.doing if own else None) or t.doing),
            (M("Thinking"), (own.thinking if own else None) or t.thinking),
        ):
            if text:
                yield Block("text", text, self.say(name))
        yield from (self.pain(each) for each in self._pains_at(key))
        yield from self._readings(key)

    def _feeling(self, t: Touchpoint) -> Iterator[Block]:
        own = t.by_persona.get(self.view.persona) if self.view.persona else None
        emotion = self.emotion(t)
        details = []
        for name, value in (
            (M("Success"), (own.success if own else None) or t.success),
            (M("Effort"), (own.effort if own else None) or t.effort),
        ):
            if value is not None:
                details.append(self.say(M("{name} {value}/5", name=name, value=value)))
        if emotion is not None:
            token = f"emotion.{emotion}"
            yield Block("face", self.say(EMOTIONS[emotion]), " · ".join(details), token, token)
        elif details:
            yield Block("soft", " · ".join(details))

    def _readings(self, key: Key) -> Iterator[Block]:
        lang = self.m.language
        shown = sorted(self.readings.at(key), key=lambda name: name != self.view.metric)
        for name in shown[:READINGS]:
            entry = self.index.get(name)
            upto = (self.view.period or None) if name == self.view.metric else None
            point = self.readings.latest(name, key, upto)
            if point is None or entry is None or not isinstance(entry.record, Metric):
                continue
            metric = entry.record
            period = spell_period(point.period, lang, self.m.calendar)
            tone = band(metric, point.value)
            words = f"{metric.name} · {period}"
            yield Block("reading", spell(metric, point.value, lang), words, tone)

    def notes(self, step: Step, found: Iterable[PainPoint | Opportunity]) -> Iterator[Block]:
        pains = step.kind == "pains"
        yield Block("caps", self.say(M("Pain points") if pains else M("Opportunities")))
        for each in found:
            yield self.pain(each) if isinstance(each, PainPoint) else self.opportunity(each)

    def pains_of(self, stage: Key) -> list[PainPoint]:
        at, number = self._places(stage)
        found = [p for p in self.m.pain_points if number in at[p.id] and p.status in HURTING]
        return sorted(found, key=lambda pain: -(pain.severity or 0))

    def opportunities_of(self, stage: Key) -> list[Opportunity]:
        at, number = self._places(stage)
        found = [o for o in self.m.opportunities if number in at[o.id] and o.status in ALIVE]
        return sorted(found, key=lambda each: -(each.impact or 0))

    def _places(self, stage: Key) -> tuple[dict[Key, set[int]], int]:
        number = next(n for n, each in enumerate(self.m.stages) if each.id == stage)
        return note_stages(self.m, self.index), number

    def _pains_at(self, key: Key) -> list[PainPoint]:
        here = [p for p in self.m.pain_points if key in p.at and p.status in HURTING]
        return sorted(here, key=lambda pain: -(pain.severity or 0))

    def pain(self, pain: PainPoint) -> Block:
        details = []
        if pain.severity:
            details.append(self.say(M("severity {n}", context="value", n=pain.severity)))
        if pain.reach is not None:
            share = say_percent(pain.reach, self.m.language)
            details.append(self.say(M("reaches {share}", share=share)))
        return Block("item", pain.name, " · ".join(details), "pain", "pain")

    def opportunity(self, chance: Opportunity) -> Block:
        details = []
        for name, value in ((M("impact"), chance.impact), (M("effort"), chance.effort)):
            if value:
                details.append(self.say(M("{name} {value}/5", name=name, value=value)))
        if chance.owner:
            details.append(chance.owner)
        return Block("item", chance.name, " · ".join(details), "opportunity", "opportunity")

    # ------------------------------------------------------------ small things

    def emotion(self, t: Touchpoint) -> int | None:
        own = t.by_persona.get(self.view.persona) if self.view.persona else None
        return t.emotion if own is None or own.emotion is None else own.emotion


def counted(said: Speech, step: Step, shown: int, everything: int, language: str) -> Speech:
    """Return what is said with how many touchpoints of a stage are shown, where not all are."""
    if step.kind != "stage" or shown >= everything:
        return said
    words = say(M("{shown} of {all} touchpoints shown", shown=shown, all=everything), language)
    last = said.caption[-1]
    if last.kind == "soft":
        return said._replace(
            caption=(*said.caption[:-1], last._replace(text=f"{last.text} · {words}"))
        )
    return said._replace(caption=(*said.caption, Block("soft", words)))


def heading(step: Step, m: JourneyMap, index: Index) -> str:
    """Return what a step is called in the overview, in the map's language."""
    names: dict[str, Message] = {
        "title": M("Title"),
        "map": M("The whole map"),
        "whole": M("The whole map"),
        "curve": M("Experience"),
        "pains": M("Pain points"),
        "opportunities": M("Opportunities"),
        "top": M("What matters most"),
        "end": M("End"),
    }
    if step.kind in ("stage", "touchpoint"):
        entry = index.get(step.at or step.stage)
        return label(entry.record) if entry else ""
    return say(names[step.kind], m.language)
