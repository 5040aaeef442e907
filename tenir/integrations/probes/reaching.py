"""Where a probe may go: public addresses, and the networks that whoever runs it has named.

Staff enter addresses, so one that leads into our own network, to this machine or to a cloud's
metadata is not called: a target is no way in. The name is resolved once, and that address called.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from tenir.internet import is_public

Network: TypeAlias = IPv4Network | IPv6Network


class Unreachable(Exception):
    """A name that leads nowhere, or where no probe may go, and why."""


@dataclass(frozen=True)
class Reach:
    """The networks that may be called although they are not public."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, networks: Sequence[str]) -> Reach:
        """Those networks, written as 10.0.0.0/8. Raises ValueError."""
        return cls(tuple(ip_network(each) for each in networks))

    def allows(self, address: str) -> bool:
        """Whether that address may be called."""
        found = ip_address(address.partition("%")[0])
        return is_public(address) or any(found in network for network in self.networks)

    async def resolved(self, host: str, port: int, family: int = 0) -> list[str]:
        """The addresses of a name, all of which may be called. Raises Unreachable."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise Unreachable(f"{host} has no address") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        refused = next((each for each in addresses if not self.allows(each)), None)
        if refused is not None:
            raise Unreachable(f"{host} leads where no probe may go")
        if not addresses:
            raise Unreachable(f"{host} has no address")
        return addresses
