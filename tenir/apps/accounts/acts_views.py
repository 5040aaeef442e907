"""Acts on saved views, a person's own bookmarks of lists: no facts, so the journal has none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.accounts.allowed import check_person
from tenir.apps.accounts.models import SavedView
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, NotSeen, Viewer

MOST = 50  # of one person's, on one page


class FaultyView(Refused):
    """A view without a name, or one too many."""


@transaction.atomic
def save_view(
    *, page: str, name: str, asked: str, actor: Viewer, at: datetime, shared: bool = False
) -> SavedView:
    """Keeps what is asked of a list under a name; the same name again changes what it asks.

    Staff may share theirs with staff.
    """
    check_person(actor)
    if actor.person is None:
        raise NotSeen("accounts.person_not_seen")
    name = " ".join(name.split())[:80]
    if not name or len(page) > 80 or len(asked) > 1000:
        raise FaultyView("accounts.view_unnamed")
    if shared and not actor.is_staff:
        raise NotAllowed("accounts.views_of_staff")
    own = SavedView.objects.filter(person=actor.person, page=page)
    if own.exclude(name=name).count() >= MOST:
        raise FaultyView("accounts.views_full", most=MOST)
    found, _ = SavedView.objects.update_or_create(
        person_id=actor.person, page=page, name=name,
        defaults={"asked": asked, "shared": shared, "saved_at": at},
    )  # fmt: skip
    return found


@transaction.atomic
def drop_view(id: int, *, actor: Viewer) -> SavedView:
    """Takes one's own view off; NotSeen of another's."""
    check_person(actor)
    found = SavedView.objects.filter(pk=id, person=actor.person).first()
    if found is None:
        raise NotSeen("accounts.view_not_seen")
    found.delete()
    return found
