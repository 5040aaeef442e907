"""Who hears of a version: the client's contacts, or the staff in charge of releases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from tenir.apps.accounts.queries import people_with
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties.queries import recipients_of
from tenir.apps.releases.models import Validation
from tenir.terms.dates import epoch, local
from tenir.terms.phrases import LANGUAGES, deadline
from tenir.viewer import StaffRole, Viewer

CLAUSES = ("8.9", "8.10", "8.12")


def tell_client(found: Validation, what: str, *, actor: Viewer, at: datetime) -> None:
    """Owes "releases.<what>" to the client's contacts, once for that version and line."""
    to = recipients_of(found.organisation_id)
    _owe(found, what, to, found.organisation_id, actor=actor, at=at)


def tell_staff(found: Validation, what: str, *, actor: Viewer, at: datetime) -> None:
    """Owes "releases.<what>_staff" to those in charge of releases, else to administrators."""
    people = people_with(StaffRole.RELEASES) or people_with()
    to = [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr", staff=True)
        for person in people
    ]
    _owe(found, f"{what}_staff", to, None, actor=actor, at=at)


def _owe(
    found: Validation,
    what: str,
    to: Sequence[Recipient],
    organisation: int | None,
    *,
    actor: Viewer,
    at: datetime,
) -> None:
    due = local(epoch(found.due_at), settings.TIME_ZONE)
    face = "portal" if organisation else "console"
    values: dict[str, Any] = {
        "version": str(found.version), "major": found.version.kind == "major",
        "contract": found.subscription.contract.number, "client": found.organisation.name,
        **{f"due_{each}": deadline(due, each) for each in LANGUAGES},
        "state": found.state, "because": found.because,
        "request": found.request.number if found.request else "",
        "link": f"{settings.TENIR.url}/{face}/releases/{found.pk}/",
    }  # fmt: skip
    notices.owe(
        f"releases.{what}", key=f"{found.reference}/{what}", to=to, subject=found.reference,
        organisation=organisation, clauses=CLAUSES, values=values, actor=actor, at=at,
    )  # fmt: skip
