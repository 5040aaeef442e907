"""The connection cut at any byte of a submission leaves what was there, or the whole of it."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django import shortcuts
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tenir import clock, wsgi
from tenir.apps.agreements.models import Subscription
from tenir.apps.documents.models import Document
from tenir.apps.documents.storage import place_of
from tenir.apps.support.models import Entry, Request
from tests.stories.gunicorns import Served, gunicorn
from tests.stories.world import NOW, World
from tests.worlds import undone

pytestmark = pytest.mark.django_db
SECRET = "c" * 32
TABLES = ("support_request", "support_entry", "documents_document", "journal_entry",
          "notices_notice", "commitments_commitment")  # fmt: skip
WORDS = {"title": "Export", "problem": "It stops", "observed": "A blank page",
         "expected": "A file", "steps": "Export", "context": "Error 500"}  # fmt: skip
SEEN = b"Error 500\r\n--BoUnDaR\r\nhalf-way\r\n"
DONE = b"HTTP/1.1 302 "
UNREAD = {b"", b"HTTP/1.1 400"}


@dataclass(frozen=True)
class Desk:
    """Alice's browser, as the bytes that it sends to a server of ours."""

    served: Served
    cookie: str
    guarded: bool

    def form(self, address: str, fields: Mapping[str, Any]) -> bytes:
        """What a browser sends for that form, its files and its last field included."""
        told = {"csrfmiddlewaretoken": SECRET, **fields, "whole": "1"}
        if "files" in fields:
            body, kind = encode_multipart(BOUNDARY, told), MULTIPART_CONTENT
        else:
            body, kind = urlencode(told).encode(), "application/x-www-form-urlencoded"
        head = (
            f"POST /portal/requests/{address} HTTP/1.1\r\nHost: testserver\r\n"
            f"Cookie: {self.cookie}\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def cut_everywhere(self, address: str, **fields: Any) -> None:
        """Each part of the form leaves all as it was; the whole of it is kept, and once."""
        sent, before = self.form(address, fields), kept()
        for end in self.cuts(sent):
            answer = self.served.told(sent[:end])
            if kept() != before:  # what says that it is whole was there: a last line is missing
                assert not self.guarded, end
                assert answer.startswith(DONE), end
                return
            assert not answer.startswith(DONE), end
            assert not self.guarded or answer[:12] in UNREAD, (end, answer[:80])
        assert self.served.told(sent).startswith(DONE)
        after = kept()
        assert self.served.told(sent).startswith(DONE), "a proxy that tries again"
        assert kept() == after

    def cuts(self, sent: bytes) -> list[int]:
        """Every byte. A proxy passes the head on whole: of the body, some bytes, all of its last.

        A third of the body where TENIR_THOROUGH is set; else one in eleven, others in each form. So
        too on PostgreSQL: what is known to be cut is refused before a database is asked anything.
        """
        if self.guarded and connection.vendor == "sqlite":
            return list(range(1, len(sent)))
        body, last = sent.index(b"\r\n\r\n") + 4, len(sent) - 60
        each = 3 if "TENIR_THOROUGH" in os.environ else 11
        first = 1 if self.guarded else body
        return [*range(first, last, each), *range(max(body, last), len(sent))]


class NothingDrawn:
    """Pages without their words: what is looked at is the answer's code, and what was kept."""

    @staticmethod
    def render_to_string(*_: object, **__: object) -> str:
        """No word of it: drawing thousands of pages takes longer than all else here."""
        return ""


@pytest.fixture(params=["as it is run", "behind a proxy that ends what was cut"])
def desk(
    world: World, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Where the body's length is no help, the form's last field alone says that it is whole."""
    guarded = request.param == "as it is run"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for name in ("tenir.requests", "django.security.csrf", "django.request"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)  # thousands of lines
    monkeypatch.setattr(shortcuts, "loader", NothingDrawn)
    with undone(), gunicorn(wsgi.application if guarded else wsgi.pages) as served:
        browser = Client()
        browser.force_login(world.cast.people["alice"])
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"
        yield Desk(served, cookie, guarded)


def test_an_opening_cut_at_any_byte_leaves_a_draft_or_a_whole_request(
    desk: Desk, world: World
) -> None:
    """Clause: 7.1, 7.7, 7.10."""
    line = Subscription.objects.filter(contract__client=world.cast.martin).earliest("pk")
    before = Document.objects.count()
    desk.cut_everywhere("new/", subscription=line.pk, kind="support", environment="production")
    made = Request.objects.latest("pk")
    assert (made.state, made.problem) == ("draft", "")
    words, gravity, check = (f"{made.pk}/write/{step}/" for step in ("words", "gravity", "check"))
    desk.cut_everywhere(words, **WORDS, files=seen())
    found = Request.objects.get(pk=made.pk)
    assert {name: getattr(found, name) for name in WORDS} == WORDS
    desk.cut_everywhere(gravity, impact="high", urgency="critical")
    assert Request.objects.get(pk=made.pk).state == "draft"
    desk.cut_everywhere(check, act="send")
    found = Request.objects.get(pk=made.pk)
    assert (found.state, found.priority, found.clock) == ("recorded", "P1", "running")
    assert content_of(found.entries.get(what="recorded")) == [SEEN]
    assert Document.objects.count() == before + 1


def test_a_reply_cut_at_any_byte_is_not_said_or_said_whole(desk: Desk, world: World) -> None:
    """Clause: 7.12."""
    request = Request.objects.get(pk=world.sides[0].request)
    before, files = request.entries.count(), Document.objects.count()
    desk.cut_everywhere(f"{request.pk}/say/", text="It stops again", files=seen())
    entry = request.entries.latest("pk")
    assert (entry.text, content_of(entry)) == ("It stops again", [SEEN])
    assert (request.entries.count(), Document.objects.count()) == (before + 1, files + 1)


def test_a_program_s_body_cut_at_any_byte_is_refused_and_opens_nothing(
    desk: Desk, world: World
) -> None:
    """Clause: 7.7."""
    before = kept()
    line = Subscription.objects.filter(contract__client=world.cast.martin).earliest("pk")
    told = {"client": world.cast.martin.pk, "subscription": line.pk, **WORDS,
            "kind": "support", "environment": "production", "impact": "high",
            "urgency": "critical"}  # fmt: skip
    body = json.dumps(told)
    sent = (
        f"POST /api/v1/requests HTTP/1.1\r\nHost: testserver\r\nCookie: {desk.cookie}\r\n"
        f"X-CSRFToken: {SECRET}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
    for end in desk.cuts(sent):
        answer = desk.served.told(sent[:end])
        assert answer[:10] in {b"", b"HTTP/1.1 4"}, (end, answer[:80])
        assert kept() == before, end
    assert desk.served.told(sent).startswith(b"HTTP/1.1 201 ")


def seen() -> SimpleUploadedFile:
    return SimpleUploadedFile("seen.txt", SEEN, "text/plain")


def kept() -> tuple[Any, ...]:
    """How many of each thing the database holds, and when a request was last written."""
    counted = ", ".join(f"(SELECT count(*) FROM {name})" for name in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}, (SELECT max(updated_at) FROM support_request)")
        return tuple(cursor.fetchone())


def content_of(entry: Entry) -> list[bytes]:
    """The bytes of the files that hang on it."""
    files = (default_storage.open(place_of(one.digest)) for one in entry.documents.all())
    return [_read(file) for file in files]


def _read(file: Any) -> bytes:
    with file:
        return bytes(file.read())
