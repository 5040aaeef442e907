"""What is restricted leaves no trace elsewhere: not its number, its title, nor its words.

Clause: 10.5.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from tenir.apps.agreements.models import Contract
from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments.models import Commitment
from tenir.apps.documents.queries import documents
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.notices.models import Notice
from tenir.apps.orders import queries as sold
from tenir.apps.orders import services as orders
from tenir.apps.search import queries as search
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.integrations.upkeep import searching
from tenir.viewer import NotSeen, Viewer
from tests.apps.support.conftest import ELEVEN, NINE, TEN, Open
from tests.cast import Cast

KNOW = {"sofia", "adam", "bob"}
SECRET = "Zylph leaks"


def told(viewer: Viewer) -> str:
    """All that the apps tell of their own things, written out."""
    rows: list[Any] = [
        *sold.quotes(viewer).values(), *sold.orders(viewer).values(),
        *sold.billable_lines(viewer).values("label", "key"),
        *measured.causes(viewer).values("evidence", "source"),
        *measured.exclusions(viewer).values("evidence"),
        *notices.notices(viewer).values("title", "text", "html", "values"),
        *notices.inbox(viewer).values("title", "text"),
        *journal.entries(viewer).values("subject", "after", "personal__told"),
        *promises.commitments(viewer).values("waived_because", "reasons"),
        *search.found(viewer, "zylph", kinds=["request", "quote", "document", "commitment"]),
    ]  # fmt: skip
    return "\n".join(map(str, rows))


def names(viewer: Viewer, found: Request) -> bool:
    return any(word in told(viewer) for word in (found.number, found.subject, SECRET))


@pytest.fixture
def parked(open_: Open, cast: Cast) -> Request:
    """A request of Bob's that waits for a quote."""
    found = open_(title=SECRET, problem=SECRET)
    services.park(found.pk, kind="out_of_hours", because=SECRET, actor=cast.sam, at=TEN)
    found.refresh_from_db()
    return found


def test_the_quote_of_a_parked_request_is_kept_with_it(parked: Request, cast: Cast) -> None:
    quote = parked.quote
    assert quote
    assert names(cast.anna, parked)
    assert names(cast.alice, parked)
    services.restrict(parked.pk, actor=cast.sam, at=TEN)
    for name, viewer in cast.everyone:
        if name in KNOW:
            assert sold.quote(viewer, quote.pk) == quote, name
            continue
        assert not names(viewer, parked), name
        with pytest.raises(NotSeen):
            sold.quote(viewer, quote.pk)
    assert not [one for one in searching.differences() if "quote" in one]
    services.unrestrict(parked.pk, because="No matter", actor=cast.sofia, at=ELEVEN)
    assert sold.quote(cast.anna, quote.pk) == quote
    assert names(cast.anna, parked)


def test_a_quote_of_what_is_restricted_is_told_to_those_who_know_alone(
    parked: Request, cast: Cast
) -> None:
    quote = parked.quote
    assert quote
    services.restrict(parked.pk, actor=cast.sam, at=TEN)
    before = Notice.objects.count()
    offer = orders.Offer(words=SECRET, amount=Decimal(90), valid_until=ELEVEN.date())
    orders.price(quote, offer, actor=cast.adam, at=ELEVEN)
    services.unpark(parked.pk, because="Covered", actor=cast.sofia, at=ELEVEN)
    again = services.park(parked.pk, kind="other", because=SECRET, actor=cast.sofia, at=ELEVEN)
    orders.accept(quote, actor=cast.bob, at=ELEVEN)
    know = {cast.people[name].pk for name in KNOW}
    assert Notice.objects.count() > before
    for notice in Notice.objects.order_by("pk")[before:]:
        assert notice.person_id in know, notice.kind
        assert (notice.confidential, notice.text) == (True, ""), notice.kind
    assert not names(cast.anna, parked)
    (line,) = sold.billable_lines(cast.fred)
    assert (line.label, line.amount) == (quote.number, Decimal("90.00"))
    assert sold.quote(cast.sofia, again.pk)


