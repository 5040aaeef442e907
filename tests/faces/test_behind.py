"""While a closing moves clocks behind its telling, pages and programs are told what they become."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

import pytest

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.commitments.models import Commitment
from tenir.apps.support import services
from tests.apps.support.conftest import URGENT
from tests.cast import Cast
from tests.faces.api.programs import program_of, shown
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import opened

__all__ = ["cast"]

PARIS = ZoneInfo("Europe/Paris")
ONCE = re.compile(r'(nonce|value|content)="[\w+/=-]{20,}"')  # what is another at each visit
CONSOLE = (
    "/console/", "/console/requests/", "/console/requests/live/",
    "/console/requests/?format=csv", "/console/requests/{request}/",
    "/console/requests/{request}/clock/", "/console/commitments/",
    "/console/commitments/?format=json", "/console/commitments/{promise}/",
    "/console/clients/{client}/", "/console/clients/{client}/promises/",
)  # fmt: skip
PORTAL = (
    "/portal/", "/portal/requests/", "/portal/requests/?format=json", "/portal/requests/{request}/",
    "/portal/requests/{request}/clock/", "/portal/commitments/", "/portal/commitments/{promise}/",
)  # fmt: skip
PROGRAMS = (
    "/requests", "/request-queue", "/requests/{request}", "/requests/{request}/clock",
    "/commitments?sort=due_at", "/commitments/{promise}",
)  # fmt: skip


COMPARES = re.compile(r"/(console|portal)/(requests/\d+/clock|commitments/\d+)/$")
BEING_WRITTEN = "being written"


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> datetime:
    """Nine in the evening of the next Monday, when support has closed."""
    Person.objects.update(language="en")
    monday = clock.now().astimezone(PARIS).replace(hour=21, minute=0, second=0, microsecond=0)
    monday += timedelta(days=7 - monday.weekday())
    monkeypatch.setattr(clock, "now", lambda: monday)
    return monday


def all_seen(cast: Cast, request: int, promise: int) -> dict[str, str]:
    """Each page and answer that tells a deadline, by its address."""
    keys = {"request": request, "promise": promise, "client": cast.martin.pk}
    program = program_of(cast.sam)
    found = {
        path: json.dumps(shown(program.get(path)), sort_keys=True)
        for path in (path.format_map(keys) for path in PROGRAMS)
    }
    for who, addresses in (("sam", CONSOLE), ("bob", PORTAL)):
        browser = as_(cast, who)
        for address in (address.format_map(keys) for address in addresses):
            answer = browser.get(address)
            assert answer.status_code == 200, address
            found[address] = ONCE.sub("", answer.getvalue().decode())
    return found


def apart(page: str, other: str) -> list[str]:
    """The lines of a page that the other has not."""
    both = zip_longest(page.split("\n"), other.split("\n"))
    return [line for line, there in both if line != there]


def test_nobody_reads_a_former_instant_while_clocks_are_moved(
    cast: Cast, evening: datetime
) -> None:
    """Clause: 7.13, 7.14, 7.15."""
    found = opened(cast, title="It stopped", **URGENT)
    promise = Commitment.objects.get(subject=found.subject, kind="requests.response_p1")
    before = all_seen(cast, found.pk, promise.pk)
    tomorrow = (evening + timedelta(days=1)).date()
    made = services.announce_closure(
        tomorrow, because="Stocktaking", at_once=0, actor=cast.anna, at=evening
    )
    during = all_seen(cast, found.pk, promise.pk)
    found.refresh_from_db()
    assert found.due_at == promise.due_at, "nothing is moved yet"
    services.move_clocks(made.pk, clock=lambda: evening)
    found.refresh_from_db()
    promise.refresh_from_db()
    assert found.due_at == promise.due_at == found.promised_at
    after = all_seen(cast, found.pk, promise.pk)
    for address, page in after.items():
        meanwhile = [line for line in apart(during[address], page) if line]
        assert all(BEING_WRITTEN in line.lower() for line in meanwhile), address
        assert len(meanwhile) == bool(COMPARES.match(address)), address
        assert "the same" in page or not meanwhile, address
        assert before[address] != page, address
