"""What the commands of the platform share: Django, loaded with the environment's settings."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tenir.configuration import FaultyConfiguration
from tenir.faces.cli.console import Reader, err, escaped, say

if TYPE_CHECKING:
    from tenir.viewer import Viewer

By = Annotated[
    str, typer.Option(help="Who acts, by e-mail address; else the system, in the journal's eyes.")
]


def django_ready() -> None:
    """Load Django before anything of the platform is imported; faulty settings end with code 2.

    Commands import the apps inside their functions, after this.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenir.settings")
    import django  # noqa: PLC0415  `tenir judge` starts without it
    from django.apps import apps  # noqa: PLC0415

    if apps.ready:
        return
    try:
        django.setup()
    except FaultyConfiguration as faulty:
        for line in faulty.message(Reader.language).split("\n"):
            err.print(f"[bold red]✗[/] {escaped(line)}")
        raise typer.Exit(2) from None


def settings_or_later(code: int) -> None:
    """Load Django; faulty settings end with that code, by which a mail server tries again."""
    try:
        django_ready()
    except typer.Exit:
        raise typer.Exit(code) from None


def refused(french: str, english: str) -> NoReturn:
    """One line about what is wrong and what to do, and exit code 2."""
    err.print(f"[bold red]✗[/] {escaped(say(french, english))}")
    raise typer.Exit(2)


def unwritable(file: Path, error: OSError) -> NoReturn:
    """What the system refused of a copy, whose folder holds a draft of it meanwhile."""
    import getpass  # noqa: PLC0415  no other command asks it

    user = getpass.getuser()
    refused(
        f"{file}\u202f: {error.strerror}. Mettez-le où {user} peut lire et écrire, et où il y a"
        " de la place.",
        f"{file}: {error.strerror}. Put it where {user} may read and write, with room.",
    )


def database_ready(*, making: bool = False, restoring: bool = False) -> None:
    """Go on only where the database answers and lets us work, as `obstacle` tells."""
    from tenir.integrations.upkeep.reached import obstacle  # noqa: PLC0415  after Django is loaded

    if found := obstacle(making=making, restoring=restoring):
        (french, english), (do, do_in_english) = found
        refused(f"la base {french}. {do}", f"the database {english}. {do_in_english}")


def schema_ready() -> None:
    """Go on only where the database answers and its tables are this version's."""
    database_ready()
    from tenir.integrations.upkeep import schema  # noqa: PLC0415  after Django is loaded

    behind, ahead = schema.behind(), schema.ahead()
    if ahead:
        refused(
            "la base vient d'une version plus récente de Tenir. Installez-la, ou restaurez une"
            " sauvegarde.",
            "the database comes from a newer Tenir. Install that one, or restore a copy.",
        )
    if behind:
        refused(
            "les tables sont en retard sur cette version. Lancez `tenir migrate`.",
            "the tables are behind this version. Run `tenir migrate`.",
        )


def stop_asked() -> Event:
    """An event that Ctrl-C or SIGTERM sets; a second one ends us as it would anybody."""
    stop = Event()

    def asked(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked)
    return stop


def acting(address: str) -> Viewer:
    """The person of that address as the one who acts; the system without an address."""
    from tenir.apps.accounts.queries import Person, viewer_of  # noqa: PLC0415
    from tenir.viewer import SYSTEM  # noqa: PLC0415

    if not address:
        return SYSTEM
    person = Person.objects.filter(email__iexact=address).first()
    if person is None:
        refused(f"personne n'a l'adresse {address}.", f"nobody has the address {address}.")
    return viewer_of(person)
