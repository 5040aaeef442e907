"""`tenir requests`: a running desk brought in, requests written out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tenir import clock
from tenir.faces.cli.console import Reader, escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, refused, schema_ready
from tenir.faces.cli.progress import progress_shown
from tenir.integrations.agreement_files import read_bytes

if TYPE_CHECKING:
    from tenir.apps.support.services import BroughtIn

app = typer.Typer(add_completion=False, no_args_is_help=True)
PARTS = ("clients", "products", "priorities", "states")


@app.callback()
def requests() -> None:
    """Bring a desk's requests in with their history, or write them out."""


@app.command("import")
def import_(
    *,
    requests: Annotated[Path, typer.Argument(help="JSON, Zammad's export, or a CSV table.")],
    history: Annotated[
        Path | None, typer.Argument(help="What happened to them, where REQUESTS is a table.")
    ] = None,
    meaning: Annotated[
        Path | None,
        typer.Option("--map", help="JSON: what Zammad's groups, states… stand for."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Keep it; else only told.")] = False,
    by: By = "",
) -> None:
    """Bring in open and closed requests, their clocks replayed: all or nothing.

    Without --write it says what it would do. Exit code 2 where the files have mistakes: each is
    told with its place. What is left out of Zammad's export, or not taken as it stood, is told too.
    Nobody is written to. The format: docs/operations/import-requests.md.
    """
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.requests import import_requests  # noqa: PLC0415

    with refusals_shown(), progress_shown() as bar:
        task = bar.add_task(say("Demandes", "Requests"), total=None)
        brought = import_requests(
            read_bytes(requests), read_bytes(history) if history else None,
            names=(requests.name, history.name if history else ""), meaning=_map(meaning),
            dry_run=not write, actor=acting(by), at=clock.now(),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    _told(brought, write=write)


@app.command()
def export(
    *,
    file: Annotated[Path, typer.Argument(help="Where they are written, as `import` reads them.")],
    by: By = "",
) -> None:
    """Write the requests and their history as JSON. It holds personal data."""
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.requests import export_requests  # noqa: PLC0415

    with refusals_shown():
        text = export_requests(acting(by))
    file.write_text(text)
    out.print(escaped(str(file)))


def _map(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        told = json.loads(read_bytes(path))
    except ValueError:
        told = None
    if not isinstance(told, dict) or not set(told) <= set(PARTS):
        refused(
            f"{path.name} : écrivez un objet JSON ; clés connues : {', '.join(PARTS)}.",
            f"{path.name}: write a JSON object; keys known: {', '.join(PARTS)}.",
        )
    return dict(told)


def _told(brought: BroughtIn, *, write: bool) -> None:
    opened, closed = len(brought.opened), len(brought.closed)
    out.print(say(
        f"{opened} demandes en cours et {closed} closes, {brought.entries} événements, "
        f"{brought.files} pièces jointes ; {brought.unchanged} déjà là.",
        f"{opened} open requests and {closed} closed ones, {brought.entries} events, "
        f"{brought.files} attachments; {brought.unchanged} there already.",
    ))  # fmt: skip
    if brought.told:
        out.print(say(f"Laissé de côté, ou pris autrement : {len(brought.told)}.",
                      f"Left out, or taken otherwise: {len(brought.told)}."))  # fmt: skip
    for each in brought.told:
        out.print(f"  {escaped(each.message(Reader.language))}")
    if not write:
        out.print(say("Rien n'est gardé\u202f: relancez avec --write.",
                      "Nothing is kept: run it again with --write."))  # fmt: skip
