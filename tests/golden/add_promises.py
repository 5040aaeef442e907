"""Adds promises to the golden corpus: python -m tests.golden.add_promises. Never changes any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tenir.integrations.agreement_files import SHIPPED
from tenir.terms.agreement import Agreement
from tenir.terms.carried import overrides_told
from tenir.terms.convention import Override
from tenir.terms.frozen import Freezing, months_frozen
from tenir.terms.grounds import Promised, grounds_of, promised, promised_alike
from tenir.terms.hours import Closure
from tenir.terms.loading import load
from tenir.terms.promises import claim_of, target_of
from tenir.terms.support_history import Happened
from tenir.terms.support_kept import clock_told

HERE = Path(__file__).parent
FRIDAY = datetime(2026, 5, 22, 14, 45, tzinfo=UTC)
NIGHT = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
LONGER = Override.model_validate(
    {"id": "special.notice", "layer": "contract.special", "replaces": "evolution.notice",
     "set": {"length": "2 months"}, "clause": "1.2"}
)  # fmt: skip
MERGED = [
    Happened("recorded", FRIDAY, "high", "critical"),
    Happened(
        "merged_in", FRIDAY + timedelta(minutes=5),
        of=(
            Happened("recorded", FRIDAY - timedelta(days=1), "high", "critical"),
            Happened("client_asked", FRIDAY - timedelta(days=1) + timedelta(minutes=5)),
        ),
    ),
]  # fmt: skip
# The promises of these months of the corpus: their target, and the claim that they open.
MONTHS = (
    ("drive.brevent-2026-10", "claimed at tier 1"),
    ("mobile-sales.lacaune-2026-09", "capped by the contract's own cap"),
    ("employee-portal.brevent-2026-05", "a month kept, no claim"),
    ("b2b-e-commerce.lacaune-2026-03", "the month in which the clocks go forward"),
)


def made(agreement: Agreement) -> Iterator[tuple[str, str, Promised]]:
    """Each promise of the corpus: the name of its file, what it shows, the promise."""
    yield (
        "contacts-paris-night", "a night that is the next month's first day in Paris",
        promised("parties.confirm_contacts", asked_at=NIGHT, months=6, zone="Europe/Paris"),
    )  # fmt: skip
    yield (
        "contacts-leap-day",
        "three months after 29 November: 29 February of a leap year, in London",
        promised(
            "parties.confirm_contacts", asked_at=datetime(2027, 11, 29, 12, tzinfo=UTC), months=3,
            zone="Europe/London",
        ),
    )  # fmt: skip
    yield (
        "prerequisites-london", "to be read before the day on which the clocks go forward",
        promised(
            "catalogue.acknowledge_prerequisites", product="Drive 12.0",
            due_on=date(2026, 3, 29), zone="Europe/London",
        ),
    )  # fmt: skip
    for name, shows, own, reason in (
        ("notice", "a month's notice from 31 January, Paris time being 1 February", (), ""),
        ("notice-two-contracts", "two contracts, the later of their notices", (LONGER,), ""),
        ("at-once", "in force at once for security", (), "security"),
        ("not-a-reason", "a reason that is not one of the two", (), "comfort"),
    ):
        answer = promised(
            "agreements.answer", agreement, notified_at=NIGHT, reason=reason,
            contracts=[[], overrides_told(own)],
        )  # fmt: skip
        yield f"answer-{name}", shows, answer
        proof = promised_alike("agreements.notification", answer, agreement)
        yield f"notification-{name}", shows, proof
    yield (
        "own-backup", "before an operation on the day on which the clocks go forward",
        promised("orders.own_backup", starts_on=date(2026, 3, 29), zone="Europe/Paris"),
    )  # fmt: skip
    for name, shows, ends_on in (
        (
            "next-fee",
            "a credit on the next yearly fee, of 29 February where the year has none",
            None,
        ),
        ("refund", "a refund: the subscription ends before its next yearly fee", date(2026, 6, 30)),
    ):
        yield f"credit-{name}", shows, promised(
            "penalty.credit", agreement, product="drive", hosting="shared", overrides=[],
            starts_on=date(2024, 2, 29), ends_on=ends_on, issued_on=date(2026, 5, 22),
        )  # fmt: skip
    asked = Happened("recorded", FRIDAY, "high", "critical")
    told = clock_told(agreement.terms("drive", "shared"), [asked], (), None)
    for kind, name in (("requests.response_p1", "p1"), ("requests.response", "all")):
        shows = "recorded on a Friday at 16:45, Whit Monday being a holiday"
        yield f"response-{name}-friday", shows, promised(kind, agreement, **told)
    closed = Closure(
        0, 86400, date(2026, 5, 26), int(datetime(2026, 5, 20, 8, tzinfo=UTC).timestamp())
    )
    told = clock_told(agreement.terms("drive", "shared"), [asked], (closed,), None)
    for kind, name in (("requests.response_p1", "p1"), ("requests.response", "all")):
        shows = "over Whit Monday and a closure announced for the day after, both named"
        yield f"response-{name}-stepped", shows, promised(kind, agreement, **told)
    waits = [
        asked, Happened("client_asked", FRIDAY + timedelta(minutes=5)),
        Happened("parked", FRIDAY + timedelta(minutes=10)),
        Happened("client_replied", FRIDAY + timedelta(days=4, hours=16)),
        Happened("unparked", FRIDAY + timedelta(days=4, hours=18)),
    ]  # fmt: skip
    told = clock_told(agreement.terms("drive", "shared"), waits, (), None)
    for kind, name in (("requests.response_p1", "p1"), ("requests.response", "all")):
        made_of = promised(kind, agreement, **told)
        yield f"response-{name}-waits", "two waits that overlap, as engine 2 had them", made_of
        yield f"response-{name}-waits-named", "two waits that overlap, both named", made_of
    yield from _of_merged(agreement)
    for name, shows in MONTHS:
        yield from _of_month(agreement, name, shows)


def _of_merged(agreement: Agreement) -> Iterator[tuple[str, str, Promised]]:
    told = clock_told(agreement.terms("drive", "shared"), MERGED, (), None)
    for kind, name in (("requests.response_p1", "p1"), ("requests.response", "all")):
        made_of = promised(kind, agreement, **told)
        yield f"response-{name}-merged", "one that waits merged in, as engine 3 had it", made_of
        yield f"response-{name}-merged-runs", "one that waits merged into one that runs", made_of
    yield from _of_versions(agreement)


def _of_versions(agreement: Agreement) -> Iterator[tuple[str, str, Promised]]:
    yield (
        "validation-autumn", "a version to be validated over the hour that the clocks go back",
        promised(
            "releases.validation", agreement, product="drive", hosting="shared", overrides=[],
            received_at=datetime(2026, 10, 5, 13, tzinfo=UTC), release="version",
            version="Drive 12.0",
        ),
    )  # fmt: skip


def _of_month(agreement: Agreement, name: str, shows: str) -> Iterator[tuple[str, str, Promised]]:
    told = json.loads((HERE / "months" / f"{name}.json").read_text("utf-8"))
    inputs, evidence = told["inputs"].encode(), told["evidence"].encode()
    frozen = Freezing(told["engine"], b"", inputs, evidence, said={}).inputs_digest
    grounds = grounds_of(agreement, frozen=frozen)
    months, month = months_frozen(json.loads(inputs), evidence, lambda _: agreement)
    target, claim = target_of(months, month), claim_of(months, month)
    yield (
        f"target-{name}",
        shows,
        Promised("availability.target", target.value, target.reason, grounds),
    )
    if claim:
        yield f"claim-{name}", shows, Promised("penalty.claim", claim.value, claim.reason, grounds)


def main() -> None:
    """Writes what is not there yet."""
    agreement = load((SHIPPED / "reference" / "1" / "convention.yaml").read_text("utf-8"))
    (HERE / "promises").mkdir(exist_ok=True)
    for name, shows, found in made(agreement):
        path, grounds = HERE / "promises" / f"{name}.json", found.grounds
        if path.exists() or grounds is None:
            continue
        told = {
            "shows": shows, "kind": found.kind, "due_at": found.due_at.astimezone(UTC).isoformat(),
            "engine": grounds.engine, "agreement": grounds.agreement, "version": grounds.version,
            "convention": grounds.convention, "inputs": grounds.inputs,
            "inputs_digest": grounds.inputs_digest, "reasons": found.reason.to_json(),
        }  # fmt: skip
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(path.name, shows)  # noqa: T201  a tool of the tests


if __name__ == "__main__":
    main()
