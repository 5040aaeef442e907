"""Programs hear of notices by signed requests, and never from inside our own network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tenir.apps.journal.models import Entry
from tenir.apps.notices.endpoints import DISABLED_AFTER
from tenir.apps.notices.models import (
    Attempt,
    Channel,
    Notice,
    Outcome,
    State,
    WebhookEndpoint,
)
from tenir.apps.notices.queries import deliveries, proof
from tenir.apps.notices.services import (
    Answer,
    Recipient,
    add_endpoint,
    change_endpoint,
    disable_endpoint,
    enable_endpoint,
    owe,
    replay,
    rotate_secret,
    try_endpoint,
)
from tenir.integrations.mail import delivery
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.webhooks import signing
from tenir.integrations.webhooks.calling import Programs, payload, post
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.cast import Cast
from tests.integrations.programs import Program, listening, verified

MONDAY = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Nowhere:
    """Mail is not what these tests are about."""

    def send(self, message: Any, *, sender: str, recipient: str) -> Any:
        return Answer(Outcome.ACCEPTED, "250")

    def check(self) -> str:
        return ""

    def close(self) -> None:
        pass


@pytest.fixture
def program() -> Iterator[Program]:
    with listening(Program()) as program:
        yield program


def listens(cast: Cast, program: Program, *kinds: str) -> tuple[WebhookEndpoint, str]:
    """An endpoint of Alice's company."""
    return add_endpoint(organisation=cast.martin.pk, url=program.url, kinds=kinds,
                        actor=cast.alice, at=MONDAY)  # fmt: skip


def owed(cast: Cast, *, key: str = "k", at: datetime = MONDAY) -> Notice:
    """The webhook of a notice to Alice's company."""
    found = owe(
        "notices.unreachable", key=key, to=[Recipient(None, "desk@martin.example", "fr")],
        subject="request/1", actor=SYSTEM, at=at, organisation=cast.martin.pk, clauses=["7.9"],
        values={"address": "x@y.example", "because": "é", "title": "t", "since": MONDAY},
    )  # fmt: skip
    return next(notice for notice in found if notice.channel == Channel.WEBHOOK)


def run(at: datetime = MONDAY) -> dict[str, int]:
    return dict(deliver(at, transport=Nowhere()))


def state(notice: Notice) -> State:
    notice.refresh_from_db()
    return State(notice.state)


class Tarpits:
    """Every program answers well, fourteen seconds later; the clock of the run says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at, self.called = MONDAY, list[int | None]()
        monkeypatch.setattr(delivery, "_clock", lambda _: lambda: self.at)
        monkeypatch.setattr(Programs, "call", self.call)

    def call(self, attempt: Attempt, *, at: datetime) -> Answer:
        self.at += timedelta(seconds=14)
        self.called.append(attempt.notice.endpoint_id)
        return Answer(Outcome.ACCEPTED, "200")


def test_a_slow_program_is_called_once_a_run(
    cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint, _ = listens(cast, program)
    for key in ("one", "two", "three"):
        owed(cast, key=key)
    tarpits = Tarpits(monkeypatch)
    run()
    assert tarpits.called == [endpoint.pk]


def test_slow_programs_do_not_keep_the_mail_waiting(
    cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty of a client's, each as slow as it may be, would hold everyone's mail five minutes."""
    for _ in range(6):
        listens(cast, program)
    owed(cast)
    tarpits = Tarpits(monkeypatch)
    run()
    assert tarpits.at - MONDAY < timedelta(minutes=1)
    assert len(tarpits.called) == 3


