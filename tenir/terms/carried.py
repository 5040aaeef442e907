"""What a report or a frozen month carries: all that it can be computed from again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from tenir.terms.agreement import Agreement
from tenir.terms.books import Followed
from tenir.terms.closing import agreement_of
from tenir.terms.convention import Override
from tenir.terms.dates import epoch, instant_of, local, month_span
from tenir.terms.dossier import Dossier, Judging, Line, Observed
from tenir.terms.errors import Refused
from tenir.terms.facts import Excluded, Works
from tenir.terms.hours import Closure
from tenir.terms.months import Months, months_shown
from tenir.terms.outages import Measured, Stretches, outages_of
from tenir.terms.reasons import exact
from tenir.terms.samples import Samples, samples_of
from tenir.terms.spans import Span

STATES = ("unknown", "up", "degraded", "down")  # in the order of their codes
EVIDENCE, INPUTS = "evidence.csv", "inputs.json"
WithDigest: TypeAlias = Callable[[str], Agreement]
_OVERRIDES: TypeAdapter[tuple[Override, ...]] = TypeAdapter(tuple[Override, ...])


class BadEvidence(Refused):
    """Evidence or inputs that cannot be read back."""


def period_of(month: str, zone: str) -> Span:
    """The twelve months that a report of that month shows and proves."""
    return month_span(months_shown(month)[0], zone)[0], month_span(month, zone)[1]


def observed(
    measured: Measured, code: int, *, silence: int | None, source: str, seen: Span | None = None,
    interval: int | None = None,
) -> Observed:  # fmt: skip
    """What was measured of one target."""
    return Observed(
        outages=_spans(measured.outages, code),
        degraded=_spans(measured.degraded, code),
        unmeasured=_spans(measured.unmeasured, code),
        seen=seen or _spans(measured.seen, code)[0],
        silence=silence,
        source=source,
        interval=interval,
    )


def evidence_csv(target: str, records: Samples) -> bytes:
    """The records of one target as `target,at,status`, which `tenir close` reads again."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["target", "at", "status"])
    for at, status in zip(records.at.tolist(), records.status.tolist(), strict=True):
        instant = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        writer.writerow([target, instant, STATES[status]])
    return text.getvalue().encode()


def inputs_json(dossier: Dossier, month: str) -> bytes:
    """What else a statement depends on: the line, its terms, works, exclusions, other penalties."""
    zone = dossier.agreement.zone
    period = period_of(month, zone)
    seen = dossier.observed
    carried: dict[str, Any] = {
        "format": "inputs/1",
        "month": month,
        "agreement": agreement_of(dossier.agreement),
        "line": _line(dossier.line),
        "contract_monthly_fee": dossier.contract_monthly_fee,
        "client_monthly_fee": dossier.client_monthly_fee,
        "others": {m: dossier.others[m] for m in months_shown(month) if m in dossier.others},
        "overrides": overrides_told(dossier.overrides),
        "works": [_works(w, zone) for w in dossier.works if _meets(w.span, period)],
        "exclusions": [_exclusion(e, zone) for e in dossier.exclusions if _meets(e.span, period)],
        "source": {
            "name": seen.source,
            "silence_seconds": seen.silence,
            "first_record_at": local(seen.seen[0], zone),
            "last_record_at": local(seen.seen[1], zone),
        },
    }  # fmt: skip
    if seen.interval is not None:
        carried["source"]["interval_seconds"] = seen.interval
    earlier = {m: dossier.earlier[m] for m in months_shown(month) if m in dossier.earlier}
    if earlier:
        carried["earlier"] = {m: _judging(judging) for m, judging in earlier.items()}
    if dossier.closures:
        carried["closures"] = [_closure(closure, zone) for closure in dossier.closures]
    return json.dumps(exact(carried), ensure_ascii=False, sort_keys=True, indent=1).encode()


def followed_told(followed: Followed) -> Any:
    """A subscription and all that is known of it, in plain JSON values."""
    return exact(
        {
            "line": asdict(followed.line),
            "observed": asdict(followed.observed),
            "works": [asdict(works) for works in followed.works],
            "exclusions": [asdict(ruled) for ruled in followed.exclusions],
            "overrides": overrides_told(followed.overrides),
            "fees": followed.fees,
            "amended": [(day, overrides_told(own)) for day, own in followed.amended],
        }
    )


def dossier_carried(
    inputs: Mapping[str, Any], evidence: bytes, agreement: Agreement, *, earlier: WithDigest
) -> tuple[Months, str]:
    """The months and the month that are described; BadEvidence where the pieces do not fit.

    `earlier` finds by its digest an agreement that judged some of the past months.
    """
    try:
        judging = agreement.reading(inputs["agreement"]["readings"])
        return _months(inputs, evidence, judging, earlier)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        if isinstance(error, Refused):
            raise
        raise BadEvidence("evidence.unreadable", problem=str(error)) from None


