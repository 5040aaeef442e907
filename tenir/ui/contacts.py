"""A client's contacts and readers as every face shows them: how each stands, what may be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts import queries as accounts
from tenir.apps.accounts.queries import Invitation
from tenir.apps.parties import queries, services
from tenir.apps.parties.queries import Client, Contact
from tenir.ui.listing import Column
from tenir.ui.states import state_of
from tenir.viewer import Viewer


@dataclass(frozen=True)
class Face:
    """Which face the pages stand in: its addresses, its frame, the menu entry that is lit."""

    name: str
    page: Callable[..., HttpResponse]
    here: str
    home: Callable[[int], str]  # where the contacts of that client are shown

    def to(self, name: str, *keys: Any) -> str:
        """The address of that page in this face."""
        return reverse(f"{self.name}:{name}", args=keys)


@dataclass(frozen=True)
class Deed:
    """Something that may be done: a link, or a button that posts `act`; asked twice by `sure`."""

    label: Any
    address: str
    act: str = ""
    sure: Any = ""
    follows: Any = ""
    icon: str = "pencil"
    grave: bool = False


@dataclass
class Row:
    """Someone of the client: who they are, how they stand, what may be done."""

    name: str
    email: str
    states: list[str] = field(default_factory=list)  # of ui/states.py
    note: str = ""
    telephone: str = ""
    deeds: list[Deed] = field(default_factory=list)


@dataclass(frozen=True)
class Side:
    """A client as its contacts are looked after: who speaks, who looks, what waits."""

    client: Client
    contacts: Sequence[Row]
    readers: Sequence[Row]
    changes: Sequence[queries.ContactChange]
    manages: bool
    speaks: bool
    new: str
    new_reader: str
    ask: str
    confirm: str


@dataclass(frozen=True, slots=True)
class Line:
    """Someone of a client as a file tells them: a contact, or a reader."""

    client: Client
    role: Any
    who: Row


IN_FILES = (
    Column("client", _("Client"), lambda line: str(line.client)),
    Column("name", _("Name"), lambda line: line.who.name),
    Column("email", _("E-mail"), lambda line: line.who.email),
    Column("telephone", _("Telephone"), lambda line: line.who.telephone),
    Column("role", _("Role"), lambda line: line.role),
    Column("state", _("State"),
           lambda line: ", ".join(str(state_of(each).word) for each in line.who.states)),
    Column("flagged", _("Reason"), lambda line: line.who.note),
)  # fmt: skip


def lines_of(sides: Sequence[Side]) -> list[Line]:
    """Everyone of these clients, for a file.

    Clause: 9.1.
    """
    return [
        Line(side.client, role, who)
        for side in sides
        for role, those in ((_("Contact"), side.contacts), (_("Reader"), side.readers))
        for who in those
    ]


def side_of(viewer: Viewer, client: Client, face: Face) -> Side:
    """All of it, for that viewer."""
    waiting = _waiting(viewer, client.pk)
    held = list(queries.contacts_of(viewer, client.pk))
    manages = services.may_manage(viewer, client.pk)
    speaking = {contact.email.lower() for contact in held}
    return Side(
        client,
        [_contact(viewer, each, face, waiting.get(each.email.lower())) for each in held],
        [*_readers(viewer, client, face, manages=manages),
         *_invited(face, waiting, speaking, manages=manages)],
        list(queries.changes(viewer, organisation=client.pk)[:10]),
        manages=manages,
        speaks=services.may_speak(viewer, client.pk) and any(each.main for each in held),
        new=face.to("contact-new", client.pk),
        new_reader=face.to("reader-new", client.pk),
        ask=face.to("main-change", client.pk),
        confirm=face.to("contacts-confirm", client.pk),
    )  # fmt: skip


def _waiting(viewer: Viewer, organisation: int) -> dict[str, Invitation]:
    """The links that wait, by address: for whoever may read them."""
    found = accounts.invitations(viewer).filter(
        organisation=organisation, accepted_at=None, revoked_at=None
    )
    return {each.email.lower(): each for each in found}


def _contact(viewer: Viewer, each: Contact, face: Face, link: Invitation | None) -> Row:
    row = Row(each.name, each.email, telephone=each.telephone, note=each.flagged_because)
    if each.main:
        row.states.append("main")
    if each.flagged_at:
        row.states.append("flagged")
    if each.person_id is None and (viewer.is_staff or viewer.leads(each.client_id)):
        row.states.append("invited" if link else "outside")
    row.deeds = list(_deeds(viewer, each, face, link))
    return row


def _deeds(viewer: Viewer, each: Contact, face: Face, link: Invitation | None) -> list[Deed]:
    if not services.may_manage(viewer, each.client_id):
        return []
    post = face.to("contact-act", each.client_id, each.pk)
    found = []
    if not each.main:
        found.append(Deed(_("Change"), face.to("contact", each.client_id, each.pk)))
    if each.person_id is None:
        again = _("Send a new link") if link else _("Send the link")
        found.append(Deed(again, post, "invite", icon="send"))
    if services.may_keep_clients(viewer):
        found.append(
            Deed(_("Reached after all"), post, "unflag", icon="check") if each.flagged_at
            else Deed(_("Flag"), face.to("contact-flag", each.client_id, each.pk), icon="flag")
        )  # fmt: skip
    if not each.main:
        found.append(Deed(
            _("Remove"), post, "remove", icon="trash", grave=True,
            sure=gettext("Remove %(name)s?") % {"name": each.name},
            follows=_("They speak for the client no more: their role, their sessions and any link "
                      "end now. They are told."),
        ))  # fmt: skip
    return found


def _readers(viewer: Viewer, client: Client, face: Face, *, manages: bool) -> list[Row]:
    found = []
    for held in queries.readers_of(viewer, client.pk):
        row = Row(held.person.name, held.person.email)
        if manages:
            row.deeds = [Deed(
                _("Remove"), face.to("reader-act", client.pk, held.person_id), "remove",
                icon="trash", grave=True, sure=gettext("Remove %(name)s?") % {"name": row.name},
                follows=_("They look no more, and their sessions end now."),
            )]  # fmt: skip
        found.append(row)
    return found


def _invited(
    face: Face,
    waiting: dict[str, Invitation],
    speaking: set[str],
    *,
    manages: bool,
) -> list[Row]:
    """Who was sent a link and is no contact: a reader to be."""
    found = []
    for email, link in waiting.items():
        if email in speaking:
            continue
        row = Row(link.name or email, link.email, ["invited"])
        if manages:
            post = face.to("invitation-act", link.pk)
            row.deeds = [
                Deed(_("Send a new link"), post, "resend", icon="send"),
                Deed(_("Withdraw the link"), post, "revoke", icon="x", grave=True,
                     sure=_("Withdraw this link?"), follows=_("It opens nothing any more.")),
            ]  # fmt: skip
        found.append(row)
    return found
