"""Who hears of an update: the contacts of the clients concerned, each in its language.

Clause: 5.11, 10.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tenir.apps.agreements import queries as agreements
from tenir.apps.notices import services as notices
from tenir.apps.parties.queries import recipients_of
from tenir.apps.publishing.models import Impact, Incident, Update
from tenir.terms.phrases import LANGUAGES, say
from tenir.viewer import SYSTEM, Viewer

CLAUSES = ("5.11", "10.4")
BATCH = 50  # clients told in one transaction


def tell(made: Update, *, actor: Viewer, at: datetime) -> None:
    """Owes an update to the contacts of each client concerned, and to no other.

    To those of many clients in the seconds that follow, so that publishing waits for nobody.
    Clause: 10.4.
    """
    clients = list(concerned(made.incident, made.published_at))
    now = [client for client in clients if client > made.told_to][:BATCH]
    values = values_of(made)
    for client in now:
        notices.owe(
            "publishing.told", key=f"publishing/{made.reference}/{client}",
            to=recipients_of(client), subject=made.incident.subject, organisation=client,
            values=values, clauses=CLAUSES, actor=actor, at=at,
            severity="urgent" if made.impact == Impact.CRITICAL else "normal",
        )  # fmt: skip
    if now:
        made.told_to = now[-1]
    if not clients or made.told_to == clients[-1]:
        made.told_at = at
    made.save(update_fields=["told_to", "told_at"])


def tell_more(now: datetime) -> int:
    """Tells the contacts of the next clients of updates that concern many; how many updates.

    Clause: 10.4.
    """
    waiting = Update.objects.filter(told_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(_tell_more(pk, now) for pk in list(waiting[:BATCH]))


@transaction.atomic
def _tell_more(pk: int, now: datetime) -> int:
    made = Update.objects.select_for_update().select_related("incident").get(pk=pk)
    if made.told_at is not None:
        return 0
    if made.incident.withdrawn_at is not None:
        Update.objects.filter(pk=pk).update(told_at=now)
        return 0
    tell(made, actor=SYSTEM, at=now)
    return 1


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
