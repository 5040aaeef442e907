"""Statements that look like real months: clock changes, a Sunday stop, works, a capped penalty."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from tests.integrations.specimen_month import a_month, at, outage

WORKS = [
    {
        "id": "W-12",
        "from": "2026-03-18T22:00:00+01:00",
        "to": "2026-03-19T01:00:00+01:00",
        "announced_at": "2026-03-10T09:30:00+01:00",
        "kind": "planned",
    },
    {
        "id": "W-13",
        "from": "2026-03-24T05:00:00+01:00",
        "to": "2026-03-24T07:30:00+01:00",
        "announced_at": "2026-03-20T17:00:00+01:00",
        "kind": "planned",
    },
]


def march() -> dict[str, Any]:
    """March 2026, a 23-hour day in it: works partly outside the window, a capped penalty."""
    return a_month(
        "2026-03",
        [
            outage("2026-03-04 05:06:07", "2026-03-04 09:41:20"),
            outage("2026-03-10 14:00:00", "2026-03-10 14:00:40"),
            outage(
                "2026-03-18 22:10:00",
                "2026-03-19 01:30:00",
                (
                    "2026-03-18 22:10:00",
                    "2026-03-19 01:00:00",
                    "planned-maintenance",
                    "5.5a",
                    "W-12",
                ),
            ),
            outage(
                "2026-03-24 05:30:00",
                "2026-03-24 07:00:00",
                (
                    "2026-03-24 05:30:00",
                    "2026-03-24 06:00:00",
                    "planned-maintenance",
                    "5.5a",
                    "W-13",
                ),
            ),
            outage("2026-03-29 01:15:00", "2026-03-29 04:20:00"),
        ],
        works=WORKS,
        exclusions=[
            {
                "from": "2026-03-18T22:10:00+01:00",
                "to": "2026-03-18T22:40:00+01:00",
                "reason": "client-environment",
                "decided_by": "O. Perrin",
                "evidence": "ticket 4411",
            }
        ],
        unmeasured=[{"from": "2026-03-13T08:00:00+01:00", "to": "2026-03-13T19:30:00+01:00"}],
        degraded=[{"from": "2026-03-20T09:00:00+01:00", "to": "2026-03-20T12:00:00+01:00"}],
        penalty={
            "right": True,
            "tier_rate": "1",
            "base": "4000.00",
            "amount": "31.25",
            "capped": True,
            "cap": "31.25",
            "claim_by": "2026-04-15T00:00:00+02:00",
            "months_missed_in_a_row": 2,
        },
        evidence=[{"name": "evidence.csv", "sha256": "0" * 64, "bytes": 1234}],
    )


def brief() -> dict[str, Any]:
    """June 2026 in as few words as a report has: two outages, a penalty, no reasons."""
    found = [
        outage("2026-06-03 01:00:00", "2026-06-03 06:00:00"),
        outage("2026-06-10 14:00:00", "2026-06-10 14:00:40"),
    ]
    penalty = {
        "right": True,
        "tier_rate": "1",
        "base": "4000.00",
        "amount": "40.00",
        "capped": False,
        "cap": "400.00",
        "claim_by": "2026-07-16T00:00:00+02:00",
        "months_missed_in_a_row": 2,
    }
    return a_month("2026-06", found, penalty=penalty, reasons=[], rules=[])


def october(count: int = 60) -> dict[str, Any]:
    """October 2026, a 25-hour day in it, with that many outages and an Annex 2 Sunday."""
    chance = random.Random(2026)
    instant, found = at("2026-10-01 00:30:00"), []
    gap = 30 * 86400 // max(count, 1)
    for index in range(count):
        start = instant + timedelta(seconds=gap * index + chance.randrange(gap // 2))
        length = chance.choice([20, 61, 300, 600, 1805])
        found.append(
            outage(
                f"{start:%Y-%m-%d %H:%M:%S}",
                f"{start + timedelta(seconds=length):%Y-%m-%d %H:%M:%S}",
            )
        )
    sunday = outage(
        "2026-10-11 00:20:00",
        "2026-10-11 01:35:00",
        ("2026-10-11 00:20:00", "2026-10-11 01:20:00", "planned-maintenance", "A2", ""),
    )
    found = sorted([*found, sunday], key=lambda o: str(o["from"]))
    statement = a_month("2026-10", found)
    statement["penalty"] = {
        "right": True,
        "tier_rate": "1",
        "base": "4000.00",
        "amount": "40.00",
        "capped": False,
        "cap": "400.00",
        "months_missed_in_a_row": 3,
        "claim_by": "2026-11-17T00:00:00+01:00",
    }
    return statement


def quiet() -> dict[str, Any]:
    """A month without an outage, of a target that no contract names."""
    statement = a_month("2026-06", [])
    unknown = dict.fromkeys(
        (
            "product",
            "product_name",
            "hosting",
            "client",
            "contract",
            "yearly_fee",
            "monthly_fee",
            "contract_monthly_fee",
            "from",
        )
    )
    statement["subscription"] |= unknown
    return statement


def dark() -> dict[str, Any]:
    """A month in which nothing was measured."""
    statement = a_month(
        "2026-02",
        [],
        unmeasured=[{"from": "2026-02-01T00:00:00+01:00", "to": "2026-03-01T00:00:00+01:00"}],
    )
    statement["availability"] |= {
        "rate": None,
        "rate_exact": None,
        "met": None,
        "shortfall_points": None,
    }
    statement["history"][-1] |= {"rate": None, "rate_exact": None, "met": None}
    return statement
