"""What `tenir doctor` looks at, where something stands in its way."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tenir import clock
from tenir.apps.availability import services as availability
from tenir.integrations.background.schedules import MAILBOX
from tenir.integrations.upkeep import (
    checks,
    checks_of_mailbox,
    checks_of_probes,
    checks_of_work,
)
from tenir.terms.loading import load
from tenir.terms.penalties import claim_by
from tests.cast import Cast
from tests.integrations.mail_servers import free_port
from tests.terms.conftest import REFERENCE

NOW = datetime(2026, 3, 10, 11, tzinfo=UTC)


def test_the_doctor_tells_what_it_may_not_read_and_goes_on(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents put back by root, for one."""

    def unreadable() -> None:
        raise PermissionError(13, "Permission denied", "documents/ab/ab12")

    monkeypatch.setattr(checks.checks_of_places, "storage", unreadable)
    found = list(checks.findings(lambda: NOW))
    (told,) = [one for one in found if one.of == "documents"]
    assert told.state == "failed"
    assert "Permission denied" in told.found[1]
    assert {"journal", "search"} <= {one.of for one in found}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has the machine's clock")
def test_the_clock_is_compared_when_the_database_tells_its_own(db: None) -> None:
    """What the doctor looked at before, for some seconds, is no drift."""
    past = iter([timedelta(seconds=5)])
    found = checks.findings(lambda: clock.now() - next(past, timedelta()))
    (told,) = [one for one in found if one.of == "clock"]
    assert told.state == "ok"
    assert re.fullmatch(r"0,\d s d'écart avec la base", told.found[0])


def test_how_long_ago_is_told_in_each_language() -> None:
    days = timedelta(days=3, hours=2)
    assert (checks_of_work.shown(days, "fr"), checks_of_work.shown(days, "en")) == ("3 j", "3 d")


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("day", "states"), [(0, []), (3, ["ok"]), (12, ["ok"]), (13, ["warning"]), (28, ["warning"])]
)
def test_months_that_close_when_the_time_to_claim_may_be_over_are_warned_of(
    day: int, states: list[str]
) -> None:
    told = list(checks_of_work.closing(day))
    assert [one.state for one in told] == states
    if states == ["warning"]:
        assert "finit le 12 au soir" in told[0].found[0]
        assert "evening of the 12th" in told[0].found[1]


@pytest.mark.clause("5.7")
def test_the_time_to_claim_ends_on_the_twelfth_at_the_earliest() -> None:
    terms = load(REFERENCE.read_text("utf-8"), REFERENCE.name).terms("drive", "shared")
    months = [f"{year}-{month:02}" for year in range(2020, 2048) for month in range(1, 13)]
    ends = [claim_by(terms, month=each).value - timedelta(seconds=1) for each in months]
    assert min(end.day for end in ends) == checks_of_work.CLAIMABLE


def test_a_mailbox_that_does_not_answer_says_what_to_look_at() -> None:
    url = f"imap://tenir:secret@127.0.0.1:{free_port()}/Support"
    (told,) = checks_of_mailbox.answers(url)
    assert told.state == "failed"
    assert "Support refuses" in told.found[1]
    assert "TENIR_MAILBOX" in told.remedy[0]
    assert "secret" not in "".join(told.found)
    (none,) = checks_of_mailbox.answers("")
    assert none.state == "ok"


@pytest.mark.parametrize(
    ("minutes", "state"), [(None, "failed"), (1, "ok"), (10, "warning"), (60, "failed")]
)
def test_a_mailbox_is_to_have_been_emptied_lately(
    db: None, minutes: int | None, state: str
) -> None:
    for status, ago in (("SUCCESSFUL", minutes), ("FAILED", 0)):
        if ago is not None:
            at = NOW - timedelta(minutes=ago)
            DBTaskResult.objects.create(
                task_path=MAILBOX.job, status=status, args_kwargs={}, backend_name="default",
                queue_name="default", finished_at=at, run_after=at,
            )  # fmt: skip
    (told,) = checks_of_mailbox.emptied("imaps://tenir:secret@mail.example.org", NOW)
    assert told.state == state
    assert not list(checks_of_mailbox.emptied("", NOW))


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("ago", "state"), [((1, 2), "ok"), ((1, 90), "warning"), ((60, 90), "failed")]
)
def test_targets_that_fell_silent_are_named(cast: Cast, ago: tuple[int, int], state: str) -> None:
    for name, minutes in zip(("web", "api"), ago, strict=True):
        availability.add_target(
            availability.NewTarget(
                name=name, platform=True, kind="tcp", address="x.example.org:1", silence=600
            ),
            actor=cast.olga, at=NOW - timedelta(days=1),
        )  # fmt: skip
        word = availability.Word(name, NOW - timedelta(minutes=minutes), "up")
        availability.take_in([word], source="probe", actor=cast.olga, at=NOW)
    (told,) = checks_of_probes.pulse(NOW)
    assert (told.of, told.state) == ("probes", state)
    assert ("api" in told.found[1]) == (state != "ok")


@pytest.mark.clause("5.3")
def test_a_location_that_fell_silent_is_named_beside_those_that_tell(cast: Cast) -> None:
    availability.add_target(
        availability.NewTarget(name="web", platform=True, silence=600, locations=["paris", "lyon"]),
        actor=cast.olga, at=NOW - timedelta(days=1),
    )  # fmt: skip
    word = availability.Word("web", NOW, "up", "paris")
    availability.take_in([word], source="probe", actor=cast.olga, at=NOW)
    (told,) = checks_of_probes.pulse(NOW)
    assert (told.of, told.state) == ("monitors", "warning")
    assert "web@lyon" in told.found[1]
    assert "web@paris" not in told.found[1]
