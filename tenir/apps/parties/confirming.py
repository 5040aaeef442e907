"""What a client owes about its contacts: to confirm them, every so many months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tenir.apps.commitments import services as commitments
from tenir.apps.parties.models import Client
from tenir.terms import contacts
from tenir.terms.grounds import promised
from tenir.viewer import Viewer

KIND, RISK = "parties.confirm_contacts", "contacts-out-of-date"
_SHARES = (50, 80)


def owe_confirmation(client: Client, *, actor: Viewer, at: datetime) -> None:
    """The client owes the confirmation of its contacts, by the end of a day some months later.

    The agreement asks for details kept up to date and names no rhythm: it is `confirm_every`, the
    publisher's choice for that client.
    Clause: 9.2.
    """
    judged = promised(KIND, asked_at=at, months=client.confirm_every, zone=client.time_zone)
    due = judged.due_at.astimezone(UTC)
    commitments.promise(
        judged, key=key_of(client.pk, due), subject=f"client/{client.pk}", organisation=client.pk,
        owed_by="client", clauses=("9.2",), started_at=at, risk=RISK, steps=_steps(at, due),
        actor=actor, at=at,
    )  # fmt: skip
    client.confirm_by = due
    client.save(update_fields=["confirm_by"])


def confirm_by(client: Client, *, after: datetime) -> datetime:
    """The midnight, on the client's clocks, that ends the day so many months later."""
    due = contacts.confirm_by(asked_at=after, months=client.confirm_every, zone=client.time_zone)
    return due.value.astimezone(UTC)


def key_of(organisation: int, due: datetime) -> str:
    """The key of the promise due then."""
    return f"{KIND}/{organisation}/{due.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _steps(start: datetime, due: datetime) -> Sequence[tuple[int, datetime]]:
    seconds = int((due - start).total_seconds())
    return [(share, start + timedelta(seconds=seconds * share // 100)) for share in _SHARES]
