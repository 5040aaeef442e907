"""What comes round by itself: old jobs, sign-ins and sessions forgotten, contacts looked after."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.availability import services as availability
from tenir.apps.documents import services as documents
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.parties import services as parties
from tenir.apps.publishing import services as publishing
from tenir.apps.reports import services as reports
from tenir.apps.support import services as support
from tenir.integrations.background.jobs import job
from tenir.integrations.erasure import KEPT_AS_PROOF
from tenir.integrations.mail import mailbox
from tenir.viewer import SYSTEM

KEPT = timedelta(days=14)
SIGN_INS_KEPT = timedelta(days=365)  # docs/operations/retention.md, as the next
MAIL_KEPT = timedelta(days=90)
UNSENT_KEPT = timedelta(days=30)
SENT_KEPT = timedelta(days=2)
NAMES_KEPT = timedelta(days=5 * 365)
LOOKED_AT = 400  # rows of an index: a hundredth of a second, however many there are


@job()
def prune() -> int:
    """Deletes the jobs done a fortnight ago; those that failed stay until someone discards them."""
    done = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=clock.now() - KEPT
    )
    return done.delete()[0]


@job()
def forget() -> int:
    """Forgets old sign-ins, ended sessions, mail seen to, and whom journal and notices named."""
    now = clock.now()
    journal.erase_outlived(before=now - NAMES_KEPT, actor=SYSTEM, at=now)
    notices.erase_outlived(before=now - KEPT_AS_PROOF, at=now)
    Session.objects.filter(expire_date__lt=now).delete()
    support.forget_mail(before=now - MAIL_KEPT)
    publishing.forget_unconfirmed(now)
    publishing.forget_links(now)
    accounts.forget_writing(unsent_before=now - UNSENT_KEPT, sent_before=now - SENT_KEPT)
    return accounts.forget_sign_ins(before=now - SIGN_INS_KEPT)


@job()
def sweep() -> int:
    """Deletes files that no document names: their act was given up half-way."""
    return documents.sweep(clock.now())


@job()
def weigh_indexes() -> int:
    """Has SQLite look at a few hundred rows of each index, by which it chooses among them.

    Else it knows no more of a table than its columns. PostgreSQL does so by itself.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM sqlite_stat1")
        return int(cursor.fetchone()[0])


@job()
def look_after_contacts() -> int:
    """Flags contacts whose mail bounced, reminds those to confirm, links those who came in.

    Clause: 9.2.
    """
    now = clock.now()
    done = parties.flag_unreachable(now) + parties.remind_to_confirm(now)
    return done + parties.link_people(now)


@job(attempts=1)
def empty_mailbox() -> int:
    """Takes in the mail of the mailbox; the next minute tries again what this one could not."""
    return sum(mailbox.empty(settings.TENIR.mailbox, clock=clock.now).values())


@job(attempts=1)
def let_outages_last() -> int:
    """What was down and is not told over is down until now; the next minute goes on from there.

    Clause: 5.3.
    """
    return availability.let_outages_last(clock.now())


@job(attempts=1)
def warn_of_burn() -> int:
    """Tells who operates when a month's margin burns too fast; the next minute looks again.

    Clause: 5.1.
    """
    return availability.warn_of_burn(clock.now())


@job(attempts=1)
def propose_again() -> int:
    """Judges the causes that wait anew: their outages may have become known since.

    Clause: 5.5.
    """
    return availability.propose_again()


@job()
def send_reports() -> int:
    """Owes the reports of months frozen to the clients that asked for those of every month.

    Clause: 5.4.
    """
    return reports.send_reports(clock.now())


class NotAllFrozen(Exception):
    """So many clients' months could not be judged."""


@job()
def close_month() -> int:
    """Freezes the months that are over, the oldest first, client by client; one frozen stays as is.

    A client with exclusions that nobody has decided waits for the next morning, unless the settings
    say why not. One whose month cannot be judged holds back none of the others, and fails the job,
    which is tried again.
    Clause: 5.4, 5.5, 5.6.
    """
    closed = reports.close_months(
        undecided=settings.TENIR.close_undecided, actor=SYSTEM, at=clock.now()
    )
    if closed.failed:
        raise NotAllFrozen(closed.failed)
    return closed.statements
