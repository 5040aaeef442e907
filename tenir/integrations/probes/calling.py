"""One try of a probe: what answers, and whether it is what was asked.

What is said of a failure never quotes an answer or a query: a log or a page may show it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

import httpx

from tenir.integrations.probes import names
from tenir.integrations.probes.reaching import Reach, Unreachable

MOST_READ = 262_144  # bytes of an answer that are searched for a text
EXPIRES_SOON = 14  # days of a certificate's life under which a target is degraded
DAY = 86_400


@dataclass(frozen=True)
class Seen:
    """What a try saw: a state of the tables, and in a few words why."""

    state: str
    said: str = ""

    @property
    def up(self) -> bool:
        """Whether nothing was wrong."""
        return self.state == "up"


@dataclass(frozen=True)
class Probe:
    """What is called, and what an answer must hold; `timeout` in seconds, for all of a try."""

    kind: str
    address: str
    timeout: float
    asked: Mapping[str, Any] = field(default_factory=dict)


UP = Seen("up")


def down(said: str) -> Seen:
    """Something was wrong."""
    return Seen("down", said[:200])


class Caller:
    """Calls probes, one client for all of them: `async with Caller(reach, clock) as caller`."""

    def __init__(self, reach: Reach, clock: Callable[[], datetime]) -> None:
        self.reach = reach
        self.clock = clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    @cached_property
    def _secure(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            trust_env=False, follow_redirects=False, verify=self._secure, timeout=None,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )  # fmt: skip

    async def call(self, probe: Probe) -> Seen:
        """One try, within its time."""
        call = {"http": self._http, "tcp": self._tcp, "tls": self._tls, "dns": self._dns}
        try:
            async with asyncio.timeout(probe.timeout):
                return await call[probe.kind](probe)
        except Unreachable as refused:
            return down(str(refused))
        except TimeoutError:
            return down(f"no answer in {probe.timeout:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return down(_named(error))

    async def _http(self, probe: Probe) -> Seen:
        parts = urlsplit(probe.address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
        address = (await self.reach.resolved(host, port))[0]
        request = self._client.build_request(
            "GET", _pinned(parts, address, port), extensions={"sni_hostname": host},
            headers={"Host": parts.netloc, "User-Agent": "Tenir", "Accept-Encoding": "identity"},
        )  # fmt: skip
        answer = await self._client.send(request, stream=True)
        try:
            return await _judged(answer, probe.asked)
        finally:
            await answer.aclose()

    async def _tcp(self, probe: Probe) -> Seen:
        host, port = _host_port(probe.address)
        address = (await self.reach.resolved(host, port))[0]
        _, writer = await asyncio.open_connection(address, port)
        await _closed(writer)
        return UP

    async def _tls(self, probe: Probe) -> Seen:
        host, port = _host_port(probe.address)
        address = (await self.reach.resolved(host, port))[0]
        _, writer = await asyncio.open_connection(
            address, port, ssl=self._secure, server_hostname=host
        )
        certificate = writer.get_extra_info("peercert") or {}
        await _closed(writer)
        left = (ssl.cert_time_to_seconds(certificate["notAfter"]) - self.clock().timestamp()) / DAY
        if left < probe.asked.get("days", EXPIRES_SOON):
            return Seen("degraded", f"certificate: {int(left)} days left")
        return UP

    @cached_property
    def _resolvers(self) -> list[names.Server]:
        return names.resolvers()

    async def _dns(self, probe: Probe) -> Seen:
        """An address as this host finds it; other records as its resolvers tell them."""
        kind = probe.asked.get("record", "A")
        if kind in {"A", "AAAA"}:
            return await self._addresses(probe)
        try:
            found = await names.records(probe.address, kind, self._resolvers)
        except names.NoAnswer as none:
            return down(str(none))
        if not found:
            return down(f"{probe.address} has no {kind} record")
        wanted = probe.asked.get("answer", "")
        if wanted and not names.holds(found, kind, wanted):
            return down(f"{probe.address} has another {kind} record")
        return UP

    async def _addresses(self, probe: Probe) -> Seen:
        family = socket.AF_INET6 if probe.asked.get("record") == "AAAA" else socket.AF_INET
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(probe.address, None, family=family)
        except (OSError, UnicodeError):
            return down(f"{probe.address} has no address")
        wanted = probe.asked.get("answer", "")
        if wanted and wanted not in {entry[4][0] for entry in found}:
            return down(f"{probe.address} has another address")
        return UP


async def _judged(answer: httpx.Response, asked: Mapping[str, Any]) -> Seen:
    """The status, the headers, then the text, each if it is asked for."""
    wanted = asked.get("status")
    if answer.status_code not in (wanted or range(200, 400)):
        return down(f"status {answer.status_code}")
    for name, value in asked.get("headers", {}).items():
        if value not in answer.headers.get(name, ""):
            return down(f"header {name} is not as asked")
    text = asked.get("text", "")
    if text and text.encode() not in await _read(answer):
        return down("the text asked for is not there")
    return UP


async def _read(answer: httpx.Response) -> bytes:
    read = bytearray()
    async for piece in answer.aiter_raw():
        read += piece
        if len(read) >= MOST_READ:
            break
    return bytes(read)


def _pinned(parts: SplitResult, address: str, port: int) -> str:
    host = f"[{address}]" if ":" in address else address
    return parts._replace(netloc=f"{host}:{port}", fragment="").geturl()


def _host_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def _named(error: BaseException) -> str:
    """What went wrong, without what it went wrong with."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate: {cause.verify_message}"
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of the tries of one turn: `at` is when the first of them began."""

    at: datetime
    seen: Seen
