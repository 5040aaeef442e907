"""What the tests of versions share: when they were told, and how they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import ClientVersion, Contract, Version
from tenir.apps.documents.models import Document
from tenir.apps.notices.models import Notice
from tests.cast import Cast

Sign = Callable[..., Contract]
Second = Callable[..., Version]
TOLD = datetime(2026, 1, 31, 9, tzinfo=UTC)  # the month ends on 28 February
IN_FORCE = datetime(2026, 2, 28, 23, tzinfo=UTC)  # 1 March, 00:00 in Paris
FEBRUARY = datetime(2026, 2, 10, 9, tzinfo=UTC)
State = ClientVersion.State


def published(second: Second, cast: Cast, *, at: datetime = TOLD, **how: str) -> Version:
    return services.publish(second().pk, actor=cast.anna, at=at, **how)


def sent(*, at: datetime = TOLD, state: str = "sent", **which: object) -> None:
    """The messages leave, as `deliver` would have it."""
    Notice.objects.filter(channel="email", state="owed", **which).update(state=state, sent_at=at)


def standing(cast: Cast, number: str = "2") -> ClientVersion:
    return ClientVersion.objects.get(client=cast.martin, version__number=number)


def number_at(cast: Cast, at: datetime) -> str:
    return queries.version_of(cast.martin.pk, at=at).number


def letter(cast: Cast) -> Document:
    return Document.objects.create(
        organisation=cast.martin.organisation, audience="client", title="Letter",
        filename="letter.pdf", media_type="application/pdf", size=1, digest="0" * 64,
        purpose="answer", kept_at=FEBRUARY,
    )  # fmt: skip
