"""A check that never ends: whoever waits is told for which one."""

from __future__ import annotations

from threading import enumerate as threads
from time import monotonic, sleep

import pytest

from journeymap.checks import at_work as at_work_module
from journeymap.checks.at_work import LONG, AtWork
from journeymap.commands import check_waiting
from journeymap.commands.check_waiting import who_works
from tests.test_cli import run


def test_only_a_check_that_takes_long_is_named() -> None:
    now = [0.0]
    at_work = AtWork(lambda: now[0])
    assert at_work.long() == ""

    at_work.begin("one")
    now[0] += LONG - 1
    assert at_work.long() == ""
    at_work.begin("two")  # the time of each is its own
    now[0] += LONG - 1
    assert at_work.long() == ""
    now[0] += 1
    assert at_work.long() == "two"

    at_work.end()
    assert at_work.long() == ""


def test_the_command_names_it_once_with_the_way_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(at_work_module, "LONG", 0)
    monkeypatch.setattr(check_waiting, "WATCH", 0.001)
    told, end = "", monotonic() + 20

    with who_works("maps/coffee.yaml") as begun:
        begun("made-endless")
        while not told and monotonic() < end:
            sleep(0.01)
            told += capsys.readouterr().err
        sleep(0.05)
    told += capsys.readouterr().err

    assert told == (
        "The check “made-endless” is still working on maps/coffee.yaml; "
        "--set made-endless=silent goes on without it\n"
    )


def test_nobody_watches_any_more_when_the_checks_are_done() -> None:
    result = run("check", "-", text="title: Coffee\nstatus: draft\n")

    assert result.stderr == ""
    assert "who works" not in {thread.name for thread in threads()}
