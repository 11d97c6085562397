"""What is the map about, for whom, and is it still true? The statements around the journey.

Each of these checks asks for a statement that is made once for the whole map. Whether the people
it is about are on the map is asked in `people.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.mending import changed
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.model.ids import look_alike
from journeymap.model.periods import date_message, days
from journeymap.model.text import M


@check(
    "nothing-drawn",
    level="warning",
    family="frame",
    title=M("Map on which nothing is drawn"),
    why=M(
        "A title, personas and a scope are a plan for a map. Until somebody goes through something "
        "there is no journey to find anything in, and silence would look like praise."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: what a map is made of",
    example="status: live   # and no stages, no touchpoints",
)
def nothing_drawn(context: Context) -> Iterator[Finding]:
    """Yield a finding when the map has neither a stage nor a touchpoint.

    Channels alone are a list of ours; drafts have just been begun and hear nothing.
    """
    if not context.map.stages and not context.map.touchpoints:
        yield Finding(
            "",
            M("Nothing is drawn on this map yet: it has no stage and no touchpoint"),
            field="title",
        )


@check(
    "review-overdue",
    level="warning",
    family="frame",
    since="live",
    title=M("Review that is overdue"),
    why=M(
        "A live map is used to decide; one that nobody has looked at since is believed longer "
        "than it is true."
    ),
    source="Nielsen Norman Group, journey management",
    settings={"every": "90d"},
    example="status: live\nreviewed: 2026-01-15\nreview_every: 90d",
)
def review_overdue(context: Context) -> Iterator[Finding]:
    """Yield a finding when `reviewed` lies longer back than `review_every`, or the setting.

    Of a range such as `6w..8w` the longer counts. There is no fix: only a review mends it.
    """
    m, today = context.map, context.today
    if m.reviewed is None or today is None:
        return  # when it was reviewed, or what day it is, is unknown
    due = _later(m.reviewed, days(m.review_every or context.settings["every"]).high)
    late = (today - due).days
    if late > 0:
        yield Finding(
            "",
            M(
                "The review was due on {due}, {n} day ago; the last one was on {reviewed}",
                plural="The review was due on {due}, {n} days ago; the last one was on {reviewed}",
                n=late,
                due=date_message(due, m.calendar),
                reviewed=date_message(m.reviewed, m.calendar),
            ),
            field="reviewed",
        )


def _later(day: date, number: float) -> date:
    try:
        return day + timedelta(days=round(number))
    except OverflowError:
        return date.max


def _is_said(text: str | None) -> bool:
    return bool((text or "").strip())


@check(
    "map-without-goal",
    level="warning",
    family="frame",
    title=M("Map that does not say what anybody wants"),
    why=M(
        "A journey is the way to a goal. Where none is stated nobody can say whether a step helps, "
        "and the map becomes a list of our processes."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: scenario and expectations",
    example="personas:\n  - {id: dana, name: Dana}   # no goal, and the map has no scope",
)
def map_without_goal(context: Context) -> Iterator[Finding]:
    """Yield a finding when no persona has a goal and the scope says neither start nor end."""
    m = context.map
    scope = m.scope and (_is_said(m.scope.starts) or _is_said(m.scope.ends))
    if not scope and not any(_is_said(persona.goal) for persona in m.personas):
        yield Finding(
            "", M("Nothing says what anybody wants to reach: no persona has a goal"), field="scope"
        )


@check(
    "map-without-scope",
    level="info",
    family="frame",
    title=M("Map that does not say where the journey starts and ends"),
    why=M(
        "Without a first and a last moment everybody in the room has another journey in mind, and "
        "each new step is argued about."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: scope",
    example="scope: {starts: The old contract runs out}   # and no ends",
)
def map_without_scope(context: Context) -> Iterator[Finding]:
    """Yield a finding when the scope lacks its start, its end or both."""
    scope = context.map.scope
    starts = bool(scope and _is_said(scope.starts))
    ends = bool(scope and _is_said(scope.ends))
    if not starts and not ends:
        message = M("Nothing says where this journey starts and where it ends")
    elif not starts:
        message = M("Nothing says where this journey starts")
    elif not ends:
        message = M("Nothing says where this journey ends")
    else:
        return
    yield Finding("", message, field="scope")


@check(
    "map-without-decision",
    level="info",
    family="frame",
    title=M("Map that is to decide nothing"),
    why=M(
        "A map that nobody needs for a decision is a poster. The question it is to answer also "
        "says how deep it has to go."
    ),
    source="Nielsen Norman Group, why journey maps fail",
    example="decision: Do we invest in payments or in loyalty?   # is not there",
)
def map_without_decision(context: Context) -> Iterator[Finding]:
    """Yield a finding when `decision` says nothing."""
    if not _is_said(context.map.decision):
        yield Finding(
            "", M("Nothing says which decision this map is to help with"), field="decision"
        )


@check(
    "map-without-owner",
    level="warning",
    family="frame",
    title=M("Map that nobody owns"),
    why=M("A map without an owner is true on the day of the workshop and never again."),
    source="Nielsen Norman Group, journey management",
    example="status: live   # and no owner",
)
def map_without_owner(context: Context) -> Iterator[Finding]:
    """Yield a finding when `owner` says nobody."""
    if not _is_said(context.map.owner):
        yield Finding("", M("Nobody owns this map"), field="owner")


@check(
    "status-missing",
    level="info",
    family="frame",
    title=M("Map that does not say how finished it is"),
    why=M(
        "A draft is read otherwise than a map that is in use, and is checked otherwise: drafts "
        "hear about their structure only, live maps about old readings as well."
    ),
    source="map-format, status",
    fix=M("Set it to in review"),
    example="state: current   # and no status",
)
def status_missing(context: Context) -> Iterator[Finding]:
    """Yield a finding when the map states no status.

    The fix is “in review”, as which such a map is checked anyway: calling it a draft would make
    most of the other findings vanish, which is no mending.
    """
    if context.map.status is None:
        yield Finding(
            "",
            M("Nothing says whether this map is a draft, in review or live"),
            field="status",
            fix=Fix(M("Set the status to in review"), changed("", status="in-review")),
        )


@check(
    "state-missing",
    level="warning",
    family="frame",
    title=M("Map that does not say whether it is so today"),
    why=M(
        "Current and future in one map is the classic flaw: what hurts today and what we wish for "
        "stand side by side, and nobody can tell them apart."
    ),
    source="Nielsen Norman Group, current-state and future-state journey maps",
    fix=M("Set it to current"),
    example="status: in-review   # and no state",
)
def state_missing(context: Context) -> Iterator[Finding]:
    """Yield a finding when the map states neither `current` nor `future`."""
    if context.map.state is None:
        yield Finding(
            "",
            M("Nothing says whether this is how it goes today or how it is meant to go"),
            field="state",
            fix=Fix(M("Set the state to current"), changed("", state="current")),
        )


@check(
    "future-map-without-baseline",
    level="warning",
    family="frame",
    states=frozenset(("future",)),
    title=M("Future map that improves nothing known"),
    why=M(
        "A future that does not say what it starts from cannot be compared with anything: neither "
        "what gets better nor what it costs."
    ),
    source="Nielsen Norman Group, current-state and future-state journey maps",
    example="state: future   # and no based_on",
)
def future_map_without_baseline(context: Context) -> Iterator[Finding]:
    """Yield a finding when a map of a future names no current map that it is based on."""
    m = context.map
    if m.state == "future" and not _is_said(m.based_on):
        yield Finding(
            "",
            M("This map of a future does not say which current map it improves"),
            field="based_on",
        )


@check(
    "title-is-a-department",
    level="silent",
    family="frame",
    title=M("Title that names a department"),
    why=M(
        "Customers live through no department. A map called after one follows the organisation "
        "chart and ends where its responsibility does."
    ),
    source="Nielsen Norman Group, why journey maps fail: inside-out thinking",
    example="owner: Marketing   # and the title of the map is Marketing",
)
def title_is_a_department(context: Context) -> Iterator[Finding]:
    """Yield a finding when the title is the name of an owner on the map, or ends in department.

    Which words are names of departments no list can say, in five languages less so; the owners
    that the map itself names are known.
    """
    m = context.map
    title = _folded(m.title)
    named = (m.owner, *(t.owner for t in m.touchpoints), *(c.owner for c in m.channels))
    owners = {_folded(owner) for owner in named if owner}
    if title in owners - {""} or set(title.split()) & DEPARTMENT:
        yield Finding(
            "",
            M("{title} names a department and no journey of a customer", title=quoted(m.title)),
            field="title",
        )


DEPARTMENT = frozenset(("department", "dept", "division", "departmanı", "اداره", "قسم", "部门"))


def _folded(text: str) -> str:
    return " ".join(look_alike(text).split())


CHECKS = (
    nothing_drawn,
    map_without_goal,
    map_without_scope,
    map_without_decision,
    map_without_owner,
    review_overdue,
    status_missing,
    state_missing,
    future_map_without_baseline,
    title_is_a_department,
)
