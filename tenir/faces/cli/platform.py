"""What the commands of the platform share: Django, loaded with the environment's settings."""

from __future__ import annotations

import os

import typer

from tenir.configuration import FaultyConfiguration
from tenir.faces.cli.console import err, escaped


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
        for line in str(faulty).split("\n"):
            err.print(f"[bold red]✗[/] {escaped(line)}")
        raise typer.Exit(2) from None
