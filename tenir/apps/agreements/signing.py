"""Which versions a contract's terms must fit, and the version that a new client signs."""

from __future__ import annotations

from datetime import datetime

from tenir.apps.agreements.models import ClientVersion, Contract, Version
from tenir.apps.agreements.reading import (
    HEAVY,
    NoVersionInForce,
    day_of,
    latest,
    midnight,
    version_of,
)
from tenir.apps.journal import services as journal
from tenir.terms.agreement import Agreement
from tenir.viewer import Viewer

Basis, State = ClientVersion.Basis, ClientVersion.State


def fitting_versions(organisation: int, agreement: str, *, at: datetime) -> list[Version]:
    """The versions that a contract of that client must fit, the one in force first.

    Those notified and not in force yet come after it; for a new client, the one published last
    is alone.
    """
    try:
        held = version_of(organisation, at=at, agreement=agreement)
    except NoVersionInForce:
        return [latest(agreement, at=at)]
    coming = Version.objects.filter(
        agreement=agreement, clients__client=organisation, clients__state=State.NOTIFIED
    )
    return [held, *coming.exclude(pk=held.pk).defer(*HEAVY).order_by("published_at", "pk")]


def first_version(contract: Contract, read: Agreement, *, actor: Viewer, at: datetime) -> None:
    """A new client, or one whose contracts had all ended, signs the version published last.

    It holds from the contract's first day, or from the signature where that comes first. A client
    whose contracts run keeps its version. Clause: 3.1, 3.4.
    """
    rows = ClientVersion.objects.filter(
        client=contract.client_id, version__agreement=contract.agreement
    ).exclude(state=State.TERMINATED)
    starts_at = min(at, midnight(contract.starts_on, read))
    if not rows.exists():
        _sign(contract, starts_at, actor=actor, at=at)
    elif not _runs(contract, read, at):
        _sign(contract, at, actor=actor, at=at)
    else:
        oldest = rows.order_by("effective_at", "pk")[:1]
        rows.filter(
            pk__in=[row.pk for row in oldest], basis=Basis.SIGNATURE, effective_at__gt=starts_at
        ).update(effective_at=starts_at)


def _sign(contract: Contract, effective_at: datetime, *, actor: Viewer, at: datetime) -> None:
    version = latest(contract.agreement, at=at)
    row, new = (
        ClientVersion.objects.exclude(state=State.TERMINATED)
        .get_or_create(
            client_id=contract.client_id,
            version=version,
            defaults={
                "basis": Basis.SIGNATURE, "state": State.ACCEPTED, "notified_at": at,
                "effective_at": effective_at, "proven_at": at, "proof": "signature",
                "settled_at": at, "settled_by_id": actor.person,
            },
        )
    )  # fmt: skip
    if new:
        journal.record(
            "agreements.version_signed", subject=row.subject, actor=actor, at=at,
            client=contract.client_id, clauses=("3.1",),
            after={
                "version": str(version), "digest": version.digest, "contract": contract.number,
                "effective_at": effective_at.isoformat(),
            },
        )  # fmt: skip


def _runs(contract: Contract, read: Agreement, at: datetime) -> bool:
    """Whether another contract of that client under that agreement still runs, or is to."""
    others = Contract.objects.filter(client=contract.client_id, agreement=contract.agreement)
    others = others.exclude(pk=contract.pk)
    today = day_of(at, read)
    return others.filter(ends_on=None).exists() or others.filter(ends_on__gte=today).exists()
