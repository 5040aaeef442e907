"""Reports sent unasked: a client asks in writing, once, for those of every month.

The agreement owes a report on simple written request; a standing request is one for each month.

Clause: 5.4.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db import transaction

from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import queries as parties
from tenir.apps.parties import services as acts
from tenir.apps.reports.models import Frozen, StandingRequest
from tenir.apps.reports.queries import STATEMENT
from tenir.viewer import SYSTEM, NotAllowed, Viewer

KIND = "reports.month_report"
QUIET = timedelta(minutes=10)  # after the last statement of a month, so that they go together
REACH = timedelta(days=60)


@transaction.atomic
def ask_every_month(
    *, organisation: int, every_month: bool, actor: Viewer, at: datetime
) -> StandingRequest | None:
    """A contact asks for each month's reports unasked, or no more; so may who keeps clients.

    Those frozen from then on are sent. Twice is once.
    Clause: 5.4.
    """
    client = parties.client(actor, organisation)
    if not acts.may_speak(actor, client.pk):
        raise NotAllowed("reports.speaks_for_client")
    found = StandingRequest.objects.filter(organisation=client.pk)
    if every_month:
        _, changed = StandingRequest.objects.get_or_create(
            organisation_id=client.pk, defaults={"asked_at": at, "asked_by_id": actor.person}
        )
    else:
        changed = bool(found.delete()[0])
    if changed:
        journal.record(
            "reports.every_month" if every_month else "reports.on_request",
            subject=f"client/{client.pk}", actor=actor, at=at, client=client.pk, clauses=("5.4",),
        )  # fmt: skip
    return found.first()


def send_reports(now: datetime) -> int:
    """Owes the reports of months frozen to the clients that asked for them all; how many messages.

    A message for each client and month, once, with a report for each of its subscriptions; a
    revision is one more. The proof is the message's.
    Clause: 5.4.
    """
    return sum(_send(asked, now) for asked in StandingRequest.objects.order_by("pk"))


@transaction.atomic
def _send(asked: StandingRequest, now: datetime) -> int:
    client = asked.organisation_id
    rows = list(
        Frozen.objects.filter(
            kind=STATEMENT, organisation=client, frozen_at__gte=max(asked.asked_at, now - REACH)
        ).exclude(pk__in=_told(client)).select_related("subscription__product")
        .order_by("month", "subject", "revision")
    )  # fmt: skip
    done = 0
    for month, of_month in groupby(rows, key=attrgetter("month")):
        found = list({row.subject: row for row in of_month}.values())
        to = parties.recipients_of(client)
        if to and max(row.frozen_at for row in found) <= now - QUIET:
            notices.owe(
                KIND, key=f"reports/{client}/{month}/{max(row.pk for row in found)}", to=to,
                subject=f"client/{client}", organisation=client, values=_values(month, found),
                clauses=("5.4",), actor=SYSTEM, at=now,
            )  # fmt: skip
            done += 1
    return done


def _told(client: int) -> set[int]:
    """The statements whose reports were sent, or are owed."""
    rows = Notice.objects.filter(kind=KIND, organisation=client).values_list("values", flat=True)
    return {id for values in rows for id in values["statements"]}


def _values(month: str, found: Sequence[Frozen]) -> dict[str, Any]:
    return {
        "month": month, "statements": [row.pk for row in found], "lines": list(_lines(found)),
        "revised": any(row.revision > 1 for row in found),
        "link": f"{settings.TENIR.url}/portal/months/?month={month}",
    }  # fmt: skip


def _lines(found: Sequence[Frozen]) -> Iterator[dict[str, Any]]:
    for row in found:
        told = json.loads(row.statement)
        last = told["history"][-1]
        yield {
            "target": row.subscription.target if row.subscription else row.subject,
            "product": row.subscription.product.name if row.subscription else "",
            "rate": last["rate"], "met": last["met"],
            "amount": (told["penalty"] or {}).get("amount", "0.00"),
        }  # fmt: skip
