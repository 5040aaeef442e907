"""What a notice is about, in words: for those that go to programs, which have no title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "agreements.access_opened": _("Access is open"),
    "agreements.ended": _("A subscription ends"),
    "agreements.version_answered": _("A version of the agreement is answered"),
    "agreements.version_at_once": _("A version of the agreement is in force at once"),
    "agreements.version_in_force": _("A version of the agreement is in force"),
    "agreements.version_moved": _("A version of the agreement comes at another date"),
    "agreements.version_notified": _("A new version of the agreement"),
    "availability.burn": _("A month's margin burns"),
    "catalogue.prerequisites_published": _("Prerequisites are published"),
    "commitments.missed": _("A due date has passed"),
    "commitments.warned": _("A due date comes near"),
    "maintenance.announced": _("Works are announced"),
    "maintenance.changed": _("Works are moved"),
    "maintenance.ended": _("Works are over"),
    "maintenance.overrun": _("Works overrun"),
    "maintenance.started": _("Works have begun"),
    "maintenance.freeze_staff": _("A client's freeze falls on works planned"),
    "maintenance.waiting_staff": _("Works of which nobody said how they stand"),
    "maintenance.withdrawn": _("Works are withdrawn"),
    "notices.endpoint_disabled": _("A webhook is disabled"),
    "notices.held": _("Notices are held"),
    "notices.unreachable": _("An address that mail does not reach"),
    "orders.accepted": _("An order is recorded"),
    "orders.accepted_staff": _("A client accepted a quote"),
    "orders.asked_staff": _("A client asked for a quote"),
    "orders.declined_staff": _("A client declined a quote"),
    "orders.expired": _("A quote has expired"),
    "orders.priced": _("A quote is priced"),
    "orders.withdrawn": _("A quote is withdrawn"),
    "parties.confirm_contacts": _("Contacts are to be confirmed"),
    "parties.contact_changed": _("A contact's details have changed"),
    "parties.contact_designated": _("A contact is designated"),
    "parties.contact_invited": _("A contact is invited"),
    "parties.contact_removed": _("A contact is removed"),
    "parties.contact_unreachable": _("A contact cannot be reached"),
    "parties.main_change_applied": _("The main contact has changed"),
    "parties.main_change_asked": _("A change of the main contact is asked for"),
    "parties.main_change_refused": _("A change of the main contact is refused"),
    "parties.main_change_to_verify": _("A change of the main contact is to be verified"),
    "parties.main_change_withdrawn": _("A change of the main contact is withdrawn"),
    "parties.reader_invited": _("A reader is invited"),
    "parties.staff_invited": _("A colleague is invited"),
    "penalties.claimed": _("A penalty claim has arrived"),
    "penalties.claimed_staff": _("A client claims a penalty"),
    "penalties.credited": _("A credit note is issued"),
    "penalties.objected_staff": _("A client contests the refusal of a penalty"),
    "penalties.opened": _("A month opens a right to a penalty"),
    "penalties.refused": _("A penalty claim is refused"),
    "penalties.revised": _("A credited month is revised: what it still owes"),
    "penalties.revised_staff": _("A credited month is revised"),
    "penalties.ruled": _("An objection about a penalty is ruled on"),
    "penalties.withdrawn": _("A right to a penalty is withdrawn"),
    "publishing.subscriber": _("An incident or works, for who follows the status page"),
    "publishing.subscription": _("An address follows the status page"),
    "publishing.taken_off": _("An incident is taken off the page"),
    "publishing.taken_off_subscriber": _(
        "An incident is taken off the page, for who follows the status page"
    ),
    "publishing.told": _("An incident or works"),
    "publishing.update": _("An incident or works"),
    "releases.accepted": _("A version is accepted, for want of an answer"),
    "releases.answered_staff": _("A client validated or refused a version"),
    "releases.made_available": _("A new version is to be validated"),
    "releases.withdrawn": _("A version is withdrawn before it was validated"),
    "reports.month_report": _("The reports of a month, asked for once and for all"),
    "reports.undecided_staff": _("A month waits for decisions"),
    "publishing.works_subscriber": _("Works, for who follows the status page"),
    "support.assigned": _("A request is given to someone"),
    "support.changed": _("A request has changed"),
    "support.changed_staff": _("A request has changed, for support"),
    "support.closure": _("Support will be closed"),
    "support.incomplete": _("A request waits for information"),
    "support.mail_kept": _("Mail waits to be seen to"),
    "support.message": _("Support answered a request"),
    "support.message_staff": _("A client wrote in a request"),
    "support.prepaid_empty": _("No prepaid hours are left"),
    "support.prepaid_expiring": _("Prepaid hours expire soon"),
    "support.prepaid_low": _("Few prepaid hours are left"),
    "support.proposal_answered": _("A proposal is answered"),
    "support.question": _("Support asks about a request"),
    "support.recorded": _("A request is recorded"),
    "support.recorded_staff": _("A request is recorded, for support"),
    "support.resolved": _("A request is resolved"),
    "support.ruled_out": _("A request is not covered"),
    "support.said": _("A colleague wrote in a request"),
    "support.third_party_due": _("A third party is to answer about a request"),
    "support.time_announced": _("Time will be charged"),
    "support.use_platform": _("Where to open a request"),
}


TRIALS: Mapping[str, Any] = {"notices.trial": _("A trial of a program")}  # asked for, not chosen

GROUPS: Mapping[str, tuple[Any, Sequence[str]]] = {  # what a kind is about, by how it begins
    "requests": (_("Requests"), ("support.",)),
    "hours": (_("Time and prepaid hours"), ("support.prepaid_", "support.time_")),
    "incidents": (_("Incidents"), ("publishing.",)),
    "works": (_("Works"), ("maintenance.", "publishing.works_")),
    "commitments": (_("Commitments"), ("commitments.",)),
    "months": (_("Months and reports"), ("reports.", "availability.")),
    "penalties": (_("Penalties"), ("penalties.",)),
    "agreements": (_("Agreement and contracts"), ("agreements.",)),
    "orders": (_("Quotes and orders"), ("orders.",)),
    "catalogue": (_("Products"), ("catalogue.", "releases.")),
    "contacts": (_("Clients and contacts"), ("parties.",)),
    "notices": (_("Notices"), ("",)),
}


def kinds_for(*, staff: bool) -> list[str]:
    """The kinds that a program may hear of: a client's hears none of what is told to staff."""
    return [kind for kind in KINDS if staff or not kind.endswith(("_staff", "_subscriber"))]


def named(title: str, kind: str) -> str:
    """A notice's title; of one that goes to a program, what it is about."""
    return title or str((TRIALS if kind in TRIALS else KINDS).get(kind, kind))
