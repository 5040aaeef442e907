"""`tenir close`: months closed from monitoring samples."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.progress import Progress
from rich.table import Table

from tenir.faces.cli.agreements import ConventionFile, Readings, chosen_agreement
from tenir.faces.cli.console import Reader, escaped, out, refusals_shown, say
from tenir.faces.cli.progress import progress_shown
from tenir.integrations.closing.months_closed import (
    Closed,
    Closing,
    closed_months,
    measured,
    report_count,
    write_closed,
)
from tenir.integrations.report.figures import clock
from tenir.integrations.samples import DEFAULT_SILENCE, WHOLE, Silence, measure_file
from tenir.integrations.spreadsheets import (
    check_targets,
    read_exclusions,
    read_subscriptions,
    read_works,
)
from tenir.terms.carried import period_of
from tenir.terms.dates import month_of
from tenir.terms.errors import Refused
from tenir.terms.phrases import LANGUAGES, counted, money, percent

app = typer.Typer(add_completion=False)
_SILENCE = re.compile(r"(\d+)(h|min|s)")
_UNITS = {"h": 3600, "min": 60, "s": 1}
_ROWS_SHOWN = 60


class BadSilence(Refused):
    """A limit of silence that is not one."""


@app.command()
def close(
    *,
    samples: Annotated[
        Path, typer.Option(help="CSV, CSV.gz or Parquet of samples, or an Upptime history.")
    ],
    into: Annotated[Path, typer.Option("--out", help="The folder of the results.")],
    month: Annotated[
        str | None, typer.Option(help="2026-03; every month of the file without it.")
    ] = None,
    silence: Annotated[
        str | None,
        typer.Option(
            help="26h, 90min or none: past it, nothing is known. 26h for an Upptime history."
        ),
    ] = None,
    contracts: Annotated[Path | None, typer.Option(help="Who bought what: YAML or CSV.")] = None,
    works: Annotated[Path | None, typer.Option(help="Maintenance works: CSV.")] = None,
    exclusions: Annotated[Path | None, typer.Option(help="Exclusions decided: CSV.")] = None,
    convention: ConventionFile = None,
    reading: Readings = None,
    pdf: Annotated[bool, typer.Option(help="Write the PDF reports.")] = True,
    workers: Annotated[int, typer.Option(min=1, help="Processes that write reports.")] = 2,
) -> None:
    """From samples to outages, rates, rights to a penalty, and a report per subscription."""
    with refusals_shown(), progress_shown() as bar:
        first_day = date(*month_of(month), 1) if month else None
        agreement = chosen_agreement(convention, reading, on=first_day)
        subscriptions = read_subscriptions(contracts, agreement) if contracts else []
        planned = read_works(works) if works else []
        ruled = read_exclusions(exclusions) if exclusions else []
        task = bar.add_task(say("Lecture", "Reading"), total=None)
        measurement = measure_file(
            samples,
            silence=_silence(silence),
            proving=period_of(month, agreement.zone) if month else WHOLE,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        if works:
            check_targets(planned, measurement.targets, works.name)
        if exclusions:
            check_targets(ruled, measurement.targets, exclusions.name)
        closing = Closing(agreement, measurement, samples.name, subscriptions, planned, ruled)
        closed = _judged(bar, closing, month)
        languages = LANGUAGES if pdf else ()
        task = bar.add_task(say("Rapports", "Reports"), total=len(closed) * len(languages))
        write_closed(
            closed, into, languages=languages, workers=workers, progress=lambda: bar.advance(task)
        )
    _show(closed, into)


def _judged(bar: Progress, closing: Closing, month: str | None) -> list[Closed]:
    task = bar.add_task(say("Jugement", "Judging"), total=report_count(closing, month))
    found = []
    for item in closed_months(closing, month):
        found.append(item)
        bar.advance(task)
    return found


def _silence(text: str | None) -> Silence:
    if text is None:
        return DEFAULT_SILENCE
    if text == "none":
        return None
    found = _SILENCE.fullmatch(text)
    if not found:
        raise BadSilence("silence.shape", "--silence", given=text)
    return int(found[1]) * _UNITS[found[2]]


def _show(closed: list[Closed], into: Path) -> None:
    missed = [item for item in closed if not item.statement["availability"]["met"]]
    shown = closed if len(closed) <= _ROWS_SHOWN else missed[:_ROWS_SHOWN]
    out.print(_table([_row(item) for item in shown]))
    counts = say(
        f"{len(closed)} mois clos, "
        f"{counted(len(missed), 'objectif manqué', 'objectifs manqués', 'fr')}.",
        f"{len(closed)} months closed, "
        f"{counted(len(missed), 'target missed', 'targets missed', 'en')}.",
    )
    rest = "" if len(shown) == len(closed) else say(
        " Seuls des mois manqués sont montrés ici.", " Only missed months are shown here."
    )  # fmt: skip
    where = say("Résultats dans", "Results in")
    out.print(f"{counts}{rest} {where} {escaped(str(into / 'summary.csv'))}")


def _table(rows: list[tuple[str, ...]]) -> Table:
    """Only the columns that say something."""
    names = (
        say("Cible", "Target"), say("Mois", "Month"), say("Taux", "Rate"),
        say("Compté", "Counted"), say("Exclu", "Excluded"), say("Inconnu", "Unknown"),
        say("Pénalité", "Penalty"),
    )  # fmt: skip
    told = [n for n in range(len(names)) if any(row[n] for row in rows)]
    table = Table(header_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for n in told:
        table.add_column(
            names[n], justify="left" if n < 2 else "right", overflow="fold", no_wrap=n > 0
        )
    for row in rows:
        table.add_row(*(row[n] for n in told))
    return table


def _row(item: Closed) -> tuple[str, ...]:
    figures, penalty = item.statement["availability"], item.statement["penalty"]
    line = item.statement["subscription"]
    owed = (
        money(Decimal(penalty["amount"]), Reader.language) if penalty and penalty["right"] else ""
    )
    seconds = (figures[f"{name}_seconds"] for name in ("counted", "excluded", "unmeasured"))
    name = line["target"] + (f" ({line['contract']})" if line["contract"] else "")
    rate = percent(figures["rate"], Reader.language)
    mark = "[green]✓[/]" if figures["met"] else "[red]✗[/]"
    said = f"{rate} {mark}" if measured(item) else "— ?"
    return (escaped(name), item.statement["month"], said, *map(_clock, seconds), owed)


def _clock(seconds: int) -> str:
    return clock(seconds) if seconds else ""
