"""Time corrected and withdrawn: by whom, with a reason, and what stood there is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.journal import queries as journal
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.orders.models import BillableLine
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.support.conftest import ELEVEN, NINE, on
from tests.apps.support.test_time import Spend, spend
from tests.cast import Cast

__all__ = ["spend"]
NOON, ONE = on("09 12:00"), on("09 13:00")
RIGHT: dict[str, Any] = {
    "nature": "resolution", "minutes": 20, "started_at": on("09 11:30"), "words": "The proxy",
    "because": "Twenty, not fifty",
}  # fmt: skip


def facts(found: Request, what: str) -> list[Fact]:
    return list(Fact.objects.filter(subject=found.subject, verb=f"support.time_{what}"))


def test_time_that_is_put_down_is_in_the_journal_for_staff_alone(spend: Spend, cast: Cast) -> None:
    """Clause: 7.22."""
    found = spend()
    (fact,) = facts(found, "recorded")
    assert (fact.client, fact.actor, fact.before) == (None, cast.sam.pseudonym, None)
    entry = found.times.get()
    assert fact.after == {
        "entry": entry.pk, "nature": "analysis", "minutes": 50, "out_of_hours": False,
        "started_at": ELEVEN.isoformat(),
    }  # fmt: skip


def test_who_wrote_it_corrects_it_with_a_reason_and_what_stood_there_is_kept(
    spend: Spend, cast: Cast
) -> None:
    """Clause: 7.22."""
    found = spend()
    entry = services.correct_time(found.times.get().pk, **RIGHT, actor=cast.sam, at=ONE)
    assert (entry.minutes, entry.nature, entry.changed_because, entry.changed_at) == (
        20, "resolution", "Twenty, not fifty", ONE,
    )  # fmt: skip
    (fact,) = facts(found, "corrected")
    assert (fact.client, fact.before and fact.before["minutes"]) == (None, 50)
    assert fact.after
    assert (fact.after["minutes"], fact.after["nature"]) == (20, "resolution")
    kept = journal.personal_of(cast.adam, [fact.pk])
    assert kept[fact.pk] == {"words": "The proxy", "because": "Twenty, not fifty"}
    services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00"))
    assert BillableLine.objects.get().amount == Decimal("47.75")  # 30 minutes, once rounded


def test_a_correction_that_changes_nothing_is_none(spend: Spend, cast: Cast) -> None:
    found = spend()
    same = {"nature": "analysis", "minutes": 50, "started_at": ELEVEN}
    services.correct_time(found.times.get().pk, **same, because="?", actor=cast.sam, at=ONE)
    assert not facts(found, "corrected")
    assert found.times.get().changed_at is None


def test_who_sets_the_terms_of_time_corrects_anyones_and_nobody_else_does(
    spend: Spend, cast: Cast
) -> None:
    """Clause: 7.22."""
    entry = spend().times.get()
    for actor in (cast.sofia, cast.rita, cast.olga, cast.bob):
        with pytest.raises(NotAllowed):
            services.correct_time(entry.pk, **RIGHT, actor=actor, at=ONE)
        with pytest.raises(NotAllowed):
            services.withdraw_time(entry.pk, because="?", actor=actor, at=ONE)
    services.correct_time(entry.pk, **RIGHT, actor=cast.anna, at=ONE)
    entry.refresh_from_db()
    assert (entry.minutes, entry.person, entry.changed_by) == (
        20, cast.people["sam"], cast.people["anna"],
    )  # fmt: skip


def test_time_of_a_restricted_request_is_there_for_security_alone(spend: Spend, cast: Cast) -> None:
    """Clause: 10.5."""
    found = spend()
    services.restrict(found.pk, actor=cast.sam, at=NOON)
    for actor in (cast.sam, cast.anna):
        with pytest.raises(NotSeen):
            services.correct_time(found.times.get().pk, **RIGHT, actor=actor, at=ONE)
    with pytest.raises(NotSeen):
        services.withdraw_time(0, because="?", actor=cast.sam, at=ONE)


@pytest.mark.parametrize(
    "said",
    [{"minutes": 0}, {"nature": "rest"}, {"started_at": on("09 13:01")}, {"because": " "}],
)
def test_a_correction_that_cannot_be_is_refused_and_changes_nothing(
    spend: Spend, cast: Cast, said: dict[str, Any]
) -> None:
    """Clause: 7.22."""
    found = spend()
    with pytest.raises(services.FaultyTime):
        services.correct_time(found.times.get().pk, **{**RIGHT, **said}, actor=cast.sam, at=ONE)
    assert (found.times.get().minutes, facts(found, "corrected")) == (50, [])


def test_time_moved_out_of_hours_must_have_been_ordered_before(
    spend: Spend, cast: Cast, line: Subscription
) -> None:
    """Clause: 7.16."""
    found = spend()
    evening = {**RIGHT, "started_at": on("08 20:00")}
    with pytest.raises(services.NotOrdered):
        services.correct_time(found.times.get().pk, **evening, actor=cast.sam, at=ONE)
    agreements.add_option(
        line.contract, kind="on_call", name="On call", key="o", starts_on=date(2026, 6, 1),
        actor=cast.anna, at=NINE,
    )  # fmt: skip
    services.correct_time(found.times.get().pk, **evening, actor=cast.sam, at=ONE)
    assert found.times.get().out_of_hours
    services.correct_time(found.times.get().pk, **RIGHT, actor=cast.sam, at=ONE)
    assert not found.times.get().out_of_hours


def test_what_is_withdrawn_is_charged_never_and_stays_to_be_read(spend: Spend, cast: Cast) -> None:
    """Clause: 7.22."""
    found = spend()
    entry = found.times.get()
    for _ in range(2):
        services.withdraw_time(entry.pk, because="On another one", actor=cast.sam, at=ONE)
    (fact,) = facts(found, "withdrawn")
    assert (fact.before and fact.before["minutes"], fact.after) == (50, None)
    assert services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00")).times == []
    assert not BillableLine.objects.exists()
    assert not queries.times(cast.sam, request=found.pk).exists()
    assert queries.time_entry(cast.sam, entry.pk).changed_because == "On another one"
    with pytest.raises(NotSeen):
        queries.time_entry(cast.bob, entry.pk)
    with pytest.raises(services.FaultyTime, match="was withdrawn"):
        services.correct_time(entry.pk, **RIGHT, actor=cast.sam, at=ONE)


def test_what_is_charged_is_corrected_once_its_ruling_is_taken_back_and_charged_anew(
    spend: Spend, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Sixty minutes charged, thirty of them prepaid, are given back; then thirty are, all prepaid.

    Clause: 7.21, 7.22.
    """
    contract = contracts["martin"].pk
    services.buy_hours(
        contract, minutes=30, key="F-7", bought_on=date(2026, 6, 1), actor=cast.anna, at=NINE
    )
    found = spend()
    services.charge_time(found.pk, actor=cast.sam, at=on("09 14:00"))
    entry = found.times.get()
    for act in (
        lambda: services.correct_time(entry.pk, **RIGHT, actor=cast.sam, at=on("09 14:30")),
        lambda: services.withdraw_time(entry.pk, because="?", actor=cast.anna, at=on("09 14:30")),
    ):
        with pytest.raises(services.FaultyTime, match="charged already"):
            act()
    services.reverse_ruling(found.pk, because="Not so much", actor=cast.sam, at=on("09 15:00"))
    services.correct_time(entry.pk, **RIGHT, actor=cast.sam, at=on("09 15:10"))
    services.rule_out(
        found.pk, reason="client_environment_failure", evidence="Your proxy", actor=cast.sam,
        at=on("09 15:20"),
    )  # fmt: skip
    services.charge_time(found.pk, actor=cast.sam, at=on("09 15:30"))
    assert sum(BillableLine.objects.values_list("amount", flat=True)) == 0
    entry.refresh_from_db()
    assert (entry.charged, entry.prepaid) == (30, 30)
    assert queries.balance(cast.bob, contract, on=date(2026, 6, 9)) == 0
