"""One act: whose addresses, then notices, contacts, journal, account; all of it or nothing.

What is kept, until when and why: docs/decisions/0023-what-an-erasure-keeps.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Person
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Proving
from tenir.apps.parties import services as parties
from tenir.apps.parties.queries import Contact
from tenir.apps.publishing import services as publishing
from tenir.apps.search import services as search
from tenir.apps.support import services as support
from tenir.viewer import Viewer

KEPT_AS_PROOF = timedelta(days=5 * 365)  # docs/operations/retention.md
PROVING = (
    "agreements.version_notified", "agreements.version_at_once", "agreements.version_moved",
    "agreements.version_answered", "agreements.version_in_force", "agreements.ended",
    "maintenance.announced", "maintenance.changed", "maintenance.withdrawn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was erased, from where, and what is kept as proof until `kept_until`."""

    account: str  # the address that signed in; empty without one
    contacts: tuple[str, ...]  # the clients that they spoke for
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    notices: int
    reworded: int  # notices to others, which name them no more
    entries: int  # of the journal, which say nothing of people any more
    subscriptions: int
    mails: int
    proofs: int
    kept_until: datetime


@dataclass
class _Whom:
    """Someone as all apps know them."""

    person: Person | None
    known: parties.Known
    addresses: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


@transaction.atomic
def erase_person(person: Person, *, actor: Viewer, at: datetime) -> Erased:
    """Forgets who someone was, wherever they are told of; what must still be proved is kept.

    An administrator does it, in person, of someone whose account is closed and who speaks for no
    client. Raises StillOpen, ContactRefused, NotAllowed.
    """
    accounts.check_administers(actor)
    accounts.check_closed(person)
    addresses, names = accounts.known_of(person)
    known = parties.known_of(person.pk, addresses)
    return _erase(_Whom(person, known, addresses, names), actor=actor, at=at)


@transaction.atomic
def erase_contact(contact: Contact, *, actor: Viewer, at: datetime) -> Erased:
    """The same of a former contact: with their account, where they have one.

    Raises StillOpen, ContactRefused, NotAllowed.
    """
    if contact.person is not None and contact.person.erased_at is None:
        return erase_person(contact.person, actor=actor, at=at)
    accounts.check_administers(actor)
    known = parties.known_of(contact.person_id, {contact.email})
    return _erase(_Whom(None, known), actor=actor, at=at)


def foretold(act: Callable[[], Erased]) -> Erased:
    """What an erasure would do, in figures: it is done, and undone before anyone sees it."""
    with transaction.atomic():
        told = act()
        transaction.set_rollback(True)
    return told


def _erase(whom: _Whom, *, actor: Viewer, at: datetime) -> Erased:
    known, person = whom.known, whom.person
    account = person.email if person else ""
    addresses = frozenset(whom.addresses | known.addresses)
    names = frozenset(whom.names | known.names)
    clients = tuple(row.client.organisation.name for row in known.contacts)
    told = notices.erase_person(
        person.pk if person else None, addresses=addresses, words={*names, *known.telephones},
        organisations={row.client_id for row in known.contacts},
        proving=Proving(PROVING, at - KEPT_AS_PROOF), actor=actor, at=at,
    )  # fmt: skip
    subscriptions = publishing.forget_addresses(
        addresses, person=person.pk if person else None, at=at
    )
    mails = support.forget_mail_from(addresses)
    keys = [row.pk for row in known.contacts]
    parties.erase_contacts(keys, names=names, actor=actor, at=at)
    entries = journal.erase(
        because="request", entries=known.entries, addresses=addresses, actor=actor, at=at
    )
    if person:
        entries += accounts.erase_person(person, addresses=addresses, actor=actor, at=at)
    else:
        nobody = f"contact-{keys[0]}@erased.invalid" if keys else "nobody@erased.invalid"
        entries += accounts.forget_invitations(addresses, nobody=nobody, actor=actor, at=at)
    search.purge()
    return Erased(
        account, clients, tuple(sorted(addresses)), tuple(sorted(names)), told.erased,
        told.reworded, entries, subscriptions, mails, told.kept, at + KEPT_AS_PROOF,
    )  # fmt: skip
