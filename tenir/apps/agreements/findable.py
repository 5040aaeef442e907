"""Which words find a version, a contract and a subscription."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from tenir.apps.agreements.models import Contract, Subscription, Version
from tenir.apps.search.services import Findable, forget, index

VERSION, CONTRACT, SUBSCRIPTION = "version", "contract", "subscription"
HEAVY = ("convention", "text", "cases")
WITH = "client__organisation"


def findables() -> Iterator[Findable]:
    """Every version, contract and subscription."""
    yield from map(_version, Version.objects.defer(*HEAVY).order_by("pk"))
    contracts = Contract.objects.select_related(WITH).order_by("pk")
    yield from map(_contract, contracts.iterator(chunk_size=2000))
    lines = Subscription.objects.select_related("product", f"contract__{WITH}").order_by("pk")
    yield from map(_subscription, lines.iterator(chunk_size=2000))


def index_versions(versions: Iterable[Version]) -> None:
    """Those versions are found as they are now: a draft by the publisher's people alone."""
    index(map(_version, versions))


def forget_version(id: int) -> None:
    """A draft thrown away is found no more."""
    forget(VERSION, [str(id)])


def index_contract(contract: Contract) -> None:
    """A contract is found from now on."""
    index([_contract(contract)])


def index_subscription(line: Subscription) -> None:
    """A line of a contract is found from now on."""
    index([_subscription(line)])


def _version(version: Version) -> Findable:
    audience = "everyone" if version.state == Version.State.PUBLISHED else "staff"
    return Findable(
        VERSION, str(version.pk), audience, [f"{version.agreement} {version.number}"],
        ["version convention agreement contrat de service"],
        at=version.published_at or version.drafted_at,
    )  # fmt: skip


def _contract(contract: Contract) -> Findable:
    return Findable(
        CONTRACT, str(contract.pk), "client", [contract.number],
        ["contrat contract", contract.client.organisation.name, contract.client.number],
        organisation=contract.client_id, at=_noon(contract.starts_on),
    )  # fmt: skip


def _subscription(line: Subscription) -> Findable:
    client = line.contract.client
    return Findable(
        SUBSCRIPTION, str(line.pk), "client", [line.product.name, line.target],
        ["abonnement subscription", line.contract.number, client.organisation.name],
        organisation=client.pk, at=_noon(line.starts_on),
    )  # fmt: skip


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
