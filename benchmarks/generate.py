"""Maps of any size for benchmarks and tests: the same arguments give the same bytes.

Plain string building in the canonical form of format 1, because what is measured is reading,
laying out and writing a map: neither the model nor a YAML library may be needed to make one.

    python -m benchmarks.generate 10000 -o big.yaml
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.words import WORDS, Words

MIXED = "mixed"
LANGUAGES = (*WORDS, MIXED)
LARGEST = 1_000_000  # touchpoints; far over what a file of 64 MiB can hold

STAGE_KINDS = (
    "awareness", "evaluation", "purchase", "onboarding",
    "use", "support", "retention", "advocacy",
)  # fmt: skip
CHANNEL_KINDS = (
    "mobile_app", "website", "store", "chat", "email", "social",
    "phone", "push", "map_listing", "sms", "kiosk", "delivery",
)  # fmt: skip
TOUCHPOINT_KINDS = (
    "content", "comparison", "sign_up", "cart", "checkout", "payment",
    "delivery", "use", "support", "loyalty", "feedback", "other",
)  # fmt: skip
EVIDENCE_KINDS = ("research", "data", "staff", "desk")
PERIODS = ("2026-08", "2026-09", "2026-10")
DURATIONS = ("10s", "30s", "45s", "2m", "3m", "5m", "1h", "2d")


class Way(NamedTuple):
    """A flow between two touchpoints, given by their places in the list."""

    source: int
    target: int
    kind: str


class Plan(NamedTuple):
    """The bones of a map: the stage and the channel of each touchpoint, and the flows."""

    stages: int
    channels: int
    stage_of: tuple[int, ...]
    channel_of: tuple[int, ...]
    ways: tuple[Way, ...]


def generate(touchpoints: int, seed: int = 1, language: str = "en") -> str:
    """Return the YAML text of a map with that many touchpoints, always the same for the same call.

    `language` is one of LANGUAGES; `mixed` takes the words of each record from another language.
    10,000 English touchpoints are about 6.8 MB. Raises ValueError for a negative or absurd number
    and for a language without words.
    """
    if not 0 <= touchpoints <= LARGEST:
        raise ValueError(f"touchpoints must be between 0 and {LARGEST}, not {touchpoints}")
    if language not in LANGUAGES:
        raise ValueError(f"no words for {language!r}; there are {', '.join(LANGUAGES)}")
    # A text as seed gives the same numbers on every machine and Python version.
    rng = random.Random(f"{seed} {touchpoints} {language}")
    plan = _plan(touchpoints, rng)
    lines: list[str] = []
    for part in (_frame, _touchpoints, _flows, _pain_points, _opportunities, _metrics, _readings):
        lines += part(plan, language, rng)
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 after writing the map that the command line asks for, 2 when it cannot."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.generate", description="Write a map of any size."
    )
    parser.add_argument("touchpoints", type=int, help="how many touchpoints")
    parser.add_argument("-o", "--output", type=Path, help="the file to write; without it, stdout")
    parser.add_argument("--seed", type=int, default=1, help="another number, another map")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="whose words")
    wanted = parser.parse_args(arguments)
    try:
        data = generate(wanted.touchpoints, wanted.seed, wanted.language).encode()
        if wanted.output:
            wanted.output.write_bytes(data)
        else:
            sys.stdout.buffer.write(data)
    except (ValueError, OSError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    return 0


# ---------------------------------------------------------------- the bones


def _plan(count: int, rng: random.Random) -> Plan:
    stages = min(max(count, 1), max(5, min(40, count // 60)))
    channels = min(max(count, 1), max(6, min(12, count // 20)))
    stage_of = tuple(place * stages // count for place in range(count))
    channel_of: list[int] = []
    for place in range(count):
        # People stay where they are more often than not; the first ones visit every channel.
        stay = channel_of and place >= channels and rng.random() < 0.55
        channel_of.append(channel_of[-1] if stay else _other_channel(place, channels, rng))
    return Plan(stages, channels, stage_of, tuple(channel_of), _ways(stage_of, rng))


def _other_channel(place: int, channels: int, rng: random.Random) -> int:
    return place if place < channels else rng.randrange(channels)


def _ways(stage_of: Sequence[int], rng: random.Random) -> tuple[Way, ...]:
    """Return about 1.4 flows a touchpoint: every one is reached and only the last one ends."""
    count = len(stage_of)
    ways: dict[tuple[int, int], str] = {}
    leads_on = [False] * count
    for place in range(1, count):
        first_of_stage = stage_of[place] != stage_of[place - 1]
        source = place - 1 if first_of_stage else max(0, place - rng.choice((1, 1, 1, 1, 2, 3)))
        ways[source, place] = "next"
        leads_on[source] = True
    for place in range(count - 1):
        if not leads_on[place]:
            ways[place, min(count - 1, place + rng.randint(2, 4))] = "next"
    for place in range(count - 1):
        _turn(place, count, ways, rng)
    out = [0] * count
    for (source, _), kind in ways.items():
        out[source] += kind == "next"
    return tuple(
        Way(source, target, "choice" if kind == "next" and out[source] > 1 else kind)
        for (source, target), kind in sorted(ways.items())
    )


def _turn(place: int, count: int, ways: dict[tuple[int, int], str], rng: random.Random) -> None:
    """Add at times what makes a journey more than a line: trouble, ways back, second threads."""
    chance = rng.random()
    # Never to the first nor from the last: the map keeps its one entry and its one exit.
    ahead = min(count - 2, place + rng.randint(2, 5))
    if ahead <= place:
        return
    if chance < 0.06 and (place, ahead) not in ways:
        ways[place, ahead] = "failure"
        if ahead - 1 > place:
            ways.setdefault((ahead, ahead - 1), "recovery")
    elif chance < 0.09 and place > 1:
        ways.setdefault((place, max(1, place - rng.randint(1, 9))), "loop")
    elif chance < 0.12:
        ways.setdefault((place, ahead), "parallel")


# ---------------------------------------------------------------- the records


def _frame(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    words = _words(language, rng)
    yield "format: 1"
    yield f"title: {words.title}"
    yield f"language: {'en' if language == MIXED else language}"
    yield from ("state: current", "status: in-review", f"owner: {words.owners[0]}")
    yield from ("reviewed: 2026-10-01", "review_every: 90d")
    yield from ("", "personas:")
    for number, name in enumerate(words.personas, start=1):
        yield from (f"  - id: p{number}", f"    name: {name}", f"    goal: {words.persona_goal}")
    yield from ("", "stages:")
    for number in range(plan.stages):
        words = _words(language, rng)
        again, which = divmod(number, len(words.stages))
        name = words.stages[which] + (f" {again + 1}" if again else "")
        yield from (f"  - id: s{number + 1}", f"    name: {name}")
        yield f"    kind: {STAGE_KINDS[which]}"
        yield f"    goal: {words.goals[number % len(words.goals)]}"
    yield from ("", "channels:")
    for number in range(plan.channels):
        words = _words(language, rng)
        yield from (f"  - id: c{number + 1}", f"    name: {words.channels[number]}")
        yield f"    kind: {CHANNEL_KINDS[number]}"
        yield f"    owner: {words.owners[number % len(words.owners)]}"


def _touchpoints(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    if plan.stage_of:
        yield from ("", "touchpoints:")
    for place, (stage, channel) in enumerate(zip(plan.stage_of, plan.channel_of, strict=True)):
        words = _words(language, rng)
        emotion = rng.choice((-2, -1, -1, 0, 0, 1, 1, 1, 2, 2))
        yield f"  - id: t{place + 1}"
        yield f"    name: {_name(words, rng)}"
        yield f"    stage: s{stage + 1}"
        yield f"    channel: c{channel + 1}"
        yield f"    kind: {rng.choice(TOUCHPOINT_KINDS)}"
        yield f"    doing: {_sentence(words.doing, words, rng)}"
        yield f"    thinking: {_sentence(words.thinking, words, rng)}"
        if rng.random() < 0.25:
            yield f"    quote: {rng.choice(words.quotes)}"
        yield f"    success: {_near(3 + emotion, rng)}"
        yield f"    effort: {_near(3 - emotion, rng)}"
        yield f"    emotion: {emotion}"
        yield f"    importance: {rng.randint(1, 5)}"
        if place % 17 == 9:
            yield "    moment_of_truth: true"
        if place % 11 == 5:
            yield "    by_persona:"
            yield f"      p{rng.randint(1, 2)}:"
            yield f"        emotion: {rng.randint(-2, 2)}"
        yield f"    owner: {rng.choice(words.owners)}"
        yield f"    systems: [{', '.join(rng.sample(words.systems, rng.randint(1, 3)))}]"
        yield f"    takes: {rng.choice(DURATIONS)}"
        if place % 2:
            yield from _evidence(words, rng)
        elif place % 4 == 0:
            yield "    assumption: true"


def _evidence(words: Words, rng: random.Random) -> Iterator[str]:
    yield "    evidence:"
    kind = rng.choice(EVIDENCE_KINDS)
    yield f"      - kind: {kind}"
    if kind == "research":
        yield f"        quote: {rng.choice(words.quotes)}"
    else:
        yield f"        note: {_sentence(words.notes, words, rng)}"
    yield f"        source: {rng.choice(words.sources)}"
    yield f"        date: 2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}"


def _flows(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    if plan.ways:
        yield from ("", "flows:")
    left = 100
    before = -1
    for way in plan.ways:
        words = _words(language, rng)
        left = left if way.source == before else rng.randint(86, 100)
        before = way.source
        yield from (f"  - from: t{way.source + 1}", f"    to: t{way.target + 1}")
        if way.kind != "next":
            yield f"    kind: {way.kind}"
        if way.kind in ("choice", "failure"):
            yield f"    when: {rng.choice(words.conditions)}"
        if plan.channel_of[way.source] != plan.channel_of[way.target] and rng.random() < 0.6:
            yield f"    seamless: {rng.choice(('true', 'true', 'false'))}"
            yield f"    carries: [{', '.join(rng.sample(words.carried, 2))}]"
        if way.kind not in ("parallel", "loop", "recovery"):
            # A choice or a failure leaves room for whatever else starts here.
            low, high = (left * 2 // 3, left) if way.kind == "next" else (left // 4, left // 2)
            part = rng.randint(low, high)
            left -= part
            yield f"    share: {part}%"


def _pain_points(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    places = range(0, len(plan.stage_of), 4)
    if places:
        yield from ("", "pain_points:")
    for number, place in enumerate(places, start=1):
        words = _words(language, rng)
        at = [place] + ([place + 1] if place + 1 < len(plan.stage_of) and number % 5 == 0 else [])
        yield f"  - id: pain{number}"
        yield f"    name: {_sentence(words.pains, words, rng)}"
        yield f"    at: [{', '.join(f't{p + 1}' for p in at)}]"
        yield f"    severity: {rng.randint(1, 5)}"
        if number % 3:
            yield f"    reach: {rng.randint(1, 60)}%"
        yield f"    status: {rng.choice(('open', 'open', 'open', 'accepted', 'solved'))}"
        yield f"    since: 2026-{rng.randint(1, 10):02d}-{rng.randint(1, 28):02d}"
        yield f"    owner: {rng.choice(words.owners)}"


def _opportunities(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    pains = (len(plan.stage_of) + 3) // 4
    if pains:
        yield from ("", "opportunities:")
    for number, pain in enumerate(range(1, pains + 1, 2), start=1):
        words = _words(language, rng)
        yield f"  - id: idea{number}"
        yield f"    name: {_sentence(words.ideas, words, rng)}"
        yield f"    solves: [pain{pain}]"
        yield from (f"    impact: {rng.randint(1, 5)}", f"    effort: {rng.randint(1, 5)}")
        yield f"    status: {rng.choice(('idea', 'idea', 'accepted', 'doing', 'done'))}"
        yield f"    owner: {rng.choice(words.owners)}"


def _metrics(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    satisfaction, abandonment, load = _words(language, rng).metrics
    yield from ("", "metrics:", "  - id: csat", f"    name: {satisfaction}", "    kind: csat")
    yield from ("    formula: top 2", "    scale: [1, 5]", "    better: higher")
    yield from ("    target: 80", "    alarm: 60")
    yield from ("  - id: abandonment", f"    name: {abandonment}", "    kind: ratio")
    yield from ("    measure: abandonment", "    better: lower", "    target: 15%")
    yield from ("    alarm: 30%", "  - id: load", f"    name: {load}", "    kind: duration")
    yield from ("    measure: load_time", "    stat: p75", "    better: lower")
    yield from ("    target: 2", "    alarm: 4", "    unit: s")


def _readings(plan: Plan, language: str, rng: random.Random) -> Iterator[str]:
    measured = range(0, len(plan.stage_of), 10)
    if measured:
        yield from ("", "readings:")
    for metric in ("csat", "abandonment", "load"):
        for place in measured:
            for period in PERIODS:
                yield from (f"  - metric: {metric}", f"    at: t{place + 1}")
                yield f"    period: {period}"
                yield from _values(metric, rng)


def _values(metric: str, rng: random.Random) -> Iterator[str]:
    if metric == "load":
        yield f"    value: {rng.randint(6, 45) / 10}"
        yield f"    n: {rng.randint(400, 90_000)}"
        return
    yield "    counts:"
    if metric == "csat":
        yield from (f"      {score}: {rng.randint(4, 60 + 30 * score)}" for score in range(1, 6))
    else:
        started = rng.randint(800, 20_000)
        yield f"      hits: {started * rng.randint(4, 45) // 100}"
        yield f"      of: {started}"


# ---------------------------------------------------------------- the words


def _words(language: str, rng: random.Random) -> Words:
    return WORDS[rng.choice(tuple(WORDS)) if language == MIXED else language]


def _name(words: Words, rng: random.Random) -> str:
    name = words.name.format(verb=rng.choice(words.verbs), thing=rng.choice(words.things))
    # Not capitalize(): it would lower the German nouns, and ı and i are not one letter in Turkish.
    return ("İ" if name[0] == "i" and words is WORDS["tr"] else name[0].upper()) + name[1:]


def _sentence(sentences: Sequence[str], words: Words, rng: random.Random) -> str:
    return rng.choice(sentences).format(thing=rng.choice(words.things))


def _near(value: int, rng: random.Random) -> int:
    return min(5, max(1, value + rng.choice((-1, 0, 0, 1))))


if __name__ == "__main__":
    sys.exit(main())
