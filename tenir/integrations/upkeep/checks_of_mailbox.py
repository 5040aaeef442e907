"""The mailbox that answers come to, as `tenir doctor` sees it: it answers, and is emptied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tenir.integrations.background.schedules import MAILBOX
from tenir.integrations.mail.mailbox import MailboxAway, waiting
from tenir.integrations.upkeep.checks_of_work import LATE, VERY_LATE, shown
from tenir.integrations.upkeep.findings import Finding, failed, ok, warning
from tenir.logs import scrubbed
from tenir.mailbox import mailbox_server


def answers(url: str) -> Iterator[Finding]:
    """The server answers, takes our name and password, and has the folder."""
    if not url:
        yield ok(
            "mailbox",
            "aucune\u202f: les réponses entrent par `tenir mail-in`, ou pas du tout",
            "none: answers come in by `tenir mail-in`, or not at all",
        )
        return
    server = mailbox_server(url)
    place = f"{server.host}:{server.port} {server.folder}"
    try:
        count = waiting(url)
    except MailboxAway as away:
        said = scrubbed(str(away))
        yield failed(
            "mailbox",
            (f"{place} refuse\u202f: {said}", f"{place} refuses: {said}"),
            ("Vérifiez TENIR_MAILBOX (nom, passe, dossier), le pare-feu et le certificat.",
             "See TENIR_MAILBOX (name, password, folder), the firewall and the certificate."),
        )  # fmt: skip
        return
    yield ok("mailbox", f"{place} répond, {count} messages y attendent",
             f"{place} answers, {count} messages wait there")  # fmt: skip


def emptied(url: str, now: datetime) -> Iterator[Finding]:
    """It was emptied lately, to its end."""
    if not url:
        return
    done = DBTaskResult.objects.filter(task_path=MAILBOX.job, status=TaskResultStatus.SUCCESSFUL)
    at = done.aggregate(at=Max("finished_at"))["at"]
    remedy = (
        "Démarrez `tenir worker`\u202f; s'il tourne, lancez `tenir mail-in --mailbox` et lisez ce "
        "qu'il dit.",
        "Start `tenir worker`; where it runs, run `tenir mail-in --mailbox` and read what it says.",
    )
    if at is None:
        yield failed("mailbox", ("n'a jamais été relevée", "has never been emptied"), remedy)
        return
    ago = max(now - at, now - now)
    found = (f"relevée il y a {shown(ago, 'fr')}", f"emptied {shown(ago, 'en')} ago")
    if ago > VERY_LATE:
        yield failed("mailbox", found, remedy)
    else:
        yield warning("mailbox", found, remedy) if ago > LATE else ok("mailbox", *found)
