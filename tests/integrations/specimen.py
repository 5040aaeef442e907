"""Statements that look like real months: clock changes, a Sunday stop, works, a capped penalty."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
TARGET = Fraction(995, 1000)

RULES = [
    {
        "clause": "5.1",
        "fr": "Le produit est joignable 24 h sur 24, 7 jours sur 7, à 99,5 %.",
        "en": "The product is reachable 24 hours a day, 7 days a week, at 99.5 %.",
    },
    {
        "clause": "5.3",
        "fr": "Taux = 1 − t / T : t, le temps d’indisponibilité totale décompté ; T, "
        "toutes les secondes du mois civil. Aucun arrondi avant la comparaison.",
        "en": "Rate = 1 − t / T: t, the time of total unavailability that counts; T, every second "
        "of the calendar month. Nothing is rounded before the comparison.",
    },
    {
        "clause": "5.5",
        "fr": "N’est pas décompté ce qui relève d’un des neuf motifs, seconde par "
        "seconde : la part d’une indisponibilité hors des travaux annoncés ou de la plage compte.",
        "en": "What falls under one of nine reasons is not counted, second by second: the part of "
        "an outage outside the works announced or the window counts.",
    },
    {
        "clause": "5.6",
        "fr": "Pénalité au deuxième mois manqué de suite et à chacun des suivants : "
        "1 % jusqu’à 1,5 point d’écart, 4 % jusqu’à 5, 7 % jusqu’à 7, 10 % au-delà.",
        "en": "A penalty for the second month missed in a row and each one after it: 1 % up to "
        "1.5 points short, 4 % up to 5, 7 % up to 7, 10 % beyond.",
    },
    {
        "clause": "5.8",
        "fr": "Toutes les pénalités d’un mois : au plus 10 % du montant mensuel des "
        "services SaaS du contrat, réparties en proportion.",
        "en": "All the penalties of a month: at most 10 % of the monthly amount of the contract’s "
        "SaaS services, shared in proportion.",
    },
]


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


def reason(rule: str, clause: str, fr: str, en: str, *children: Any, **more: Any) -> dict[str, Any]:
    return {
        "rule": rule,
        "clause": [clause],
        "value": None,
        "sentence": {"fr": fr, "en": en},
        "inputs": {},
        "reading": [],
        "layers": [],
        "children": list(children),
    } | more


def reading(id: str, fr: str, en: str, *others: str) -> dict[str, Any]:
    return {
        "id": id,
        "taken": "by-second",
        "applied": "by-second",
        "says": {"fr": fr, "en": en},
        "basis": "Code civil 1190",
        "others": list(others),
    }


def reasons(measured: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A tree as the rules make it, with two readings and a layer set aside."""
    rate = measured["rate"]
    return [
        reason(
            "availability.rate",
            "5.3",
            f"Taux du mois : {rate.replace('.', ',')} %, sur {measured['T_seconds']} secondes.",
            f"Rate of the month: {rate} %, over {measured['T_seconds']} seconds.",
            reason(
                "availability.target",
                "5.1",
                "Engagement : 99,5 %.",
                "Target: 99.5 %.",
                layers=[
                    {
                        "layer": "annex",
                        "outcome": "not_applicable",
                        "clause": "A2",
                        "id": "annex2.sunday",
                        "why": {
                            "fr": "L’annexe 2 ne nomme pas ce produit.",
                            "en": "Annex 2 does not name this product.",
                        },
                    }
                ],
            ),
            reason(
                "availability.excluded",
                "5.5",
                f"{measured['excluded_seconds']} secondes exclues.",
                f"{measured['excluded_seconds']} seconds excluded.",
                reason(
                    "exclusion",
                    "5.5a",
                    "Travaux W-12 : annoncés avant leur début et dans une "
                    "plage convenue, la part de l’indisponibilité qu’ils couvrent est exclue.",
                    "Works W-12: told before they began and inside an agreed window, the part "
                    "of the outage that they cover is excluded.",
                ),
                reading=[
                    reading(
                        "5.5.overlap",
                        "seconde par seconde, le reste compte",
                        "second by second, the rest counts",
                        "all-or-nothing",
                    )
                ],
            ),
            reading=[
                reading(
                    "5.3.unmeasured",
                    "ni disponible ni indisponible",
                    "neither up nor down",
                    "counts-down",
                    "counts-up",
                )
            ],
        ),
        reason(
            "penalty.right",
            "5.6",
            "Deux mois manqués de suite ouvrent un droit.",
            "Two months missed in a row open a right.",
        ),
    ]


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
