"""A request kept to security officers and who told of it: what that takes, in every app below.

Clause: 10.5.
"""

from __future__ import annotations

from datetime import datetime

from tenir.apps.accounts.queries import people_with
from tenir.apps.availability import services as availability
from tenir.apps.commitments import services as commitments
from tenir.apps.documents import services as documents
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.orders import services as orders
from tenir.apps.support.findable import index_request
from tenir.apps.support.happening import happened, locked
from tenir.apps.support.models import Request
from tenir.apps.support.rights import SECURITY
from tenir.viewer import SYSTEM, StaffRole, Viewer


def kept_from_view(found: Request, *, actor: Viewer, at: datetime) -> Request:
    """The request, and what was merged into it, with all that other apps say of them."""
    if found.restricted:
        return found
    found.restricted = True
    officers = set(people_with(*SECURITY).values_list("pk", flat=True))
    if found.assignee_id not in officers:
        found.assignee = None
    found.team = None
    readers = {one for one in (found.opened_by_id, found.entered_by_id) if one is not None}
    journal.reserve(found.subject, readers=readers, at=at)
    notices.withhold(found.subject, readers=officers | readers)
    documents.restrict(found.subject, actor=actor, at=at)
    commitments.entrust(
        found.subject, answerable=StaffRole.SECURITY_OFFICER, held_by=found.assignee_id
    )
    orders.restrict(
        found.subject, client=found.client_id, number=found.number, readers=readers, at=at
    )
    availability.restrict(found.number)
    happened(found, "restricted", actor=actor, at=at)
    index_request(found)
    for each in found.merged.filter(restricted=False).order_by("pk"):
        kept_from_view(locked(each.pk, SYSTEM), actor=actor, at=at)
    return found


def shown_again(found: Request, *, because: str, actor: Viewer, at: datetime) -> Request:
    """The same undone: of what was merged into it, too."""
    if not found.restricted:
        return found
    found.restricted = False
    documents.unrestrict(found.subject, actor=actor, at=at)
    journal.release(found.subject)
    commitments.entrust(found.subject, answerable=StaffRole.AGENT, held_by=found.assignee_id)
    orders.unrestrict(found.subject, client=found.client_id, number=found.number)
    availability.unrestrict(found.number)
    facts = {"restricted": False}
    happened(found, "restricted", actor=actor, at=at, text=because, facts=facts)
    index_request(found)
    for each in found.merged.filter(restricted=True).order_by("pk"):
        shown_again(locked(each.pk, SYSTEM), because=because, actor=actor, at=at)
    return found


def born_restricted(found: Request, *, at: datetime) -> None:
    """A request that came out of a restricted one is kept from view before anyone is told."""
    readers = {one for one in (found.opened_by_id, found.entered_by_id) if one is not None}
    journal.reserve(found.subject, readers=readers, at=at)
