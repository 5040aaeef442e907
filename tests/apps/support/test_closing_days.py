"""A closure is announced: the clocks that it moves, all at once, as one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Closure, Contract, Version
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments.models import Commitment, Step
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.support import queries, services
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


def on_call(contract: Contract, cast: Cast) -> None:
    """Its support is open from seven to nine in the evening."""
    agreements.add_option(
        contract, kind="on_call", name="Evenings", key="on-call", starts_on=date(2026, 6, 1),
        yearly_fee=Decimal("6000"), actor=cast.anna, at=on("01 09:00"),
        details={"calendar": {
            "days": ["mon", "tue", "wed", "thu", "fri"], "hours": ["07:00-21:00"],
            "closures": "announced"}},
    )  # fmt: skip


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
        on_call(contracts["martin"], cast)
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


def test_clocks_that_are_many_are_moved_in_turn_to_the_same(
    open_: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.13, 7.14, 7.15."""
    monkeypatch.setattr("tenir.apps.support.replaying.BATCH", 2)
    told_at = on("08 21:30")
    for at in ("08 18:10", "08 19:00", "08 20:00", "08 20:30", "08 21:00"):
        open_(at=on(at), **(URGENT if at < "08 20" else MINOR))

    def in_turn(day: date, *, actor: Any, at: datetime) -> None:
        made = services.announce_closure(day, because="Stocktaking", at_once=4, actor=actor, at=at)
        assert services.left_to_move(made.pk)
        assert not Request.objects.filter(updated_at=at).exists()
        services.move_clocks(made.pk, clock=lambda: at)
        (told,) = queries.movings(actor)
        assert (told.done, told.of, told.finished_at, told.failed) == (5, 5, at, False)
        assert not services.left_to_move(made.pk)
        services.move_clocks(made.pk, clock=lambda: at)  # once over, nothing is left of it

    told = left_by(at_once, TUESDAY, actor=cast.anna, at=told_at)
    assert told == left_by(in_turn, TUESDAY, actor=cast.anna, at=told_at)


def test_a_moving_that_fails_says_so_and_goes_on_from_where_clocks_stand(
    open_: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.15."""
    monkeypatch.setattr("tenir.apps.support.replaying.BATCH", 1)
    told_at, seen = on("08 21:30"), []
    first, second = (open_(at=on(at)) for at in ("08 19:00", "08 20:00"))
    made = services.announce_closure(
        TUESDAY, because="Stocktaking", at_once=0, actor=cast.anna, at=told_at
    )

    def clock() -> datetime:
        seen.append(1)
        if len(seen) == 4:
            raise OSError("the disk is gone")
        return told_at

    with pytest.raises(OSError, match="gone"):
        services.move_clocks(made.pk, clock=clock)
    moved = Request.objects.filter(updated_at=told_at).values_list("pk", flat=True)
    assert set(moved) == {first.pk, second.pk}, "what was written stays"
    (told,) = queries.movings(cast.anna)
    assert (told.done, told.failed, told.finished_at) == (1, True, None)
    services.move_clocks(made.pk, clock=lambda: told_at)
    told.refresh_from_db()
    assert (told.done, told.failed, told.finished_at) == (2, False, told_at)
    assert set(Request.objects.values_list("due_at", flat=True)) == {on("11 09:00")}


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


def test_a_closing_that_would_be_over_is_refused(open_: Open, cast: Cast) -> None:
    """Clause: 7.15."""
    hours = {"start": 13 * 3600, "end": 14 * 3600, "because": "Stocktaking", "actor": cast.anna}
    with pytest.raises(agreements.FaultyClosure, match="over already"):
        services.announce_closure(TUESDAY, **hours, at=on("09 14:00"))
    assert not Closure.objects.exists()
    services.announce_closure(TUESDAY, **hours, at=on("09 13:59"))
    assert Closure.objects.exists()