def test_a_program_hears_of_a_notice_and_can_check_who_says_so(
    cast: Cast, program: Program
) -> None:
    _, secret = listens(cast, program)
    notice = owed(cast)
    run()
    ((headers, body),) = program.heard
    assert verified(secret, headers, body)
    assert not verified(secret, headers, body + b" ")
    assert headers["webhook-id"] == notice.message_id
    assert abs(int(headers["webhook-timestamp"]) - MONDAY.timestamp()) < 60
    assert json.loads(body) == {
        "id": notice.message_id, "kind": "notices.unreachable", "at": "2026-01-05T09:00:00Z",
        "subject": "request/1", "clauses": ["7.9"],
        "values": {"address": "x@y.example", "because": "é", "title": "t",
                   "since": "2026-01-05T09:00:00Z"},
    }  # fmt: skip
    assert state(notice) == State.SENT
    assert proof(cast.alice, notice.pk).attempts[0].answer == "200 thank you"


def test_the_signature_is_the_standards_own_example() -> None:
    at = datetime.fromtimestamp(1614265330, tz=MONDAY.tzinfo)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    told = signing.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', secrets=[secret], at=at
    )
    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_failure_is_tried_again_with_the_same_id_and_the_same_words(
    cast: Cast, program: Program
) -> None:
    listens(cast, program)
    notice = owed(cast)
    program.status = 500
    assert run()["later"] == 1
    program.status = 204
    assert run(MONDAY + HOUR) == {"accepted": 1}
    (first, said), (second, again) = program.heard
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert said == again
    assert state(notice) == State.SENT


def test_a_receiver_that_asks_us_to_wait_is_left_alone(cast: Cast, program: Program) -> None:
    listens(cast, program)
    notice = owed(cast)
    program.status, program.headers = 429, {"retry-after": "7200"}
    run()
    notice.refresh_from_db()
    assert notice.next_attempt_at
    assert notice.next_attempt_at >= MONDAY + 2 * HOUR


def test_a_redirect_is_not_followed(cast: Cast, program: Program) -> None:
    listens(cast, program)
    with listening(Program()) as inside:
        program.status, program.headers = 302, {"location": inside.url}
        owed(cast)
        assert run()["later"] == 1
        assert not inside.heard


def test_a_receiver_that_never_ends_is_left_at_the_limit(cast: Cast, program: Program) -> None:
    program.wait = 1.0
    answer = asyncio.run(post(program.url, b"{}", {}, loopback=True, limit=0.3))
    assert answer.words == "no answer in 0.3 s"


def test_little_is_read_of_a_long_answer(cast: Cast, program: Program) -> None:
    program.body, program.drip = b"a" * 100_000, True
    answer = asyncio.run(post(program.url, b"{}", {}, loopback=True, limit=5))
    assert answer.words == "200 " + "a" * 2000


def test_a_program_that_failed_is_called_once_in_a_run(cast: Cast, program: Program) -> None:
    listens(cast, program)
    program.status = 500
    for key in "abc":
        owed(cast, key=key)
    run()
    assert len(program.heard) == 1


def test_after_five_days_of_failures_its_owner_is_told_and_it_is_called_no_more(
    cast: Cast, program: Program
) -> None:
    endpoint, _ = listens(cast, program)
    program.status = 500
    first = owed(cast)
    run()
    second = owed(cast, key="2", at=MONDAY + DISABLED_AFTER)
    run(MONDAY + DISABLED_AFTER + HOUR)
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.disabled_because) == (False, "failing")
    assert state(first) == state(second) == State.FAILED
    told = Notice.objects.filter(kind="notices.endpoint_disabled", channel="email")
    assert [notice.address for notice in told] == ["alice@example.org"]
    assert Entry.objects.filter(verb="notices.endpoint_disabled").count() == 1


def test_a_program_back_in_time_is_not_disabled(cast: Cast, program: Program) -> None:
    endpoint, _ = listens(cast, program)
    program.status = 500
    owed(cast)
    run()
    program.status = 200
    run(MONDAY + HOUR)
    program.status = 500
    owed(cast, key="2")
    run(MONDAY + DISABLED_AFTER + HOUR)
    endpoint.refresh_from_db()
    assert endpoint.active


