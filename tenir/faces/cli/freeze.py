"""`tenir freeze`: a month stated once and for good, for the whole portfolio."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from tenir import clock
from tenir.faces.cli.console import err, escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, schema_ready
from tenir.faces.cli.progress import progress_shown

if TYPE_CHECKING:
    from tenir.apps.reports.services import Closed

app = typer.Typer(add_completion=False)


@app.command()
def freeze(
    *,
    month: Annotated[str, typer.Option(help="2026-09; the month that ended last without it.")] = "",
    undecided: Annotated[
        str,
        typer.Option(help="Why not wait for clients whose proposed exclusions nobody has decided."),
    ] = "",
    by: By = "",
) -> None:
    """Freeze a month for every client: figures for good, rights to a penalty, clients told.

    Each client is a transaction of its own, and one frozen already stays as it is: stopped, it goes
    on where it was when asked again. Exit code 1 where a client waits for a decision or its month
    cannot be judged.
    """
    django_ready()
    schema_ready()
    from tenir.apps.reports.services import close_month  # noqa: PLC0415
    from tenir.terms.dates import month_of  # noqa: PLC0415

    at = clock.now()
    with refusals_shown(), progress_shown() as bar:
        asked = month or _last_over(at)
        month_of(asked)
        task = bar.add_task(say("Clients", "Clients"), total=None)
        closed = close_month(
            month=asked, undecided=undecided, actor=acting(by), at=at,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    _show(closed, asked)
    if closed.waiting or closed.failed:
        raise typer.Exit(1)


def _last_over(at: datetime) -> str:
    """The month that ended last, by the agreement's clocks."""
    from django.conf import settings  # noqa: PLC0415

    from tenir.terms.dates import next_month  # noqa: PLC0415

    return next_month(f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%Y-%m}", -1)


def _show(closed: Closed, month: str) -> None:
    from tenir.faces.cli.console import Reader  # noqa: PLC0415
    from tenir.terms.phrases import month as named  # noqa: PLC0415

    told = named(month, Reader.language)
    if not (closed.statements or closed.waiting or closed.failed):
        out.print(escaped(say(f"{told}\u202f: rien de nouveau à figer.",
                              f"{told}: nothing new to freeze.")))  # fmt: skip
        return
    out.print(escaped(say(f"{told}\u202f: relevés figés\u202f: {closed.statements}.",
                          f"{told}: {closed.statements} statements frozen.")))  # fmt: skip
    if closed.waiting:
        err.print(escaped(say(
            f"Clients qui attendent une décision\u202f: {closed.waiting}. Décidez sous Exclusions, "
            "ou donnez --undecided.",
            f"Clients that wait for a decision: {closed.waiting}. Decide under Exclusions, or give "
            "--undecided.",
        )))  # fmt: skip
    if closed.failed:
        err.print(escaped(say(
            f"Clients dont le mois ne se juge pas\u202f: {closed.failed}. Lisez le journal du "
            "serveur.",
            f"Clients whose month cannot be judged: {closed.failed}. Read the log.",
        )))  # fmt: skip
