"""All the checks of `tenir doctor`, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from tenir.integrations.upkeep import (
    checks_of_database,
    checks_of_mailbox,
    checks_of_places,
    checks_of_probes,
    checks_of_work,
)
from tenir.integrations.upkeep.findings import Finding, State, failed, ok, warning
from tenir.integrations.upkeep.postgresql_tools import copier
from tenir.logs import scrubbed


def findings(clock: Callable[[], datetime], *, send: str = "") -> Iterator[Finding]:
    """Everything that can be looked at; what needs the tables only where they are ours."""
    now = clock()
    yield from _settings()
    usable = True
    for finding in checks_of_database.database(clock):
        usable &= finding.state != State.FAILED or finding.of == "clock"  # late, it still answers
        yield finding
    yield checks_of_places.mail(settings.MAIL_SERVER, sender=settings.TENIR.mail_from, send=send)
    yield from checks_of_mailbox.answers(settings.TENIR.mailbox)
    yield from checks_of_places.scanner(settings.TENIR.clamav)
    yield from checks_of_places.disk(settings.TENIR)
    yield from copier()
    if not usable:
        return
    for of, look in (
        ("documents", checks_of_places.storage),
        ("work", lambda: checks_of_work.work(now)),
        ("closing", lambda: checks_of_work.closing(settings.TENIR.close_day)),
        ("mailbox", lambda: checks_of_mailbox.emptied(settings.TENIR.mailbox, now)),
        ("probes", lambda: checks_of_probes.pulse(now)),
        ("journal", lambda: checks_of_work.journal(now)),
        ("search", checks_of_work.search),
    ):
        try:
            yield from look()
        except DatabaseError as error:
            yield _broken(error)
        except Exception as error:  # whatever cannot be looked at is told, and the rest looked at
            yield _unseen(of, error)


def _settings() -> Iterator[Finding]:
    if settings.TENIR.demonstration:
        yield warning(
            "settings",
            ("mode démonstration", "demonstration mode"),
            ("Pour de vrai\u202f: docs/operations/install.md.",
             "For real use: docs/operations/install.md."),
        )  # fmt: skip
        return
    found = checks.run_checks(include_deployment_checks=True)
    told = [message for message in found if not message.is_silenced()]
    for message in told:
        said = f"{message.id}: {message.msg}"
        yield warning("settings", (said, said), (message.hint or "", message.hint or ""))
    if not told:
        yield ok(
            "settings", f"production, {settings.TENIR.url}", f"production, {settings.TENIR.url}"
        )


def _broken(error: Exception) -> Finding:
    said = scrubbed(str(error).strip().split("\n")[0])
    return failed("database", (said, said), ("Lisez les journaux de la base.",
                                             "Read the database's logs."))  # fmt: skip


def _unseen(of: str, error: Exception) -> Finding:
    said = scrubbed(f"{type(error).__name__}: {error}")
    return failed(
        of,
        (f"n'a pas pu être regardé\u202f: {said}", f"could not be looked at: {said}"),
        (
            "Vérifiez que Tenir peut lire ce qui est nommé.",
            "See that Tenir may read what is named.",
        ),
    )
