"""`tenir probe`: our own probes, from where it runs."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.platform import django_ready, schema_ready, stop_asked

app = typer.Typer(add_completion=False)


@app.command()
def probe(
    *,
    location: Annotated[
        str, typer.Option(help="The location that targets name; its targets are probed.")
    ] = "",
    network: Annotated[
        list[str] | None,
        typer.Option(help="A network that may be probed though it is not public: 10.0.0.0/8."),
    ] = None,
) -> None:
    """Probe what is watched from this location, until told to stop."""
    django_ready()
    schema_ready()
    from tenir.integrations.probes.prober import Prober  # noqa: PLC0415  after Django is loaded
    from tenir.integrations.probes.reaching import Reach  # noqa: PLC0415

    try:
        reach = Reach.of(network or ())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--network") from None
    asyncio.run(Prober(location, reach, clock.now).run(stop_asked()))
