"""Where a webhook may be sent: to public addresses, never into our own network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Addresses that carry another one inside: what they lead to is not what they look like.
_CARRIERS = tuple(
    ipaddress.IPv6Network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


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


def is_public(address: str) -> bool:
    """Whether an address is one of the Internet's: not private, local, reserved or multicast."""
    try:
        ip: IPv4Address | IPv6Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in net for net in _CARRIERS):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def _resolved(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LookupError(f"{host}: {error}") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
