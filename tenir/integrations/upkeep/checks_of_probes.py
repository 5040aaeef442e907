"""Whether what is watched is heard of, as `tenir doctor` sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from tenir.apps.availability.queries import Target, targets
from tenir.integrations.upkeep.checks_of_work import shown
from tenir.integrations.upkeep.findings import Finding, failed, ok, warning
from tenir.viewer import SYSTEM

NAMED = 5  # of those silent
TOLD = ("pushed", "monitor")


def pulse(now: datetime) -> Iterator[Finding]:
    """Own probes tell at their pace, and monitors are heard of, within their silence.

    Clause: 5.3.
    """
    rows = list(targets(SYSTEM).filter(retired_at=None).annotate(last=Max("spells__last")))
    due = [row for row in rows if row.silence is not None]
    for of, mine, remedy in (
        ("probes", [row for row in due if row.kind not in TOLD],
         ("Démarrez `tenir probe` là où elles doivent être sondées, et lisez ses journaux.",
          "Start `tenir probe` where they are to be probed from, and read its logs.")),
        ("monitors", [row for row in due if row.kind in TOLD],
         ("Voyez si la surveillance tourne, et si son jeton vaut encore.",
          "See that the monitoring runs, and that its token still holds.")),
    ):  # fmt: skip
        if mine:
            yield _heard(of, mine, remedy, now)


def _heard(of: str, mine: Sequence[Target], remedy: tuple[str, str], now: datetime) -> Finding:
    """All silent is a failure of ours; some, a warning."""
    silent = [row for row in mine if now - _last(row) > timedelta(seconds=row.silence or 0)]
    latest = max(map(_last, mine))
    if not silent:
        ago = shown(max(now - latest, timedelta()))
        return ok(of, f"{len(mine)} cibles entendues, la dernière il y a {ago}",
                  f"{len(mine)} targets heard of, the last {ago} ago")  # fmt: skip
    names = ", ".join(sorted(row.name for row in silent)[:NAMED])
    more = "…" if len(silent) > NAMED else ""
    found = (
        f"{len(silent)} cibles sur {len(mine)} muettes, donc non mesurées\u202f: {names}{more}",
        f"{len(silent)} of {len(mine)} targets silent, so not measured: {names}{more}",
    )
    return (failed if len(silent) == len(mine) else warning)(of, found, remedy)


def _last(row: Target) -> datetime:
    """When it was last heard of; when it was added, if it never was."""
    last: datetime | None = getattr(row, "last", None)
    return last or row.created_at
