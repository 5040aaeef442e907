"""A closing that is told while a request is being opened counts, or moves it: never neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Event, Thread
from types import ModuleType
from typing import Any

import pytest
from django.db import connection

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Subscription, agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.support import opening, promising, services
from tenir.apps.support.models import Request
from tenir.viewer import SYSTEM
from tests.apps.support.conftest import URGENT, WHOLE, on
from tests.cast import LONG_AGO, Cast, assemble

EVENING, NEXT_DAY = on("09 19:00"), date(2026, 6, 10)
MOVED = on("12 09:00")  # a day later than without


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with a contract on Drive, for all threads to see."""
    found = assemble()
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    agreements.sign_contract(
        client=found.martin.pk, number="C-1", starts_on=date(2026, 1, 1),
        lines=[agreements.NewLine(product="drive")], actor=found.anna,
        at=datetime(2026, 1, 5, 9, tzinfo=UTC),
    )  # fmt: skip
    return found


def opens(cast: Cast) -> Request:
    elements = {"subscription": Subscription.objects.get().pk, **WHOLE, **URGENT}
    return services.open_request(cast.martin.pk, elements, actor=cast.bob, at=EVENING)


def closes(cast: Cast) -> None:
    services.announce_closure(NEXT_DAY, because="Stocktaking", actor=cast.anna, at=EVENING)


def in_a_thread(act: Callable[[], Any]) -> Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def between(
    patch: pytest.MonkeyPatch, module: ModuleType, name: str, act: Callable[[], None]
) -> None:
    """`act` is done once, as soon as that function of the module was called."""
    original, acts = getattr(module, name), iter([act])

    def called(*given: Any, **named: Any) -> Any:
        answer = original(*given, **named)
        for each in acts:
            each()
        return answer

    patch.setattr(module, name, called)


def test_told_after_the_clock_was_judged_and_before_it_is_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.13, 7.15."""
    between(monkeypatch, opening, "reckoned_first", lambda: closes(cast))
    found = opens(cast)
    assert found.due_at == MOVED


def test_told_while_the_request_is_being_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for that to be over, and finds the clock that is to be moved.

    Clause: 7.13, 7.15.
    """
    telling, threads = Event(), []

    def told_meanwhile() -> None:
        threads.append(in_a_thread(lambda: (telling.set(), closes(cast))))
        telling.wait(5)
        threads[0].join(0.3)

    between(monkeypatch, promising, "told", told_meanwhile)
    opening_one = in_a_thread(lambda: opens(cast))
    opening_one.join()
    threads[0].join()
    (found,) = Request.objects.all()
    assert found.due_at == MOVED
