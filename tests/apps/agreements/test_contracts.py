"""Contracts and their lines: what is signed, what is refused, who may know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Contract, Subscription, Version
from tenir.apps.journal import queries as journal
from tenir.terms.kinds_availability import Threshold
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.agreements.conftest import FIRST, SIGNED, SPECIAL, NewLine
from tests.cast import Cast

Sign = Callable[..., Contract]


def test_a_contract_is_signed_with_its_lines_on_5_january(cast: Cast, sign: Sign) -> None:
    contract = sign(lines=[NewLine(product="drive", yearly_fee="48000.00"), NewLine(product="process")])
    lines = contract.subscriptions.order_by("pk")
    assert [(line.product.key, line.target, line.yearly_fee) for line in lines] == [
        ("drive", "c-1-drive", Decimal("48000.00")), ("process", "c-1-process", None),
    ]  # fmt: skip
