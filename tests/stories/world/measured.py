"""What was measured of both clients' lines, and what follows: a month frozen, penalties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tenir.apps.agreements import queries as agreed
from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.apps.maintenance import services as maintenance
from tenir.apps.parties import services as parties
from tenir.apps.penalties import services as penalties
from tenir.apps.reports import services as reports
from tenir.terms.kinds_availability import Exclusions
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.stories.world.planned import go_wrong, plan_works
from tests.stories.world.sides import DOWN_FROM, FIRST, MISSED_FROM, MONTH, OCTOBER, ORDERED, Side


def measure(cast: Cast, side: Side) -> None:
    """A month measured and frozen, with an outage, what was ruled out of it, and works."""
    records = [
        availability.Record(datetime(2026, 7, 31, 22, tzinfo=UTC), "up"),
        availability.Record(MISSED_FROM, "down"),
        availability.Record(MISSED_FROM + timedelta(hours=8), "up"),
        availability.Record(DOWN_FROM, "down"),
        availability.Record(DOWN_FROM + timedelta(hours=8), "up"),
        availability.Record(OCTOBER - timedelta(hours=1), "up"),
    ]
    availability.record_measurements(
        subscription=side.subscription, records=records, source=f"probe of {side.word}",
        actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    side.keys["target"] = measured.targets(SYSTEM, subscription=side.subscription).get().pk
    availability.begin_file(
        f"{side.subscription:064}", name=f"{side.word}.csv", records=1, actor=cast.olga, at=OCTOBER
    )
    availability.change_target(
        side.keys["target"], timeout=20, because=f"New probe of {side.word}", actor=cast.olga,
        at=OCTOBER,
    )  # fmt: skip
    availability.add_target(
        availability.NewTarget(
            name=f"test-{side.word}", subscription=side.subscription, environment="test"
        ),
        actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    corrected = availability.correct(
        subscription=side.subscription, start=DOWN_FROM, end=DOWN_FROM + timedelta(hours=8),
        state="", because=f"A disk was full at {side.word}", actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    side.keys["correction"] = corrected.pk
    outages = measured.outages(SYSTEM).filter(
        subscription=side.subscription, state="down", start=DOWN_FROM
    )
    side.keys |= {"outage": outages.get().pk, "outage_row": outages.get()}
    reasons = agreed.terms_of(SYSTEM, side.subscription, at=DOWN_FROM)
    exclusion = availability.exclude(
        subscription=side.subscription, start=DOWN_FROM, end=DOWN_FROM + timedelta(hours=1),
        reason=_a_reason(reasons), evidence=f"Seen at {side.word}", actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    cause = availability.tell_cause(
        subscription=side.subscription, actor=cast.olga, at=OCTOBER,
        told=availability.NewCause(
            kind="misuse", start=DOWN_FROM + timedelta(hours=2),
            end=DOWN_FROM + timedelta(hours=3), evidence=f"A script at {side.word}",
        ),
    )  # fmt: skip
    side.keys["cause"] = cause.pk
    maintenance.put_on_record(
        number=f"W-{side.word}", kind="planned", starts_at=DOWN_FROM - timedelta(days=3),
        ends_at=DOWN_FROM - timedelta(days=3, hours=-1), subscriptions=[side.subscription],
        announced_at=ORDERED, actor=cast.olga, at=ORDERED,
    )  # fmt: skip
    frozen = reports.freeze_month(
        subscription=side.subscription, month=MONTH, actor=cast.olga, at=OCTOBER
    )
    side.keys |= {"exclusion": exclusion.pk, "works": f"W-{side.word}", "frozen": frozen.pk}
    plan_works(cast, side)
    _past(cast, side)
    penalise(cast, side)
    go_wrong(cast, side)


def _past(cast: Cast, side: Side) -> None:
    """A penalty that was settled before Tenir kept the books."""
    settled = penalties.Settled(
        where="", reference=f"P-{side.word}", target=_target_of(side), month="2026-02",
        amount=Decimal("12.00"), settled_by=f"AV-{side.word}",
    )  # fmt: skip
    penalties.bring_in_penalties([settled], actor=cast.fred, at=OCTOBER)


def _target_of(side: Side) -> str:
    return agreed.subscription(SYSTEM, side.subscription).target


def penalise(cast: Cast, side: Side) -> None:
    """A claim credited, of the month frozen, and one that came too late."""
    main = getattr(cast, side.main)
    parties.change_client(side.organisation, siren="552100554", actor=cast.anna, at=OCTOBER)
    penalties.set_invoicing(
        legal_name="Lumen", siren="732829320", street="1 rue du Port", postcode="44000",
        city="Nantes", vat="damages", reason="Hors champ", actor=cast.fred, at=OCTOBER,
    )  # fmt: skip
    sent, late = (
        penalties.send_claim(subscription=side.subscription, month=month,
                             words=f"Of {side.word}", actor=main, at=OCTOBER)
        for month in (MONTH, "2026-08")
    )  # fmt: skip
    note = penalties.issue(
        sent.pk, corrects=f"F-{side.word}", corrects_on=FIRST, fee_paid=True, actor=cast.fred,
        at=OCTOBER,
    )  # fmt: skip
    assert sent.right
    side.keys |= {"right": sent.right.pk, "claim": late.pk, "note": note.pk}


def _a_reason(terms: Terms) -> str:
    return terms.get("availability.excluded", Exclusions).term.items[0].id
