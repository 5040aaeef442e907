"""People and programs follow the page: by a link that they alone were sent, until they leave."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tenir.apps.accounts import services as accounts
from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import services as maintenance
from tenir.apps.notices import services as notices
from tenir.apps.notices.queries import Attempt, Envelope, Notice, WebhookEndpoint
from tenir.apps.publishing import services, subscribing
from tenir.apps.publishing.models import Subscriber
from tenir.integrations.mail.message import message_of
from tenir.viewer import SYSTEM, NotSeen
from tests.apps.publishing.conftest import NOON, publish, said
from tests.cast import Cast

pytestmark = pytest.mark.clause("5.11", "10.4")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINK = re.compile(r"/status/subscription/(\w+)/")


def asked(email: str = "Zoe@example.org", **rest: str) -> Subscriber:
    services.subscribe(**{"email": email, "language": "en", **rest}, at=NOON - DAY)  # type: ignore[arg-type]
    return Subscriber.objects.get(email=email.lower())


def followed(email: str = "zoe@example.org", **rest: str) -> Subscriber:
    row = asked(email, **rest)
    services.confirm(row.token, at=NOON - DAY)
    return row


def mails() -> dict[str, list[str]]:
    """What was written to which subscriber: the words are in the envelope until they are sent."""
    rows = Envelope.objects.filter(notice__kind="publishing.subscriber").select_related("notice")
    told: dict[str, list[str]] = {}
    for row in rows.order_by("pk"):
        told.setdefault(row.notice.address, []).append(row.text)
    return told


def test_nobody_is_told_before_they_confirm(cast: Cast, signed: object) -> None:
    row = asked()
    (owed,) = Envelope.objects.filter(notice__kind="publishing.subscription")
    assert LINK.search(owed.text)[1] == row.token  # type: ignore[index]
    publish(cast.olga)
    assert services.tell_subscribers(NOON) == 0
    services.confirm(row.token, at=NOON + HOUR)
    assert services.confirm(row.token, at=NOON + HOUR) == ""
    assert services.tell_subscribers(NOON + HOUR) == 0  # it was published before
    assert mails() == {}


def test_each_update_is_told_once_in_their_language_with_the_link_to_leave_by(
    cast: Cast, signed: object
) -> None:
    row, other = followed(), followed("yves@example.org", language="fr")
    found = publish(cast.olga)
    publish(cast.olga, client=cast.novak.pk, title_fr="Secret")
    assert (services.tell_subscribers(NOON), services.tell_subscribers(NOON)) == (2, 0)
    (text,) = mails()["zoe@example.org"]
    assert "In English: investigating." in text
    assert row.token in text
    assert "En français" in mails()["yves@example.org"][0]
    services.leave(other.token, at=NOON)
    services.follow_up(found.reference, said=said("resolved"), actor=cast.olga, at=NOON + HOUR)
    services.tell_subscribers(NOON + HOUR)
    assert {who: len(told) for who, told in mails().items()} == {
        "zoe@example.org": 2, "yves@example.org": 1,
    }  # fmt: skip
    with pytest.raises(NotSeen):
        services.confirm(other.token, at=NOON)


def test_many_are_told_some_at_a_time(
    cast: Cast, signed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "BATCH", 2)
    for number in range(4):
        followed(f"zoe{number}@example.org")
    publish(cast.olga)
    assert [services.tell_subscribers(NOON) for _ in range(4)] == [2, 2, 0, 0]
    assert len(mails()) == 4


def test_what_was_taken_off_is_told_no_more(cast: Cast, signed: object) -> None:
    followed()
    found = publish(cast.olga)
    services.take_off(found.reference, because="By mistake", actor=cast.olga, at=NOON)
    assert services.tell_subscribers(NOON) == 0


def test_a_program_is_told_of_what_everyone_reads_and_of_nothing_else(
    cast: Cast, signed: object
) -> None:
    row = asked(url="https://hear.example.org/tenir")
    assert services.confirm(row.token, at=NOON - DAY).startswith("whsec_")
    notices.add_endpoint(
        organisation=None, url="https://ours.example.org/", kinds=(), actor=cast.olga, at=NOON
    )
    publish(cast.olga, client=cast.novak.pk, title_fr="Secret")
    publish(cast.olga)
    services.tell_subscribers(NOON)
    heard = Notice.objects.filter(channel="webhook", endpoint__public=True)
    assert [row.values["title_en"] for row in heard] == ["Outage"]
    assert heard[0].kind == "publishing.update"
    assert mails() == {}
    services.leave(row.token, at=NOON + HOUR)
    assert not WebhookEndpoint.objects.get(public=True).active


def test_a_public_program_never_hears_all(cast: Cast) -> None:
    endpoint, _ = notices.add_endpoint(
        organisation=None, url="https://hear.example.org/", kinds=(), public=True, actor=SYSTEM,
        at=NOON,
    )  # fmt: skip
    recipient = notices.Recipient(None, "a@example.org", "en")
    notices.owe(
        "publishing.update", key="k", to=[recipient], subject="", actor=SYSTEM, at=NOON,
        values=dict.fromkeys(("title_en", "state_en", "impact_en", "text_en", "products",
                              "platform", "began_at", "resolved_at", "link"), ""),
    )  # fmt: skip
    assert not Notice.objects.filter(endpoint=endpoint).exists()


@pytest.mark.parametrize("url", ["http://a.example.org/", "https://10.0.0.1/"])
def test_a_program_is_public_and_heard_over_https(cast: Cast, url: str) -> None:
    with pytest.raises(notices.NoEndpoint):
        services.subscribe(email="zoe@example.org", language="en", url=url, at=NOON)


def test_nobody_is_flooded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked()
    asked()
    assert Notice.objects.filter(kind="publishing.subscription").count() == 1
    services.subscribe(email="zoe@example.org", language="en", at=NOON)
    assert Notice.objects.filter(kind="publishing.subscription").count() == 2
    monkeypatch.setattr(subscribing, "MOST_WAITING", 1)
    with pytest.raises(services.TooManyAsk):
        asked("yves@example.org")


def test_an_address_is_not_flooded_by_naming_many_programs(cast: Cast) -> None:
    for number in range(9):
        url = f"https://hooks.example.org/{number}"
        services.subscribe(email="zoe@example.org", language="en", url=url, at=NOON)
    assert Notice.objects.filter(kind="publishing.subscription").count() == 3
    services.subscribe(email="zoe@example.org", language="en", at=NOON + HOUR)
    assert Notice.objects.filter(kind="publishing.subscription").count() == 4


def follow(number: int, sender: str, at: datetime = NOON) -> None:
    email = f"zoe{number}@example.org"
    services.subscribe(email=email, language="en", sender=sender, at=at)


def test_one_sender_waits_after_ten_asks_and_others_do_not(cast: Cast) -> None:
    for number in range(10):
        follow(number, f"2001:db8::{number}")
    with pytest.raises(accounts.Locked):
        follow(10, "2001:db8::ffff")
    with pytest.raises(notices.NoEndpoint):  # what is faulty is not counted
        services.subscribe(email="z@x.org", language="en", url="x", sender="192.0.2.1", at=NOON)
    for number in range(11, 21):
        follow(number, "192.0.2.1")
    follow(10, "2001:db8::ffff", NOON + timedelta(seconds=31))
    assert Subscriber.objects.count() == 21


def test_one_sender_does_not_fill_the_room_of_those_who_have_not_confirmed(cast: Cast) -> None:
    """A week of one sender, who asks as often as the waits let it."""
    at, number = NOON, 0
    while at < NOON + subscribing.WAITING:
        try:
            follow(number := number + 1, "192.0.2.1", at)
        except accounts.Locked as locked:
            at = locked.values["until"] + timedelta(seconds=1)  # type: ignore[operator]
    assert Subscriber.objects.count() < subscribing.MOST_WAITING / 2
    follow(0, "192.0.2.2", at)


def test_the_page_says_until_when_its_sender_waits(cast: Cast) -> None:
    french, english = (Client(headers={"Accept-Language": code}) for code in ("fr", "en"))
    for number in range(10):
        sent = english.post("/status/subscribe/", {"email": f"zoe{number}@example.org"})
        assert sent.status_code == 200
    for reader, words in ((english, "Too many asks come from"), (french, "Trop de demandes")):
        page = reader.post("/status/subscribe/", {"email": "yves@example.org"})
        assert page.status_code == 400
        assert words in page.content.decode()


def test_an_address_that_never_confirmed_is_forgotten(cast: Cast) -> None:
    asked()
    followed("yves@example.org")
    assert services.forget_unconfirmed(NOON + 5 * DAY) == 0
    assert services.forget_unconfirmed(NOON + 7 * DAY) == 1


def test_it_is_asked_confirmed_and_left_from_the_pages(cast: Cast) -> None:
    browser = Client(headers={"Accept-Language": "en"})
    assert browser.post("/status/subscribe/", {"email": "zoe"}).status_code == 400
    wrong = browser.post("/status/subscribe/", {"email": "zoe@example.org", "url": "ftp://x"})
    assert wrong.status_code == 400
    sent = browser.post("/status/subscribe/", {"email": "zoe@example.org"}).content.decode()
    assert "on its way" in sent
    row = Subscriber.objects.get()
    page = f"/status/subscription/{row.token}/"
    assert "Confirm" in browser.get(page).content.decode()
    row.refresh_from_db()
    assert row.confirmed_at is None  # looking is not confirming
    assert "told from now on" in browser.post(page, {"act": "confirm"}).content.decode()
    assert "forgotten" in browser.post(page, {"act": "leave"}).content.decode()
    assert not Subscriber.objects.exists()
    assert browser.get(page).status_code == 404


def test_works_of_everyone_are_told_once_and_a_clients_own_never(
    cast: Cast, signed: object
) -> None:
    row = followed()
    (line,) = agreements.subscriptions(SYSTEM, client=cast.martin.pk)[:1]
    asked = {"kind": "planned", "title_fr": "Bascule", "title_en": "Switch",
             "starts_at": NOON + DAY, "ends_at": NOON + DAY + HOUR}  # fmt: skip
    for touched in ({"products": ["drive"]}, {"subscriptions": [line.pk], "despite": "Small"}):
        planned = maintenance.Planned(**asked, **touched)  # type: ignore[arg-type]
        found = maintenance.plan(planned, actor=cast.olga, at=NOON)
    assert (services.tell_of_works(NOON), services.tell_of_works(NOON)) == (1, 0)
    (owed,) = Envelope.objects.filter(notice__kind="publishing.works_subscriber")
    assert owed.notice.title == "Works announced: Switch"
    assert row.token in owed.text
    assert found.number not in owed.text
    assert services.tell_of_works(NOON + 5 * DAY) == 0


@pytest.mark.clause("5.11")
def test_a_mail_program_has_its_reader_leave_at_one_click(cast: Cast, signed: object) -> None:
    followed()
    publish(cast.olga)
    services.tell_subscribers(NOON)
    owed = Notice.objects.get(kind="publishing.subscriber", channel="email")
    message = message_of(
        Attempt(notice=owed, number=1, address=owed.address), mail_from="t@example.org", at=NOON
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = urlsplit(message["List-Unsubscribe"].strip("<>")).path
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {}).status_code == 400
    assert strict.get(address).status_code == 302
    assert Subscriber.objects.exists()
    for _ in range(2):  # a program that tries again finds it done
        answer = strict.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 204
    assert not Subscriber.objects.exists()


def test_a_browser_may_send_the_button_of_a_secret_page(db: None) -> None:
    """With no-referrer a browser sends `Origin: null`, and the form is refused as forged."""
    page = Client().get(f"/status/subscription/{asked().token}/")
    assert page["Referrer-Policy"] == "same-origin"
