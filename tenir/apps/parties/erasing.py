"""Erasing who a former contact was; and what parties know of someone, to find them elsewhere.

That a contact stood there stays, from when and until when, and the title of whoever signed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from tenir.apps.journal.queries import entries
from tenir.apps.journal.services import record
from tenir.apps.parties.acts_contacts import ContactRefused
from tenir.apps.parties.findable import index_contacts
from tenir.apps.parties.models import Contact, ContactChange
from tenir.viewer import SYSTEM, NotAllowed, Viewer

BLANK = "—"


@dataclass(frozen=True, slots=True)
class Known:
    """What parties know of someone: as which contacts, and the names, addresses and telephones
    that they had, former ones too; which entries of the journal tell of them."""

    contacts: tuple[Contact, ...]
    names: frozenset[str]
    addresses: frozenset[str]
    telephones: frozenset[str]
    entries: tuple[int, ...]


def known_of(person: int | None, addresses: Collection[str]) -> Known:
    """Who that person is and was among contacts: by their account, or by an address without one.

    For services: it filters by nobody.
    """
    theirs = Q(person=person) if person is not None else Q(pk__in=[])
    for address in addresses:
        theirs |= Q(person=None, email__iexact=address)
    found = Contact.objects.filter(theirs, erased_at=None).select_related("client__organisation")
    rows = tuple(found.order_by("client__number", "pk"))
    told: dict[str, set[str]] = {"name": set(), "email": set(), "telephone": set()}
    for row in rows:
        _gather(told, {key: getattr(row, key) for key in told})
    for change in _changes(rows):
        _gather(told, change.asked)
    about = list(_entries(rows))
    for _key, words in about:
        _gather(told, words)
    names = told["name"]
    keys = {key for key, _words in about} | set(_naming(rows, names))
    return Known(
        rows, frozenset(names), frozenset(one.lower() for one in told["email"]),
        frozenset(told["telephone"]), tuple(sorted(keys)),
    )  # fmt: skip


@transaction.atomic
def erase_contacts(
    contacts: Sequence[int], *, names: Collection[str] = (), actor: Viewer, at: datetime
) -> int:
    """Forgets who former contacts were, for good; how many. `names` are those that they had.

    Whoever still speaks for a client, or stands in a change of its main contact that waits, is
    refused. The changes keep what was asked of, and the title of whoever signed.
    """
    if not actor.has() or actor.scopes is not None:
        raise NotAllowed("parties.erases")
    rows = list(
        Contact.objects.select_for_update(of=("self",))
        .filter(pk__in=contacts, erased_at=None)
        .select_related("client__organisation")
        .order_by("pk")
    )
    for row in rows:
        _check_gone(row)
    known = {name.casefold() for name in (*names, *(row.name for row in rows))}
    for change in _changes(rows):
        if change.contact_id in contacts:
            change.asked = dict.fromkeys(change.asked, BLANK)
        change.save(update_fields=["asked"])
    for change in ContactChange.objects.filter(client__in={row.client_id for row in rows}):
        if change.signatory_name.casefold() in known:
            change.signatory_name = BLANK
            change.save(update_fields=["signatory_name"])
    for row in rows:
        _erase(row, actor=actor, at=at)
    index_contacts(rows)
    return len(rows)


def _erase(row: Contact, *, actor: Viewer, at: datetime) -> None:
    row.name, row.email = BLANK, f"contact-{row.pk}@erased.invalid"
    row.telephone = row.flagged_because = ""
    row.erased_at = at
    row.save()
    record(
        "parties.contact_erased", subject=f"client/{row.client_id}", client=row.client_id,
        actor=actor, at=at, after={"contact": row.pk},
    )  # fmt: skip


def _check_gone(row: Contact) -> None:
    told = {"name": row.name, "client": row.client.organisation.name}
    open_ones = ContactChange.objects.filter(state__in=ContactChange.OPEN)
    if open_ones.filter(Q(contact=row) | Q(successor=row)).exists():
        raise ContactRefused("parties.erase_change_first", **told)
    if row.removed_at is None:
        raise ContactRefused(
            "parties.erase_main_first" if row.main else "parties.erase_designated", **told
        )


def _changes(rows: Sequence[Contact]) -> QuerySet[ContactChange]:
    return ContactChange.objects.filter(contact__in=[row.pk for row in rows]).order_by("pk")


def _entries(rows: Sequence[Contact]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """What the journal says of those contacts: the key of each entry, and its words."""
    for row in rows:
        found = entries(SYSTEM, subject=f"client/{row.client_id}", verb="parties.")
        theirs = found.filter(after__contact=row.pk, personal__isnull=False)
        yield from theirs.values_list("pk", "personal__told")


def _naming(rows: Sequence[Contact], names: set[str]) -> Iterator[int]:
    """The entries about other contacts of those clients that name them: whom they signed for."""
    for client in {row.client_id for row in rows}:
        found = entries(SYSTEM, subject=f"client/{client}", verb="parties.")
        told = found.exclude(personal=None).values_list("pk", "personal__told")
        yield from (key for key, words in told if names & _words(words))


def _words(told: object) -> set[str]:
    """Every text in an entry's words."""
    if isinstance(told, Mapping):
        return {word for each in told.values() for word in _words(each)}
    return {told} if isinstance(told, str) else set()


def _gather(told: Mapping[str, set[str]], words: object) -> None:
    """Names, addresses and telephones, wherever they stand in an entry's words."""
    if isinstance(words, Mapping):
        for key, each in words.items():
            if key in told and isinstance(each, str) and each:
                told[key].add(each)
            else:
                _gather(told, each)
