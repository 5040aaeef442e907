"""Time that is charged, as both sides see it: terms, statements, hours bought by an order."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.agreements.models import Contract
from tenir.apps.orders.models import Quote
from tenir.apps.support import services
from tenir.apps.support.models import BillingTerms, Prepaid, TimeAnnouncement, TimeEntry
from tests.cast import Cast
from tests.faces.test_deeds import as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]
TERMS = {"hourly_rate": "95,50", "rounding": "15", "minimum": "30", "needs_consent": "on"}


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def read(cast: Cast, who: str, name: str, *args: object) -> str:
    page: str = as_(cast, who).get(reverse(name, args=args)).content.decode()
    return page


def test_the_terms_are_set_and_the_client_reads_them_in_words(cast: Cast) -> None:
    """Clause: 7.22."""
    assert "no time can be charged" in read(cast, "rose", "portal:time")
    page = post(cast, "anna", "console:time-terms", **TERMS).content.decode()
    assert "Kept: what is charged from now on" in page
    kept = BillingTerms.objects.get(contract=cast.things["contract"])
    assert (str(kept.hourly_rate), kept.rounding, kept.needs_consent) == ("95.50", 15, True)
    page = read(cast, "rose", "portal:time")
    for words in ("€95.50", "15 min", "30 min", "before anything is charged"):
        assert words in page
    assert "€95.50" not in read(cast, "charlie", "portal:time")
    faulty = post(cast, "anna", "console:time-terms", **{**TERMS, "rounding": "0"})
    assert faulty.status_code == 400


def test_hours_are_asked_for_ordered_and_put_on_the_contract_once(cast: Cast) -> None:
    """Clause: 7.22."""
    contract, bob, anna = cast.things["contract"], as_(cast, "bob"), as_(cast, "anna")
    post(cast, "anna", "console:time-terms", **TERMS)
    assert "Buy hours" not in read(cast, "rose", "portal:time")
    ask = f"{reverse('portal:ask')}?kind=hours&contract={contract}"
    assert '<option value="hours" selected>' in bob.get(ask).content.decode()
    told = {"contract": contract, "kind": "hours", "wish": "Ten hours"}
    bob.post(reverse("portal:ask"), told)
    quote = Quote.objects.get(kind="hours")
    offer = {"words": "Ten hours", "amount": "900", "valid_until": f"{date(2999, 1, 1)}"}
    anna.post(reverse("console:price", args=[quote.pk]), offer)
    assert "Put the hours" not in read(cast, "anna", "console:quote", quote.pk)
    accept = {"answer": "accept", "sure": "yes", "read": Quote.objects.get(pk=quote.pk).priced_at}
    bob.post(reverse("portal:answer", args=[quote.pk]), accept)
    assert f"/time/hours/?quote={quote.pk}" in read(cast, "anna", "console:quote", quote.pk)
    buy = reverse("console:hours-buy", args=[contract])
    assert quote.number in anna.get(f"{buy}?quote={quote.pk}").content.decode()
    today = f"{clock.now():%Y-%m-%d}"
    bought = {"hours": "10.5", "key": quote.number, "bought_on": today}
    for _ in range(2):
        anna.post(buy, bought)
    assert Prepaid.objects.get().minutes == 630
    assert "10 h 30" in read(cast, "rose", "portal:time")
    assert "0 of 630 minutes spent" in read(cast, "rose", "portal:time-spent", contract)
    late = anna.post(buy, {**bought, "key": "x", "expires_on": "2020-01-01"}).content.decode()
    assert "They expire before they are bought." in late


def test_the_statement_says_its_months_and_its_last_day_too(cast: Cast) -> None:
    """Clause: 7.22."""
    at = reverse("portal:time-spent", args=[cast.things["contract"]])
    answer = as_(cast, "rose").get(f"{at}?since=2026-01&until=2026-03&as=pdf")
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "January 2026 – March 2026" in text
    assert f"Contract {Contract.objects.get(pk=cast.things['contract']).number}" in text
    assert "1 April" not in text
    assert as_(cast, "charlie").get(at).status_code == 404


def test_hours_that_have_expired_leave_none_in_the_statement(cast: Cast) -> None:
    """Clause: 7.22."""
    contract = cast.things["contract"]
    post(cast, "anna", "console:time-terms", **TERMS)
    bought = {"hours": "10.5", "key": "old", "bought_on": "2020-01-01", "expires_on": "2020-12-31"}
    as_(cast, "anna").post(reverse("console:hours-buy", args=[contract]), bought)
    at = reverse("portal:time-spent", args=[contract])
    answer = as_(cast, "rose").get(f"{at}?as=pdf")
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    hours = re.findall(r"\d+ h \d\d", text.partition("31 Dec 2020")[2])
    assert hours[:3] == ["10 h 30", "0 h 00", "0 h 00"]


def test_who_sells_nothing_sets_no_terms(cast: Cast) -> None:
    """Clause: 7.22."""
    page = read(cast, "sam", "console:time-spent", cast.things["contract"])
    assert "time/terms/" not in page
    assert post(cast, "sam", "console:time-terms", **TERMS).status_code == 404


def test_the_client_reads_both_rates_of_each_announcement_and_answers_the_one_it_means(
    cast: Cast,
) -> None:
    """Clause: 7.16, 7.22."""
    request = cast.things["request"]
    rates = {**TERMS, "out_of_hours_rate": "140"}
    post(cast, "anna", "console:time-terms", **rates)
    at = reverse("console:request-do", args=[request, "announce"])
    for because in ("Your proxy", "Your network"):
        as_(cast, "sam").post(at, {"because": because, "minutes": "60", "whole": "1"})
        post(cast, "anna", "console:time-terms", **{**rates, "hourly_rate": "120"})
    first, second = TimeAnnouncement.objects.order_by("pk")
    for who, face in (("bob", "portal:request"), ("sam", "console:request")):
        page = read(cast, who, face, request)
        assert "at €95.50 an hour, €140 an hour out of hours" in page
        assert "at €120 an hour, €140 an hour out of hours" in page
    answer = reverse("portal:request-act", args=[request])
    accepted = {"act": "accept-time", "announcement": str(first.pk)}
    assert "Your company is bound" in as_(cast, "bob").post(answer, accepted).content.decode()
    assert not TimeAnnouncement.objects.exclude(accepted_at=None).exists()
    as_(cast, "bob").post(answer, {**accepted, "sure": "yes"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.accepted_at
    assert second.accepted_at is None
    as_(cast, "bob").post(answer, {"act": "decline-time", "announcement": "²"})
    assert not TimeAnnouncement.objects.exclude(declined_at=None).exists()


@pytest.fixture
def announced(cast: Cast) -> list[TimeAnnouncement]:
    """Time announced three and two hours ago, where nothing is charged without consent."""
    request, now = cast.things["request"], clock.now()
    TimeEntry.objects.all().delete()
    post(cast, "anna", "console:time-terms", **{**TERMS, "minimum": "0"})
    services.rule_out(request, reason="other_product", evidence="Seen", actor=cast.sam, at=now)
    return [
        services.announce_time(
            request, because="?", minutes=60, actor=cast.sam, at=now - timedelta(hours=hours)
        )
        for hours in (3, 2)
    ]


def spend(cast: Cast, under: TimeAnnouncement) -> None:
    TimeEntry.objects.create(
        request_id=cast.things["request"], person=cast.people["sam"], nature="analysis",
        minutes=50, started_at=under.announced_at, recorded_at=clock.now(),
    )  # fmt: skip


def charge(cast: Cast) -> str:
    at = reverse("console:request-do", args=[cast.things["request"], "charge"])
    page = as_(cast, "sam").post(at, {"sure": "yes", "whole": "1"}, follow=True)
    return html.unescape(page.content.decode())


@pytest.mark.usefixtures("announced")
def test_charging_is_offered_once_something_was_announced(cast: Cast) -> None:
    """Clause: 7.22."""
    key = cast.things["request"]
    offer = reverse("console:request-do", args=[key, "charge"])
    assert offer in read(cast, "sam", "console:request", key)
    TimeAnnouncement.objects.all().delete()
    assert offer not in read(cast, "sam", "console:request", key)


def test_the_charge_says_how_much_it_came_to_and_what_waits_or_that_there_was_nothing(
    cast: Cast, announced: list[TimeAnnouncement]
) -> None:
    """Clause: 7.22."""
    request, now = cast.things["request"], clock.now()
    assert "Nothing was charged: no time put down is left" in charge(cast)
    for under in announced:
        spend(cast, under)
    services.answer_time(request, accepted=True, actor=cast.bob, at=now)
    services.buy_hours(
        cast.things["contract"], minutes=20, key="h", bought_on=now.date(), actor=cast.anna, at=now
    )
    page = charge(cast)
    assert "1 entry was charged: 60 min, of which 20 prepaid. To invoice: €63.67 excl." in page
    assert "1 entry waits for the client's consent." in page
    spend(cast, announced[0])
    services.answer_time(
        request, accepted=True, announcement=announced[0].pk, actor=cast.bob, at=now
    )
    page = charge(cast)
    assert "2 entries were charged: 120 min, of which 0 prepaid. To invoice: €191.00" in page
    assert "for the client's consent" not in page
    assert "Nothing was charged" in charge(cast)


SPENT = {"nature": "resolution", "minutes": "25", "started_at": "2026-01-05T10:00",
         "words": "The proxy", "because": "A slip of the pen"}  # fmt: skip


def test_time_is_corrected_by_who_wrote_it_and_the_page_says_so(cast: Cast) -> None:
    """Clause: 7.22."""
    request, spent = cast.things["request"], cast.things["spent"]
    at = reverse("console:time-correct", args=[request, spent])
    assert at in read(cast, "sam", "console:request", request)
    assert at not in read(cast, "sofia", "console:request", request)
    form = as_(cast, "sam").get(at).content.decode()
    assert 'value="10"' in form
    without = as_(cast, "sam").post(at, {**SPENT, "because": ""})
    assert without.status_code == 400
    page = as_(cast, "sam").post(at, SPENT, follow=True).content.decode()
    assert "Corrected: the journal keeps what stood there before." in page
    assert "by Sam: A slip of the pen" in page
    assert TimeEntry.objects.get().minutes == 25
    assert as_(cast, "sofia").get(at).status_code == 404
    elsewhere = reverse("console:time-correct", args=[request + 1, spent])
    assert as_(cast, "sam").get(elsewhere).status_code == 404


def test_time_is_withdrawn_and_counts_no_more_on_the_page(cast: Cast) -> None:
    """Clause: 7.22."""
    request, spent = cast.things["request"], cast.things["spent"]
    at = reverse("console:time-withdraw", args=[request, spent])
    page = as_(cast, "anna").post(at, {"because": "On another one"}, follow=True).content.decode()
    assert "by Anna: On another one" in page
    assert '<strong class="num">0 min</strong>' in page
    assert as_(cast, "anna").get(at).status_code == 404
    assert "On another one" not in read(cast, "rose", "portal:request", request)


def test_what_cannot_be_is_told_beside_its_form(cast: Cast) -> None:
    """Work of the evening that nobody ordered. Clause: 7.16."""
    at = reverse("console:time-correct", args=[cast.things["request"], cast.things["spent"]])
    told = as_(cast, "sam").post(at, {**SPENT, "started_at": "2026-01-05T20:00"})
    assert told.status_code == 400
    assert "out of hours" in told.content.decode()
