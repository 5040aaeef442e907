"""What the tests of penalties share: September 2026 missed, frozen, claimed, revised, credited."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tenir.apps.availability import services as availability
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import services as parties
from tenir.apps.penalties import queries, services
from tenir.apps.reports import services as reports
from tests.apps.availability.conftest import paris

OCTOBER, IN_TIME = paris("2026-10-01 04:00"), paris("2026-10-05 10:00")
LAST, LATE = paris("2026-10-14 23:59"), paris("2026-10-15 00:00")
DECEMBER = paris("2026-12-01 00:00")
PUBLISHER = {
    "legal_name": "Éditions Tenir SAS", "siren": "732829320", "vat_number": "FR44732829320",
    "street": "1 rue du Port", "postcode": "44000", "city": "Nantes",
}  # fmt: skip
REDUCTION = {"vat": "reduction", "vat_rate": Decimal(20)}
DAMAGES = {"vat": "damages", "reason": "Indemnité hors du champ de la TVA"}


def freeze(cast, line, month="2026-09"):
    return reports.freeze_month(subscription=line.pk, month=month, actor=cast.olga, at=OCTOBER)


def claim(who, line, at=IN_TIME, month="2026-09"):
    return services.send_claim(subscription=line.pk, month=month, actor=who, at=at)


def revise_away(cast, line):
    availability.exclude(
        subscription=line.pk, start=paris("2026-09-15 08:00"), end=paris("2026-09-15 16:30"),
        reason="client-environment", evidence="mail", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    reports.revise(
        subscription=line.pk, month="2026-09", because="their mail", actor=cast.olga, at=DECEMBER
    )


def invoicing(cast, **vat):
    parties.change_client(cast.martin.pk, siren="552100554", actor=cast.anna, at=OCTOBER)
    return services.set_invoicing(**PUBLISHER, **vat, actor=cast.fred, at=OCTOBER)


def issue(cast, found, at=DECEMBER, **given):
    told = {"corrects": "F-2026-001", "corrects_on": date(2026, 1, 2), "fee_paid": True} | given
    return services.issue(found.pk, **told, actor=cast.fred, at=at)


def sent(kind):
    return Notice.objects.filter(kind=f"penalties.{kind}", channel="email").count()


def standing(cast, at=IN_TIME):
    return [row.standing for row in queries.rights(cast.fred, at=at)]
