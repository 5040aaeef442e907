"""What the tests of contracts share: how one is signed, and the mistakes that are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tenir.apps.agreements import services
from tenir.apps.agreements.models import Contract, Subscription
from tenir.terms.phrases import Language

Sign = Callable[..., Contract]
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)


def faults(act: Callable[[], object], language: Language = "en") -> list[str]:
    with pytest.raises(services.FaultyContract) as refused:
        act()
    return [fault.message(language) for fault in refused.value.faults]


def line_of(contract: Contract) -> Subscription:
    return contract.subscriptions.get()
