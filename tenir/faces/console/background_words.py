"""What background work is called: its tasks by where they stand in the code, and its loops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenir.integrations.background.schedules import ERRANDS, planned

TASKS: Mapping[str, Any] = {
    f"{ERRANDS}.prune": _("Clear away the tasks done a fortnight ago"),
    f"{ERRANDS}.forget": _("Forget old sign-ins, mail seen to and names no longer kept"),
    f"{ERRANDS}.sweep": _("Delete files that no document has"),
    f"{ERRANDS}.weigh_indexes": _("Keep the database's searches fast"),
    f"{ERRANDS}.look_after_contacts": _("Look after contacts: flag, remind, tie to their accounts"),
    f"{ERRANDS}.empty_mailbox": _("Take in the mail that came"),
    f"{ERRANDS}.let_outages_last": _("Let the outages that nobody ended go on"),
    f"{ERRANDS}.warn_of_burn": _("Warn of months whose margin burns too fast"),
    f"{ERRANDS}.propose_again": _("Judge anew the causes proposed for outages"),
    f"{ERRANDS}.send_reports": _("Send the reports of frozen months to those who asked"),
    f"{ERRANDS}.close_month": _("Freeze the months that are over"),
    "tenir.integrations.background.once.replay_merged": _(
        "Replay the clocks of requests that others were merged into"
    ),
    "tenir.integrations.status_files.jobs.write": _("Write the status page out as files"),
    "tenir.integrations.replays.jobs.judge": _("Judge last year again under a version"),
    "tenir.integrations.closures.jobs.move": _("Move the clocks that wait for the next opening"),
}
LOOPS: Mapping[str, Any] = {
    "tick": _("Settle and warn of what is due"),
    "deliver": _("Send the notices that are owed"),
    "jobs": _("Do the tasks of the queue"),
    "keeper": _("Start what comes back by the clock, and look after the workers"),
}


def task_in_words(path: str) -> Any:
    """What a task does; where it stands in the code, of one that has no words here."""
    return TASKS.get(path, path)


def loop_in_words(name: str) -> Any:
    """What a loop does; its name, of one that has no words here."""
    return LOOPS.get(name, name)


def schedules_in_words() -> Mapping[str, Any]:
    """What each schedule does, by its name."""
    return {schedule.name: task_in_words(schedule.job) for schedule in planned()}
