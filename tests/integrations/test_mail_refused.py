"""What a server refuses, or leaves unanswered: tried again, then given up and shown."""

from __future__ import annotations

import pytest

from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import State, Unreachable
from tenir.apps.notices.queries import outbox, possibly_doubled, proof, unreachable
from tenir.apps.notices.services import retry_now, unflag
from tenir.viewer import SYSTEM, NotAllowed
from tests.cast import Cast
from tests.integrations.mail_servers import Post, dropping, free_port, running
from tests.integrations.test_mail import DAY, HOUR, MINUTE, MONDAY, owed, sent, state


def test_a_refusal_for_now_is_tried_again_after_longer_and_longer(cast: Cast) -> None:
    notice = owed()
    waits = []
    with running(Post(answer=lambda _: "451 4.7.1 greylisted")) as post:
        at = MONDAY
        for _ in range(7):
            assert sent(post.url, at) == {"later": 1}
            notice.refresh_from_db()
            assert notice.next_attempt_at
            waits.append(round((notice.next_attempt_at - at) / MINUTE))
            at = notice.next_attempt_at
    assert waits == [1, 5, 15, 60, 240, 240, 240]


def test_after_three_days_of_refusals_a_notice_is_given_up_and_shown(cast: Cast) -> None:
    notice = owed()
    with running(Post(answer=lambda _: "451 try later")) as post:
        at = MONDAY
        while state(notice) == State.OWED:
            assert notice.next_attempt_at
            at = max(at, notice.next_attempt_at)
            sent(post.url, at)
    assert state(notice) == State.FAILED
    assert 2.8 * DAY < at - MONDAY <= 3 * DAY
    assert outbox(SYSTEM, now=at).states == {"failed": 1}
    assert Entry.objects.filter(verb="notices.failed").count() == 1
    retry_now(notice.pk, actor=SYSTEM, at=at)
    with running(Post()) as post:
        assert sent(post.url, at) == {"accepted": 1}


@pytest.mark.clause("9.2")
def test_an_address_refused_for_good_is_flagged_at_once(cast: Cast) -> None:
    notice = owed("Gone@Martin.example", organisation=cast.martin.pk)
    with running(Post(rcpt=lambda to: "550 5.1.1 no such user" if "Gone" in to else None)) as post:
        assert sent(post.url) == {"refused": 1}
        assert state(notice) == State.BOUNCED
        flagged = unreachable("gone@martin.example")
        assert flagged
        assert flagged.because == "550 5.1.1 no such user"
        assert sent(post.url, MONDAY + MINUTE) == {"accepted": 1}  # the accounts manager is told
        assert post.accepted[0].rcpt_tos == ["anna@example.org"]
    with pytest.raises(NotAllowed):
        unflag("gone@martin.example", actor=cast.alice, at=MONDAY)
    assert unflag("gone@martin.example", actor=SYSTEM, at=MONDAY)
    assert unreachable("gone@martin.example") is None


def test_a_message_refused_for_what_it_says_flags_no_address(cast: Cast) -> None:
    notice = owed()
    with running(Post(answer=lambda _: "554 5.7.1 looks like spam")) as post:
        sent(post.url)
    assert state(notice) == State.BOUNCED
    assert not Unreachable.objects.exists()


def test_a_server_that_is_away_costs_one_attempt_and_the_others_wait(cast: Cast) -> None:
    first, second = owed(key="1"), owed(key="2")
    assert sent(f"smtp://127.0.0.1:{free_port()}") == {"later": 1}
    assert (state(first), first.attempts) == (State.OWED, 1)
    assert (state(second), second.attempts) == (State.OWED, 0)


def test_a_server_that_hangs_up_before_the_message_has_taken_nothing(cast: Cast) -> None:
    with dropping(1, before_data=True) as server:
        notice = owed()
        assert sent(server.url) == {"later": 1}
        assert sent(server.url, MONDAY + HOUR) == {"accepted": 1}
    assert not possibly_doubled(SYSTEM).filter(pk=notice.pk).exists()


def test_a_server_that_hangs_up_instead_of_answering_may_have_the_message_twice(
    cast: Cast,
) -> None:
    with dropping(1) as server:
        notice = owed()
        assert sent(server.url) == {"unanswered": 1}
        assert not possibly_doubled(SYSTEM).exists()
        assert sent(server.url, MONDAY + HOUR) == {"accepted": 1}
    assert [body.count(notice.message_id.encode()) for body in server.taken] == [1, 1]
    assert list(possibly_doubled(SYSTEM)) == [notice]
    assert [a.outcome for a in proof(SYSTEM, notice.pk).attempts] == ["unanswered", "accepted"]
    assert proof(SYSTEM, notice.pk).possibly_doubled


def test_a_slow_server_is_waited_for_up_to_the_limit(cast: Cast) -> None:
    notice = owed()
    with running(Post(wait=1.0)) as post:
        assert sent(post.url, limit=0.3) == {"unanswered": 1}
        assert sent(post.url, MONDAY + HOUR, limit=5) == {"accepted": 1}
    assert state(notice) == State.SENT


def test_one_refused_among_others_keeps_nobody_waiting(cast: Cast) -> None:
    for name in ("a", "gone", "b"):
        owed(f"{name}@martin.example", key=name)
    with running(Post(rcpt=lambda to: "550 no" if "gone" in to else None)) as post:
        assert sent(post.url, most=3) == {"accepted": 2, "refused": 1}
