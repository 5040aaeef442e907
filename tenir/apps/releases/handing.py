"""A new version is made available to clients: each owes to validate it.

Clause: 8.9.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements.queries import Subscription
from tenir.apps.catalogue.queries import ProductVersion
from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.releases.models import HELD, KIND, Validation
from tenir.apps.releases.queries import lines_for, lines_without
from tenir.apps.releases.rights import NotConcerned, must_release
from tenir.apps.releases.telling import tell_client
from tenir.terms.carried import overrides_told
from tenir.terms.commitments import CALENDAR, steps
from tenir.terms.dates import epoch, local
from tenir.terms.grounds import promised
from tenir.terms.releases import validate_by, validation_state
from tenir.viewer import StaffRole, Viewer

RISK = "update-not-validated"


@transaction.atomic
def make_available(
    version: ProductVersion,
    *,
    subscriptions: Iterable[int] | None = None,
    actor: Viewer,
    at: datetime,
) -> list[Validation]:
    """A version is handed to all who subscribe to its product that day, or to those lines.

    Each client owes to validate it within the delay of its own agreement, and is told. Those who
    have it already, or a newer one, are left alone. Raises NotConcerned of a patch, or of a version
    that is not out yet; NotSeen of a line that is not of that product, or does not run.
    Clause: 8.9.
    """
    must_release(actor)
    _must_be_concerned(version, at)
    lines = _wanted(version, subscriptions, actor=actor, at=at)
    made = [_hand(version, line, actor=actor, at=at) for line in lines]
    return [each for each in made if each is not None]


def _wanted(
    version: ProductVersion, subscriptions: Iterable[int] | None, *, actor: Viewer, at: datetime
) -> Iterable[Subscription]:
    """The lines that are still without it: all, or those of the lines named."""
    if subscriptions is None:
        return lines_without(actor, version, at=at)
    wanted = set(subscriptions)
    named = list(lines_for(actor, version, at=at).filter(pk__in=wanted))
    if len(named) < len(wanted):
        raise NotConcerned("releases.not_a_line", version=str(version))
    return [line for line in named if not vars(line)["has_it"]]


def _must_be_concerned(version: ProductVersion, at: datetime) -> None:
    if version.kind == ProductVersion.Kind.PATCH:
        raise NotConcerned("releases.patch", version=str(version))
    if version.released_on > local(epoch(at), settings.TIME_ZONE).date():
        raise NotConcerned("releases.not_out", version=str(version), on=version.released_on)


def _hand(
    version: ProductVersion, line: Subscription, *, actor: Viewer, at: datetime
) -> Validation | None:
    """One of them; None where another act was first, or its agreement asks for no answer."""
    contract = line.contract
    read = agreements.agreements_held(contract.client_id)(at=at, agreement=contract.agreement)
    day = local(epoch(at), read.zone).date()
    own = agreements.own_terms_of([contract.pk], on=day).get(contract.pk, ())
    terms = read.terms(line.product.key, line.hosting, own)
    if validate_by(terms, received_at=at, kind=version.kind).value is None:
        return None
    judged = promised(
        KIND, read, product=line.product.key, hosting=line.hosting, overrides=overrides_told(own),
        received_at=at, release=version.kind, version=str(version),
    )  # fmt: skip
    found, made = Validation.objects.get_or_create(
        version=version, subscription=line, state__in=HELD,
        defaults={
            "organisation_id": contract.client_id, "received_at": at, "due_at": judged.due_at,
            "convention": read.digest, "reasons": judged.reason.to_json(),
        },
    )  # fmt: skip
    if not made:
        return None
    journal.record(
        "releases.made_available", subject=found.reference, actor=actor, at=at,
        client=contract.client_id, clauses=("8.9",),
        after={"version": str(version), "target": line.target, "due_at": found.due_at.isoformat()},
    )  # fmt: skip
    silence = validation_state(terms, received_at=at, now=judged.due_at, kind=version.kind).value
    commitments.promise(
        judged, key=found.promise, subject=found.reference, organisation=contract.client_id,
        owed_by="client", answerable=StaffRole.RELEASES, clauses=("8.9",), started_at=at,
        risk=RISK if silence == "lapsed" else "", actor=actor, at=at,
        steps=steps(terms, started_at=at, due_at=judged.due_at, base=CALENDAR),
    )  # fmt: skip
    tell_client(found, "made_available", actor=actor, at=at)
    return found