def _months(
    inputs: Mapping[str, Any], evidence: bytes, agreement: Agreement, earlier: WithDigest
) -> tuple[Months, str]:
    source = inputs["source"]
    seen = (
        epoch(instant_of(source["first_record_at"])),
        epoch(instant_of(source["last_record_at"])),
    )
    silence = source["silence_seconds"]
    measured = outages_of(_records(evidence), silence=silence)
    dossier = Dossier(
        agreement=agreement,
        line=_line_of(inputs["line"]),
        observed=observed(
            measured, 0, silence=silence, source=source["name"], seen=seen,
            interval=source.get("interval_seconds"),
        ),
        works=tuple(_works_of(item) for item in inputs["works"]),
        exclusions=tuple(_exclusion_of(item) for item in inputs["exclusions"]),
        overrides=overrides_of(inputs["overrides"]),
        contract_monthly_fee=_amount(inputs["contract_monthly_fee"]),
        client_monthly_fee=_amount(inputs["client_monthly_fee"]),
        others={month: Decimal(amount) for month, amount in inputs["others"].items()},
        earlier={
            month: _judging_of(told, earlier)
            for month, told in inputs.get("earlier", {}).items()
        },
        closures=tuple(_closure_of(item) for item in inputs.get("closures", ())),
    )  # fmt: skip
    return Months(dossier), inputs["month"]


def _records(evidence: bytes) -> Samples:
    rows = list(csv.DictReader(io.StringIO(evidence.decode("utf-8"))))
    at = [epoch(instant_of(row["at"])) for row in rows]
    states = [STATES.index(row["status"]) for row in rows]
    return samples_of([0] * len(rows), at, states)


def _spans(stretches: Stretches, code: int) -> tuple[Span, ...]:
    mine = stretches.target == code
    return tuple(zip(stretches.start[mine].tolist(), stretches.end[mine].tolist(), strict=True))


def _meets(span: Span, period: Span) -> bool:
    return span[0] < period[1] and period[0] < span[1]


def _line(line: Line) -> dict[str, Any]:
    return {
        "target": line.target, "product": line.product, "hosting": line.hosting,
        "client": line.client, "contract": line.contract, "yearly_fee": line.yearly_fee,
        "from": line.starts_on, "until": line.ends_on,
    }  # fmt: skip


def _line_of(given: Mapping[str, Any]) -> Line:
    return Line(
        target=given["target"], product=given["product"], hosting=given["hosting"],
        client=given["client"], contract=given["contract"], yearly_fee=_amount(given["yearly_fee"]),
        starts_on=_date(given["from"]), ends_on=_date(given["until"]),
    )  # fmt: skip


def _judging(judging: Judging) -> dict[str, Any]:
    return {
        "agreement": agreement_of(judging.agreement),
        "overrides": overrides_told(judging.overrides),
    }


def _judging_of(given: Mapping[str, Any], with_digest: WithDigest) -> Judging:
    told = given["agreement"]
    agreement = with_digest(told["digest"]).reading(told["readings"])
    return Judging(agreement, overrides_of(given["overrides"]))


def overrides_told(overrides: tuple[Override, ...]) -> Any:
    """A contract's own terms in plain JSON values."""
    return _OVERRIDES.dump_python(overrides, mode="json", by_alias=True, exclude_defaults=True)


def overrides_of(given: Any) -> tuple[Override, ...]:
    """The contract's own terms that `overrides_told` tells."""
    return _OVERRIDES.validate_python(given)


def _works(work: Works, zone: str) -> dict[str, Any]:
    announced = None if work.announced_at is None else local(work.announced_at, zone)
    return {**_ends(work.span, zone), "kind": work.kind, "announced_at": announced, "id": work.id}


def _works_of(given: Mapping[str, Any]) -> Works:
    announced = given["announced_at"]
    told = None if announced is None else epoch(instant_of(announced))
    return Works(_span_of(given), given["kind"], told, given["id"])


def _exclusion(ruled: Excluded, zone: str) -> dict[str, Any]:
    rest = {"reason": ruled.reason, "evidence": ruled.evidence, "decided_by": ruled.decided_by}
    return {**_ends(ruled.span, zone), **rest}


def _exclusion_of(given: Mapping[str, Any]) -> Excluded:
    return Excluded(_span_of(given), given["reason"], given["evidence"], given["decided_by"])


def _closure(closure: Closure, zone: str) -> dict[str, Any]:
    told = None if closure.announced_at is None else local(closure.announced_at, zone)
    return {"on": closure.on, "start": closure.start, "end": closure.end, "announced_at": told}


def _closure_of(given: Mapping[str, Any]) -> Closure:
    told = given["announced_at"]
    announced = None if told is None else epoch(instant_of(told))
    return Closure(given["start"], given["end"], on=_date(given["on"]), announced_at=announced)


def _ends(span: Span, zone: str) -> dict[str, Any]:
    return {"from": local(span[0], zone), "to": local(span[1], zone)}


def _span_of(given: Mapping[str, Any]) -> Span:
    return epoch(instant_of(given["from"])), epoch(instant_of(given["to"]))


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
