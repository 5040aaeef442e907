"""Whether what is watched is heard of, as `tenir doctor` sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from tenir.apps.availability.queries import Spell, Target, targets
from tenir.integrations.upkeep.checks_of_work import shown
from tenir.integrations.upkeep.findings import Finding, failed, ok, warning
from tenir.viewer import SYSTEM

NAMED = 5  # of those silent
TOLD = ("pushed", "monitor")


@dataclass(frozen=True)
class Watcher:
    """A target as one of its locations tells it, and when it last did; or was added."""

    target: Target
    location: str
    last: datetime

    @property
    def name(self) -> str:
        """Which target, and from where."""
        return f"{self.target.name}@{self.location}" if self.location else self.target.name

    def silent(self, now: datetime) -> bool:
        """Whether nothing is known of it any more."""
        return now - self.last > timedelta(seconds=self.target.silence or 0)


def pulse(now: datetime) -> Iterator[Finding]:
    """Own probes tell at their pace, and monitors are heard of, within their silence.

    Clause: 5.3.
    """
    due = list(_watchers())
    for of, mine, remedy in (
        ("probes", [one for one in due if one.target.kind not in TOLD],
         ("Démarrez `tenir probe` là où elles doivent être sondées, et lisez ses journaux.",
          "Start `tenir probe` where they are to be probed from, and read its logs.")),
        ("monitors", [one for one in due if one.target.kind in TOLD],
         ("Voyez si la surveillance tourne, et si son jeton vaut encore.",
          "See that the monitoring runs, and that its token still holds.")),
    ):  # fmt: skip
        if mine:
            yield _heard(of, mine, remedy, now)


def _watchers() -> Iterator[Watcher]:
    """Each location of each target that is not to fall silent."""
    rows = list(targets(SYSTEM).filter(retired_at=None, silence__isnull=False))
    told = Spell.objects.filter(target__in=rows).order_by().values_list("target", "location")
    last = {tuple(whose): at for *whose, at in told.annotate(last=Max("last"))}
    for row in rows:
        for place in row.locations or [""]:
            yield Watcher(row, place, last.get((row.pk, place), row.created_at))


def _heard(of: str, mine: Sequence[Watcher], remedy: tuple[str, str], now: datetime) -> Finding:
    """All silent is a failure of ours; some, a warning."""
    silent = sorted(one.name for one in mine if one.silent(now))
    if not silent:
        ago = max(now - max(one.last for one in mine), timedelta())
        return ok(of, f"{len(mine)} cibles entendues, la dernière il y a {shown(ago, 'fr')}",
                  f"{len(mine)} targets heard of, the last {shown(ago, 'en')} ago")  # fmt: skip
    names = ", ".join(silent[:NAMED]) + ("…" if len(silent) > NAMED else "")
    found = (
        f"{len(silent)} cibles sur {len(mine)} muettes, donc non mesurées\u202f: {names}",
        f"{len(silent)} of {len(mine)} targets silent, so not measured: {names}",
    )
    return (failed if len(silent) == len(mine) else warning)(of, found, remedy)
