"""`tenir convention`: check an agreement file, show it, compare two, print its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from tenir.faces.cli.agreements import Readings, chosen_agreement
from tenir.faces.cli.console import Reader, escaped, out, refusals_shown, say, table
from tenir.integrations import agreement_files
from tenir.terms import clauses
from tenir.terms.agreement import Agreement
from tenir.terms.cited import Term
from tenir.terms.convention import Convention
from tenir.terms.differences import changes, in_words
from tenir.terms.loading import FaultyConvention
from tenir.terms.readings import reading_places

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Agreement files: check, show, diff, schema."
)
AgreementFile = Annotated[
    Path | None, typer.Argument(help="An agreement file; the reference agreement without it.")
]


@app.command()
def check(file: AgreementFile = None) -> None:
    """List every mistake of an agreement file at once, its acceptance cases included.

    Exit code 2 where there is any.
    """
    path = file or _reference()
    with refusals_shown():
        agreement = agreement_files.agreement_at(path)
        beside = agreement_files.cases_beside(path)
        count, faults = agreement_files.faults_of_cases(agreement, beside) if beside else (0, [])
        faults += agreement_files.missing_passages(agreement, path)
        if faults:
            raise FaultyConvention(faults)
    found = agreement.convention
    readings = sum(1 for _ in reading_places(found))
    out.print(
        say(
            f"[green]✓[/] {path.name} : {len(found.terms)} termes, {len(found.products)} produits, "
            f"{readings} lectures, {count} cas conformes",
            f"[green]✓[/] {path.name}: {len(found.terms)} terms, {len(found.products)} products, "
            f"{readings} readings, {count} cases as expected",
        )
    )


@app.command()
def show(
    *,
    file: AgreementFile = None,
    product: Annotated[str | None, typer.Option(help="The terms of that product.")] = None,
    hosting: Annotated[str | None, typer.Option(help="shared or dedicated.")] = None,
    reading: Readings = None,
    source: Annotated[bool, typer.Option("--source", help="Print the file itself.")] = False,
) -> None:
    """Show the terms that hold, each with its clause and the layer that it comes from."""
    with refusals_shown():
        if source:
            print(agreement_files.read_text(file or _reference()), end="")
            return
        agreement = chosen_agreement(file, reading)
        table = _terms_table(agreement, product, hosting)
    out.print(table)
    out.print(_readings_table(agreement))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The earlier version.")],
    new: Annotated[
        Path | None, typer.Argument(help="The later one; the reference without it.")
    ] = None,
) -> None:
    """Say in words what changed, clause by clause. Exit code 1 where anything did."""
    with refusals_shown():
        before = agreement_files.agreement_at(old)
        after = agreement_files.agreement_at(new or _reference())
        found = changes(before, after)
    for line in in_words(found, Reader.language):
        out.print(escaped(line))
    raise typer.Exit(1 if found else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of agreement files, for editors to complete and check them."""
    print(json.dumps(Convention.model_json_schema(by_alias=True), indent=2, ensure_ascii=False))


def _reference() -> Path:
    return agreement_files.path_of(agreement_files.shipped_versions()[-1])


def _terms_table(agreement: Agreement, product: str | None, hosting: str | None) -> Table:
    terms = agreement.terms(product, hosting)
    header = agreement.convention.agreement
    title = f"{getattr(header.name, Reader.language)} {header.version}" + (
        f" · {product}" if product else ""
    )
    words = say("Clause|Terme|Contenu|Couche", "Clause|Term|Content|Layer").split("|")
    shown = table(*words, title=title)
    rows = [(terms.held(key), key) for key in agreement.convention.terms]
    for held, key in sorted(rows, key=lambda row: clauses.order(row[0].clauses[0])):
        layer = next((use for use in held.layers if use.outcome == "applied"), held.layers[0])
        shown.add_row(
            ", ".join(held.clauses), key, escaped(_content(held.term)), layer.id or layer.layer
        )
    return shown


def _content(term: Term) -> str:
    values = term.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"clause", "readings", "kind"}
    )
    return "; ".join(f"{name}: {_flat(value)}" for name, value in values.items())


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name}={_flat(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    return str(value)


def _readings_table(agreement: Agreement) -> Table:
    words = say("Id|Doute|Appliquée|Autres", "Id|Doubt|Applied|Others").split("|")
    shown = table(*words, title=say("Lectures", "Readings"))
    for _, reading in reading_places(agreement.convention):
        applied = agreement.readings.get(reading.id, reading.taken.id)
        said_as = reading.others.get(applied, reading.taken)
        rest = [name for name in (reading.taken.id, *reading.others) if name != applied]
        said = f"{applied} : {getattr(said_as, Reader.language)}"
        shown.add_row(
            reading.id, getattr(reading.doubt, Reader.language), escaped(said), ", ".join(rest)
        )
    return shown
