"""`tenir mail-in`: a mail server pipes in what came, or the mailbox is emptied."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tenir.clock import now
from tenir.faces.cli.console import escaped, out, say
from tenir.faces.cli.platform import refused, settings_or_later

app = typer.Typer(add_completion=False)
TRY_LATER, TOO_LARGE = 75, 69  # what a mail server understands as: again later; back to the sender


@app.command()
def mail_in(
    *,
    to: Annotated[
        str, typer.Option(help="The address that the message came to; its headers without it.")
    ] = "",
    mailbox: Annotated[
        bool, typer.Option("--mailbox", help="Empty the mailbox of TENIR_MAILBOX instead.")
    ] = False,
) -> None:
    """Take in a message from standard input: an answer joins its request, the rest is kept.

    Ends with 0 whatever the message is, with 75 where the database does not answer or the
    settings are faulty, and with 69 where it is over 80 MB, so that its sender is told.
    """
    if not mailbox and sys.stdin.isatty():
        refused("dirigez le message vers l'entrée standard.", "pipe the message in.")
    settings_or_later(TRY_LATER)
    if mailbox:
        _emptied()
    else:
        _piped(to)


def _piped(to: str) -> None:
    from django.db import DatabaseError  # noqa: PLC0415  after Django is loaded

    from tenir.apps.documents.services import ScannerSilent  # noqa: PLC0415
    from tenir.integrations.mail.intake import LARGEST, take_in  # noqa: PLC0415

    raw = sys.stdin.buffer.read(LARGEST + 1)
    if len(raw) > LARGEST:
        while sys.stdin.buffer.read(1 << 20):
            pass  # or the mail server's pipe breaks before it hears why
        out.print(say("message trop grand (80 Mo au plus)", "message too large (80 MB at most)"))
        raise typer.Exit(TOO_LARGE)
    try:
        taken = take_in(raw, now(), recipient=to)
    except (DatabaseError, ScannerSilent):
        raise typer.Exit(TRY_LATER) from None
    out.print(escaped(f"{taken.became} {taken.because}".strip()))


def _emptied() -> None:
    from django.conf import settings  # noqa: PLC0415  after Django is loaded

    from tenir.integrations.mail import mailbox  # noqa: PLC0415

    if not settings.TENIR.mailbox:
        refused("TENIR_MAILBOX n'est pas donnée.", "TENIR_MAILBOX is not given.")
    try:
        became = mailbox.empty(settings.TENIR.mailbox, clock=now)
    except mailbox.MailboxAway as away:
        refused(f"la boîte ne répond pas : {away}", f"the mailbox does not answer: {away}")
    out.print(escaped(", ".join(f"{name}: {count}" for name, count in sorted(became.items()))))
