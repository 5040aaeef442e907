"""From the tables to what the rules read: a client's books, with the versions that held for it.

Clause: 3.1, 5.3, 5.5, 5.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from django.conf import settings

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.models import Cause, Exclusion, MeasuredSpan, Stretch
from tenir.apps.availability.paces import intervals_of
from tenir.apps.availability.states import CODES
from tenir.apps.maintenance import queries as maintenance
from tenir.terms.agreement import Agreement
from tenir.terms.books import Books, Followed, Held
from tenir.terms.convention import Override
from tenir.terms.dates import epoch, local, month_span
from tenir.terms.dossier import Line, Observed
from tenir.terms.facts import Excluded, Works
from tenir.terms.months import Months
from tenir.terms.samples import Samples
from tenir.terms.spans import Span
from tenir.terms.stretches import Stretch as Told
from tenir.terms.stretches import observed_in, records_of
from tenir.viewer import Viewer


@dataclass(frozen=True)
class ClientBooks:
    """A client's books, its subscriptions in the same order, and the records of each."""

    subscriptions: tuple[agreements.Subscription, ...]
    books: Books
    records: tuple[Samples, ...]
    held: Held

    def place(self, subscription: int) -> int:
        """Where a subscription stands in the books."""
        return [item.pk for item in self.subscriptions].index(subscription)


def books(viewer: Viewer, organisation: int, *, until: str) -> ClientBooks:
    """The books of a client that the viewer may see, with all that was known by a month's end.

    A month is judged by the version in force on its first day for that client; where its contract
    only begins in the month, by the one in force at the month's end.
    Clause: 3.1, 5.3, 5.8.
    """
    return books_of(viewer, [organisation], until=until)[organisation]


def books_of(viewer: Viewer, organisations: Sequence[int], *, until: str) -> dict[int, ClientBooks]:
    """The same for many clients, in as many queries as for one.

    Clause: 3.1, 5.3, 5.8.
    """
    lines = tuple(
        agreements.subscriptions(viewer).filter(contract__client__in=organisations)
        .select_related("contract__client__organisation", "product")
        .prefetch_related("contract__amendments", "ordered").order_by("pk")
    )  # fmt: skip
    held, end = _held(lines, organisations), month_span(until, settings.TIME_ZONE)[1]
    seen = {item.pk: (span, told, source) for item, span, told, source in _measured(lines, end)}
    works = maintenance.works_touching(viewer, lines, until=local(end, settings.TIME_ZONE))
    ruled, aside = _ruled(lines), _set_aside(lines)
    paces = intervals_of(lines, month_span(until, settings.TIME_ZONE))
    closures = agreements.closures()

    def followed(item: agreements.Subscription) -> Followed:
        span, told, source = seen[item.pk]
        return _followed(
            item, observed_in(span, told, source=source, interval=paces[item.pk]),
            tuple(each for each in works[item.pk] if (item.pk, each.id) not in aside),
            ruled.get(item.pk, ()),
        )  # fmt: skip

    def of_client(mine: tuple[agreements.Subscription, ...]) -> ClientBooks:
        found = Books(
            [followed(item) for item in mine], held=held, zone=settings.TIME_ZONE,
            closures=closures,
        )  # fmt: skip
        records = tuple(records_of(seen[item.pk][0], seen[item.pk][1]) for item in mine)
        return ClientBooks(mine, found, records, held)

    by_client: dict[int, list[agreements.Subscription]] = {key: [] for key in organisations}
    for item in lines:
        by_client[item.contract.client_id].append(item)
    return {client: of_client(tuple(mine)) for client, mine in by_client.items()}


def dossier(viewer: Viewer, subscription: int, month: str) -> Months:
    """All that a subscription's statement of that month is made from.

    Raises NotSeen where the viewer may not see it.
    Clause: 3.1, 5.3, 5.8.
    """
    found = agreements.subscription(viewer, subscription)
    mine = books(viewer, found.contract.client_id, until=month)
    return mine.books.closed(mine.place(subscription), month)


def _held(subscriptions: Iterable[agreements.Subscription], organisations: Iterable[int]) -> Held:
    contracts = {item.contract.number: item.contract for item in subscriptions}
    version_over = cache(partial(agreements.versions_over_many, tuple(organisations)))

    @cache
    def version(contract: str, month: str) -> Agreement:
        signed = contracts[contract]
        start, end = (local(at, settings.TIME_ZONE) for at in month_span(month, settings.TIME_ZONE))
        version_of = partial(version_over(), signed.client_id)
        try:
            found = version_of(at=start, agreement=signed.agreement)
        except agreements.NoVersionInForce:
            found = version_of(at=end, agreement=signed.agreement)
        return agreements.agreement_of(found)

    return lambda contract, month: version(str(contract), month)


def _measured(
    subscriptions: Iterable[agreements.Subscription], end: int
) -> Iterator[tuple[agreements.Subscription, Span, list[Told], str]]:
    """What was measured of each, up to an instant; of one never measured, nothing."""
    mine = [item.pk for item in subscriptions]
    spans = {item.subscription_id: item for item in MeasuredSpan.objects.filter(pk__in=mine)}
    told: dict[int, list[Told]] = {}
    rows = Stretch.objects.filter(subscription__in=mine).order_by("subscription", "start")
    for key, start, last, state in rows.values_list("subscription", "start", "end", "state"):
        told.setdefault(key, []).append(Told(epoch(start), epoch(last), CODES[state]))
    for item in subscriptions:
        span = spans.get(item.pk)
        if span is None or epoch(span.first_at) >= end:
            yield item, (end, end), [], ""
        else:
            seen = (epoch(span.first_at), min(epoch(span.last_at), end))
            yield item, seen, told.get(item.pk, []), span.source


def _ruled(
    subscriptions: Iterable[agreements.Subscription],
) -> dict[int, tuple[Excluded, ...]]:
    found: dict[int, tuple[Excluded, ...]] = {}
    rows = Exclusion.objects.filter(subscription__in=subscriptions, reversed_at=None)
    for row in rows.select_related("decided_by").order_by("start", "pk"):
        fact = Excluded(
            (epoch(row.start), epoch(row.end)), row.reason, row.evidence,
            row.decided_by.name if row.decided_by else "",
        )  # fmt: skip
        found[row.subscription_id] = (*found.get(row.subscription_id, ()), fact)
    return found


def _set_aside(subscriptions: Iterable[agreements.Subscription]) -> set[tuple[int, str]]:
    """The works that a person said were not the cause, with the subscription of which."""
    rows = Cause.objects.filter(
        subscription__in=subscriptions, state=Cause.State.DECLINED
    ).exclude(works="")  # fmt: skip
    return set(rows.values_list("subscription_id", "works"))


def _followed(
    item: agreements.Subscription,
    observed: Observed,
    works: tuple[Works, ...],
    exclusions: tuple[Excluded, ...],
) -> Followed:
    amended = tuple(
        (row.effective_on, tuple(map(Override.model_validate, row.overrides)))
        for row in item.contract.amendments.all()
    )
    fees = tuple((row.from_on, row.yearly_fee) for row in item.ordered.all())
    return Followed(_line(item), observed, works, exclusions, (), fees, amended)


def _line(item: agreements.Subscription) -> Line:
    contract = item.contract
    return Line(
        target=item.target, product=item.product.key, hosting=item.hosting,
        client=contract.client.organisation.name, contract=contract.number,
        yearly_fee=item.yearly_fee, starts_on=item.starts_on, ends_on=item.ends_on,
    )  # fmt: skip
