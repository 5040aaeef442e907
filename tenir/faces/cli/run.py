"""`tenir run`: the whole platform on this machine, with a demonstration in it."""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tenir import clock
from tenir.faces.cli.console import Reader, escaped, out, say
from tenir.faces.cli.platform import django_ready, stop_asked
from tenir.faces.cli.progress import going_on
from tenir.faces.cli.serve import free_port
from tenir.faces.cli.supervision import supervised
from tenir.terms.phrases import name_of

app = typer.Typer(add_completion=False)
TENIR = (sys.executable, "-P", "-m", "tenir")  # a csv.py of the folder we start in is not Python's
DEMONSTRATION = "tenir.integrations.demonstration.platform"


@app.command()
def run(
    *,
    port: Annotated[int, typer.Option(help="Port to listen on, on this machine only.")] = 8000,
    folder: Annotated[
        Path, typer.Option("--in", help="Where the demonstration lives from one run to the next.")
    ] = Path("demo/platform"),
) -> None:
    """Start the platform with a made-up publisher: pages and background work, until Ctrl-C.

    The first run makes the demonstration; the next ones find it as it was left. Remove the folder
    to begin again.
    """
    free_port("127.0.0.1", port)
    address = f"http://127.0.0.1:{port}"
    for name in [name for name in os.environ if name.startswith("TENIR_")]:
        del os.environ[name]  # a demonstration writes to no database and mailbox but its own
    os.environ |= {
        "TENIR_MODE": "demonstration",
        "TENIR_DATA": str(folder.absolute()),
        "TENIR_URL": address,
    }
    stop = stop_asked()
    django_ready()
    from tenir.integrations.upkeep import schema  # noqa: PLC0415  after Django is loaded

    with going_on(say("Préparation de la base", "Making the database ready")) as progress:
        schema.bring_up_to_date(progress)
    built = _demonstration()
    if stop.is_set():
        return
    _show(address, built)
    ours = [*TENIR, "--lang", Reader.language]
    web = [*ours, "serve", "--port", str(port), "--workers", "2"]
    supervised({"web": web, "worker": [*ours, "worker"], "probe": [*ours, "probe"]}, stop=stop)
    out.print(say("Arrêté. Tout est gardé.", "Stopped. All is kept."))


def _demonstration() -> Any:
    if importlib.util.find_spec(DEMONSTRATION) is None:
        out.print(
            say("Il n'y a pas de données de démonstration.", "There is no demonstration data.")
        )
        return None
    build = importlib.import_module(DEMONSTRATION).build_platform
    logs = logging.getLogger("tenir")
    level = logs.level
    with going_on(say("Données de démonstration", "Demonstration data")) as progress:
        logs.setLevel(logging.WARNING)  # what it tells of did not happen now
        try:
            return build(clock.now(), progress)
        finally:
            logs.setLevel(level)


def _show(address: str, built: Any) -> None:
    signs = getattr(built, "sign_ins", None) or ()
    if signs:
        out.print(say("Se connecter en tant que :", "Sign in as:"))
    for sign in signs:  # one line each, so that a password is copied whole
        name, mail, password, role, at = (escaped(str(part)) for part in sign)
        words = name_of(f"role.{role}", Reader.language)
        out.print(f"  [bold]{words}[/] · {f'{at} · ' if at else ''}{name}", soft_wrap=True)
        out.print(f"    {mail}  {password}", soft_wrap=True, highlight=False)
    out.print(f"[bold green]Tenir[/] {escaped(address)}")
    out.print(say("Ctrl-C arrête tout.", "Ctrl-C stops it all."))
