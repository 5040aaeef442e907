"""Which terms the rules read, and of which kind each must be."""

from __future__ import annotations

from collections.abc import Mapping

from tenir.terms import convention as kinds
from tenir.terms.convention import Delay, Term

# Without these, requests could not be timed, nor months closed: a file must have them all.
NEEDED: Mapping[str, type[Term]] = {
    "agreement.precedence": kinds.Precedence,
    "agreement.delays": kinds.Counting,
    "evolution.notice": Delay,
    "evolution.immediate": kinds.Reasons,
    "availability.target": kinds.Threshold,
    "availability.measure": kinds.Measure,
    "availability.excluded": kinds.Exclusions,
    "penalty.trigger": kinds.Streak,
    "penalty.rate": kinds.Tiers,
    "penalty.claim": Delay,
    "penalty.cap": kinds.Cap,
    "maintenance.notice": Delay,
    "maintenance.window": kinds.Window,
    "backups.rpo": kinds.Objective,
    "backups.retention": kinds.Retention,
    "support.priority": kinds.Matrix,
    "support.response.p1": Delay,
    "support.response.all": Delay,
    "support.requalification": kinds.Replay,
    "releases.support": kinds.SupportWindow,
    "releases.mode": kinds.Choice,
    "releases.validation": Delay,
}
NEEDED_CALENDARS = ("support",)

# These may be left out: the rule that reads one then says that it is missing.
_OPTIONAL: Mapping[str, type[Term]] = {
    "penalty.credit": kinds.Credit,
    "support.platform": kinds.Threshold,
    "support.admission": kinds.Admission,
    "releases.kinds": kinds.VersionKinds,
    "releases.liability": kinds.Liability,
    "contacts.entitled": kinds.Entitlement,
    "contacts.minimum": kinds.Minimum,
    "contacts.main_change": kinds.Signature,
    "contacts.channels": kinds.Channels,
    "crisis.measures": kinds.Measures,
    "crisis.clocks": kinds.LegalClocks,
}
KIND_OF: Mapping[str, type[Term]] = {**NEEDED, **_OPTIONAL}
