"""What a client owes about its contacts: to confirm them, every so many months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tenir.apps.commitments import services as commitments
from tenir.apps.parties.models import Client
from tenir.terms.dates import midnight_after, months_after
from tenir.terms.reasons import Reason
from tenir.viewer import Viewer

RISK = "contacts-out-of-date"
_SHARES = (50, 80)


def owe_confirmation(client: Client, *, actor: Viewer, at: datetime) -> None:
    """The client owes the confirmation of its contacts, by the end of a day some months later.

    The agreement asks for details kept up to date and names no rhythm: it is `confirm_every`, the
    publisher's choice for that client.
    Clause: 9.2.
    """
    due = confirm_by(client, after=at)
    commitments.promise(
        "parties.confirm_contacts", key=key_of(client.pk, due), subject=f"client/{client.pk}",
        organisation=client.pk, owed_by="client", clauses=("9.2",), started_at=at, due_at=due,
        reasons=_because(client, due), risk=RISK, steps=_steps(at, due), actor=actor, at=at,
    )  # fmt: skip
    client.confirm_by = due
    client.save(update_fields=["confirm_by"])


def confirm_by(client: Client, *, after: datetime) -> datetime:
    """The midnight, on the client's clocks, that ends the day so many months later."""
    day = months_after(after.astimezone(ZoneInfo(client.time_zone)).date(), client.confirm_every)
    return midnight_after(day, client.time_zone).astimezone(UTC)


def key_of(organisation: int, due: datetime) -> str:
    """The key of the promise due then."""
    return f"parties.confirm_contacts/{organisation}/{due.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _because(client: Client, due: datetime) -> Reason:
    said = due.astimezone(ZoneInfo(client.time_zone))
    inputs = {"months": client.confirm_every, "due": said}
    return Reason("parties.confirm_contacts", "parties.confirm_by", said, ("9.2",), inputs)


def _steps(start: datetime, due: datetime) -> Sequence[tuple[int, datetime]]:
    seconds = int((due - start).total_seconds())
    return [(share, start + timedelta(seconds=seconds * share // 100)) for share in _SHARES]
