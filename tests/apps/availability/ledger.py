"""What the tests of availability share: the ledger as it is read, and how long is silence."""

from __future__ import annotations

from tenir.apps.availability.models import Stretch

SILENCE = 300  # seconds


def ledger():
    return [(row.start, row.end, row.state) for row in Stretch.objects.order_by("start")]
