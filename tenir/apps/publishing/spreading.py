"""Works on whole products, told to those who follow the page.

Clause: 5.11, 5.12.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tenir.apps.maintenance import queries as maintenance
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.publishing.models import Spread, Subscriber
from tenir.apps.publishing.subscribing import BATCH, PROGRAMS, leave_of, link_of
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM

CLAUSES = ("5.11", "5.12")
LATELY = timedelta(days=2)  # what is older is no news


def tell_of_works(now: datetime) -> int:
    """Owes each step of everyone's works to those who follow the page, some at a time.

    How many were told.
    Clause: 5.11, 5.12.
    """
    done = Spread.objects.filter(spread_at__isnull=False).values("step")
    waiting = maintenance.public_steps(now - LATELY).exclude(pk__in=done)
    return sum(_tell(step, now) for step in list(waiting[:BATCH]))


@transaction.atomic
def _tell(step: maintenance.Step, now: datetime) -> int:
    Spread.objects.get_or_create(step=step)
    row = Spread.objects.select_for_update().get(step=step)
    if row.spread_at is not None:
        return 0
    link = f"{settings.TENIR.url}/status/"
    values = {**maintenance.values_of(step), "link": link, "what": step.what}
    subject = step.works.subject
    if not row.spread_to:
        notices.owe(PROGRAMS, key=f"publishing/step/{step.pk}/programs", to=[], subject=subject,
                    values=values, clauses=CLAUSES, actor=SYSTEM, at=now)  # fmt: skip
    some = Subscriber.objects.filter(
        Q(url=""), pk__gt=row.spread_to, confirmed_at__lte=step.written_at
    ).order_by("pk")[:BATCH]
    for each in some:
        language: Language = "en" if each.language == "en" else "fr"
        notices.owe(
            "publishing.works_subscriber", key=f"publishing/step/{step.pk}/s{each.pk}",
            to=[Recipient(None, each.email, language)], subject=subject, confidential=True,
            values={**values, "leave": link_of(each)}, leave=leave_of(each), clauses=CLAUSES,
            actor=SYSTEM, at=now,
        )  # fmt: skip
    if len(some) == BATCH:
        row.spread_to = some[len(some) - 1].pk
    else:
        row.spread_at = now
    row.save(update_fields=["spread_to", "spread_at"])
    return len(some)
