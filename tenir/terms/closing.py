"""The month closed: from what was measured to a statement, the same for both parties.

One engine writes the statement and recomputes it: whoever has the evidence, the inputs and the
agreement file comes to the same figures.

Clause: 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.8.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tenir.terms.agreement import Agreement
from tenir.terms.answers_availability import figures
from tenir.terms.availability import Availability
from tenir.terms.dates import local
from tenir.terms.dossier import Dossier
from tenir.terms.months import Months, months_shown
from tenir.terms.penalties import NOTHING
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement, exact, exact_of
from tenir.terms.rules_in_words import rules_in_words
from tenir.terms.sampled import sampling
from tenir.terms.spans import Span, clip, minus, total
from tenir.terms.statement_rows import (
    clauses_of,
    exclusion_row,
    outage_row,
    penalty_row,
    span_row,
    touching,
    works_row,
)


def statement(months: Months, month: str) -> dict[str, Any]:
    """The statement of a subscription's month in plain JSON values, every figure exact.

    Clause: 5.3, 5.4.
    """
    judged = months.month(month)
    found = judged.value
    granted = months.rights(month)
    dossier = months.dossier
    zone = dossier.agreement.zone
    clauses = clauses_of(dossier.terms)
    reasons = [judged.reason] if granted is None else [judged.reason, granted.reason.children[-1]]
    error = _sampling(dossier, found)
    reasons += [] if error is None else [error.reason]
    return {
        "format": "statement/1",
        "agreement": agreement_of(dossier.agreement),
        "subscription": _subscription(dossier),
        "month": month,
        "timezone": zone,
        "from": exact(local(found.bounds[0], zone)),
        "to": exact(local(found.bounds[1], zone)),
        "source": _source(dossier),
        "availability": _availability(dossier, found),
        "outages": [outage_row(span, parts, zone, clauses) for span, parts in found.outages],
        "unmeasured": [span_row(span, zone) for span in found.unmeasured],
        "degraded": [span_row(span, zone) for span in _degraded(dossier, found)],
        "works": [works_row(work, zone) for work in touching(dossier.works, found.bounds)],
        "exclusions": [
            exclusion_row(ruled, zone, clauses)
            for ruled in touching(dossier.exclusions, found.bounds)
        ],
        "penalty": None if granted is None else penalty_row(granted.value[-1]),
        "history": [_past(months, past) for past in months_shown(month)],
        "reasons": [reason.to_json() for reason in reasons],
        "rules": rules_in_words(dossier.terms),
        **_sampled(dossier, error),
    }


def _sampling(dossier: Dossier, found: Availability) -> Judgement[int] | None:
    """The error of sampling, None where it is not known how often the target was sampled."""
    interval = dossier.observed.interval
    return None if interval is None else sampling(dossier.terms, found, interval=interval)


def _sampled(dossier: Dossier, error: Judgement[int] | None) -> dict[str, Any]:
    if error is None:
        return {}
    told = {"interval_seconds": dossier.observed.interval, "error_seconds": error.value}
    return {"sampling": told}


def uncapped(months: Months, month: str) -> Decimal:
    """A line's penalty of the month before the contract's cap; zero where there is none.

    Clause: 5.6, 5.8.
    """
    granted = months.rights(month)
    return granted.value[-1].uncapped if granted else NOTHING


def agreement_of(agreement: Agreement) -> dict[str, Any]:
    """Which agreement judged: its id, version, the digest of its file, and the other readings."""
    header = agreement.convention.agreement
    return {
        "id": header.id,
        "version": header.version,
        "name": header.name.model_dump(),
        "digest": agreement.digest,
        "readings": dict(agreement.readings),
    }


def _subscription(dossier: Dossier) -> dict[str, Any]:
    line = dossier.line
    products = dossier.agreement.convention.products
    return {
        "target": line.target,
        "product": line.product,
        "product_name": products[line.product].name if line.product else line.target,
        "hosting": line.hosting,
        "client": line.client,
        "contract": line.contract,
        "yearly_fee": exact(line.yearly_fee),
        "monthly_fee": exact(line.monthly_fee),
        "contract_monthly_fee": exact(dossier.contract_monthly_fee or line.monthly_fee),
        "currency": dossier.agreement.convention.agreement.currency,
        "from": exact(line.starts_on),
        "until": exact(line.ends_on),
    }


def _source(dossier: Dossier) -> dict[str, Any]:
    seen, zone = dossier.observed, dossier.agreement.zone
    return {
        "name": seen.source,
        "silence_seconds": seen.silence,
        "first_record_at": exact(local(seen.seen[0], zone)),
        "last_record_at": exact(local(seen.seen[1], zone)),
    }


def _availability(dossier: Dossier, found: Availability) -> dict[str, Any]:
    up = found.T_seconds - found.down_seconds - found.unmeasured_seconds
    return exact_of(
        {
            **figures(found),
            "up_seconds": up,
            "degraded_seconds": total(_degraded(dossier, found)),
            "target": decimal_text(found.target * 100),
        }
    )


def _degraded(dossier: Dossier, found: Availability) -> list[Span]:
    inside = clip(dossier.observed.degraded, found.bounds)
    return minus(inside, [*found.down, *found.unmeasured])


def _past(months: Months, month: str) -> dict[str, Any]:
    found, rate = months.month(month).value, months.rate(month)
    measured = rate is not None
    return {
        "month": month,
        "rate_exact": exact(rate),
        "rate": str(found.rate_percent) if measured else None,
        "met": found.met if measured else None,
        "unmeasured_seconds": found.unmeasured_seconds,
    }
