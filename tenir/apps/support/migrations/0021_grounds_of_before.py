"""The ground on which time was charged until now: the ruling, or the client's order."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def grounded(apps: Any, schema: Any) -> None:
    """What was charged until now: on the order where it was given before the time was begun.

    Else on the ruling that stands and stood when it was charged, else on the order.
    """
    entry, ruling = apps.get_model("support", "TimeEntry"), apps.get_model("support", "Ruling")
    quote = apps.get_model("orders", "Quote")
    for one in entry.objects.filter(charged__isnull=False).order_by("pk"):
        ordered = quote.objects.filter(
            subject=f"request/{one.request_id}", state="accepted", settled_at__lte=one.charged_at
        ).order_by("-settled_at", "-pk")
        ruled = ruling.objects.filter(
            reversed_at=None, request_id=one.request_id, decided_at__lte=one.charged_at
        ).first()
        before = ordered.filter(settled_at__lte=one.started_at).first()
        if before or not ruled:
            one.quote_id = getattr(before or ordered.first(), "pk", None)
        else:
            one.ruling_id = ruled.pk
        one.save(update_fields=["quote", "ruling"])


class Migration(migrations.Migration):

    dependencies = [("support", "0020_charged_on_a_ground")]

    operations = [migrations.RunPython(grounded, migrations.RunPython.noop)]
