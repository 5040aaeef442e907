"""Prepaid hours that run out: the client hears once each time that few, then none are left.

By the balance over all that a contract bought and that lives, whichever purchase is spent; and
before hours that are left expire.

Clause: 7.22.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from tenir.apps.agreements.queries import Contract
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.apps.support.models import Prepaid, PrepaidAlert
from tenir.terms.phrases import LANGUAGES, day
from tenir.terms.support_time import DEEPER, EXPIRES, expires_soon, hours_left
from tenir.viewer import SYSTEM, Viewer

_CONTRACT = "contract__client__organisation"


def judge_hours(
    contract: Contract, *, on: date, bought: bool = False, actor: Viewer, at: datetime
) -> PrepaidAlert:
    """Tells the client where the balance has fallen to low or to none since it was last looked at.

    A consequence of what moves the balance, in its transaction. `bought`: hours came to it, and
    low is a share of what is left now. What rose again is told anew once it falls.
    Clause: 7.22.
    """
    rows = PrepaidAlert.objects.select_for_update(of=("self",))
    found, _ = rows.get_or_create(contract=contract, defaults={"judged_on": on})
    found.contract = contract
    live = _live(on).filter(contract=contract).aggregate(left=Sum(F("minutes") - F("spent")))
    left = live["left"] or 0
    found.full = left if bought else max(found.full, left)
    before, found.level, found.judged_on = found.level, hours_left(left, found.full), on
    if DEEPER.index(found.level) > DEEPER.index(before):
        values = {"left": left, "full": found.full}
        _tell(found, f"prepaid_{found.level}", values, actor=actor, at=at)
    found.save()
    return found


def tell_of_hours(now: datetime) -> int:
    """What time alone does to prepaid hours is told: they expire soon, or did, or begin.

    How many contracts or purchases were looked at.
    Clause: 7.22.
    """
    on = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    moved = _moved(on).order_by("contract").values_list("contract", flat=True).distinct()
    soon = _expiring(on).order_by("pk").values_list("pk", flat=True)
    return sum(_judged(pk, on, now) for pk in moved) + sum(_warned(pk, on, now) for pk in soon)


@transaction.atomic
def _judged(contract: int, on: date, now: datetime) -> bool:
    held = PrepaidAlert.objects.select_for_update(of=("self",)).select_related(_CONTRACT)
    found = held.filter(contract=contract, judged_on__lt=on).first()
    if found is None:
        return False
    began = _live(on).filter(contract=contract, bought_on__gt=found.judged_on).exists()
    judge_hours(found.contract, on=on, bought=began, actor=SYSTEM, at=now)
    return True


@transaction.atomic
def _warned(pk: int, on: date, now: datetime) -> bool:
    """Claims the purchase, held with what was told of its contract, then tells of it."""
    bought = Prepaid.objects.select_for_update(of=("self",)).select_related(_CONTRACT).get(pk=pk)
    left = bought.left_on(on)
    if bought.alerted_at or not left or not expires_soon(bought.expires_on, on):
        return False
    bought.alerted_at = now
    bought.save(update_fields=["alerted_at"])
    found = judge_hours(bought.contract, on=on, actor=SYSTEM, at=now)
    last = {f"on_{language}": day(bought.expires_on or on, language) for language in LANGUAGES}
    _tell(found, "prepaid_expiring", {"left": left, **last}, actor=SYSTEM, at=now)
    found.save(update_fields=["told"])
    return True


def _live(on: date) -> QuerySet[Prepaid]:
    """The purchases that may be spent on that day."""
    lives = Q(expires_on=None) | Q(expires_on__gte=on)
    return Prepaid.objects.filter(lives, bought_on__lte=on)


def _moved(on: date) -> QuerySet[Prepaid]:
    """What was not spent and began or expired since its contract's balance was last looked at."""
    judged = F("contract__prepaid_alert__judged_on")
    began = Q(bought_on__gt=judged, bought_on__lte=on)
    expired = Q(expires_on__gte=judged, expires_on__lt=on)
    return Prepaid.objects.filter(began | expired, spent__lt=F("minutes"))


def _expiring(on: date) -> QuerySet[Prepaid]:
    """What is left, expires soon, and was not told of."""
    left = _live(on).filter(alerted_at=None, spent__lt=F("minutes"))
    return left.filter(expires_on__lte=on + EXPIRES)


def _tell(
    found: PrepaidAlert, kind: str, values: dict[str, Any], *, actor: Viewer, at: datetime
) -> None:
    """The client's contacts hear of it, as one more thing told of that contract's hours."""
    found.told += 1
    contract = found.contract
    notices.owe(
        f"support.{kind}", key=f"prepaid/{contract.pk}/{found.told}",
        to=parties.recipients_of(contract.client_id), subject=contract.subject,
        values={"contract": contract.number, **values}, actor=actor, at=at,
        organisation=contract.client_id, clauses=("7.22",),
    )  # fmt: skip
