"""The desk that is measured: 100,000 open requests of the demonstration's clients.

A few hundred are opened by the services, at instants of two working days; their rows, those of
their histories, promises and warnings are copied under other numbers.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

REQUESTS, OPENED = 100_000, 400
TIMES = REQUESTS // OPENED - 1  # that each of them is copied
NIGHT = 16  # of those opened: recorded on the last evening, after the desk has closed
SEED = 20261124
BUILT = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
MORNINGS = (datetime(2026, 11, 23, 7, 30, tzinfo=UTC), datetime(2026, 11, 24, 7, 30, tzinfo=UTC))
EVENING = datetime(2026, 11, 24, 16, 5, tzinfo=UTC)  # the desk has closed at 17:00 in Paris
NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
WORDS = {
    "title": "The export stops", "problem": "It stops half-way", "observed": "A blank page",
    "expected": "A file", "steps": "Open it, choose Export", "context": "Error 500",
}  # fmt: skip
GRAVITIES = (("high", "critical"), ("medium", "critical"), ("medium", "major"), ("low", "normal"))


def built() -> bool:
    """Whether the database that the environment names holds it: its last row is written last."""
    from django.db import DatabaseError

    from tenir.apps.support.models import Request

    try:
        return Request.objects.filter(title="The last one").exists()
    except DatabaseError:
        return False


def build(night: int = NIGHT) -> None:
    """All of it, in the database that the environment names; `night` of them in the evening."""
    from django.core.management import call_command
    from django.db import transaction

    from benchmarks.bulk import hurried
    from tenir.integrations.demonstration.platform import build_platform

    call_command("migrate", verbosity=0)
    build_platform(BUILT)
    hurried()
    with transaction.atomic():
        models = opened(night)
        _say(f"{len(models)} opened")
        copied(models)
    _say("built")


def instants(night: int) -> Iterator[datetime]:
    """When the requests are recorded: in hours of two days, some on the last evening."""
    dice = random.Random(SEED)
    for n in range(OPENED - night):
        yield MORNINGS[n % 2] + timedelta(seconds=dice.randrange(3600 * 8))
    for _ in range(night):
        yield EVENING + timedelta(seconds=dice.randrange(3600 * 3))


def opened(night: int) -> list[Any]:
    """The requests that are opened by the services, each by a contact of a client in turn."""
    from tenir.apps.support import services

    seats = list(contacts())
    found = []
    for n, at in enumerate(sorted(instants(night))):
        viewer, client, line = seats[n % len(seats)]
        impact, urgency = GRAVITIES[n % len(GRAVITIES)]
        told = {**WORDS, "subscription": line, "impact": impact, "urgency": urgency}
        found.append(services.open_request(client, told, actor=viewer, at=at))
    return found


def contacts() -> Iterator[tuple[Any, int, int]]:
    """Someone who may ask of each subscription that runs: the viewer, the client, the line."""
    from tenir.apps.accounts.queries import viewer_of
    from tenir.apps.agreements.models import Subscription
    from tenir.apps.parties.models import Contact

    for line in Subscription.objects.select_related("contract").order_by("pk"):
        contact = Contact.objects.filter(
            client=line.contract.client_id, person__is_active=True, removed_at=None
        ).first()
        if contact and contact.person and line.runs_on(NOW.date()):
            yield viewer_of(contact.person), line.contract.client_id, line.pk


def copied(models: Sequence[Any]) -> None:
    """Each of them many times over, with its history, its promises and their warnings."""
    from benchmarks.bulk import fill, numbered
    from tenir.apps.commitments.models import Commitment, Step
    from tenir.apps.support.models import Entry, Request

    keys = [one.pk for one in models]
    requests = Copied(Request, keys)
    promises = list(Commitment.objects.filter(subject__in=[one.subject for one in models]))
    commitments = Copied(Commitment, [one.pk for one in promises])
    last = keys[-1], TIMES - 1

    def request(row: dict[str, Any], n: int) -> dict[str, Any]:
        return {"title": "The last one"} if (row["id"], n) == last else {}

    def commitment(row: dict[str, Any], n: int) -> dict[str, Any]:
        subject = f"request/{requests.at(int(row['subject'].partition('/')[2]), n)}"
        return {"subject": subject, "key": row["key"].replace(row["subject"], subject, 1)}

    entries = Copied(Entry, keys_of(Entry.objects.filter(request__in=keys)))
    steps = Copied(Step, keys_of(Step.objects.filter(commitment__in=promises)))
    told: list[tuple[Copied, Change]] = [
        (commitments, commitment),
        (steps, lambda row, n: {"commitment_id": commitments.at(row["commitment_id"], n)}),
        (requests, request),
        (entries, lambda row, n: {"request_id": requests.at(row["request_id"], n)}),
    ]
    for kind, change in told:
        columns = [field.column for field in kind.model._meta.concrete_fields]
        _say(f"{fill(kind.model, columns, kind.rows(change)):>9,} {kind.model._meta.label}")
    numbered([kind.model for kind, _ in told])


Change = Callable[[dict[str, Any], int], dict[str, Any]]


class Copied:
    """The rows of a table that are copied, and the numbers of their copies."""

    def __init__(self, model: Any, keys: Sequence[int]) -> None:
        self.model, self.first = model, model._base_manager.latest("pk").pk + 1
        self.turn = {key: number for number, key in enumerate(keys)}

    def at(self, key: int, n: int) -> int:
        """The number of the n-th copy of that row."""
        return int(self.first + self.turn[key] * TIMES + n)

    def rows(self, change: Change) -> Iterator[list[Any]]:
        """Every copy of every row, each with what it changes: read before any is written."""
        read = list(rows_of(self.model, pk__in=list(self.turn)))
        return (
            list({**row, "id": self.at(row["id"], n), **change(row, n)}.values())
            for row in read
            for n in range(TIMES)
        )


def keys_of(rows: Any) -> list[int]:
    """Their keys."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


def rows_of(model: Any, **asked: Any) -> Iterator[dict[str, Any]]:
    """The rows as the database is given them, by column."""
    from django.db.models import JSONField

    from benchmarks.bulk import stored

    told = {f.attname for f in model._meta.concrete_fields if isinstance(f, JSONField)}
    names = [f.attname for f in model._meta.concrete_fields]
    for row in model._base_manager.filter(**asked).order_by("pk").values(*names):
        yield {name: stored(row[name]) if name in told else row[name] for name in names}


def _say(words: str) -> None:
    print(f"  {time.process_time():6.1f} s  {words}", file=sys.stderr, flush=True)
