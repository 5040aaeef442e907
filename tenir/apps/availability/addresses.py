"""What staff may have probed: the shape of an address, without secrets in it.

Whether it may be called is decided when it is resolved (tenir.integrations.probes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tenir.apps.availability.refusals import FaultyTarget

RECORDS = ("A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA")
_LABEL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,62}")
_HOST_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]{1,253}):(\d{1,5})")
ASKED: Mapping[str, frozenset[str]] = {
    "http": frozenset({"status", "text", "headers"}),
    "tls": frozenset({"days"}),
    "dns": frozenset({"record", "answer"}),
}


def check_address(kind: str, address: str, asked: Mapping[str, Any]) -> None:
    """Raises FaultyTarget where that kind of probe cannot call it, or cannot ask that of it."""
    check = {"http": _url, "tcp": _host_port, "tls": _host_port, "dns": _host}.get(kind)
    if check is not None and not check(address):
        raise FaultyTarget(f"watched.address_{kind}", "address")
    unknown = asked.keys() - ASKED.get(kind, frozenset())
    if unknown or not _reasonable(asked):
        raise FaultyTarget("watched.asked", "asked", known=", ".join(ASKED.get(kind, ())) or "-")


def _reasonable(asked: Mapping[str, Any]) -> bool:
    statuses, headers = asked.get("status", []), asked.get("headers", {})
    texts = [asked.get("text", ""), asked.get("answer", "")]
    return (
        isinstance(statuses, list)
        and all(isinstance(each, int) and 100 <= each <= 599 for each in statuses)
        and isinstance(headers, dict)
        and all(
            isinstance(each, str) and len(each) <= 200 for each in [*headers, *headers.values()]
        )
        and all(isinstance(each, str) and len(each) <= 200 for each in texts)
        and asked.get("record", "A") in RECORDS
        and isinstance(asked.get("days", 14), int)
    )


def _url(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and "\x00" not in address
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and port != 0


def _host_port(address: str) -> bool:
    found = _HOST_PORT.fullmatch(address)
    return found is not None and 0 < int(found[2]) < 65_536


def _host(address: str) -> bool:
    labels = address.removesuffix(".").split(".")
    return len(address) < 254 and all(map(_LABEL.fullmatch, labels))
