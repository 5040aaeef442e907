"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest

UNKNOWN = "0.0.0.0"


def address_of(request: HttpRequest) -> str:
    """The client's address, as the outermost proxy that we trust saw it.

    TENIR_PROXIES says how many stand in front; faces/operations has put what they saw in
    REMOTE_ADDR by now, and dropped what the client may have forged.
    """
    text = str(request.META.get("REMOTE_ADDR", "")).strip()
    if text.startswith("["):  # an IPv6 address and its port
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # an IPv4 address and its port
        text = text.partition(":")[0]
    known = _read(text)
    return UNKNOWN if known is None else str(known)


def subscriber_of(address: str) -> str:
    """Whose address that is, to be counted by: an IPv6 subscriber has 2**64, which are one.

    Empty where it is no address.
    """
    known = _read(address)
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(known), 64), strict=False))
    return "" if known is None else str(known)


def _read(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address; of an IPv4 one that a socket of both kinds tells as IPv6, the IPv4 one."""
    try:
        known = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = known.ipv4_mapped if isinstance(known, ipaddress.IPv6Address) else None
    return mapped or known
