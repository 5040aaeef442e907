"""How causes of outages and the exclusions that they call for are shown, to whoever it is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenir.apps.availability.queries import Explained, Ground
from tenir.terms import clauses, phrases
from tenir.terms.exclusions import ExcludedSpan
from tenir.ui.addresses import to
from tenir.ui.dated import between_days
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter
from tenir.ui.states import STATES
from tenir.ui.works import reason_named

KINDS: dict[str, Any] = {
    "client_environment": _("A failure at the client's: power, Internet access, security"),
    "misuse": _("Use that the agreement does not allow"),
    "prerequisite": _("A prerequisite that was not met"),
    "documentation": _("Use against the documentation or instructions"),
    "intervention": _("An intervention by the client or a third party"),
    "other_environment": _("Another environment than production"),
    "site_destroyed": _("The infrastructure provider's site was destroyed"),
    "works": _("Planned works"),
    "security_works": _("Urgent works for security"),
    "third_party": _("A third party's failure"),
    "force_majeure": _("Another case of force majeure"),
    "publisher": _("A failure of the publisher's own"),
}
OUTAGE_STATES = (
    ("down", _("Down")),
    ("degraded", _("Degraded")),
    ("unmeasured", _("Not measured")),
)


def lasted(seconds: float) -> str:
    """A length of time in the reader's words."""
    return phrases.duration(int(seconds), language())


def explained(found: Explained) -> dict[str, Any]:
    """What a page says of an outage under the nine reasons."""
    return {
        "grounds": [
            {
                "name": reason_named(ground.reason),
                "state": ground.state, "causes": ground.causes, "rulings": ground.rulings,
                "parts": [(lasted(part.span[1] - part.span[0]), _evidence(part, ground))
                          for part in ground.parts],
            }
            for ground in found.grounds if ground.state
        ],
        "nothing_known": [reason_named(each.reason) for each in found.grounds if not each.state],
        "others": [(cause, KINDS[cause.kind]) for cause in found.others],
        "causes_known": any(ground.state for ground in found.grounds) or bool(found.others),
    }  # fmt: skip


def _evidence(part: ExcludedSpan, ground: Ground) -> str:
    """What a part left out rests on, where no cause of the same ground says it below."""
    if any(cause.evidence == part.evidence for cause in ground.causes):
        return ""
    if clauses.known(part.evidence):
        found = clauses.find(part.evidence)
        return f"{part.evidence} · {found.fr if language() == 'fr' else found.en}"
    return part.evidence


OF_LINES = Filter(
    "line", _("Product or subscription"),
    lambda rows, value: rows.filter(
        Q(subscription__target__icontains=value) | Q(subscription__product__name__icontains=value)
    ),
)  # fmt: skip
OF_OUTAGES = (
    OF_LINES,
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), OUTAGE_STATES),
    *between_days("start", _("Begun from"), _("Begun until")),
)  # fmt: skip
COLUMNS = (
    Column("kind", _("Cause"), lambda c: KINDS[c.kind], lead=True,
           href=to("console:cause"), note=lambda c: c.evidence[:80]),
    Column("line", _("Subscription"), lambda c: c.subscription.target,
           note=lambda c: c.subscription.contract.client.organisation.name),
    Column("start", _("From"), lambda c: c.start, sort="start", kind="moment"),
    Column("reason", _("Proposed exclusion"), lambda c: c.reason and reason_named(c.reason)),
    Column("length", _("Length"), lambda c: lasted(c.seconds) if c.seconds else "",
           kind="length"),
    Column("state", _("State"), lambda c: f"cause.{c.state}", kind="state"),
)  # fmt: skip
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value),
           tuple((name, STATES[f"cause.{name}"].word)
                 for name in ("proposed", "accepted", "declined", "counts"))),
    Filter("line", _("Subscription"),
           lambda rows, value: rows.filter(subscription__target__icontains=value)),
)  # fmt: skip
