"""One client at a glance: what is to be done next, and what happened lately."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenir.apps.commitments.queries import Commitment
from tenir.apps.parties import services
from tenir.apps.parties.queries import Client, Contact, ContactChange
from tenir.ui.pages import Entry
from tenir.ui.promises import about, first_up, named
from tenir.ui.states import STATES
from tenir.ui.timeline import Happened
from tenir.viewer import Viewer

LATELY = 8


def next_steps(
    viewer: Viewer,
    client: Client,
    contacts: Sequence[Contact],
    changes: Sequence[ContactChange],
    *,
    signed: bool,
) -> list[Entry]:
    """What whoever is in charge of clients does next; nothing for the others."""
    if not services.may_keep_clients(viewer):
        return []
    return list(_steps(client, contacts, changes, signed=signed))


def _steps(
    client: Client, contacts: Sequence[Contact], changes: Sequence[ContactChange], *, signed: bool
) -> Iterator[Entry]:
    to_contacts = reverse("console:client-contacts", args=[client.pk])
    if not contacts:
        new = reverse("console:contact-new", args=[client.pk])
        yield Entry(_("Designate its first contact: nothing starts before (4.2)."), new, "users")
    for change in changes:
        if change.state == "awaiting_verification":
            to = reverse("console:contact-change", args=[change.pk])
            yield Entry(_("Verify the signed document of a change (9.3)."), to, "file-certificate")
    if flagged := [contact for contact in contacts if contact.flagged_at]:
        words = ngettext(
            "%(count)s contact cannot be reached: correct or confirm them (9.2).",
            "%(count)s contacts cannot be reached: correct or confirm them (9.2).", len(flagged),
        )  # fmt: skip
        yield Entry(words % {"count": len(flagged)}, to_contacts, "flag")
    if outside := [contact for contact in contacts if contact.person_id is None]:
        words = ngettext(
            "%(count)s contact has not come in yet: send them the link (4.3).",
            "%(count)s contacts have not come in yet: send them the link (4.3).", len(outside),
        )  # fmt: skip
        yield Entry(words % {"count": len(outside)}, to_contacts, "send")
    if not signed:
        to = reverse("console:client-contracts", args=[client.pk])
        yield Entry(_("Sign its contract: nothing is promised before."), to, "file-certificate")


def lately(promised: QuerySet[Commitment]) -> list[Commitment]:
    """The promises settled lately, the last first."""
    settled = promised.exclude(state="running").exclude(settled_at=None)
    return list(settled.order_by("-settled_at")[:LATELY])


def story(
    settled: Sequence[Commitment], contacts: Sequence[Contact], changes: Sequence[ContactChange]
) -> list[Happened]:
    """What happened lately, the last first: promises settled, contacts, changes of the main one."""
    events = [*_settled(settled), *_contacts(contacts), *_changes(changes)]
    return sorted(events, key=lambda event: event.at, reverse=True)[:LATELY]


def _settled(promised: Sequence[Commitment]) -> Iterator[Happened]:
    for it in promised:
        drawn = STATES[it.state]
        words = " · ".join([*about(it), str(drawn.word)])
        yield Happened(
            it.settled_at or it.due_at, first_up(named(it)), words, icon=drawn.icon,
            tone=drawn.tone, clauses=it.clauses,
            address=reverse("console:commitment", args=[it.pk]),
        )  # fmt: skip


def _contacts(contacts: Sequence[Contact]) -> Iterator[Happened]:
    for contact in contacts:
        yield Happened(
            contact.designated_at, _("Contact designated"), contact.name, icon="user",
            tone="running", clauses=("9.1",),
        )  # fmt: skip


def _changes(changes: Sequence[ContactChange]) -> Iterator[Happened]:
    for change in changes:
        drawn = STATES[change.state]
        yield Happened(
            change.decided_at or change.signed_at or change.asked_at,
            _("Change of the main contact"), drawn.word, icon=drawn.icon, tone=drawn.tone,
            clauses=("9.3",), address=reverse("console:contact-change", args=[change.pk]),
        )  # fmt: skip
