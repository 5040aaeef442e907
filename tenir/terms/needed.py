"""Which terms the rules read, and of which kind each must be."""

from __future__ import annotations

from collections.abc import Mapping

from tenir.terms import kinds_availability as availability
from tenir.terms import kinds_service as service
from tenir.terms.cited import Term
from tenir.terms.kinds_service import Delay

# Without these, requests could not be timed, nor months closed: a file must have them all.
NEEDED: Mapping[str, type[Term]] = {
    "agreement.precedence": service.Precedence,
    "agreement.delays": service.Counting,
    "evolution.notice": Delay,
    "evolution.immediate": service.Reasons,
    "availability.target": availability.Threshold,
    "availability.measure": availability.Measure,
    "availability.excluded": availability.Exclusions,
    "penalty.trigger": availability.Streak,
    "penalty.rate": availability.Tiers,
    "penalty.claim": Delay,
    "penalty.cap": availability.Cap,
    "maintenance.notice": Delay,
    "maintenance.window": availability.Window,
    "backups.rpo": service.Objective,
    "backups.retention": service.Retention,
    "support.priority": service.Matrix,
    "support.response.p1": Delay,
    "support.response.all": Delay,
    "support.requalification": service.Replay,
    "releases.support": service.SupportWindow,
    "releases.mode": service.Choice,
    "releases.validation": Delay,
}
NEEDED_CALENDARS = ("support",)

# These may be left out: the rule that reads one then says that it is missing.
_OPTIONAL: Mapping[str, type[Term]] = {
    "penalty.credit": availability.Credit,
    "support.platform": availability.Threshold,
    "support.admission": service.Admission,
    "support.pages": service.Pages,
    "releases.kinds": service.VersionKinds,
    "releases.liability": service.Liability,
    "contacts.entitled": service.Entitlement,
    "contacts.minimum": service.Minimum,
    "contacts.main_change": service.Signature,
    "contacts.channels": service.Channels,
    "crisis.measures": service.Measures,
    "crisis.clocks": service.LegalClocks,
}
KIND_OF: Mapping[str, type[Term]] = {**NEEDED, **_OPTIONAL}
