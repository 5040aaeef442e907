"""Our own probes, over real sockets on this machine."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tenir import clock
from tenir.apps.agreements import services as signing
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.availability import services
from tenir.apps.availability.models import MeasuredSpan, Spell, Stretch
from tenir.apps.availability.services import NewTarget, Word
from tenir.apps.catalogue import services as catalogue
from tenir.integrations.probes.calling import Caller, Probe, Seen
from tenir.integrations.probes.prober import Prober
from tenir.integrations.probes.reaching import Reach
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast

LOOPBACK = Reach.of(["127.0.0.0/8", "::1/128"])
HTTP = Probe("http", "", 2)


class Answer(BaseHTTPRequestHandler):
    """What the page /status asks for; anything else is well."""

    def do_GET(self) -> None:
        status = int(self.path.strip("/") or 200)
        self.send_response(status)
        self.send_header("X-Role", "front")
        if status == 302:
            self.send_header("Location", "http://169.254.169.254/latest")
        self.end_headers()
        self.wfile.write(b"Welcome to Drive")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler] = Answer, **tls: Any) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if tls:
        server.socket = tls["context"].wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def port() -> Iterator[int]:
    with serving() as found:
        yield found


def call(probe: Probe, reach: Reach = LOOPBACK, **client: Any) -> Seen:
    async def called() -> Seen:
        async with Caller(reach, clock.now) as caller:
            caller.__dict__ |= client
            return await caller.call(probe)

    return asyncio.run(called())


def http(port: int, path: str = "/", **asked: Any) -> Seen:
    return call(replace(HTTP, address=f"http://127.0.0.1:{port}{path}", asked=asked))


@pytest.mark.parametrize(
    ("path", "asked", "said"),
    [
        ("/200", {}, ""), ("/302", {}, ""), ("/503", {}, "status 503"),
        ("/404", {"status": [404]}, ""), ("/200", {"status": [204]}, "status 200"),
        ("/200", {"text": "Welcome"}, ""), ("/200", {"text": "secret words"}, "the text asked"),
        ("/200", {"headers": {"X-Role": "front"}}, ""),
        ("/200", {"headers": {"X-Role": "back"}}, "header X-Role"),
    ],
)  # fmt: skip
def test_an_answer_is_up_when_it_is_what_was_asked(port, path, asked, said):
    seen = http(port, path, **asked)
    assert (seen.up, seen.said.startswith(said)) == (not said, True)
    assert "secret words" not in seen.said


def test_nobody_there_and_nobody_who_answers_are_down(free_port):
    assert not http(free_port).up
    assert not call(Probe("tcp", f"127.0.0.1:{free_port}", 1)).up

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert call(Probe("http", address, 0.2)).said == "no answer in 0.2 s"


def test_a_port_that_opens_is_up_and_a_name_that_resolves_too(port):
    assert call(Probe("tcp", f"127.0.0.1:{port}", 1)).up
    assert call(Probe("dns", "localhost", 2, {"answer": "127.0.0.1"})).up
    assert not call(Probe("dns", "localhost", 2, {"answer": "192.0.2.1"})).up
    assert not call(Probe("dns", "nowhere.invalid", 2)).up


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://169.254.169.254/latest", "http://10.1.2.3/", "http://[::1]/",
     "http://localhost/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"],
)  # fmt: skip
def test_an_address_inside_our_network_is_not_called_unless_it_is_named(address):
    assert "no probe may go" in call(replace(HTTP, address=address), Reach()).said


def certificate(folder: Path, days: float) -> ssl.SSLContext:
    """A certificate of localhost, its own authority, that ends in so many days."""
    private, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)  # noqa: TID251
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(private.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=90)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@pytest.mark.parametrize(("days", "state"), [(60, "up"), (5, "degraded"), (-1, "down")])
def test_a_certificate_that_ends_soon_is_degraded_and_one_that_ended_is_down(tmp_path, days, state):
    with serving(context=certificate(tmp_path, days)) as port:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        seen = call(Probe("tls", f"localhost:{port}", 2), _secure=trusting)
        assert seen.state == state
        assert call(Probe("tls", f"localhost:{port}", 2)).state == "down"  # unknown authority
        assert "certificate" in http_over_tls(port).said


def http_over_tls(port: int) -> Seen:
    return call(replace(HTTP, address=f"https://localhost:{port}/"))


@pytest.fixture
def watch(cast: Cast) -> Callable[..., Any]:
    """watch(name="web", …): a target of Drive, probed every five seconds."""
    (version,) = signing.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    line = signing.sign_contract(
        number="C-1", client=cast.martin.pk, starts_on=LONG_AGO.date(),
        lines=[signing.NewLine(product="drive")], actor=cast.anna, at=LONG_AGO,
    ).subscriptions.get()  # fmt: skip

    def watched(**asked: Any) -> Any:
        wanted = {"name": "web", "kind": "http", "interval": 5, "timeout": 1, "retries": 0,
                  "silence": 60, "address": "http://127.0.0.1:1/", **asked}  # fmt: skip
        return services.add_target(
            NewTarget(subscription=line.pk, **wanted), actor=cast.olga, at=LONG_AGO
        )

    return watched


NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def held(cast: Cast, *words: tuple[int, str], place: str = "") -> None:
    told = [Word("web", NOON + timedelta(seconds=at), state, place) for at, state in words]
    services.hold(told, source="probe", actor=cast.olga, at=NOON + timedelta(hours=1))


@pytest.mark.clause("5.3")
def test_what_is_held_is_what_is_taken_in(cast, watch):
    watch()
    told = [(at, "down" if 300 <= at < 400 else "up") for at in range(0, 900, 5)]
    for start in range(0, len(told), 7):
        held(cast, *told[start : start + 7])
    span = MeasuredSpan.objects.get()
    assert (span.first_at, span.last_at, span.state) == (NOON, NOON + timedelta(seconds=895), "up")
    (outage,) = Stretch.objects.all()
    assert (outage.start, outage.end) == (
        NOON + timedelta(seconds=300), NOON + timedelta(seconds=400)
    )  # fmt: skip
    assert Spell.objects.count() == 3


@pytest.mark.clause("5.3")
def test_what_is_held_costs_no_row_and_few_queries(cast, watch, django_assert_max_num_queries):
    watch()
    held(cast, (0, "up"))
    with django_assert_max_num_queries(16):
        held(cast, (5, "up"))
    assert Spell.objects.count() == 1
    assert MeasuredSpan.objects.get().last_at == NOON + timedelta(seconds=5)


@pytest.mark.clause("5.3")
def test_an_outage_that_is_held_grows_and_a_gap_is_not_measured(cast, watch):
    watch()
    held(cast, (0, "down"))
    held(cast, (5, "down"), (10, "down"))
    held(cast, (200, "up"))
    told = [(row.state, (row.end - row.start).seconds) for row in Stretch.objects.order_by("start")]
    assert told == [("down", 70), ("unmeasured", 130)]


@pytest.mark.clause("5.3")
def test_a_slower_pace_hides_no_silence_of_before(cast, watch):
    made = watch()
    held(cast, (0, "up"))
    services.change_target(
        made.pk, interval=300, silence=900, since=NOON + timedelta(seconds=100), actor=cast.olga,
        at=NOON + timedelta(hours=1),
    )  # fmt: skip
    held(cast, (400, "up"))
    (gap,) = Stretch.objects.all()
    assert [(at - NOON).seconds for at in (gap.start, gap.end)] == [60, 100]


@pytest.fixture
def probed(transactional_db: None) -> None:
    """A prober tells in a thread of its own."""


@pytest.mark.clause("5.3")
def test_a_prober_tells_what_it_sees_and_stops_when_asked(probed, cast, watch, port):
    watch(address=f"http://127.0.0.1:{port}/", locations=["paris"])
    watch(name="elsewhere", locations=["lyon"])
    prober, stop = Prober("paris", LOOPBACK, clock.now), Event()

    async def until_seen() -> None:
        running = asyncio.create_task(prober.run(stop))
        for _ in range(120):
            await asyncio.sleep(0.1)
            if prober.lags:
                break
        await asyncio.sleep(0.3)
        stop.set()
        await running

    asyncio.run(until_seen())
    spell = Spell.objects.get()
    assert (spell.target.name, spell.location, spell.state) == ("web", "paris", 1)
