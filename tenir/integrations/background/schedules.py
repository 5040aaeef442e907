"""What fires when: each turn of a schedule once, however many workers run.

A turn is the row (name, due_at): the worker that writes it puts the job in the queue in the same
transaction. After a stop only the last turn missed is fired, not each of them; a schedule that the
database has never seen begins with its next turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from croniter import croniter
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from tenir.integrations.background.models import Firing

KEPT = timedelta(days=60)
ERRANDS = "tenir.integrations.background.upkeep"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job and when it is due: cron's five fields, by the clocks of Paris (settings.TIME_ZONE).

    Keep out of 02:00-03:00: that hour comes twice on an autumn night, and never in a spring one.
    """

    name: str
    cron: str
    job: str  # where the task stands: "tenir.integrations.x.jobs.y"

    def last_due(self, now: datetime) -> datetime:
        """The latest turn at or before that instant."""
        local = now.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(microsecond=0)
        due: datetime = croniter(self.cron, local + timedelta(seconds=1)).get_prev(datetime)
        return due.astimezone(now.tzinfo)


SCHEDULES: tuple[Schedule, ...] = (
    Schedule("background.prune", "40 3 * * *", f"{ERRANDS}.prune"),
    Schedule("accounts.forget", "50 3 * * *", f"{ERRANDS}.forget"),
    Schedule("documents.sweep", "10 4 * * *", f"{ERRANDS}.sweep"),
    Schedule("database.indexes", "20 4 * * *", f"{ERRANDS}.weigh_indexes"),
    Schedule("outages.last", "* * * * *", f"{ERRANDS}.let_outages_last"),
    Schedule("margins.burn", "* * * * *", f"{ERRANDS}.warn_of_burn"),
    Schedule("exclusions.causes", "*/5 * * * *", f"{ERRANDS}.propose_again"),
    Schedule("reports.send", "*/5 * * * *", f"{ERRANDS}.send_reports"),
    Schedule("parties.contacts", "*/5 * * * *", f"{ERRANDS}.look_after_contacts"),
)
MAILBOX = Schedule("mail.mailbox", "* * * * *", f"{ERRANDS}.empty_mailbox")
STATUS = Schedule("status.write", "* * * * *", "tenir.integrations.status_files.jobs.write")


def planned() -> tuple[Schedule, ...]:
    """The schedules of this installation: a mailbox is asked where there is one; so for files."""
    asked = (MAILBOX,) if settings.TENIR.mailbox else ()
    written = (STATUS,) if settings.TENIR.status_files else ()
    day = settings.TENIR.close_day
    closing = Schedule("reports.close", f"30 5 {day}-31 * *", f"{ERRANDS}.close_month")
    return (*SCHEDULES, *asked, *written, *((closing,) if day else ()))


def fire(now: datetime, schedules: tuple[Schedule, ...] | None = None) -> int:
    """Fires the turns that are due and have not been; how many."""
    return sum(_fire(schedule, now) for schedule in (planned() if schedules is None else schedules))


def _fire(schedule: Schedule, now: datetime) -> bool:
    due_at = schedule.last_due(now)
    turns = Firing.objects.filter(name=schedule.name)
    if turns.filter(due_at=due_at).exists():
        return False
    known = turns.exists()
    with transaction.atomic():
        turn, new = Firing.objects.get_or_create(
            name=schedule.name, due_at=due_at, defaults={"fired_at": now}
        )
        if not (new and known):
            return False
        turn.job = import_string(schedule.job).enqueue().id
        turn.save(update_fields=["job"])
        turns.filter(due_at__lt=due_at - KEPT).delete()
    log.info("schedule_fired", schedule=schedule.name, due_at=due_at.isoformat())
    return True
