"""Who hears of an update: the contacts of the clients concerned, each in its language.

Clause: 5.11, 10.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from tenir.apps.agreements import queries as agreements
from tenir.apps.notices import services as notices
from tenir.apps.parties.queries import recipients_of
from tenir.apps.publishing.models import Impact, Incident, Update
from tenir.terms.phrases import LANGUAGES, say
from tenir.viewer import SYSTEM, Viewer

CLAUSES = ("5.11", "10.4")


def tell(made: Update, *, actor: Viewer, at: datetime) -> None:
    """Owes an update to the contacts of each client concerned, and to no other.

    Clause: 10.4.
    """
    values = values_of(made)
    for client in concerned(made.incident, at):
        notices.owe(
            "publishing.told", key=f"publishing/{made.reference}/{client}",
            to=recipients_of(client), subject=made.incident.subject, organisation=client,
            values=values, clauses=CLAUSES, actor=actor, at=at,
            severity="urgent" if made.impact == Impact.CRITICAL else "normal",
        )  # fmt: skip


def concerned(found: Incident, at: datetime) -> Iterable[int]:
    """The clients to tell: its own, else those whose subscriptions it touches.

    Clause: 10.4.
    """
    if found.client_id is not None:
        return [found.client_id]
    lines = agreements.subscriptions(SYSTEM, on=timezone.localtime(at).date()).order_by()
    if not found.platform:
        lines = lines.filter(product__in=found.products.values("pk"))
    return sorted(set(lines.values_list("contract__client", flat=True)))


def values_of(made: Update) -> dict[str, Any]:
    """What an update says, in both languages."""
    found = made.incident
    return {
        "incident": found.reference, "title_fr": found.title("fr"), "title_en": found.title("en"),
        "state": made.state, "impact": made.impact,
        **{f"state_{each}": say(f"incident.{made.state}", each) for each in LANGUAGES},
        **{f"impact_{each}": say(f"impact.{made.impact}", each) for each in LANGUAGES},
        "text_fr": made.text("fr"), "text_en": made.text("en"),
        "products": list(found.products.order_by("position").values_list("name", flat=True)),
        "platform": found.platform, "began_at": found.began_at, "resolved_at": found.resolved_at,
        "link": address_of(found),
    }  # fmt: skip


def address_of(found: Incident) -> str:
    """Where it is read: by everyone, or by its client's people once signed in."""
    face = "status/incidents" if found.client_id is None else "portal/status"
    return f"{settings.TENIR.url}/{face}/{found.reference}/"
