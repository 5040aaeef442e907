"""No page, file or program's answer tells of what is restricted to those who may not see it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.urls import NoReverseMatch

from tenir import clock
from tenir.apps.orders import services as orders
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tenir.viewer import Viewer
from tests.cast import Cast
from tests.faces.api.programs import Program, program_of
from tests.faces.test_deeds import as_
from tests.faces.test_pages import ELSEWHERE, POSTED, address, cast, pages
from tests.faces.test_requests import opened

__all__ = ["cast"]
SECRET = "Zylph"
ASKED = (
    "requests", "quotes", "orders", "billable-lines", "causes", "exclusions", "notices", "inbox",
    "journal", "commitments", "documents", "time-entries", "hand-overs", "rulings",
    "search?q=zylph",
)  # fmt: skip


@pytest.fixture
def hidden(cast: Cast) -> Request:
    """A request of Bob's that met others, waited for a quote, was charged, then was restricted."""
    now, others = clock.now(), [opened(cast) for _ in range(2)]
    found = opened(cast, title=SECRET, problem=SECRET)
    services.follow(found.pk, actor=cast.alice)
    services.link(others[0].pk, to=found.pk, actor=cast.sam, at=now)
    services.park(found.pk, kind="training", because=SECRET, actor=cast.sam, at=now)
    services.rule_out(found.pk, reason="other_product", evidence=SECRET, actor=cast.sam, at=now)
    line = Request.objects.select_related("subscription__contract").get(pk=found.pk).subscription
    assert line
    orders.bill(
        line.contract, key="time/1", label=f"{found.number} : 5 min", quantity=Decimal(1),
        unit_price=Decimal(9), due_on=now.date(), subject=found.subject, actor=cast.fred, at=now,
    )  # fmt: skip
    services.reverse_ruling(found.pk, because=SECRET, actor=cast.sam, at=now)
    services.merge(found.pk, into=others[1].pk, actor=cast.sam, at=now)
    cast.things["others"] = others
    services.restrict(found.pk, actor=cast.sam, at=now)
    return Request.objects.get(pk=found.pk)


def open_to(viewer: Viewer, at: str) -> bool:
    """Whether that address is of a face that opens to them: others tell nothing (test_matrix)."""
    shut = {"console": not viewer.is_staff, "portal": not viewer.clients}
    return not shut.get(at.split("/")[1], False)


def places(cast: Cast, found: Request) -> Iterator[str]:
    """Every page and file that a browser can read, and those of what had to do with it."""
    for name in pages():
        if name in POSTED | ELSEWHERE or "sign-out" in name:
            continue
        try:
            yield address(name, cast)
        except (NoReverseMatch, KeyError):
            continue
    for other in cast.things["others"]:
        yield from (f"/{face}/requests/{other.pk}/" for face in ("console", "portal"))
    for face in ("console", "portal"):
        yield f"/{face}/orders/{found.quote_id}/"
        yield f"/{face}/search/?q=zylph"
        yield f"/{face}/search/?q={found.number}"
    for list_ in ("requests", "orders", "billables", "causes", "notices", "journal", "hand-overs"):
        yield f"/console/{list_}/?format=csv"
        yield f"/portal/{list_}/?format=csv"


@pytest.mark.parametrize("who", ["anna", "alice", "olga", "fred", "rose"])
def test_no_page_tells_of_what_is_restricted(cast: Cast, hidden: Request, who: str) -> None:
    """Clause: 10.5."""
    browser, wrong, read = as_(cast, who), [], 0
    viewer: Viewer = getattr(cast, who)
    for at in (at for at in places(cast, hidden) if open_to(viewer, at)):
        answer = browser.get(at)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read += answer.status_code == 200
        shown = content.decode(errors="replace").replace(f"q={hidden.number}", "")
        if "search/" in at:
            shown = shown.replace(f'value="{hidden.number}"', "").replace(f"“{hidden.number}”", "")
        if SECRET in shown or hidden.number in shown or hidden.subject in shown:
            wrong.append(at)
    assert wrong == []
    assert read > 20


@pytest.mark.parametrize("who", ["anna", "alice", "olga", "rose"])
def test_no_program_is_answered_with_it(cast: Cast, hidden: Request, who: str) -> None:
    """Clause: 10.5."""
    program: Program = program_of(getattr(cast, who))
    asked = [*ASKED, *(f"requests/{one.pk}/conversation" for one in cast.things["others"])]
    answers = {at: program.get(f"/{at}") for at in asked}
    for at, answer in answers.items():
        shown = answer.content.decode()
        assert SECRET not in shown, at
        assert hidden.number not in shown, at
        assert f'"to":{hidden.pk}' not in shown.replace(" ", ""), at
        assert f'"merged_in":{hidden.pk}' not in shown.replace(" ", ""), at
    assert sum(answer.status_code == 200 for answer in answers.values()) > 5
