"""How a request went, by the links of the mail that asks.

Clause: 7.12.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.notices.models import Notice
from tenir.apps.notices.services import signed
from tenir.apps.support import queries, services
from tenir.apps.support.asking_how import OPEN
from tenir.apps.support.models import Request
from tenir.viewer import NotSeen
from tests.apps.support.conftest import TEN, Open
from tests.cast import Cast

LINK = re.compile(r"https?://[^/\s]+(/support/how/[\w.-]+/(\d)/)")


@pytest.fixture
def mailed(open_: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """The address of each answer in the mail that says that the request is resolved."""
    monkeypatch.setattr(clock, "now", lambda: TEN + timedelta(hours=1))
    services.resolve(open_().pk, "Restart", actor=cast.sam, at=TEN)
    mail = Notice.objects.get(kind="support.resolved", channel="email")
    return {int(score): path for path, score in LINK.findall(signed(mail, mail.text))}


def test_the_mail_has_a_link_for_each_answer_and_reading_one_says_nothing(
    mailed: dict[int, str],
) -> None:
    assert set(mailed) == {1, 2, 3}
    page = Client().get(mailed[2], headers={"accept-language": "en"})
    assert re.search(r'value="2"[^>]*checked', page.content.decode())
    assert Request.objects.get().satisfaction is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("satisfait", "mitigé", "pas satisfait")), ("en", ("content", "so so", "not content"))],
)
def test_the_answers_are_words_and_no_addresses(
    open_: Open, cast: Cast, language: str, words: tuple[str, ...]
) -> None:
    Person.objects.update(language=language)
    services.resolve(open_().pk, "Restart", actor=cast.sam, at=TEN)
    html = Notice.objects.get(kind="support.resolved", channel="email").html
    assert re.findall(r'<a href="[^"]*/support/how/[^"]*">([^<]*)</a>', html) == list(words)


def test_whoever_holds_it_says_how_it_went_and_why_without_signing_in(
    mailed: dict[int, str], cast: Cast
) -> None:
    told = {"score": "1", "words": "Too slow"}
    page = Client().post(mailed[3], told, headers={"accept-language": "en"})
    assert "Thank you" in page.content.decode()
    found = queries.request(cast.sam, Request.objects.get().pk)
    assert (found.satisfaction, found.satisfaction_words) == (1, "Too slow")


def test_what_is_opened_again_is_not_asked_about(mailed: dict[int, str], cast: Cast) -> None:
    found = Request.objects.get()
    services.reopen(found.pk, because="x", actor=cast.bob, at=TEN)
    assert (
        "opened again"
        in Client().get(mailed[3], headers={"accept-language": "en"}).content.decode()
    )
    page = Client().post(mailed[3], {"score": "3", "words": ""})
    assert page.status_code == 400
    assert Request.objects.get().satisfaction is None


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda path: path.replace("/3/", "/4/"), id="no such answer"),
        pytest.param(lambda path: path.replace("/how/", "/how/x"), id="another token"),
        pytest.param(lambda _path: "/support/how/none/3/", id="no token"),
    ],
)
def test_another_link_leads_nowhere(mailed: dict[int, str], wrong: object) -> None:
    assert Client().get(wrong(mailed[3])).status_code == 404  # type: ignore[operator]


def test_what_staff_and_programs_read_of_the_notice_answers_nothing(mailed: dict[int, str]) -> None:
    mail = Notice.objects.get(kind="support.resolved", channel="email")
    kept = {path for path, _ in LINK.findall(f"{mail.text} {mail.html} {mail.values}")}
    assert len(kept) == 3
    assert not kept & set(mailed.values())
    assert {Client().get(path).status_code for path in kept} == {404}


def test_a_reader_who_was_told_answers_nothing(
    open_: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TEN + timedelta(hours=1))
    found = open_()
    services.follow(found.pk, actor=cast.rose)
    services.resolve(found.pk, "Restart", actor=cast.sam, at=TEN)
    mail = Notice.objects.get(kind="support.resolved", channel="email", person=cast.people["rose"])
    path, _ = LINK.findall(signed(mail, mail.text))[0]
    assert Client().post(path, {"score": "3", "words": ""}).status_code == 400
    found.refresh_from_db()
    assert found.satisfaction is None


def test_a_link_is_followed_for_sixty_days(mailed: dict[int, str]) -> None:
    token = mailed[3].split("/")[-3]

    def asked(at: datetime) -> Request:
        return queries.asked_how(token, at=at)

    assert asked(TEN + OPEN).pk == Request.objects.get().pk
    with pytest.raises(NotSeen):
        asked(TEN + OPEN + timedelta(seconds=1))
