"""Which addresses are the Internet's: those that others may have us call."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address

# Addresses that carry another one inside: what they lead to is not what they look like.
_CARRIERS = tuple(
    ipaddress.IPv6Network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


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
