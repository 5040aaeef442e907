"""`tenir create-admin ADDRESS`: the first administrator, by invitation."""

from __future__ import annotations

from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import Reader, escaped, out, refusals_shown, say
from tenir.faces.cli.platform import django_ready, refused, schema_ready

app = typer.Typer(add_completion=False)


@app.command()
def create_admin(
    *,
    address: Annotated[str, typer.Argument(help="The administrator's e-mail address.")],
    name: Annotated[str, typer.Option(help="Their name.")] = "",
    publisher: Annotated[
        str, typer.Option(help="The publisher's name, where there is none yet.")
    ] = "",
) -> None:
    """Print a link by which that person becomes an administrator: once, within seven days.

    Run again before it is followed, it prints a new link; the one before opens nothing any more.
    Nothing is sent: hand the link over yourself. Whoever can run this command owns the database
    already.
    """
    django_ready()
    schema_ready()
    from tenir.apps.accounts import services as accounts  # noqa: PLC0415  after Django is loaded
    from tenir.apps.accounts.queries import Organisation, invitations  # noqa: PLC0415
    from tenir.viewer import SYSTEM, StaffRole  # noqa: PLC0415

    at, kind = clock.now(), Organisation.Kind.PUBLISHER
    ours = Organisation.objects.filter(kind=kind).first()
    if ours is None and not publisher:
        refused(
            "il n'y a pas encore d'éditeur. Donnez son nom\u202f: --publisher NOM.",
            "there is no publisher yet. Give its name: --publisher NAME.",
        )
    with refusals_shown():
        ours = ours or accounts.add_organisation(publisher, kind=kind, actor=SYSTEM, at=at)
        lost = invitations(SYSTEM).filter(
            organisation=ours, email__iexact=address, role=StaffRole.ADMINISTRATOR,
            accepted_at=None, revoked_at=None,
        ).first()  # fmt: skip
        invited = accounts.resend(lost, actor=SYSTEM, at=at) if lost else accounts.invite(
            address, organisation=ours, role=StaffRole.ADMINISTRATOR, actor=SYSTEM, at=at,
            name=name, language=Reader.language,
        )  # fmt: skip
    out.print(say("Ouvrez cette adresse, une fois, d'ici sept jours\u202f:",
                  "Open this address, once, within seven days:"))  # fmt: skip
    out.print(escaped(invited.link))
