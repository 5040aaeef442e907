"""Where a webhook may be sent: to public addresses, never into our own network."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from tenir.internet import is_public

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NotPublic(Exception):
    """An address that is not called, and why."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL, and the one address that its name was resolved to: the one that is called."""

    url: str
    host: str
    port: int
    address: str

    @property
    def pinned(self) -> str:
        """The URL with the address in place of the name."""
        parts = urlsplit(self.url)
        host = f"[{self.address}]" if ":" in self.address else self.address
        return parts._replace(netloc=f"{host}:{self.port}").geturl()

    @property
    def named(self) -> str:
        """The Host header: what the URL says."""
        return urlsplit(self.url).netloc


async def target_of(url: str, *, loopback: bool = False) -> Target:
    """Resolves the URL's name once; NotPublic where any of its addresses is not a public one.

    `loopback` lets a demonstration call programs on its own machine, over http too.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotPublic(f"not a URL: {error}") from None
    local = loopback and host in LOOPBACK
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise NotPublic("not https")
    if not host or parts.username is not None or parts.password is not None:
        raise NotPublic("no host, or a password in the URL")
    port = port or (443 if parts.scheme == "https" else 80)
    addresses = await _resolved(host, port)
    refused = [] if local else [address for address in addresses if not is_public(address)]
    if refused or not addresses:
        raise NotPublic(f"{host} leads to {refused[0] if refused else 'nowhere'}")
    return Target(url, host, port, addresses[0])


async def _resolved(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LookupError(f"{host}: {error}") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
