from datetime import UTC, datetime
from typing import Any

from django.db import migrations


def tell_again(apps: Any, _editor: Any) -> None:
    """What was measured before there were targets, as if each line's own target had told it."""
    from tenir.apps.availability.states import CODES
    from tenir.terms.dates import epoch
    from tenir.terms.stretches import Stretch, records_of

    models = apps.get_app_config("availability")
    kept, rows = models.get_model("MeasuredSpan"), models.get_model("Stretch")
    targets, spells = models.get_model("Target"), models.get_model("Spell")
    for span in kept.objects.select_related("subscription"):
        mine = rows.objects.filter(subscription=span.subscription).order_by("start")
        told = [Stretch(epoch(row.start), epoch(row.end), CODES[row.state]) for row in mine]
        records = records_of((epoch(span.first_at), epoch(span.last_at)), told)
        target = targets.objects.create(
            name=span.subscription.target, subscription=span.subscription, kind="pushed",
            interval=0, created_at=span.first_at,
        )
        states = dict(zip(records.at.tolist(), records.status.tolist()))
        states[epoch(span.last_at)] = CODES[span.state]
        spells.objects.bulk_create(
            spells(
                target=target, location="", start=moment, last=moment, state=state,
                said=span.source, received_at=span.last_at,
            )
            for at, state in states.items()
            for moment in [datetime.fromtimestamp(at, UTC)]
        )


class Migration(migrations.Migration):

    dependencies = [("availability", "0002_targets")]

    operations = [migrations.RunPython(tell_again, migrations.RunPython.noop)]
