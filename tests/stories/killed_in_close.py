"""A process that closes September and stops with a client half-frozen, to be killed there."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import django
from django.db import transaction

CLOSED_AT = datetime(2026, 10, 1, 2, tzinfo=UTC)
HELD = "held"


def main() -> None:
    """The second client is frozen in a transaction that never ends."""
    django.setup()
    from tenir.apps.reports import closing  # noqa: PLC0415  after Django is set up
    from tenir.viewer import SYSTEM  # noqa: PLC0415

    freeze, turns = closing.freeze_client, iter((False, True))

    @transaction.atomic
    def held(**rest: Any) -> Any:
        rows = freeze(**rest)
        if next(turns):
            sys.stdout.write(f"{HELD}\n")
            sys.stdout.flush()
            sys.stdin.read()
        return rows

    closing.freeze_client = held
    closing.close_month(month="2026-09", actor=SYSTEM, at=CLOSED_AT)


if __name__ == "__main__":
    main()
