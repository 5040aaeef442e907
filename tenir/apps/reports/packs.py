"""A client's month over all articles, for the review that both parties hold.

It is what the client may know, whoever asks: the same sheet lies before both.

Clause: 5.4, 7.14.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.conf import settings

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.commitments import queries as commitments
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.orders import queries as orders
from tenir.apps.parties import queries as parties
from tenir.apps.penalties import queries as penalties
from tenir.apps.reports.models import Frozen
from tenir.apps.support import queries as support
from tenir.terms.dates import local, month_span
from tenir.viewer import ClientRole, NotSeen, Viewer

BACKUPS = ("6.1", "6.2", "6.3", "6.4", "6.5")
INSTANT = timedelta(seconds=1)
MOST = 40  # rows of each kind that a meeting reads


@dataclass(frozen=True)
class Pack:
    """A month of one client: each list is in order, and no longer than a meeting reads."""

    client: parties.Client
    month: str
    start: datetime
    end: datetime
    at: datetime
    counts: dict[str, int]  # of the publisher's promises due in the month, by state
    broken: list[commitments.Commitment]
    owed: list[commitments.Commitment]  # by the client: running, or missed in the month
    months: list[Frozen]
    outages: list[availability.Stretch]
    requests: list[support.Request]  # opened or resolved in the month, or still open at its end
    responses: dict[str, list[support.Measured]]  # of those recorded in the month: how answered
    backups: list[commitments.Commitment]
    updates: list[catalogue.ProductVersion]
    works: list[maintenance.Works]
    quotes: list[orders.Quote]  # waiting for the client's answer
    versions: list[agreements.ClientVersion]  # of the agreement, waiting for an answer
    unread: list[catalogue.Prerequisites]
    rights: list[penalties.Right]  # to a penalty, open to be claimed
    claims: list[penalties.Claim]  # not settled
    lines: dict[str, str]  # what a subject of a promise is called, where it is a subscription

    def state_of(self, found: commitments.Commitment) -> str:
        """How a promise stands: one overdue is missed, whether or not it is settled yet."""
        return "missed" if _broken(found, self.at) else found.state


def pack(viewer: Viewer, organisation: int, month: str, *, at: datetime) -> Pack:
    """The client's month over all articles, as the client may read it; NotSeen where it may not.

    Clause: 5.4, 7.14.
    """
    client = parties.client(viewer, organisation)
    if not viewer.sees(client.pk):
        raise NotSeen("reports.no_frozen")
    mine = Viewer(clients=MappingProxyType({client.pk: ClientRole.READER}))
    start, end = (local(each, settings.TIME_ZONE) for each in month_span(month, settings.TIME_ZONE))
    # What is promised of a month is due at its last instant, the first of the next.
    since, until = start + INSTANT, end + INSTANT
    due = {"organisation": client.pk, "due_since": since, "due_until": until}
    publishers = commitments.commitments(mine, owed_by="publisher", **due)
    theirs = commitments.commitments(mine, owed_by="client", organisation=client.pk)
    lines = agreements.subscriptions(mine).filter(contract__client=client.pk)
    return Pack(
        client=client, month=month, start=start, end=end, at=at,
        counts=commitments_by_state(publishers, at),
        broken=[found for found in publishers if _broken(found, at)][:MOST],
        owed=list(theirs.filter(state="running")[:MOST])
        + list(theirs.filter(state="missed", due_at__gte=since, due_at__lt=until)[:MOST]),
        months=list(
            Frozen.objects.filter(organisation=client.pk, month=month)
            .select_related("subscription").order_by("subject", "-revision").distinct()[:MOST]
        ),
        outages=list(
            availability.outages(mine).filter(start__lt=end, end__gt=start).exclude(
                state="unmeasured"
            ).order_by("start")[:MOST]
        ),
        requests=list(_requests(mine, start, end)),
        responses=_responses(mine, client.pk, start, end, at),
        backups=[
            found for clause in BACKUPS
            for found in commitments.commitments(mine, clause=clause, **due)[:MOST]
        ],
        updates=list(
            catalogue.ProductVersion.objects.filter(
                product__in=lines.values("product"), released_on__gte=start.date(),
                released_on__lt=end.date(),
            ).select_related("product").order_by("released_on")[:MOST]
        ),
        works=list(maintenance.works(mine, since=start).filter(
            announced_at__isnull=False, withdrawn_at=None
        )[:MOST]),
        quotes=list(orders.quotes(mine).filter(state="priced")[:MOST]),
        versions=list(agreements.client_versions(mine, client=client.pk, state="notified")),
        unread=list(catalogue.unread(mine, client.pk)[:MOST]),
        rights=[right for right in penalties.rights(mine, at=at) if right.standing == "open"],
        claims=list(penalties.claims(mine).filter(
            state__in=("waiting", "accepted", "objected", "refused"), ruled_at=None
        )[:MOST]),
        lines=_named(list(lines.select_related("product", "contract"))),
    )  # fmt: skip


def _named(lines: list[agreements.Subscription]) -> dict[str, str]:
    """Each by its product, and by its contract too where several have the same."""
    times = Counter(line.product_id for line in lines)
    return {
        line.subject: f"{line.product.name} ({line.contract.number})"
        if times[line.product_id] > 1 else line.product.name
        for line in lines
    }  # fmt: skip


def commitments_by_state(found: Iterable[commitments.Commitment], at: datetime) -> dict[str, int]:
    """How many of the promises are in each state; one overdue is missed."""
    return Counter("missed" if _broken(each, at) else each.state for each in found)


def _broken(found: commitments.Commitment, at: datetime) -> bool:
    """Missed, or overdue and not settled yet."""
    return found.state == "missed" or (found.state == "running" and found.due_at <= at)


def _responses(
    mine: Viewer, client: int, start: datetime, end: datetime, at: datetime
) -> dict[str, list[support.Measured]]:
    """By priority, as a whole, and by product: as the measures of support have them.

    Clause: 7.13, 7.14.
    """
    groups: dict[str, tuple[support.By, ...]] = {
        "priority": ("priority",), "whole": (), "product": ("product",)
    }  # fmt: skip
    return {
        name: support.measures(mine, since=start, until=end, at=at, by=by, client=client)[:MOST]
        for name, by in groups.items()
    }


def _requests(mine: Viewer, start: datetime, end: datetime) -> list[support.Request]:
    found = support.requests(mine).exclude(state="draft").filter(recorded_at__lt=end)
    return [
        request for request in found.order_by("recorded_at")
        if request.resolved_at is None or request.resolved_at >= start
    ][:MOST]  # fmt: skip
