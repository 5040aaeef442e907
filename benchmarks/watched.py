"""A platform with targets and nothing else, for the benchmarks of measuring.

`of_demonstration(folder)` is the environment of a process that has it; `build(count)` makes it.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
INTERVAL = 30


def of_demonstration(folder: Path) -> dict[str, str]:
    """The settings of a platform whose database lies in that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TENIR_")}
    return {
        **kept, "DJANGO_SETTINGS_MODULE": "tenir.settings", "TENIR_MODE": "demonstration",
        "TENIR_DATA": str(folder), "TENIR_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
    }  # fmt: skip


def build(count: int, **asked: Any) -> None:
    """So many targets, each of a subscription of its own; `asked` says how they are watched."""
    from django.core.management import call_command
    from django.db import transaction

    from tenir.apps.agreements import queries as agreements
    from tenir.apps.agreements import services as signing
    from tenir.apps.availability import services
    from tenir.apps.catalogue import services as catalogue
    from tenir.viewer import SYSTEM

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        (version,) = signing.install_reference(actor=SYSTEM, at=AGO)
        catalogue.load_catalogue(agreements.agreement_of(version), actor=SYSTEM, at=AGO)
        client = _client()
        for number, line in enumerate(_lines(client, count)):
            wanted = {name: told(number) if callable(told) else told
                      for name, told in asked.items()}  # fmt: skip
            services.add_target(
                services.NewTarget(name=f"target-{number:05}", subscription=line,
                                   interval=INTERVAL, **wanted),
                actor=SYSTEM, at=AGO,
            )  # fmt: skip


def _client() -> int:
    from tenir.apps.parties import services as parties
    from tenir.viewer import SYSTEM

    made: Any = parties.register_client(number="C-1", name="Bench", actor=SYSTEM, at=AGO)
    return int(made.pk)


def _lines(client: int, count: int, of_each: int = 100) -> list[int]:
    """The subscriptions of some contracts, a hundred of each."""
    from tenir.apps.agreements import services as signing
    from tenir.viewer import SYSTEM

    found: list[int] = []
    for number in range(-(-count // of_each)):
        contract = signing.sign_contract(
            number=f"K-{number}", client=client, starts_on=AGO.date(), actor=SYSTEM, at=AGO,
            lines=[
                signing.NewLine(product="drive", target=f"line-{number}-{each}")
                for each in range(min(of_each, count - len(found)))
            ],
        )  # fmt: skip
        found += contract.subscriptions.order_by("pk").values_list("pk", flat=True)
    return found