def test_amounts_stay_with_finance_without_the_number(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.22."""
    services.set_billing_terms(
        contracts["martin"].pk, hourly_rate=Decimal(90), actor=cast.anna, at=NINE
    )
    found = open_(title=SECRET)
    services.rule_out(
        found.pk, reason="client_environment_failure", evidence="x", actor=cast.sam, at=TEN
    )
    services.announce_time(found.pk, because="x", minutes=60, actor=cast.sam, at=TEN)
    spent: dict[str, Any] = {"nature": "analysis", "minutes": 30, "started_at": TEN}
    services.record_time(found.pk, **spent, actor=cast.sam, at=ELEVEN)
    services.charge_time(found.pk, actor=cast.sam, at=ELEVEN)
    (line,) = sold.billable_lines(cast.fred)
    assert found.number in line.label
    services.restrict(found.pk, actor=cast.sam, at=ELEVEN)
    services.record_time(found.pk, **spent, actor=cast.sofia, at=ELEVEN)
    services.charge_time(found.pk, actor=cast.adam, at=ELEVEN)
    lines = list(sold.billable_lines(cast.fred))
    assert [each.label for each in lines] == ["30 min (analysis)"] * 2
    for name in ("fred", "anna", "alice", "rose"):
        shown = sold.billable_lines(getattr(cast, name)).values("label", "key")
        assert not [row for row in shown if found.number in str(row) or found.subject in str(row)]
    services.unrestrict(found.pk, because="No matter", actor=cast.sofia, at=ELEVEN)
    line.refresh_from_db()
    assert found.number in line.label


def test_a_proposed_exclusion_bears_nothing_of_it(open_: Open, cast: Cast) -> None:
    """Clause: 5.5."""
    found = open_(title=SECRET)
    found.refresh_from_db()
    assert found.subscription_id
    began = found.recorded_at - timedelta(hours=1)
    availability.record_measurements(
        subscription=found.subscription_id, source="probe", actor=cast.olga, at=ELEVEN,
        records=[availability.Record(began + timedelta(hours=after), state)
                 for after, state in ((-2, "up"), (0, "down"), (2, "up"))],
    )  # fmt: skip
    services.rule_out(
        found.pk, reason="client_environment_failure", evidence=SECRET, actor=cast.sam, at=ELEVEN
    )
    (cause,) = measured.causes(cast.olga)
    availability.accept_cause(cause_id=cause.pk, actor=cast.olga, at=ELEVEN)
    assert names(cast.alice, found)
    services.restrict(found.pk, actor=cast.sam, at=ELEVEN)
    for name, viewer in cast.everyone:
        if name not in KNOW:
            assert not names(viewer, found), name
    assert measured.exclusions(cast.alice).get().evidence
    services.unrestrict(found.pk, because="No matter", actor=cast.sofia, at=ELEVEN)
    assert measured.exclusions(cast.alice).get().evidence == SECRET
    cause.refresh_from_db()
    assert (cause.source, cause.evidence) == (found.number, SECRET)


def leading(viewer: Viewer, found: Request) -> list[int]:
    """The requests that the lines of one lead to."""
    return [each.leads_to for each in queries.conversation(viewer, found.pk) if each.leads_to]


def test_lines_of_others_lead_to_it_for_those_alone_who_may_see_it(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found, linked, whole, into = open_(title=SECRET), open_(), open_(), open_()
    services.link(linked.pk, to=found.pk, actor=cast.sam, at=TEN)
    services.merge(found.pk, into=into.pk, actor=cast.sam, at=TEN)
    new = services.split(whole.pk, problem=SECRET, actor=cast.sam, at=TEN)
    assert leading(cast.sam, linked) == leading(cast.alice, into) == [found.pk]
    assert leading(cast.sam, whole) == [new.pk]
    assert leading(cast.sam, new) == [whole.pk]
    for each in (found, new):
        services.restrict(each.pk, actor=cast.sam, at=TEN)
    for other in (linked, into, whole):
        assert leading(cast.olga, other) == leading(cast.alice, other) == []
        assert leading(cast.sofia, other) == leading(cast.bob, other) != []
        facts = journal.entries(cast.olga, subject=other.subject).values_list("after", flat=True)
        assert not [one for one in facts if {*one} & {"to", "new", "merged_in", "into"}]
    assert not names(cast.olga, found)
    assert not names(cast.alice, new)


def test_what_is_merged_into_it_is_the_same_matter(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    before, after, found = open_(), open_(), open_(title=SECRET)
    services.merge(before.pk, into=found.pk, actor=cast.sam, at=TEN)
    assert not Notice.objects.filter(subject=before.subject, text__contains=found.number).exists()
    assert not Commitment.objects.filter(waived_because__contains=found.number).exists()
    assert queries.merged_into(cast.sam, before.pk) == found
    services.restrict(found.pk, actor=cast.sam, at=TEN)
    services.merge(after.pk, into=found.pk, actor=cast.sofia, at=TEN)
    for each in (before, after):
        each.refresh_from_db()
        assert each.restricted
        with pytest.raises(NotSeen):
            queries.request(cast.sam, each.pk)
    services.unrestrict(found.pk, because="No matter", actor=cast.sofia, at=ELEVEN)
    assert queries.request(cast.sam, before.pk) == before


def test_what_comes_out_of_it_is_restricted_before_anyone_is_told(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found = open_(title="x", observed=SECRET)
    services.restrict(found.pk, actor=cast.sam, at=TEN)
    before = Notice.objects.count()
    new = services.split(found.pk, problem=SECRET, actor=cast.sofia, at=TEN)
    know = {cast.people[name].pk for name in KNOW}
    assert {one.person_id for one in Notice.objects.order_by("pk")[before:]} <= know
    for name, viewer in cast.everyone:
        if name not in KNOW:
            assert not names(viewer, new), name
    assert queries.request(cast.bob, new.pk) == new


def test_mail_not_sent_yet_goes_to_those_who_know_alone(open_: Open, cast: Cast) -> None:
    found = open_(title=SECRET)
    services.follow(found.pk, actor=cast.rose)
    services.answer(found.pk, SECRET, actor=cast.sam, at=TEN)
    assert notices.inbox(cast.rose).exists()
    services.restrict(found.pk, actor=cast.sam, at=TEN)
    owed = Notice.objects.filter(subject=found.subject, state="owed")
    assert {one.person_id for one in owed} == {cast.people["bob"].pk}
    assert not notices.inbox(cast.rose).exists()
    assert notices.inbox(cast.bob).exists()


def test_who_opened_it_still_hands_files_over_which_security_alone_reads(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.10, 10.5."""
    found = open_()
    services.restrict(found.pk, actor=cast.sofia, at=TEN)
    kept = services.attach(
        found.pk, BytesIO(b"a;b"), filename="trace.csv", actor=cast.bob, at=ELEVEN
    )
    services.reply(found.pk, "Here", files=[str(kept.pk)], actor=cast.bob, at=ELEVEN)
    assert list(found.entries.get(what="said").documents.all()) == [kept]
    readers = {name for name, viewer in cast.everyone if documents(viewer).filter(pk=kept.pk)}
    assert readers == KNOW - {"bob"}
    services.unrestrict(found.pk, because="x", actor=cast.sofia, at=ELEVEN)
    assert documents(cast.bob).filter(pk=kept.pk).exists()


def test_a_colleague_hands_nothing_over_about_it(open_: Open, cast: Cast) -> None:
    """Clause: 10.5."""
    found = open_()
    services.restrict(found.pk, actor=cast.sofia, at=TEN)
    with pytest.raises(NotSeen):
        services.attach(found.pk, BytesIO(b"x"), filename="x.csv", actor=cast.alice, at=ELEVEN)
