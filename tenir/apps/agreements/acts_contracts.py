"""Acts on contracts: signing them, and amending their terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tenir.apps.agreements.acts_lines import add_line, products_of
from tenir.apps.agreements.changing import contract_to_change, must_be_ahead
from tenir.apps.agreements.findable import index_contract
from tenir.apps.agreements.flags import third_party_flags
from tenir.apps.agreements.lines import Bounds, NewLine, line_faults, made
from tenir.apps.agreements.models import (
    REFERENCE,
    Amendment,
    Contract,
    Version,
)
from tenir.apps.agreements.reading import agreement_of
from tenir.apps.agreements.rights import must_keep
from tenir.apps.agreements.signing import first_version, fitting_versions
from tenir.apps.journal import services as journal
from tenir.apps.parties import queries as parties
from tenir.terms.contract_terms import FaultyContract, own_terms
from tenir.terms.loading import Fault
from tenir.viewer import Viewer

Overrides = Sequence[Mapping[str, Any]]


@transaction.atomic
def sign_contract(
    *,
    client: int,
    number: str,
    starts_on: date,
    ends_on: date | None = None,
    agreement: str = REFERENCE,
    platform: str = Contract.Platform.EXTENDED,
    overrides: Overrides = (),
    lines: Sequence[NewLine] = (),
    document: UUID | None = None,
    signed_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> Contract:
    """A contract is signed: its dates, the platform it gives, its own terms and its lines.

    All that is wrong is told at once, and then nothing is saved. A client that had no contract
    under that agreement gets the version published last. Raises FaultyContract, NotAllowed.
    Clause: 1.2, 2.5, 3.4, 7.3.
    """
    must_keep(actor, client)
    found = parties.client(actor, client)
    versions = fitting_versions(client, agreement, at=at)
    number, bounds = number.strip(), Bounds(number.strip(), starts_on, ends_on)
    products = products_of(lines)
    faults = [
        *_contract_faults(bounds, platform),
        *_own_faults(versions, overrides),
        *line_faults(agreement_of(versions[0]), lines, bounds, products),
    ]
    if faults:
        raise FaultyContract(faults)
    contract, new = Contract.objects.get_or_create(
        number=number,
        defaults={
            "client": found, "agreement": agreement, "platform": platform, "starts_on": starts_on,
            "ends_on": ends_on, "signed_at": signed_at or at, "document_id": document,
        },
    )  # fmt: skip
    if not new:  # signed by someone else in the meantime
        raise FaultyContract([Fault("agreements.number_taken", "number", given=number)])
    index_contract(contract)
    first_version(contract, agreement_of(versions[-1]), actor=actor, at=at)
    for line in lines:
        add_line(contract, made(line, bounds, products), actor=actor, at=at)
    amendment = Amendment.objects.create(
        contract=contract, effective_on=starts_on, overrides=list(overrides),
        flags=third_party_flags(contract, versions, overrides), document_id=document,
        recorded_at=at,
    )  # fmt: skip
    journal.record(
        "agreements.contract_signed", subject=contract.subject, actor=actor, at=at,
        happened_at=contract.signed_at, client=client, clauses=("1.2",),
        after={**_told(contract), "overrides": list(overrides), "flags": amendment.flags},
    )  # fmt: skip
    return contract


@transaction.atomic
def amend_contract(
    *,
    contract: int,
    effective_on: date,
    overrides: Overrides,
    document: UUID | None = None,
    actor: Viewer,
    at: datetime,
) -> Amendment:
    """The terms that a contract changes, from a day on: all of them, in place of those before.

    Never from a day that is past: an amendment does not rewrite history. Raises FaultyContract,
    PastAmendment.
    Clause: 1.2, 2.7.
    """
    held = contract_to_change(contract, actor)
    versions = fitting_versions(held.client_id, held.agreement, at=at)
    must_be_ahead(effective_on, agreement_of(versions[0]), held, at)
    if told := list(_own_faults(versions, overrides)):
        raise FaultyContract(told)
    amendment, _ = Amendment.objects.update_or_create(
        contract=held, effective_on=effective_on,
        defaults={
            "overrides": list(overrides), "document_id": document, "recorded_at": at,
            "flags": third_party_flags(held, versions, overrides),
        },
    )  # fmt: skip
    journal.record(
        "agreements.contract_amended", subject=held.subject, actor=actor, at=at,
        client=held.client_id, clauses=("1.2",),
        after={
            "effective_on": effective_on.isoformat(), "overrides": list(overrides),
            "flags": amendment.flags,
        },
    )  # fmt: skip
    return amendment


def _contract_faults(bounds: Bounds, platform: str) -> Iterator[Fault]:
    if not bounds.number or len(bounds.number) > 40:
        yield Fault("agreements.number", "number", given=bounds.number)
    elif Contract.objects.filter(number=bounds.number).exists():
        yield Fault("agreements.number_taken", "number", given=bounds.number)
    if bounds.ends_on and bounds.ends_on < bounds.starts_on:
        yield Fault("span.backward", "ends_on", start=bounds.starts_on, end=bounds.ends_on)
    if platform not in Contract.Platform.values:
        known = ", ".join(Contract.Platform.values)
        yield Fault("agreements.platform", "platform", given=platform, known=known)


def _own_faults(versions: Sequence[Version], overrides: Overrides) -> list[Fault]:
    """What is wrong with a contract's own terms, under any version that may come to hold."""
    for version in versions:
        try:
            own_terms(agreement_of(version), overrides)
        except FaultyContract as faulty:
            return faulty.faults
    return []


def _told(contract: Contract) -> dict[str, Any]:
    return {
        "number": contract.number, "agreement": contract.agreement, "platform": contract.platform,
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": contract.ends_on and contract.ends_on.isoformat(),
        "document": contract.document_id and str(contract.document_id),
    }  # fmt: skip
