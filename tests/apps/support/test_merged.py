"""What a client says on a request that was merged is said where that one goes on."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from tenir.apps.agreements.models import Subscription
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.viewer import NotSeen, Viewer
from tests.apps.support.conftest import ELEVEN, NOON, TEN, Open, opening
from tests.cast import Cast
from tests.once import once

Chain = tuple[Request, Request, Request]


@pytest.fixture
@once
def chain(cast: Cast, line: Subscription) -> Chain:
    """Sam asked Bob something in each, then merged the first into the second, into the third."""
    first, second, third = (opening(cast, line)() for _ in range(3))
    for each in (first, second, third):
        services.ask_client(each.pk, "Which file?", actor=cast.sam, at=TEN)
    services.merge(first.pk, into=second.pk, actor=cast.sam, at=TEN)
    services.merge(second.pk, into=third.pk, actor=cast.sam, at=TEN)
    third.refresh_from_db()
    assert (third.state, third.clock) == ("waiting_client", "paused")
    return first, second, third


def goes_on(found: Request) -> None:
    """Its wait is over."""
    found.refresh_from_db()
    assert (found.state, found.clock) == ("recorded", "running")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_reply_on_any_of_them_ends_the_wait_of_the_last(
    chain: Chain, cast: Cast, place: int
) -> None:
    """Clause: 7.7, 7.12, 7.13."""
    entry = services.reply(chain[place].pk, "This one", actor=cast.bob, at=ELEVEN)
    assert (entry.request, entry.what) == (chain[2], "client_replied")
    goes_on(chain[2])
    assert queries.conversation(cast.sam, chain[2].pk).filter(text="This one").exists()
    assert not queries.conversation(cast.sam, chain[0].pk).filter(text="This one").exists()
    told = Notice.objects.filter(kind="support.message_staff", text__contains="This one")
    assert set(told.values_list("subject", flat=True)) == {chain[2].subject}


def test_a_mail_that_answers_the_first_joins_the_last_with_its_file(
    chain: Chain, cast: Cast
) -> None:
    """Clause: 7.1, 7.12, 7.13."""
    asked = {"kind": "support.question", "channel": "email", "subject": chain[0].subject}
    mail = Notice.objects.get(**asked)
    token = Envelope.objects.get(notice=mail).reply_token
    log = services.Attached("log.txt", "text/plain", b"Error 500\n")
    joined = [
        services.reply_by_mail(
            token, "This one", sender="bob@example.org", message_id="<1@x>", attached=[log],
            at=ELEVEN,
        )
        for _ in range(2)
    ]  # fmt: skip
    entry = joined[0].entry
    assert (joined[1].entry, entry.request, joined[0].refused) == (entry, chain[2], ())
    goes_on(chain[2])
    (file,) = entry.documents.all()
    assert (file.filename, file.subject) == ("log.txt", chain[2].subject)


def test_a_file_that_was_kept_before_the_merge_is_said_there(open_: Open, cast: Cast) -> None:
    """Clause: 7.10."""
    found, into, other = open_(), open_(), open_()
    kept = services.attach(
        found.pk, BytesIO(b"Error 500\n"), filename="log.txt", actor=cast.bob, at=TEN
    )
    services.merge(found.pk, into=into.pk, actor=cast.sam, at=TEN)
    entry = services.reply(found.pk, "The log", files=[kept.pk], actor=cast.bob, at=ELEVEN)
    assert (entry.request, entry.documents.get()) == (into, kept)
    for place in (into, other):  # it was not kept for that one
        with pytest.raises(NotSeen):
            services.reply(place.pk, "The log", files=[kept.pk], actor=cast.bob, at=NOON)


def test_who_may_not_see_the_last_writes_where_he_wrote_and_learns_nothing(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.7, 10.5."""
    hers, his = open_(actor=cast.alice), open_()
    services.ask_client(his.pk, "Which file?", actor=cast.sam, at=TEN)
    services.merge(hers.pk, into=his.pk, actor=cast.sam, at=TEN)
    assert queries.merged_into(cast.alice, hers.pk) == his
    services.restrict(his.pk, actor=cast.sam, at=TEN)
    assert queries.merged_into(cast.alice, hers.pk) is None
    entry = services.reply(hers.pk, "It is mine too", actor=cast.alice, at=ELEVEN)
    assert (entry.request, entry.what) == (hers, "said")
    his.refresh_from_db()
    assert (his.state, his.clock) == ("waiting_client", "running")  # hers was asked nothing
    officers = Notice.objects.filter(kind="support.message_staff", subject=hers.subject)
    assert set(officers.values_list("person", flat=True)) == {cast.people["sofia"].pk}
    for name in ("sam", "charlie"):
        stranger: Viewer = getattr(cast, name)
        with pytest.raises(NotSeen):
            services.reply(hers.pk, "And I", actor=stranger, at=ELEVEN)


def test_who_only_reads_writes_on_neither(chain: Chain, cast: Cast) -> None:
    """Clause: 7.9."""
    with pytest.raises(services.NotEntitled):
        services.reply(chain[0].pk, "Me too", actor=cast.rose, at=ELEVEN)
    assert queries.merged_into(cast.rose, chain[0].pk) == chain[2]
    with pytest.raises(NotSeen):
        queries.merged_into(cast.charlie, chain[0].pk)


def test_what_staff_write_or_hear_on_the_first_is_kept_at_the_last(
    chain: Chain, cast: Cast
) -> None:
    """Clause: 7.1, 7.4, 7.7, 7.12."""
    first = chain[0].pk
    file = services.attach(
        first, BytesIO(b"Error 500\n"), filename="log.txt", internal=True, actor=cast.sam, at=TEN
    )
    noted = services.note(first, "Seen before", files=[file.pk], actor=cast.sam, at=ELEVEN)
    kept = services.keep_mail(b"Hello", reason="requests.mail_opens", text="It is new", at=ELEVEN)
    services.place_mail(kept.pk, request=first, files_in=lambda _raw: [], actor=cast.sam, at=ELEVEN)
    kept.refresh_from_db()
    called = services.note_call(
        first, "The second one", answered=True, actor=cast.sam, at=NOON, called_at=ELEVEN
    )
    assert {noted.request, called.request, kept.request} == {chain[2]}
    assert [each.filename for each in noted.documents.all()] == ["log.txt"]
    assert queries.conversation(cast.sam, chain[2].pk).filter(text__contains="It is new").exists()
    goes_on(chain[2])


def test_time_is_announced_where_the_request_goes_on(chain: Chain, cast: Cast) -> None:
    """Clause: 7.7, 7.22."""
    contract = chain[0].subscription.contract_id if chain[0].subscription else 0
    services.set_billing_terms(contract, hourly_rate=Decimal(95), actor=cast.anna, at=TEN)
    told = services.announce_time(
        chain[0].pk, because="Out of scope", minutes=30, actor=cast.sam, at=ELEVEN
    )
    assert told.request == chain[2]
