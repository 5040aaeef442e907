"""The page of how long what names people is kept: every table, and what the code does."""

from __future__ import annotations

import importlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.module_loading import import_string

from tenir import clock
from tenir.apps.accounts.acts_invitations import VALID_FOR
from tenir.apps.accounts.models import SignIn
from tenir.apps.journal.models import Personal
from tenir.apps.journal.services import record
from tenir.apps.notices.models import Attempt, Envelope, Notice
from tenir.apps.publishing.models_subscribers import Subscriber
from tenir.apps.publishing.subscribing import WAITING
from tenir.apps.support.models import KeptMail
from tenir.apps.support.working import PRESENT
from tenir.faces.api.repeating import KEPT_FOR
from tenir.integrations.background import upkeep
from tenir.integrations.background.schedules import SCHEDULES
from tenir.integrations.erasure import KEPT_AS_PROOF
from tenir.viewer import SYSTEM
from tests.cast import Cast

PAGE = Path(__file__).parents[2] / "docs/operations/retention.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| table")
]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def row_of(table: str) -> list[str]:
    (found,) = [row for row in ROWS if f"`{table}`" in row[0]]
    return found


def listed() -> list[str]:
    names = [name for row in ROWS for name in re.findall(r"`([a-z_0-9]+)(?:\.\w+)?`", row[0])]
    return [name for name in names if name not in {"password"}]


def test_every_table_is_listed_and_none_that_does_not_exist() -> None:
    there = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    there.add("django_migrations")
    assert there - set(listed()) == set(), "say in docs/operations/retention.md how long it is kept"
    assert set(listed()) - there == set(), "no such table"


def test_what_ends_a_row_exists() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([a-z_]+(?:\.[a-z_]+){2})`", row[4])}
    assert len(named) > 15
    for name in named:
        where = name if name.startswith("integrations.") else f"apps.{name}"
        where = f"integrations.{name}" if name.startswith("background.") else where
        module, _, attribute = f"tenir.{where}".rpartition(".")
        assert hasattr(importlib.import_module(module), attribute), name


@pytest.mark.parametrize(
    ("table", "said", "kept"),
    [
        ("accounts_signin", "1 year", upkeep.SIGN_INS_KEPT),
        ("accounts_invitation", "7 days", VALID_FOR),
        ("publishing_subscriber", "7 days", WAITING),
        ("notices_notice", "5 years", KEPT_AS_PROOF),
        ("notices_unreachable", "5 years", KEPT_AS_PROOF),
        ("journal_personal", "5 years", upkeep.NAMES_KEPT),
        ("support_keptmail", "90 days", upkeep.MAIL_KEPT),
        ("support_presence", "45 seconds", PRESENT),
        ("face_api_answered", "24 hours", KEPT_FOR),
        ("django_tasks_database_dbtaskresult", "14 days", upkeep.KEPT),
    ],
)  # fmt: skip
def test_the_time_said_is_the_code_s(table: str, said: str, kept: timedelta) -> None:
    assert said in row_of(table)[2]
    number, unit = said.split()
    seconds = {"year": 365 * 86400, "day": 86400, "hour": 3600, "second": 1}[unit.rstrip("s")]
    assert kept.total_seconds() == int(number) * seconds


def test_what_is_said_to_end_every_night_does(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    """A row of each kind a day too old, and one a day younger: the first alone is gone."""
    nightly = {each.job for each in SCHEDULES if each.cron.split()[1] != "*"}
    assert {import_string(job).func for job in nightly} >= {upkeep.forget.func, upkeep.prune.func}
    monkeypatch.setattr(clock, "now", lambda: NOON)
    for days in (1, -1):
        of = lambda kept, days=days: NOON - kept - timedelta(days=days)  # noqa: E731
        SignIn.objects.create(at=of(upkeep.SIGN_INS_KEPT), outcome="wrong", method=f"{days}")
        record("a.b", subject=f"x/{days}", actor=SYSTEM, at=of(upkeep.NAMES_KEPT),
               personal={"name": f"{days}"})  # fmt: skip
        sent = Notice.objects.create(
            key=f"{days}", kind="a.b", channel="email", address="x@y.example", language="fr",
            subject="", title="t", text="t", owed_at=of(KEPT_AS_PROOF), state="sent",
            message_id=f"<{days}>",
        )  # fmt: skip
        Envelope.objects.create(notice=sent, reply_token=f"r{days}", bounce_token=f"b{days}")
        Attempt.objects.create(notice=sent, number=1, begun_at=NOON, address="x@y.example")
        Subscriber.objects.create(email=f"{days}@y.example", language="fr", token=f"{days}",
                                  asked_at=of(WAITING))  # fmt: skip
        KeptMail.objects.create(
            reason="x", received_at=NOON, size=1, digest=f"{days}", content=b"x",
            settled_at=of(upkeep.MAIL_KEPT), settled_because="x",
        )  # fmt: skip
    upkeep.forget.func()
    assert [row.method for row in SignIn.objects.all()] == ["-1"]
    assert [row.told for row in Personal.objects.all()] == [{"name": "-1"}]
    assert {row.key: row.address for row in Notice.objects.filter(kind="a.b")} == {
        Notice.objects.get(message_id="<1>").key: "", "-1": "x@y.example",
    }  # fmt: skip
    assert [row.address for row in Attempt.objects.order_by("pk")] == ["", "x@y.example"]
    assert [row.email for row in Subscriber.objects.all()] == ["-1@y.example"]
    assert [row.digest for row in KeptMail.objects.all()] == ["-1"]
