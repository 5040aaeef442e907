"""A security incident in figures: the times that it took, and the clocks that the law sets.

Clause: 10.2, 10.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tenir.terms.convention import LegalClocks, Measures
from tenir.terms.dates import epoch, later, local
from tenir.terms.errors import Refused
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms


class BackwardIncident(Refused):
    """An instant of an incident that comes before the one it follows from."""


def incident_times(terms: Terms, *, marks: Mapping[str, datetime]) -> Judgement[dict[str, int | None]]:
    """Seconds to detect, inform, contain and recover; None while a mark is missing.

    `marks` are began_at, detected_at, informed_at, contained_at, recovered_at.
    Raises BackwardIncident.
    Clause: 10.2.
    """
    held = terms.get("crisis.measures", Measures)
    found: dict[str, int | None] = {}
    for item in held.term.items:
        start, end = marks.get(item.from_), marks.get(item.to)
        took = epoch(end) - epoch(start) if start and end else None
        if took is not None and took < 0:
            raise BackwardIncident("incident.backward", first=item.from_, second=item.to)
        found[item.id] = took
    steps = [
        held.because(f"incident.{'measured' if took is not None else 'pending'}", took, measure=id, took=took)
        for id, took in found.items()
    ]  # fmt: skip
    return Judgement(found, held.because("incident.times", None, *steps))


def legal_clocks(terms: Terms, *, marks: Mapping[str, datetime]) -> Judgement[dict[str, datetime | None]]:
    """The last instant of each legal notification that runs; None for “without undue delay”.

    `marks` are aware_at, and notified_at once the NIS2 notification is made. The time since
    which a delay in hours runs is counted in elapsed hours.
    Clause: 10.3.
    """
    held = terms.get("crisis.clocks", LegalClocks)
    found: dict[str, datetime | None] = {}
    steps = []
    for item in held.term.items:
        since = marks.get(item.from_)
        if since is None:
            continue
        due = later(local(epoch(since), terms.zone), item.length) if item.length else None
        found[item.id] = due
        phrase = "clock.due" if due else "clock.no_delay"
        steps.append(held.because(phrase, due, law=item.law, due=due, since=since, fr=item.to.fr, en=item.to.en))
    return Judgement(found, held.because("clock.all", len(found), *steps, count=len(found)))
