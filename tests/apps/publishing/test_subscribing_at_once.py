"""The same address that asks, or confirms, from several connections at once does so once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.notices.queries import Notice, WebhookEndpoint
from tenir.apps.publishing import services
from tenir.apps.publishing.models import Subscriber
from tests.apps.publishing.conftest import NOON
from tests.stories.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clause("5.11")]
PROGRAM = "https://hooks.example.org/status"


def ask(**more: object) -> None:
    told = {"email": "zoe@example.org", "language": "en", "url": PROGRAM, "at": NOON}
    services.subscribe(**{**told, **more})  # type: ignore[arg-type]


def test_an_address_that_asks_eight_times_at_once_is_written_to_once() -> None:
    together(*[ask] * 8)
    assert Subscriber.objects.count() == 1
    assert Notice.objects.filter(kind="publishing.subscription").count() == 1
    together(*[lambda: ask(at=NOON + timedelta(hours=2))] * 8)
    assert Notice.objects.filter(kind="publishing.subscription").count() == 2


def test_a_link_that_is_confirmed_eight_times_at_once_makes_one_program() -> None:
    ask()
    token = Subscriber.objects.get().token
    given = together(*[lambda: services.confirm(token, at=NOON)] * 8)
    assert len([secret for secret in given if secret]) == 1
    assert WebhookEndpoint.objects.count() == 1
