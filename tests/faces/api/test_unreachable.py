"""Addresses that mail does not reach, read and reached again by a program."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tenir.apps.notices.models import Unreachable
from tests.cast import Cast
from tests.faces.api.programs import Program, program_of, refused, shown

pytestmark = [pytest.mark.django_db, pytest.mark.clause("9.2")]
SINCE = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIST = "/unreachable-addresses"


@pytest.fixture
def gone() -> Unreachable:
    return Unreachable.objects.create(address="gone@martin.example", since=SINCE, because="550")


def test_an_address_that_answers_again_is_written_to_as_before(
    anna: Program, gone: Unreachable
) -> None:
    (listed,) = shown(anna.get(f"{LIST}?address=GONE"))["items"]
    assert listed["address"] == gone.address
    assert anna.post(f"{LIST}/{listed['id']}/reach-again").status_code == 204
    assert shown(anna.get(LIST))["total"] == 0
    refused(anna.post(f"{LIST}/{listed['id']}/reach-again"), 404)


def test_a_client_knows_of_none(cast: Cast, gone: Unreachable) -> None:
    bob = program_of(cast.bob)
    assert shown(bob.get(LIST))["items"] == []
    refused(bob.post(f"{LIST}/{gone.pk}/reach-again"), 404)