def test_a_program_that_says_it_is_gone_is_called_no_more(cast: Cast, program: Program) -> None:
    endpoint, _ = listens(cast, program)
    program.status = 410
    owed(cast)
    assert run()["refused"] == 1
    endpoint.refresh_from_db()
    assert not endpoint.active


def test_what_was_missed_can_be_replayed_under_the_same_id(cast: Cast, program: Program) -> None:
    endpoint, secret = listens(cast, program)
    notice = owed(cast)
    disable_endpoint(endpoint.pk, because="works", actor=cast.alice, at=MONDAY)
    assert state(notice) == State.FAILED
    enable_endpoint(endpoint.pk, actor=cast.alice, at=MONDAY)
    for _ in range(2):
        replay(notice.pk, actor=cast.alice, at=MONDAY + HOUR)
        run(MONDAY + HOUR)
    assert [h["webhook-id"] for h, _ in program.heard] == [notice.message_id] * 2
    assert all(verified(secret, *heard) for heard in program.heard)
    assert len(proof(cast.alice, notice.pk).attempts) == 2
    assert list(deliveries(cast.alice, endpoint.pk)) == [notice]


def test_both_secrets_sign_for_a_day_after_a_rotation(cast: Cast, program: Program) -> None:
    endpoint, old = listens(cast, program)
    new = rotate_secret(endpoint.pk, actor=cast.alice, at=MONDAY)
    for key, at in (("1", MONDAY + HOUR), ("2", MONDAY + 2 * DAY)):
        owed(cast, key=key, at=at)
        run(at)
    during, after = program.heard
    assert verified(old, *during)
    assert verified(new, *during)
    assert not verified(old, *after)
    assert verified(new, *after)


def test_a_secret_is_not_in_the_database_in_clear(cast: Cast, program: Program) -> None:
    endpoint, secret = listens(cast, program)
    assert secret.removeprefix("whsec_") not in endpoint.secret


def test_a_secret_that_cannot_be_read_any_more_signs_nothing(
    cast: Cast, program: Program, settings: Any
) -> None:
    listens(cast, program)
    notice = owed(cast)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "x" * 60
    assert run()["later"] == 1
    assert "TENIR_SECRET_KEY" in proof(cast.alice, notice.pk).attempts[0].answer
    settings.SECRET_KEY_FALLBACKS = [former]
    assert run(MONDAY + HOUR) == {"accepted": 1}


def test_a_trial_shows_that_a_program_hears(cast: Cast, program: Program) -> None:
    endpoint, _ = listens(cast, program, "another.kind")
    notice = try_endpoint(endpoint.pk, actor=cast.alice, at=MONDAY)
    run()
    assert json.loads(program.heard[0][1])["kind"] == "notices.trial"
    assert state(notice) == State.SENT


def test_a_new_address_hears_what_is_owed_already(cast: Cast, program: Program) -> None:
    endpoint, _ = listens(cast, program)
    owed(cast)
    with listening(Program()) as other:
        change_endpoint(endpoint.pk, url=other.url, kinds=(), actor=cast.alice, at=MONDAY)
        run()
        assert len(other.heard) == 1
    assert not program.heard


def test_who_may_touch_an_endpoint(cast: Cast, program: Program) -> None:
    endpoint, _ = listens(cast, program)
    may = {"alice", "olga", "adam"}
    for name, who in cast.everyone:
        if name in may:
            rotate_secret(endpoint.pk, actor=who, at=MONDAY)
        else:
            with pytest.raises(NotAllowed if who.is_staff else NotSeen):
                rotate_secret(endpoint.pk, actor=who, at=MONDAY)


def test_the_payload_says_nothing_of_the_addressee(cast: Cast, program: Program) -> None:
    listens(cast, program)
    assert b"desk@martin" not in payload(owed(cast))


def test_one_that_has_lost_its_secret_is_not_called(cast: Cast, program: Program) -> None:
    endpoint, _ = listens(cast, program)
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(secret="?")
    owed(cast)
    run()
    assert not program.heard
