"""What runs beside the pages, as `tenir doctor` sees it: loops, queue, the journal's seal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tenir.apps.journal.queries import entries, unsealed_since, verify
from tenir.apps.notices.queries import Notice
from tenir.apps.notices.queries import State as NoticeState
from tenir.apps.search import queries as index
from tenir.integrations.background.board import Queue, queue
from tenir.integrations.upkeep import searching
from tenir.integrations.upkeep.findings import Finding, failed, ok, warning
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM

LOOPS = ("jobs", "tick", "deliver")
LATE, VERY_LATE = timedelta(minutes=2), timedelta(minutes=15)
CLAIMABLE = 12  # of the ten working days to claim, the last falls on that day at the earliest
WHOLE = 20_000  # entries that are gone through again in a second or two


def work(now: datetime) -> Iterator[Finding]:
    """Each loop went round lately, no job waits for long, none was given up."""
    seen = queue(now)
    yield from (_loop(name, seen, now) for name in LOOPS)
    yield _queue(seen, now)
    yield from _given_up(seen)


def _loop(name: str, seen: Queue, now: datetime) -> Finding:
    of, at = f"loop {name}", seen.last.get(name)
    remedy = (
        "Démarrez `tenir worker`, et lisez ses journaux s'il tourne.",
        "Start `tenir worker`; where it runs, read its logs.",
    )
    if at is None:
        return failed(of, ("n'a jamais tourné", "has never gone round"), remedy)
    ago = max(now - at, timedelta())
    found = (f"dernier tour il y a {shown(ago, 'fr')}", f"last round {shown(ago, 'en')} ago")
    if ago > VERY_LATE:
        return failed(of, found, remedy)
    return warning(of, found, remedy) if ago > LATE else ok(of, *found)


def _queue(seen: Queue, now: datetime) -> Finding:
    waited = now - seen.oldest_ready_at if seen.oldest_ready_at else timedelta()
    alive, ready = len(seen.workers), seen.by_state.get("READY", 0)
    found = (
        f"travaux en attente\u202f: {ready}, depuis {shown(waited, 'fr')} au plus\u202f; "
        f"exécutants\u202f: {alive}",
        f"jobs waiting: {ready}, for {shown(waited, 'en')} at most; workers: {alive}",
    )
    remedy = ("Démarrez d'autres `tenir worker`.", "Start more `tenir worker`.")
    if waited > VERY_LATE:
        return failed("queue", found, remedy)
    return warning("queue", found, remedy) if waited > LATE else ok("queue", *found)


def _given_up(seen: Queue) -> Iterator[Finding]:
    if count := seen.by_state.get("FAILED", 0):
        yield warning(
            "queue",
            (f"travaux échoués pour de bon\u202f: {count}", f"jobs that failed for good: {count}"),
            ("Regardez-les sur la page du travail de fond, puis relancez-les.",
             "Look at them on the page of background work, then run them again."),
        )  # fmt: skip
    if count := Notice.objects.filter(state=NoticeState.FAILED).count():
        yield warning(
            "notices",
            (f"avis qui ne sont pas partis\u202f: {count}", f"notices given up: {count}"),
            ("Corrigez l'adresse ou le serveur, puis renvoyez-les.",
             "Put the address or the server right, then send them again."),
        )  # fmt: skip


def closing(day: int) -> Iterator[Finding]:
    """Months close while their penalties may still be claimed; 0: people freeze them.

    Clause: 5.7.
    """
    if day > CLAIMABLE:
        yield warning(
            "closing",
            (f"TENIR_CLOSE_DAY={day}\u202f: certains mois, le délai pour demander une pénalité "
             f"finit le {CLAIMABLE} au soir, avant que le client n'apprenne son droit",
             f"TENIR_CLOSE_DAY={day}: in some months the time to claim a penalty ends in the "
             f"evening of the {CLAIMABLE}th, before the client learns of its right"),
            (f"Écrivez un jour avant le {CLAIMABLE}, tôt dans le mois.",
             f"Write a day before the {CLAIMABLE}th, early in the month."),
        )  # fmt: skip
    elif day:
        yield ok("closing", f"les mois se ferment à partir du {day}",
                 f"months close from day {day} on")  # fmt: skip


def journal(now: datetime) -> Iterator[Finding]:
    """Facts are sealed without delay, and a journal of some size still is what was sealed."""
    waiting = unsealed_since()
    if waiting and now - waiting > LATE:
        since = now - waiting
        yield failed(
            "journal",
            (f"des écritures attendent leur sceau depuis {shown(since, 'fr')}",
             f"entries have waited for their seal for {shown(since, 'en')}"),
            ("Démarrez `tenir worker` ou `tenir tick`.", "Start `tenir worker` or `tenir tick`."),
        )  # fmt: skip
    if entries(SYSTEM).count() > WHOLE:
        yield ok("journal", "long\u202f: `tenir journal verify` le relit en entier",
                 "long: `tenir journal verify` goes through all of it")  # fmt: skip
        return
    verdict = verify(SYSTEM)
    if verdict.fault:
        yield failed(
            "journal",
            (f"la chaîne casse à l'écriture {verdict.fault.position}",
             f"the chain breaks at entry {verdict.fault.position}"),
            ("Lancez `tenir journal verify`, et comparez avec une sauvegarde.",
             "Run `tenir journal verify`, and compare with a copy."),
        )  # fmt: skip
    else:
        count = verdict.entries
        yield ok("journal", f"{count} écritures, intactes", f"{count} entries, intact")


def shown(ago: timedelta, language: Language) -> str:
    """How long, in its greatest unit."""
    seconds = int(ago.total_seconds())
    for size, unit in ((86400, "j" if language == "fr" else "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def search() -> Iterator[Finding]:
    """What can be found is what there is; an index of some size is compared by `tenir search`."""
    count, built = index.size(), index.edition()
    remedy = ("Lancez `tenir search rebuild`.", "Run `tenir search rebuild`.")
    if built is None:
        yield failed("search", ("l'index n'a pas été construit", "the index was never built"),
                     remedy)  # fmt: skip
        return
    wrong = searching.differences() if count <= WHOLE else []
    if wrong:
        yield failed(
            "search",
            (f"{len(wrong)} différences, dont {wrong[0]}",
             f"{len(wrong)} differences, {wrong[0]} among them"),
            remedy,
        )  # fmt: skip
        return
    yield ok("search", f"{count} choses dans l'index", f"{count} things in the index")
