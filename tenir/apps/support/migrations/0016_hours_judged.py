"""How far down the prepaid hours of each contract are today: an upgrade tells nobody anything.

Until now a purchase's `alerted_at` said that few of its own hours were left; from now on, that those
left expire soon.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import migrations

from tenir import clock
from tenir.terms.support_time import hours_left


def judged(apps: Any, schema: Any) -> None:
    """A row a contract that bought hours; each purchase may be told of again."""
    on = clock.now().date()
    bought: dict[int, list[Any]] = defaultdict(list)
    prepaid = apps.get_model("support", "Prepaid").objects
    for each in prepaid.order_by("pk"):
        bought[each.contract_id].append(each)
    alerts = apps.get_model("support", "PrepaidAlert").objects
    for contract, purchases in bought.items():
        live = [each for each in purchases if _lives(each, on)]
        left = sum(each.minutes - each.spent for each in live)
        full = sum(each.minutes for each in live if each.spent < each.minutes) or sum(
            each.minutes for each in purchases
        )
        alerts.get_or_create(
            contract_id=contract,
            defaults={"full": full, "level": hours_left(left, full), "judged_on": on},
        )
    prepaid.exclude(alerted_at=None).update(alerted_at=None)


def _lives(each: Any, on: date) -> bool:
    return each.bought_on <= on and (each.expires_on is None or on <= each.expires_on)


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0015_hours_alerted'),
    ]

    operations = [migrations.RunPython(judged, migrations.RunPython.noop)]
