"""Who was trained, as its attendance sheet says; what clients propose for a product.

Clause: 7.6, 8.13.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.documents import queries as documents
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.apps.support.models import Proposal, Training
from tenir.apps.support.rights import must_ask
from tenir.terms.dates import epoch, local
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

TRAINERS = (StaffRole.AGENT, StaffRole.ACCOUNTS_MANAGER)
DECIDERS = (StaffRole.AGENT, StaffRole.RELEASES, StaffRole.ACCOUNTS_MANAGER)


class FaultyProposal(Refused):
    """A proposal, or its answer, that cannot be as it is said."""


class FaultyTraining(Refused):
    """A training that cannot be as it is said."""


@transaction.atomic
def record_training(
    contact: int,
    *,
    product: str,
    trained_on: date,
    sheet: UUID | None = None,
    actor: Viewer,
    at: datetime,
) -> Training:
    """A contact was trained to use a product on that day, here and not in UTC; twice is once.

    `sheet` is the attendance sheet, a document of its client. No request waits for a training.
    Clause: 7.6.
    """
    if not actor.has(*TRAINERS):
        raise NotAllowed("requests.trains")
    held = parties.contacts(actor).filter(pk=contact).first()
    if held is None:
        raise NotSeen("parties.no_contact")
    if trained_on > local(epoch(at), settings.TIME_ZONE).date():
        raise FaultyTraining("requests.training_to_come", "trained_on")
    document = documents.document(actor, sheet) if sheet else None
    if document is not None and document.organisation_id != held.client_id:
        raise NotSeen("documents.not_seen")
    found, new = Training.objects.get_or_create(
        contact=held, product=catalogue.product(product), trained_on=trained_on, withdrawn_at=None,
        defaults={"sheet": document, "recorded_by_id": actor.person, "recorded_at": at},
    )  # fmt: skip
    if new:
        journal.record(
            "support.training_recorded", subject=f"contact/{held.pk}", actor=actor, at=at,
            client=held.client_id, clauses=("7.6",),
            after={"product": product, "trained_on": trained_on.isoformat()},
        )  # fmt: skip
    return found


@transaction.atomic
def withdraw_training(training: int, *, because: str, actor: Viewer, at: datetime) -> Training:
    """The training did not take place, or not for that contact.

    Clause: 7.6.
    """
    if not actor.has(*TRAINERS):
        raise NotAllowed("requests.trains")
    found = Training.objects.select_for_update(of=("self",)).filter(pk=training).first()
    if found is None:
        raise NotSeen("requests.no_training")
    if not because.strip():
        raise FaultyTraining("requests.no_reason")
    if found.withdrawn_at is None:
        found.withdrawn_at, found.withdrawn_because = at, because.strip()
        found.save()
        journal.record(
            "support.training_withdrawn", subject=f"contact/{found.contact_id}", actor=actor,
            at=at, client=found.contact.client_id, clauses=("7.6",), after={"training": found.pk},
        )  # fmt: skip
    return found


@transaction.atomic
def propose(
    client: int, *, product: str, title: str, text: str, actor: Viewer, at: datetime
) -> Proposal:
    """A contact proposes something for a product that its client subscribes to.

    Clause: 8.13.
    """
    must_ask(client, actor=actor, at=at)
    wanted = catalogue.product(product)
    if not agreements.subscriptions(actor, client=client).filter(product=wanted).exists():
        raise NotSeen("catalogue.no_product", given=product)
    if not title.strip() or not text.strip():
        raise FaultyProposal("requests.no_name")
    found = Proposal.objects.create(
        client_id=client, product=wanted, title=title.strip()[:200], text=text.strip(),
        proposed_by_id=actor.person, proposed_at=at,
    )  # fmt: skip
    _record("support.proposed", found, actor=actor, at=at)
    return found


@transaction.atomic
def answer_proposal(
    proposal: int, *, answer: str, because: str, actor: Viewer, at: datetime
) -> Proposal:
    """The publisher says whether it is planned, declined, or still open, and why; no date.

    Who proposed it is told. It may be answered again.
    Clause: 8.13.
    """
    if not actor.has(*DECIDERS):
        raise NotAllowed("requests.decides")
    found = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal).first()
    if found is None:
        raise NotSeen("requests.no_proposal")
    if answer not in Proposal.Answer.values:
        known = ", ".join(Proposal.Answer.values)
        raise FaultyProposal("requests.unknown_word", given=answer[:60], known=known)
    if not because.strip():
        raise FaultyProposal("requests.no_reason")
    found.answer, found.because = answer, because.strip()
    found.answered_at, found.answered_by_id = at, actor.person
    found.save()
    _record("support.proposal_answered", found, actor=actor, at=at)
    _tell(found, actor=actor, at=at)
    return found


def _tell(found: Proposal, *, actor: Viewer, at: datetime) -> None:
    to = [one for one in parties.recipients_of(found.client_id)
          if one.person == found.proposed_by_id]  # fmt: skip
    notices.owe(
        "support.proposal_answered", key=f"{found.subject}/{at.isoformat()}", to=to,
        subject=found.subject, organisation=found.client_id, clauses=("8.13",),
        values={
            "title": found.title, "answer": found.answer, "because": found.because,
            "product": found.product.name,
            "link": f"{settings.TENIR.url}/support/proposals/{found.pk}/",
        },
        actor=actor, at=at,
    )  # fmt: skip


def _record(verb: str, found: Proposal, *, actor: Viewer, at: datetime) -> None:
    journal.record(
        verb, subject=found.subject, actor=actor, at=at, client=found.client_id,
        clauses=("8.13",), after={"product": found.product.key, "answer": found.answer},
        personal={"title": found.title, "because": found.because},
    )  # fmt: skip
