"""A closure is announced: the clocks that it moves, all at once, as one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract, Version
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments.models import Commitment, Step
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tenir.apps.support.promising import replayed
from tenir.terms.grounds import recomputed
from tests.apps.support.conftest import MINOR, URGENT, Open, on
from tests.cast import Cast
from tests.worlds import undone

TUESDAY = date(2026, 6, 9)
LATER = timedelta(minutes=10)
FACT = ("verb", "subject", "client", "clauses", "before", "after")  # in whichever order
Told = tuple[Any, ...]


def one_by_one(day: date, *, actor: Any, at: datetime) -> None:
    """Each request whose clock runs over that day, replayed by itself."""
    agreements.announce_closure(day, because="Stocktaking", actor=actor, at=at)
    for found in Request.objects.filter(due_at__date__gte=day).order_by("pk"):
        before = found.due_at
        replayed(found, actor=actor, at=at)
        if found.due_at != before:
            Request.objects.filter(pk=found.pk).update(updated_at=at)


def at_once(day: date, *, actor: Any, at: datetime) -> None:
    services.announce_closure(day, because="Stocktaking", actor=actor, at=at)


def left_by(act: Callable[..., None], day: date, *, actor: Any, at: datetime) -> tuple[Told, ...]:
    """All that the act leaves of requests and promises; then it is taken back."""
    with undone():
        last = Fact.objects.latest("pk").pk
        act(day, actor=actor, at=at)
        facts = Fact.objects.filter(pk__gt=last, verb__startswith="commitments.")
        steps = Step.objects.order_by("commitment", "share").values_list(
            "commitment", "share", "at", "warned_at"
        )
        return (
            tuple(Request.objects.order_by("pk").values_list()),
            tuple(Commitment.objects.order_by("pk").values_list()),
            tuple(steps),
            tuple(facts.order_by("subject", "clauses").values_list(*FACT)),
        )


@pytest.mark.parametrize("seed", range(6))
def test_all_at_once_comes_to_what_one_by_one_does(
    open_: Open, contracts: dict[str, Contract], cast: Cast, seed: int
) -> None:
    """Clause: 7.13, 7.14, 7.15, 7.16, 7.19."""
    chance = Random(seed)
    if seed % 3 == 2:
        agreements.add_option(
            contracts["martin"], kind="on_call", name="Evenings", key="on-call",
            starts_on=date(2026, 6, 1), yearly_fee=Decimal("6000"), actor=cast.anna,
            at=on("01 09:00"), details={"calendar": {
                "days": ["mon", "tue", "wed", "thu", "fri"], "hours": ["07:00-21:00"],
                "closures": "announced"}},
        )  # fmt: skip
    told_at = on(chance.choice(["08 21:30", "09 06:00", "09 07:30", "09 12:45", "09 15:00"]))
    for _ in range(9):
        at = told_at - timedelta(minutes=chance.randrange(30, 60 * 40))
        lived(open_, cast, chance, at)
    for day in (TUESDAY, TUESDAY + timedelta(days=1)):
        told = left_by(at_once, day, actor=cast.anna, at=told_at)
        assert told == left_by(one_by_one, day, actor=cast.anna, at=told_at)
    at_once(TUESDAY, actor=cast.anna, at=told_at)
    running = Commitment.objects.filter(state="running")
    assert {judged_again(each) for each in running} == {"same"}


def judged_again(made: Commitment) -> str:
    """What the promise comes to from what it keeps."""
    again = recomputed(
        promises.recorded(made), frozen=lambda digest: (digest.encode(), b""),
        with_digest=lambda digest: agreement_of(Version.objects.get(digest=digest)),
    )  # fmt: skip
    return again.outcome


def lived(open_: Open, cast: Cast, chance: Random, at: datetime) -> None:
    """A request with some of a request's life behind it."""
    gravity, other = chance.sample([URGENT, MINOR], 2)
    found = open_(at=at, **gravity)
    fate = chance.choice(["waits", "waits", "raised", "asked", "replied", "taken", "merged"])
    if fate == "raised":
        services.requalify(found.pk, **other, because="No", actor=cast.sam, at=at + LATER)
    if fate in {"asked", "replied"}:
        services.ask_client(found.pk, "Which?", actor=cast.sam, at=at + LATER)
    if fate == "replied":
        services.reply(found.pk, "This", actor=cast.bob, at=at + 2 * LATER)
    if fate == "taken":
        services.take_in_charge(found.pk, actor=cast.sam, at=at + LATER)
    if fate == "merged":
        second = open_(at=at + LATER, **other)
        services.merge(found.pk, into=second.pk, actor=cast.sam, at=at + 2 * LATER)


def test_a_closure_told_while_support_is_open_looks_at_no_clock_that_runs(
    open_: Open, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    """Clause: 7.15."""
    for _ in range(5):
        open_()
    with undone():
        at_once(TUESDAY + timedelta(days=1), actor=cast.anna, at=on("09 10:00"))
    due = set(Request.objects.values_list("due_at", flat=True))
    with django_assert_max_num_queries(60):
        at_once(TUESDAY + timedelta(days=1), actor=cast.anna, at=on("09 10:00"))
    assert set(Request.objects.values_list("due_at", flat=True)) == due == {on("10 09:30")}
