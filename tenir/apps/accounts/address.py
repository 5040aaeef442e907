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
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return UNKNOWN
