"""Acts: a replay asked for, and judged in the background; its result is kept, dated.

Clause: 3.1, 3.4.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tenir.apps.agreements import queries as agreements
from tenir.apps.journal import services as journal
from tenir.apps.parties import queries as parties
from tenir.apps.reports.asked_replays import RESULT, replays, would_have_changed
from tenir.apps.reports.models import Replayed
from tenir.terms.dates import local, next_month
from tenir.terms.engine import ENGINE
from tenir.viewer import SYSTEM, Viewer

SILENCE = timedelta(minutes=10)  # after which whoever judged is taken for gone
STEP = timedelta(seconds=1)  # between two words of how far it is
Clock: TypeAlias = Callable[[], datetime]


@transaction.atomic
def ask_replay(*, version: int, actor: Viewer, at: datetime) -> tuple[Replayed, bool]:
    """A replay of the year that ends with the last whole month, to be judged in the background.

    The one that is under way, where one is; whether it is new. Raises NotAllowed, NotSeen.
    Clause: 3.4.
    """
    if running := replays(actor, version).filter(_under_way(at)).first():
        return running, False
    found = agreements.version(actor, version)
    this_month = f"{local(int(at.timestamp()), settings.TIME_ZONE):%Y-%m}"
    made = Replayed.objects.create(
        version=found, convention=found.digest, engine=ENGINE, until=next_month(this_month, -1),
        asked_at=at, told_at=at, asked_by=actor.pseudonym,
    )  # fmt: skip
    journal.record(
        "reports.replay_asked", subject=f"version/{found.pk}", actor=actor, at=at,
        clauses=("3.4",), after={"convention": found.digest, "until": made.until},
    )  # fmt: skip
    return made, True


def judge_replay(id: int, *, clock: Clock) -> None:
    """Judges what was asked for and keeps the result, saying meanwhile how far it is.

    Judged once: one that has its result, or that is gone with its draft, is left alone.
    Clause: 3.4.
    """
    found = Replayed.objects.select_related("version").filter(pk=id, finished_at=None).first()
    if found is None:
        return
    mine = Replayed.objects.filter(pk=id, finished_at=None)
    mine.update(of=parties.clients(SYSTEM).count(), done=0, failed=False, told_at=clock())
    told = clock()

    def progress(done: int) -> None:
        nonlocal told
        if (now := clock()) - told >= STEP:
            told = now
            mine.update(done=done, told_at=now)

    try:
        judged = would_have_changed(
            SYSTEM, candidate=agreements.agreement_of(found.version), until=found.until,
            progress=progress,
        )  # fmt: skip
    except BaseException:
        mine.update(failed=True, told_at=clock())
        raise
    mine.update(
        result=RESULT.dump_python(judged, mode="json"), inputs_digest=judged.inputs,
        finished_at=clock(), told_at=clock(),
    )  # fmt: skip


def _under_way(at: datetime) -> Q:
    return Q(finished_at=None, failed=False, told_at__gt=at - SILENCE)
