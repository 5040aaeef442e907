"""A contract of Ateliers Martin on Drive, under the reference agreement, measured or watched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Subscription, Version, agreement_of
from tenir.apps.availability import services
from tenir.apps.availability.services import NewTarget, Word
from tenir.apps.catalogue import services as catalogue
from tenir.terms.dates import at_local
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.once import once

SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)


def paris(text: str) -> datetime:
    """`2026-09-15 08:00` in Paris."""
    day, clock = text.split()
    hours, minutes = clock.split(":")
    seconds = int(hours) * 3600 + int(minutes) * 60
    return datetime.fromtimestamp(at_local(date.fromisoformat(day), seconds, "Europe/Paris"), UTC)


DECEMBER = paris("2026-12-01 00:00")


@pytest.fixture
@once
def reference(cast: Cast) -> Version:
    """The reference agreement, published long ago."""
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    return version


def signing(cast: Cast) -> Callable[..., Subscription]:
    """A subscription of Ateliers Martin to Drive from January 2026 on, or as asked."""

    def signed(number: str = "C-1", *, at: datetime = SIGNED, **asked: Any) -> Subscription:
        line = {"product": "drive", "yearly_fee": "48000.00", **asked.pop("line", {})}
        wanted = {"client": cast.martin.pk, "starts_on": date(2026, 1, 1), **asked}
        contract = agreements.sign_contract(
            number=number, lines=[agreements.NewLine(**line)], actor=cast.anna, at=at, **wanted
        )
        return contract.subscriptions.get()

    return signed


@pytest.fixture
def sign(cast: Cast, reference: Version) -> Callable[..., Subscription]:
    """sign("C-2", client=…): another subscription."""
    return signing(cast)


@pytest.fixture
@once
def drive(cast: Cast, reference: Version) -> Subscription:
    """Ateliers Martin's Drive."""
    return signing(cast)()


def measuring(cast: Cast) -> Callable[..., None]:
    """measure(drive, ("2026-09-15 08:00", "down"), …): told in Paris, all known a month later."""

    def measured(subscription: Subscription, *told: tuple[str, str]) -> None:
        services.record_measurements(
            subscription=subscription.pk, source="probe", actor=cast.olga,
            records=[services.Record(paris(at), state) for at, state in told],
            at=paris("2026-12-01 00:00"),
        )  # fmt: skip

    return measured


@pytest.fixture
def measure(cast: Cast) -> Callable[..., None]:
    """What Olga tells of a subscription."""
    return measuring(cast)


@pytest.fixture
def watch(cast, drive):
    """watch(name="drive-web", locations=["paris", "lyon"]): a target of Drive, told by others."""

    def added(name="drive-web", **asked):
        line = {} if asked.get("product") or asked.get("kind") == "monitor" else {
            "subscription": drive.pk
        }  # fmt: skip
        wanted = NewTarget(name=name, interval=asked.pop("interval", 0), **line, **asked)
        return services.add_target(wanted, actor=cast.olga, at=paris("2026-01-05 10:00"))

    return added


@pytest.fixture
def tell(cast):
    """tell("drive-web", "2026-09-01 00:00", "up", "paris"), or several such in a list."""

    def told(*word, at=DECEMBER):
        words = word[0] if isinstance(word[0], list) else [word]
        return services.take_in(
            [Word(name, paris(when), state, *rest) for name, when, state, *rest in words],
            source="test", actor=cast.olga, at=at,
        )  # fmt: skip

    return told
