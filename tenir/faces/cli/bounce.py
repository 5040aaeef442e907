"""`tenir bounce`: a mail server pipes in what came back."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tenir.clock import now
from tenir.faces.cli.console import escaped, out, say
from tenir.faces.cli.platform import refused, settings_or_later

app = typer.Typer(add_completion=False)
TRY_LATER = 75  # what a mail server understands as: keep it and pipe it in again


@app.command()
def bounce(
    *,
    to: Annotated[
        str, typer.Option(help="The address that the message came to; its headers without it.")
    ] = "",
) -> None:
    """Take in a message that bounced, from standard input: its contact's address is flagged.

    Ends with 0 whatever the message is, for a mail server has nothing to do about a bad one, and
    with 75 where the database does not answer or the settings are faulty.
    """
    if sys.stdin.isatty():
        refused("dirigez le message vers l'entrée standard.", "pipe the message in.")
    settings_or_later(TRY_LATER)
    from django.db import DatabaseError  # noqa: PLC0415  after Django is loaded

    from tenir.integrations.mail.bounces import LARGEST, take  # noqa: PLC0415

    raw = sys.stdin.buffer.read(LARGEST)
    while sys.stdin.buffer.read(1 << 20):
        pass  # or the mail server's pipe breaks, and it sends a bounce of its own
    try:
        taken = take(raw, now(), recipient=to)
    except DatabaseError:
        raise typer.Exit(TRY_LATER) from None
    if taken.notice is None:
        told = say("rien à faire", "nothing to do") + f" ({taken.because})"
    else:
        kind = say("définitif", "for good") if taken.hard else say("provisoire", "for now")
        told = say("retour de l'avis", "bounce of notice") + f" {taken.notice.pk}, {kind}"
    out.print(escaped(told))
