"""`tenir people`: people erased, as they may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, refused, schema_ready

if TYPE_CHECKING:
    from tenir.integrations.erasure import Erased

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def people() -> None:
    """Erase people, as they may ask (GDPR 17)."""


@app.command()
def erase(
    *,
    address: Annotated[str, typer.Argument(help="The address that signs in, or a contact's.")],
    write: Annotated[bool, typer.Option("--write", help="Do it; else only told.")] = False,
    by: By = "",
) -> None:
    """Forget who someone was, wherever Tenir tells of them; say what is kept, and until when.

    Their account is closed and they speak for no client any more: else exit code 2 says what to do
    first. Without --write it says what it would do. It cannot be undone.
    """
    django_ready()
    schema_ready()
    from tenir.apps.accounts.queries import Person  # noqa: PLC0415  after Django is loaded
    from tenir.apps.parties.queries import Contact  # noqa: PLC0415
    from tenir.integrations import erasure  # noqa: PLC0415

    at = clock.now()
    person = Person.objects.filter(email__iexact=address).first()
    contact = Contact.objects.filter(email__iexact=address, erased_at=None).order_by("pk").last()
    if person is None and contact is None:
        refused(f"personne n'a l'adresse {address}.", f"nobody has the address {address}.")
    with refusals_shown():
        actor = acting(by)

        def act() -> Erased:
            if person is not None:
                return erasure.erase_person(person, actor=actor, at=at)
            assert contact is not None
            return erasure.erase_contact(contact, actor=actor, at=at)

        told = act() if write else erasure.foretold(act)
    _say(told, write=write)


def _say(told: Erased, *, write: bool) -> None:
    done = say("Effacé\u202f:", "Erased:")
    would = say("Serait effacé (ajoutez --write)\u202f:", "Would be erased (add --write):")
    out.print(done if write else would)
    for line in (
        ", ".join(told.names), ", ".join(told.addresses),
        say("contact de ", "contact of ") + (", ".join(told.contacts) or "—"),
        say(f"{told.notices} avis, {told.reworded} avis à d'autres",
            f"{told.notices} notices, {told.reworded} notices to others"),
        say(f"{told.entries} écritures du journal", f"{told.entries} entries of the journal"),
    ):  # fmt: skip
        out.print(escaped(f"  {line}"))
    out.print(say("Gardé\u202f:", "Kept:"))
    out.print(escaped("  " + say(
        f"{told.proofs} avis qui prouvent une notification, cinq ans (3.1, 5.14)",
        f"{told.proofs} notices that prove a notification, five years (3.1, 5.14)",
    )))  # fmt: skip
    out.print(escaped("  " + say(
        "ce que disent demandes, commandes et documents signés, sous le nom de personne",
        "what requests, orders and signed documents say, under nobody's name",
    )))  # fmt: skip
