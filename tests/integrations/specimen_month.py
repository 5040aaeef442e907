"""A statement built around its outages, for the months of specimen.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.integrations.specimen_reasons import RULES, reasons

PARIS = ZoneInfo("Europe/Paris")
TARGET = Fraction(995, 1000)


def at(text: str) -> datetime:
    """A Paris instant written as 2026-03-04 05:06:07."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def iso(instant: datetime) -> str:
    return instant.astimezone(PARIS).isoformat(timespec="seconds")


def seconds(start: datetime, end: datetime) -> int:
    return int(end.timestamp() - start.timestamp())


def outage(start: str, end: str, *excluded: tuple[str, str, str, str, str]) -> dict[str, Any]:
    """An outage with its excluded parts: (from, to, reason, clause, evidence)."""
    parts = [
        {
            "from": iso(at(a)),
            "to": iso(at(b)),
            "reason": reason,
            "clause": clause,
            "evidence": evidence,
        }
        for a, b, reason, clause, evidence in excluded
    ]
    length = seconds(at(start), at(end))
    lost = sum(seconds(at(a), at(b)) for a, b, *_ in excluded)
    return {
        "from": iso(at(start)),
        "to": iso(at(end)),
        "seconds": length,
        "counted_seconds": length - lost,
        "excluded": parts,
    }


def floored(rate: Fraction) -> str:
    thousandths = rate * 100_000 // 1
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def a_month(month: str, outages: list[dict[str, Any]], **changed: Any) -> dict[str, Any]:
    """A whole statement around those outages; `changed` replaces its top entries."""
    year, index = map(int, month.split("-"))
    start = datetime(year, index, 1, tzinfo=PARIS)
    end = datetime(year + index // 12, index % 12 + 1, 1, tzinfo=PARIS)
    unmeasured = changed.get("unmeasured", [])
    degraded = sum(
        seconds(datetime.fromisoformat(s["from"]), datetime.fromisoformat(s["to"]))
        for s in changed.get("degraded", [])
    )
    silent = sum(
        seconds(datetime.fromisoformat(s["from"]), datetime.fromisoformat(s["to"]))
        for s in unmeasured
    )
    whole, down = seconds(start, end), sum(o["seconds"] for o in outages)
    counted = sum(o["counted_seconds"] for o in outages)
    by_reason: dict[str, int] = {}
    for part in (part for o in outages for part in o["excluded"]):
        length = seconds(datetime.fromisoformat(part["from"]), datetime.fromisoformat(part["to"]))
        by_reason[part["reason"]] = by_reason.get(part["reason"], 0) + length
    rate = Fraction(whole - counted, whole)
    measured = {
        "T_seconds": whole,
        "down_seconds": down,
        "excluded_seconds": down - counted,
        "excluded": by_reason,
        "counted_seconds": counted,
        "unmeasured_seconds": silent,
        "up_seconds": whole - down - silent,
        "degraded_seconds": degraded,
        "rate_exact": f"{rate.numerator}/{rate.denominator}",
        "rate": floored(rate),
        "target": "99.5",
        "met": rate >= TARGET,
        "shortfall_points": floored(max(TARGET - rate, Fraction(0))),
    }
    return {
        "format": "statement/1",
        "agreement": {
            "id": "saas-reference",
            "version": "1",
            "readings": {},
            "digest": "sha256:" + "9f86d081884c7d65" * 4,
        },
        "subscription": {
            "target": "drive-client-a",
            "product": "drive",
            "product_name": "Visiativ Drive",
            "hosting": "shared",
            "client": "Ateliers de la Loire",
            "contract": "C-2025-014",
            "yearly_fee": "48000.00",
            "monthly_fee": "4000.00",
            "contract_monthly_fee": "4000.00",
            "currency": "EUR",
            "from": "2025-01-01",
            "until": None,
        },
        "month": month,
        "timezone": "Europe/Paris",
        "from": iso(start),
        "to": iso(end),
        "source": {
            "name": "probes.csv.gz",
            "silence_seconds": 93600,
            "first_record_at": "2025-01-01T00:00:00+01:00",
            "last_record_at": iso(end),
        },
        "availability": measured,
        "outages": outages,
        "unmeasured": unmeasured,
        "works": [],
        "exclusions": [],
        "penalty": None,
        "history": a_history(month, measured),
        "reasons": reasons(measured),
        "rules": RULES,
        "evidence": [],
    } | changed


def a_history(month: str, last: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Twelve months: one not measured, one in part, two missed before the last."""
    year, index = map(int, month.split("-"))
    months = [
        f"{y}-{m + 1:02}"
        for y, m in (divmod(year * 12 + index - 1 - back, 12) for back in range(11, -1, -1))
    ]
    lost = [0, 120, None, 4210, 900, 15000, 0, 31, 8800, 1200, 18052]
    rows: list[dict[str, Any]] = []
    for name, down in zip(months, lost, strict=False):
        if down is None:
            rows.append(
                {
                    "month": name,
                    "rate_exact": None,
                    "rate": None,
                    "met": None,
                    "unmeasured_seconds": 2678400,
                }
            )
            continue
        rate = 1 - Fraction(down, 2678400)
        rows.append(
            {
                "month": name,
                "rate_exact": f"{rate.numerator}/{rate.denominator}",
                "rate": floored(rate),
                "met": rate >= TARGET,
                "unmeasured_seconds": 7200 if down == 900 else 0,
            }
        )
    return [
        *rows,
        {
            "month": month,
            "rate_exact": last["rate_exact"],
            "rate": last["rate"],
            "met": last["met"],
            "unmeasured_seconds": last["unmeasured_seconds"],
        },
    ]
