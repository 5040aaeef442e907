"""Who operates is told when a month's margin burns too fast: once an outage and pace.

Clause: 5.1.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tenir.apps.agreements.queries import Subscription
from tenir.apps.availability.margins import burning_now
from tenir.apps.notices import services as notices
from tenir.terms.dates import epoch
from tenir.terms.margin import Burn
from tenir.terms.phrases import LANGUAGES
from tenir.terms.reasons import Judgement
from tenir.viewer import SYSTEM, StaffRole


@transaction.atomic
def warn_of_burn(now: datetime) -> int:
    """Owes a message for each margin that burns too fast; how many margins do.

    Clause: 5.1.
    """
    count = 0
    for line, outage, found in burning_now(now):
        count += 1
        notices.owe(
            "availability.burn", key=f"burn/{line.pk}/{found.value.pace}/{epoch(outage.start)}",
            to=notices.staff_with(StaffRole.OPERATIONS), subject=line.subject,
            values=_values(line, found), actor=SYSTEM, at=now, clauses=("5.1",),
            severity="urgent" if found.value.pace == "page" else "normal",
        )  # fmt: skip
    return count


def _values(line: Subscription, found: Judgement[Burn]) -> dict[str, Any]:
    return {
        "line": line.target, "client": line.contract.client.organisation.name,
        **{f"why_{each}": found.reason.sentence(each) for each in LANGUAGES},
    }  # fmt: skip
