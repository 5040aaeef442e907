"""Past outages brought in from elsewhere, with what was ruled out of the rate: all or nothing.

Clause: 5.3, 5.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.correcting import check, of_someone
from tenir.apps.availability.excluding import exclude
from tenir.apps.availability.models import Correction, Exclusion
from tenir.apps.availability.projecting import project
from tenir.apps.availability.refusals import FaultyCorrection
from tenir.apps.availability.states import CODES
from tenir.apps.journal import services as journal
from tenir.brought import BroughtIn
from tenir.terms.dates import epoch
from tenir.terms.errors import Refused
from tenir.viewer import Viewer

Line = agreements.Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOutage:
    """A time of the past as it is known elsewhere; `where` is its place in the file.

    `state` is what it was: up (a time that was watched), down, degraded or unmeasured; empty where
    the row only rules it out. `excluded_for` is the reason of 5.5 for which it does not count.
    """

    where: str
    reference: str
    target: str
    start: datetime
    end: datetime
    state: str = ""
    because: str = ""
    evidence: str = ""
    excluded_for: str = ""


@transaction.atomic
def bring_in_outages(
    rows: Sequence[PastOutage], *, dry_run: bool = False, actor: Viewer, at: datetime
) -> BroughtIn:
    """Past outages as if they had been entered by hand, known by their reference.

    With one mistake or more nothing is kept, and all are told. What was brought in before and is
    the same is left; what differs is a mistake: take it back, then bring it in under another
    reference. Times that were watched come first, so that outages stand out of them.
    Clause: 5.3, 5.5.
    """
    of_someone(actor)
    found, lines = BroughtIn(), _lines({row.target for row in rows})
    since: dict[int, int] = {}
    met: dict[str, str] = {}
    for row in sorted(rows, key=lambda each: each.state != "up"):
        if met.setdefault(row.reference, row.where) != row.where:
            twice = FaultyCorrection(
                "measured.twice", given=row.reference, first=met[row.reference]
            )
            found.wrong(row.where, "reference", twice)
        elif row.target not in lines:
            unknown = FaultyCorrection("measured.no_target", given=row.target[:80])
            found.wrong(row.where, "target", unknown)
        else:
            _bring(row, lines[row.target], found, since, actor=actor, at=at)
    if found.mistakes or dry_run:
        transaction.set_rollback(True)
        return found
    for key, line in {line.pk: line for line in lines.values()}.items():
        if key in since:
            project(line, since=since[key], actor=actor, at=at)
    return found


def _lines(targets: set[str]) -> dict[str, Line]:
    rows = Line.objects.filter(target__in=targets).select_related("contract", "product")
    return {row.target: row for row in rows}


def _bring(
    row: PastOutage, line: Line, found: BroughtIn, since: dict[int, int], *, actor: Viewer,
    at: datetime,
) -> None:  # fmt: skip
    before = len(found.mistakes)
    known = _known(row, line, found)
    if known or len(found.mistakes) > before or not _sound(row, found, at):
        return
    try:
        with transaction.atomic():
            if row.state:
                _correct(row, line, actor=actor, at=at)
                since[line.pk] = min(since.get(line.pk, epoch(row.start)), epoch(row.start))
            if row.excluded_for:
                ruled = exclude(
                    subscription=line.pk, start=row.start, end=row.end, reason=row.excluded_for,
                    evidence=row.evidence or row.because, actor=actor, at=at,
                )  # fmt: skip
                Exclusion.objects.filter(pk=ruled.pk).update(reference=row.reference)
    except Refused as refused:
        found.wrong(row.where, "excluded_for", refused)
    else:
        found.new.append(row.reference)


def _sound(row: PastOutage, found: BroughtIn, at: datetime) -> bool:
    """Whether the row says something that can be kept; else its mistakes are told."""
    before = len(found.mistakes)
    if row.state and row.state not in CODES:
        known = ", ".join(CODES)
        refused = FaultyCorrection("measured.unknown_state", given=row.state[:40], known=known)
        found.wrong(row.where, "state", refused)
    if not row.state and not row.excluded_for:
        found.wrong(row.where, "state", FaultyCorrection("measured.says_nothing"))
    try:
        check(row.start, row.end, "", row.because or row.evidence, at)
    except FaultyCorrection as refused:
        name = "because" if refused.key == "measured.no_cause" else "to"
        found.wrong(row.where, name, refused)
    return len(found.mistakes) == before


def _known(row: PastOutage, line: Line, found: BroughtIn) -> bool:
    """Whether it was brought in before: the same, or else a mistake."""
    told = Correction.objects.filter(reference=row.reference).first()
    ruled = Exclusion.objects.filter(reference=row.reference).first()
    if told is None and ruled is None:
        return False
    same = _same(row, line, told, ruled)
    if same:
        found.unchanged.append(row.reference)
    else:
        differs = FaultyCorrection("measured.differs", given=row.reference)
        found.wrong(row.where, "reference", differs)
    return True


def _same(
    row: PastOutage, line: Line, told: Correction | None, ruled: Exclusion | None
) -> bool:  # fmt: skip
    said = (line.pk, row.start, row.end)
    held = [(each.subscription_id, each.start, each.end) for each in (told, ruled) if each]
    state, reason = (told.state if told else ""), (ruled.reason if ruled else "")
    alike = (state, reason) == (row.state, row.excluded_for)
    return alike and all(each == said for each in held)


def _correct(row: PastOutage, line: Line, *, actor: Viewer, at: datetime) -> None:
    made = Correction.objects.create(
        subscription=line, start=row.start, end=row.end, state=row.state,
        because=(row.because or row.evidence).strip(), evidence=row.evidence.strip(),
        decided_by_id=actor.person, decided_at=at, reference=row.reference,
    )  # fmt: skip
    journal.record(
        "availability.brought_in", subject=line.subject, actor=actor, at=at,
        happened_at=row.start, client=line.contract.client_id, clauses=("5.3",),
        after={"start": row.start.isoformat(), "end": row.end.isoformat(), "state": row.state,
               "reference": row.reference},
        personal={"because": made.because, "evidence": made.evidence},
    )  # fmt: skip
