"""Who speaks for a client, and by which means the publisher reaches them.

Clause: 4.2, 7.9, 9.1, 9.2, 9.3, 9.4, 9.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tenir.terms.cited import Priority
from tenir.terms.dates import midnight_after, months_after
from tenir.terms.kinds_service import Channels, Entitlement, Minimum, Signature
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms


def may_open(terms: Terms, *, person: str, contacts: Sequence[str]) -> Judgement[bool]:
    """Whether a person may open a request and be answered in an incident.

    Clause: 7.9, 9.4.
    """
    held = terms.get("contacts.entitled", Entitlement)
    allowed = held.term.who == "all_users" or person in contacts
    phrase = "contact.entitled" if allowed else "contact.not_entitled"
    return Judgement(allowed, held.because(phrase, allowed, person=person, contacts=list(contacts)))


def may_start(terms: Terms, *, contacts: Sequence[str]) -> Judgement[bool]:
    """Whether access may be opened and clocks may run: a contract needs a contact first.

    Clause: 4.2, 9.1.
    """
    held = terms.get("contacts.minimum", Minimum)
    count, needed = len(set(contacts)), held.term.value
    phrase = "contact.enough" if count >= needed else "contact.none"
    reason = held.because(phrase, count >= needed, count=count, needed=needed)
    return Judgement(count >= needed, reason)


def may_remove(terms: Terms, *, person: str, contacts: Sequence[str]) -> Judgement[bool]:
    """Whether a contact may go: the last one stays.

    Clause: 9.1.
    """
    held = terms.get("contacts.minimum", Minimum)
    left = set(contacts) - {person}
    allowed = len(left) >= held.term.value
    phrase = "contact.removable" if allowed else "contact.last"
    return Judgement(allowed, held.because(phrase, allowed, person=person, needed=held.term.value))


def needs_signature(terms: Terms, *, main: bool, changed: Sequence[str]) -> Judgement[bool]:
    """Whether a change waits for a signed and verified document before it takes effect.

    `changed` names what changes: person, email, telephone.
    Clause: 9.3.
    """
    held = terms.get("contacts.main_change", Signature)
    signed = [name for name in changed if name in held.term.fields] if main else []
    phrase = "contact.signed" if signed else "contact.unsigned"
    return Judgement(bool(signed), held.because(phrase, bool(signed), changed=list(changed)))


def channels(terms: Terms, *, priority: Priority) -> Judgement[tuple[str, ...]]:
    """By which means a contact is reached, in order, for that severity.

    Clause: 9.5.
    """
    held = terms.get("contacts.channels", Channels)
    means = held.term.table[priority]
    reason = held.because("contact.channels", list(means), priority=priority, means=list(means))
    return Judgement(means, reason)


def confirm_by(*, asked_at: datetime, months: int, zone: str) -> Judgement[datetime]:
    """The midnight, on the client's clocks, that ends the day so many months later.

    The agreement asks for details kept up to date and names no rhythm: it is the publisher's.
    Clause: 9.2.
    """
    due = midnight_after(months_after(asked_at.astimezone(ZoneInfo(zone)).date(), months), zone)
    inputs = {"months": months, "due": due}
    return Judgement(
        due, Reason("contacts.confirm_by", "contact.confirm_by", due, ("9.2",), inputs)
    )
