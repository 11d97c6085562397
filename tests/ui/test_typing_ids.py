"""Another id for what is in view: what is shown does not change by it, nor by undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from journeymap.model import edits
from journeymap.model.filtering import Filter
from journeymap.model.journey import JourneyMap, Metric, Persona, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.ui.app import application
from journeymap.ui.session import Session

MAP = JourneyMap(
    title="m",
    stages=(Stage(id="s", name="S"), Stage(id="r", name="R")),
    touchpoints=(Touchpoint(id="t", name="T", stage="s"),),
    personas=(Persona(id="p", name="P"), Persona(id="q", name="Q")),
    metrics=(Metric(id="m1", name="N", kind="amount", better="higher"),),
)


@pytest.fixture
def session() -> Iterator[Session]:
    application()
    made = Session(MAP)
    made.set_view(persona="p", metric="m1", collapsed=frozenset("s"))
    yield made
    made.close()


def rename(session: Session, old: str, new: str) -> None:
    assert session.commit(M("Rename"), lambda m: edits.rename_id(m, old, new))


def in_view(session: Session) -> tuple[str, str, set[str]]:
    return session.view.persona, session.view.metric, set(session.view.collapsed)


def test_a_view_follows_ids_and_follows_them_back(session: Session) -> None:
    for old, new in (("p", "pp"), ("m1", "mm"), ("s", "ss")):
        rename(session, old, new)
    renamed = in_view(session)
    for _ in range(3):
        session.undo()

    assert renamed == ("pp", "mm", {"ss"})
    assert in_view(session) == ("p", "m1", {"s"})


def test_a_view_follows_over_several_steps_at_once(session: Session) -> None:
    for old, new in (("p", "pp"), ("m1", "mm"), ("s", "ss")):
        rename(session, old, new)

    session.go_to_step(0)

    assert in_view(session) == ("p", "m1", {"s"})


def test_the_view_is_right_when_the_change_is_told(session: Session) -> None:
    seen: list[str] = []
    session.changed.connect(lambda *_: seen.append(session.view.persona))

    rename(session, "p", "pp")

    assert seen == ["pp"]


def test_what_is_deleted_is_shown_no_longer(session: Session) -> None:
    session.commit(M("Delete"), lambda m: edits.delete(m, ["p", "m1"]))

    assert in_view(session)[:2] == ("", "")


def test_another_id_of_what_is_not_in_view_changes_nothing(session: Session) -> None:
    told: list[None] = []
    session.view_changed.connect(lambda: told.append(None))

    rename(session, "q", "qq")

    assert not told


def test_a_filter_follows_ids(session: Session) -> None:
    session.set_filter(Filter(personas=frozenset(("p", "q"))))

    rename(session, "p", "pp")

    assert session.filter.personas == {"pp", "q"}
