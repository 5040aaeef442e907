"""What the tests of reports share: two months missed, frozen, an outage ruled out, revised."""

from __future__ import annotations

from tenir.apps.availability import services as availability
from tenir.apps.reports import services
from tests.apps.availability.conftest import paris

OCTOBER = paris("2026-10-01 04:00")
DECEMBER = paris("2026-12-01 00:00")
AUGUST_AND_SEPTEMBER = (
    ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"), ("2026-08-12 13:00", "up"),
    ("2026-09-15 08:00", "down"), ("2026-09-15 16:30", "up"), ("2026-11-01 00:00", "up"),
)  # fmt: skip


def freeze(who, subscription, month, at=OCTOBER):
    return services.freeze_month(subscription=subscription.pk, month=month, actor=who, at=at)


def revise(who, subscription, month="2026-09", because="their mail was found"):
    return services.revise(
        subscription=subscription.pk, month=month, because=because, actor=who, at=DECEMBER
    )


def rule_out(cast, subscription, start="2026-09-15 08:00", end="2026-09-15 16:30"):
    return availability.exclude(
        subscription=subscription.pk, start=paris(start), end=paris(end),
        reason="client-environment", evidence="mail", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
