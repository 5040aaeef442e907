"""What would have changed: last year's months judged again by a version, in the background."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries
from tenir.apps.reports import queries as reports
from tenir.faces.console.frame import page
from tenir.integrations.replays import jobs
from tenir.terms.replay import Outcome, Replay
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.progress import Work

LABEL = _("Judging last year again")
FAILED = _("It failed: operations sees why under background work. Ask again once it is put right.")
MOST_CLIENTS = 100  # in the page: the file has every month


def _state(outcome: Outcome) -> str:
    return "" if outcome.met is None else ("kept" if outcome.met else "missed")


COLUMNS = (
    Column("client", _("Client"), lambda r: r.client, lead=True),
    Column("product", _("Product"), lambda r: r.target),
    Column("contract", _("Contract"), lambda r: r.contract),
    Column("month", _("Month"), lambda r: r.month, kind="month"),
    Column("before", _("Before"), lambda r: _state(r.before), kind="state"),
    Column("after", _("After"), lambda r: _state(r.after), kind="state"),
    Column("euros", _("Penalty before"), lambda r: r.before.amount, kind="money"),
    Column("euros_after", _("Penalty after"), lambda r: r.after.amount, kind="money"),
)


@staff_only
def replay(request: HttpRequest, id: int) -> HttpResponseBase:
    """What would have changed: how far the replay is, and what the last one came to.

    Clause: 3.4.
    """
    viewer, now = viewer_of(request), clock.now()
    if request.method == "POST":
        jobs.ask(version=id, actor=viewer, at=now)
        return redirect("console:replay", id)
    asked, address = reports.replays(viewer, id), reverse("console:replay", args=[id])
    if request.headers.get("X-Part") == "progress" and (last := asked.first()):
        return render(request, "tenir/progress.html", {"work": _work(last, address)})
    last, done = asked.first(), asked.filter(finished_at__isnull=False).first()
    result = reports.result_of(done) if done else None
    found = listing(
        request, result.changed if result else (), columns=COLUMNS,
        empty=_("No client's months would have been judged otherwise."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "replay")
    told = {
        "it": queries.version(viewer, id), "kept": done, "found": found,
        "work": _work(last, address) if last and last != done else None,
        **(_figures(result) if result else {}),
    }  # fmt: skip
    return page(request, "console/replay", "versions", told)


def _figures(result: Replay) -> dict[str, Any]:
    changed = [(name, sums) for name, sums in result.clients.items() if sums.changed]
    changed.sort(key=lambda told: (-abs(told[1].after - told[1].before), told[0]))
    return {
        "total": result.total, "subscriptions": result.subscriptions,
        "months": len(result.months), "since": result.months[0],
        "of": len(result.clients), "clients": changed[:MOST_CLIENTS],
        "others": max(0, len(changed) - MOST_CLIENTS),
    }  # fmt: skip


def _work(asked: reports.Replayed, address: str) -> Work:
    if asked.finished_at:
        return Work(LABEL, 100, done=True, then=address)
    if asked.failed:
        return Work(LABEL, failed=True, note=FAILED)
    if not asked.of:
        return Work(LABEL, poll=address, note=_("It waits for its turn in the background work."))
    note = gettext("%(done)s of %(of)s clients") % {"done": asked.done, "of": asked.of}
    return Work(LABEL, 100 * asked.done // asked.of, note, poll=address)
