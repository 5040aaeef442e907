"""`tenir journal`: prove that the journal is what was written, or that an export is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tenir import clock
from tenir.faces.cli.console import Reader, err, escaped, out, refusals_shown, say
from tenir.faces.cli.platform import django_ready, refused, schema_ready
from tenir.terms.journal_chain import Fault, Mark, Verdict, mark_of
from tenir.terms.journal_export import export_verdict
from tenir.terms.phrases import learn, number
from tenir.terms.phrases import say as phrase
from tenir.terms.phrases_journal import PHRASES
from tenir.viewer import SYSTEM

learn(PHRASES)  # an export is verified without Django
app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def journal() -> None:
    """Verify the journal, or export a client's part of it."""


@app.command()
def verify(
    *,
    export: Annotated[
        Path | None, typer.Argument(help="A client's export; else the platform's own journal.")
    ] = None,
    head: Annotated[
        str, typer.Option(metavar="POSITION:LINK", help="What an earlier verification printed.")
    ] = "",
) -> None:
    """Verify that nothing was altered, removed, inserted or reordered.

    Prints how far the chain goes: keep that line elsewhere, and give it to --head next time; it
    tells a chain cut short or written anew. Exit code 0: all holds; 1: the first entry that does
    not is named; 2: not readable.
    """
    with refusals_shown():
        mark = mark_of(head) if head else None
        found = _of_export(export, mark) if export else _of_platform(mark)
    _show(found)
    raise typer.Exit(0 if found.holds else 1)


def _of_export(path: Path, mark: Mark | None) -> Verdict:
    try:
        with path.open(encoding="utf-8") as lines:
            return export_verdict(lines, mark=mark)
    except (OSError, UnicodeDecodeError) as problem:
        refused(
            f"{path} ne peut pas être lu\u202f: {problem}. Vérifiez le chemin.",
            f"{path} cannot be read: {problem}. Check the path.",
        )


def _of_platform(mark: Mark | None) -> Verdict:
    django_ready()
    schema_ready()
    from tenir.apps.journal import queries  # noqa: PLC0415  after Django is loaded

    with _shown() as progress:
        return queries.verify(SYSTEM, mark=mark, progress=progress)


@contextmanager
def _shown() -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(say("journal", "journal"), total=None)
        yield lambda read, total: bar.update(task, completed=read, total=total)


def _show(found: Verdict) -> None:
    if found.fault:
        out.print(f"[bold red]✗[/] {escaped(_words(found.fault))}")
        return
    count, erased, waiting = (
        number(n, Reader.language) for n in (found.entries, found.erased, found.unsealed)
    )
    out.print(
        "[green]✓[/] "
        + say(
            f"{count} écritures tiennent, dont {erased} où ce qui nomme des personnes est effacé"
            f"\u202f; {waiting} attendent leur sceau",
            f"{count} entries hold, {erased} of them with what names people erased; "
            f"{waiting} wait for their seal",
        )
    )
    if found.withheld:
        kept = number(found.withheld, Reader.language)
        out.print(say(f"  dont {kept} dont le contenu est réservé", f"  {kept} of them withheld"))
    out.print(say("  repère à garder ailleurs", "  mark to keep elsewhere"))
    out.print(f"  {found.head}")


def _words(fault: Fault) -> str:
    values = {"position": fault.position, "id": "?" if fault.id is None else fault.id}
    return phrase(f"journal.{fault.kind}", Reader.language, **values)


@app.command()
def export(
    *,
    client: Annotated[str, typer.Option(metavar="NUMBER", help="The client's number.")],
    out_file: Annotated[
        Path, typer.Option("--out", help="The file to write, one that is not there.")
    ],
    personal: Annotated[
        bool, typer.Option("--personal", help="With what names people, each with its salt.")
    ] = False,
) -> None:
    """Write a client's entries to a file that proves itself: JSON lines.

    `tenir journal verify FILE` verifies it on any machine.
    """
    django_ready()
    schema_ready()
    from tenir.apps.journal import queries, services  # noqa: PLC0415  after Django is loaded
    from tenir.apps.parties.queries import clients  # noqa: PLC0415

    at = clock.now()
    found = clients(SYSTEM).filter(number=client).first()
    if found is None:
        refused(
            f"aucun client n'a le numéro {client}. Vérifiez-le.",
            f"no client has the number {client}. Check it.",
        )
    services.seal(at)
    with refusals_shown():
        lines = queries.export(
            SYSTEM, found.organisation_id, number=client, made_at=at, personal=personal
        )
        written = _written(lines, out_file)
    count = number(written - 1, Reader.language)
    out.print(
        f"[green]✓[/] {escaped(str(out_file))}: " + say(f"{count} écritures", f"{count} entries")
    )


def _written(lines: Iterator[str], path: Path) -> int:
    written = 0
    try:
        with open(path, "x", encoding="utf-8", opener=_for_its_owner) as file:
            for line in lines:
                file.write(line + "\n")
                written += 1
    except OSError as problem:
        refused(
            f"{path} ne peut pas être écrit\u202f: {problem}. Donnez un fichier qui n'existe pas.",
            f"{path} cannot be written: {problem}. Give a file that is not there.",
        )
    return written


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
