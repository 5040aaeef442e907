"""`tenir doctor`: how Tenir is, and what to do about it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import Reader, escaped, out, say
from tenir.faces.cli.platform import django_ready

app = typer.Typer(add_completion=False)
SIGNS = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "failed": "[bold red]✗[/]"}

NAMED = {  # in French; in English a thing is called by its code, which programs read
    "backup": "sauvegarde", "clock": "horloge", "closing": "clôture des mois",
    "database": "base de données", "disk": "disque", "isolation": "écriture simultanée",
    "journal": "journal", "loop deliver": "boucle deliver", "loop jobs": "boucle jobs",
    "loop tick": "boucle tick", "mail": "courriel", "mailbox": "boîte aux lettres",
    "monitors": "surveillances", "notices": "avis", "probes": "sondes", "queue": "file",
    "scanner": "antivirus", "search": "recherche", "settings": "réglages",
    "storage": "rangement", "tables": "tables", "work": "travail de fond", "writing": "écriture",
}  # fmt: skip


@app.command()
def doctor(
    *,
    send: Annotated[str, typer.Option(help="Also send a message to this address.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Look at settings, database, mail, documents, disk, background work and journal.

    Exit code 0: all is well; 1: warnings only; 2: something does not work.
    """
    django_ready()
    from tenir.integrations.upkeep.checks import findings  # noqa: PLC0415  after Django is loaded

    states: Counter[str] = Counter()
    for finding in findings(clock.now, send=send):
        states[finding.state] += 1
        told = finding.told(Reader.language)
        if as_json:
            print(json.dumps(told, ensure_ascii=False))
            continue
        of = say(f"{NAMED.get(finding.of, finding.of)}\u202f:", f"{finding.of}:")
        out.print(f"{SIGNS[finding.state]} {of} {escaped(told['found'])}")
        if told["remedy"]:
            out.print(f"  → {escaped(told['remedy'])}")
    if not as_json:
        out.print(_summed(states))
    raise typer.Exit(2 if states["failed"] else 1 if states["warning"] else 0)


def _summed(states: Counter[str]) -> str:
    good, middling, bad = (states[name] for name in SIGNS)
    return say(
        f"bien\u202f: {good}, avertissements\u202f: {middling}, en panne\u202f: {bad}",
        f"well: {good}, warnings: {middling}, failed: {bad}",
    )
