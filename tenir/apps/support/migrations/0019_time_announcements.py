"""Each announcement of time is a row of its own, with the rate that holds out of hours.

Until now a request had the last one alone. Those before it stand in its conversation, with their
answers, and are put back: time begun under one of them may be charged, at what was told then. One
rate was told until now: it holds out of hours too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def told_again(apps: Any, schema: Any) -> None:
    """The rows of each request that has one, in order."""
    rows = apps.get_model("support", "TimeAnnouncement").objects
    for last in apps.get_model("support", "FormerAnnouncement").objects.order_by("pk"):
        kept = {
            name: getattr(last, name)
            for name in ("because", "minutes", "rate", "announced_at", "announced_by_id",
                         "accepted_at", "declined_at", "answered_by_id")
        }  # fmt: skip
        before = [
            one
            for one in _from_conversation(apps, last.request_id)
            if one["announced_at"] < last.announced_at
        ]
        for one in [*before, kept]:
            rows.create(request_id=last.request_id, out_of_hours_rate=one["rate"], **one)


def _from_conversation(apps: Any, request: int) -> Iterator[dict[str, Any]]:
    """What was announced, each with the last answer to it."""
    entries = apps.get_model("support", "Entry").objects.filter(
        request_id=request, what__in=("time_announced", "said")
    )
    held: dict[str, Any] | None = None
    for entry in entries.order_by("pk"):
        if entry.what == "time_announced":
            if held:
                yield held
            held = {
                "because": entry.text, "minutes": entry.facts["minutes"],
                "rate": Decimal(entry.facts["rate"]), "announced_at": entry.happened_at,
                "announced_by_id": entry.author_id,
            }  # fmt: skip
        elif held and (word := entry.facts.get("time")):
            accepted = word == "accepted"
            held |= {
                "accepted_at": entry.happened_at if accepted else None,
                "declined_at": None if accepted else entry.happened_at,
                "answered_by_id": entry.author_id,
            }
    if held:
        yield held


class Migration(migrations.Migration):

    dependencies = [
        ("support", "0018_measured_due"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("TimeAnnouncement", "FormerAnnouncement"),
        migrations.CreateModel(
            name="TimeAnnouncement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField()),
                ("minutes", models.PositiveIntegerField()),
                ("rate", models.DecimalField(decimal_places=2, max_digits=9)),
                ("out_of_hours_rate", models.DecimalField(decimal_places=2, max_digits=9)),
                ("announced_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("announced_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("answered_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("request", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="time_announcements", to="support.request")),
            ],
        ),
        migrations.RunPython(told_again, migrations.RunPython.noop),
        migrations.DeleteModel("FormerAnnouncement"),
        migrations.AddField(
            model_name="timeentry",
            name="rate",
            field=models.DecimalField(decimal_places=2, max_digits=9, null=True),
        ),
    ]
