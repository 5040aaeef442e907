"""What surrounds every request: its line in the log, its headers, the probes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from tenir.faces.operations import middleware, probes
from tenir.logs import logging_settings, scrubbed

SETTINGS = {
    "TENIR": replace(settings.TENIR, metrics_token="", proxies=0, url="http://127.0.0.1:8000")
}


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What the log says, as JSON lines."""
    written = StringIO()
    settings = logging_settings("json")
    handler = logging.StreamHandler(written)
    formatter = dict(settings["formatters"]["tenir"])
    handler.setFormatter(formatter.pop("()")(**formatter))
    names = (None, "django", "django.request", "tenir.requests")
    kept = {name: logging.getLogger(name).level for name in names}
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("tenir.requests").setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    for name, level in kept.items():
        logging.getLogger(name).setLevel(level)


def told(lines: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def answer(status: int = 200) -> Any:
    return lambda request: HttpResponse(status=status)


@pytest.mark.django_db
def test_a_password_posted_and_a_token_in_an_address_do_not_reach_the_log(
    lines: StringIO, client: Client
) -> None:
    client.post("/account/login/", {"login": "alice@example.org", "password": "hemlig-passe"})
    client.get("/account/invitation/hemlig-token/")
    client.get("/nowhere/hemlig-token/?key=hemlig-key")
    said = lines.getvalue()
    assert said.count('"event": "request"') == 3
    assert "hemlig" not in said
    assert "alice" not in said
    assert {"method", "route", "status", "ms", "request_id"} <= told(lines)[0].keys()


def test_an_error_is_told_with_its_traceback_and_without_the_address_asked_for(
    lines: StringIO,
) -> None:
    request = RequestFactory().get("/reset/hemlig-token/")
    try:
        raise ValueError("no row for alice@example.org at postgresql://tenir:hemlig@h/tenir")
    except ValueError:
        logging.getLogger("django.request").error(
            "Internal Server Error: %s", request.path, extra={"request": request}, exc_info=True
        )
    (line,) = told(lines)
    assert "Traceback" in line["exception"]
    assert line["event"] == "Internal Server Error"
    assert "hemlig" not in lines.getvalue()
    assert "alice" not in lines.getvalue()


def test_a_host_that_is_not_ours_takes_a_line_and_no_traceback(
    lines: StringIO, client: Client
) -> None:
    with override_settings(ALLOWED_HOSTS=["tenir.example"]):
        assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400
    refused, request = told(lines)
    assert (refused["event"], refused["logger"]) == (
        "Invalid HTTP_HOST header", "django.security.DisallowedHost"
    )  # fmt: skip
    assert "exception" not in refused
    assert request["status"] == 400


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("smtp://name:hemlig@mail:587", "smtp://…@mail:587"),
        ("for Alice.Martin+x@example.co.uk", "for …@…"),
        ("?token=hemlig&page=2", "?token=…&page=2"),
        ("duplicate key\nDETAIL:  Key (email)=(a) exists.\nend", "duplicate key\nDETAIL: …\nend"),
    ],
)
def test_what_looks_like_a_person_or_a_secret_is_struck_out(text: str, left: str) -> None:
    assert scrubbed(text) == left


def test_a_request_and_its_answer_have_one_id(lines: StringIO) -> None:
    def answering(request: HttpRequest) -> HttpResponse:
        structlog.get_logger("tenir.something").info("happened")
        return HttpResponse()

    with override_settings(**SETTINGS):
        request = RequestFactory().get("/", headers={"X-Request-ID": "forged-from-outside"})
        response = middleware.requests_told(answering)(request)
    assert {line["request_id"] for line in told(lines)} == {response["X-Request-ID"]}
    assert response["X-Request-ID"] != "forged-from-outside"


@pytest.mark.parametrize(
    ("given", "kept"), [("0123456789abcdef", True), ("a b\nc", False), ("x" * 65, False)]
)
def test_an_id_is_taken_from_a_proxy_of_ours_alone(given: str, kept: bool) -> None:
    with override_settings(TENIR=replace(settings.TENIR, proxies=1)):
        request = RequestFactory().get("/", headers={"X-Request-ID": given})
        response = middleware.requests_told(answer())(request)
    assert (response["X-Request-ID"] == given) is kept


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_what_our_outermost_proxy_saw(
    proxies: int, forwarded: str, seen: str
) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    with override_settings(TENIR=replace(settings.TENIR, proxies=proxies)):
        middleware.address_known(answer())(request)
    assert request.META["REMOTE_ADDR"] == seen
    assert "HTTP_X_FORWARDED_FOR" not in request.META


@pytest.mark.django_db
def test_every_page_may_load_our_own_files_only(client: Client) -> None:
    response = client.get("/account/login/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_an_answer_says_stricter_itself_is_left() -> None:
    def sandboxed(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = middleware.headers_added(sandboxed)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == "sandbox"


def test_a_body_that_no_page_asks_for_is_refused_unread() -> None:
    limited = middleware.size_limited(answer())
    with override_settings(LARGEST_BODY=10):
        assert limited(RequestFactory().post("/", data={"a": "b" * 20})).status_code == 413
        assert limited(RequestFactory().get("/")).status_code == 200


@pytest.mark.django_db
def test_probes_answer_whatever_the_host_name(client: Client) -> None:
    for path in ("/healthz", "/readyz"):
        response = client.get(path, headers={"Host": "10.1.2.3"})
        assert (response.status_code, response.content) == (200, b"ok\n"), path


@pytest.mark.django_db
def test_a_database_that_is_behind_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "behind", lambda: ["accounts.0009"])
    response = probes.readiness(RequestFactory().get("/readyz"))
    assert response.status_code == 503
    assert b"tenir migrate" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "address", "headers", "status"),
    [
        ("", "127.0.0.1", {}, 200),
        ("", "::1", {}, 200),
        ("", "192.0.2.1", {}, 403),
        ("", "127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 403),
        ("a-token-of-some-length", "192.0.2.1", {}, 403),
        ("a-token-of-some-length", "127.0.0.1", {}, 403),
        ("a-token-of-some-length", "127.0.0.1", {"Authorization": "Bearer another"}, 403),
        (
            "a-token-of-some-length",
            "192.0.2.1",
            {"Authorization": "Bearer a-token-of-some-length"},
            200,
        ),
    ],
)
def test_metrics_are_for_this_machine_or_for_who_has_the_token(
    token: str, address: str, headers: dict[str, str], status: int
) -> None:
    request = RequestFactory().get("/metrics", headers=headers, REMOTE_ADDR=address)
    with override_settings(TENIR=replace(settings.TENIR, metrics_token=token, proxies=0)):
        response = probes.metrics(request)
    assert response.status_code == status
    assert (b"tenir_jobs" in response.content) is (status == 200)
