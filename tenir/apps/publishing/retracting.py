"""Who hears that an incident was taken off: whoever was told of it, and nobody else.

Clause: 10.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties.queries import recipients_of
from tenir.apps.publishing.models import Incident
from tenir.apps.publishing.models_subscribers import Subscriber
from tenir.apps.publishing.subscribing import leave_of, link_of
from tenir.apps.publishing.telling import concerned
from tenir.terms.phrases import Language
from tenir.viewer import Viewer

CLAUSES = ("10.4",)


def tell_taken_off(found: Incident, *, actor: Viewer, at: datetime) -> None:
    """Owes to each contact and follower who was told of the incident that it is no more.

    Clause: 10.4.
    """
    values = {
        "incident": found.reference, "title_fr": found.title("fr"), "title_en": found.title("en"),
        "because": found.withdrawn_because,
    }  # fmt: skip
    key = f"publishing/{found.reference}/off"
    for client in _clients_told(found):
        notices.owe(
            "publishing.taken_off", key=f"{key}/{client}", to=recipients_of(client),
            subject=found.subject, organisation=client, values=values, clauses=CLAUSES,
            actor=actor, at=at,
        )  # fmt: skip
    for row in _followers_told(found):
        language: Language = "en" if row.language == "en" else "fr"
        notices.owe(
            "publishing.taken_off_subscriber", key=f"{key}/s{row.pk}",
            to=[Recipient(None, row.email, language)], subject=found.subject, confidential=True,
            values={**values, "leave": link_of(row)}, leave=leave_of(row), clauses=CLAUSES,
            actor=actor, at=at,
        )  # fmt: skip


def _clients_told(found: Incident) -> Iterator[int]:
    """Those to whom any update was told: some at a time, in order of their keys."""
    updates = list(found.updates.all())
    whole = any(each.told_at for each in updates)
    upto = max((each.told_to for each in updates), default=0)
    for client in concerned(found, found.published_at):
        if whole or client <= upto:
            yield client


def _followers_told(found: Incident) -> Iterator[Subscriber]:
    """Those to whom any update was spread."""
    if found.client_id is not None:
        return
    told = Q(pk__in=())
    for each in found.updates.all():
        upto = Q() if each.spread_at else Q(pk__lte=each.spread_to)
        told |= Q(Q(confirmed_at__lte=each.published_at) & upto)
    yield from Subscriber.objects.filter(told, url="").order_by("pk")
