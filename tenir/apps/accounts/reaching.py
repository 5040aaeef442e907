"""Where an organisation's provider may have us call: itself, and public addresses over https.

An administrator names the issuer alone. What its document names, or a redirection, is whoever's
who holds it, and never leads into our own network.
"""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import SplitResult, urlsplit

from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter

from tenir.internet import is_public

_PORTS = {"https": 443, "http": 80}


class NotReached(RequestException):
    """An address that is not called, and why: allauth tells it as a provider that is silent."""


class Reached(HTTPAdapter):
    """Every request on the way to one provider, those of redirections too."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        super().__init__()

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Calls it where it may be called; NotReached otherwise."""
        check_reached(request.url or "", issuer=self.issuer)
        return super().send(request, *args, **kwargs)


def check_reached(url: str, *, issuer: str) -> None:
    """NotReached unless that is the issuer's own, or public and https.

    The name is resolved again to be called: one that leads inside by then meets TLS, for which what
    is there has no certificate of that name.
    """
    parts = _over_https(url, issuer=issuer)
    if _origin(parts) == _origin(urlsplit(issuer)):
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReached(f"{parts.hostname}: {error}") from None
    for entry in found:
        if not is_public(str(entry[4][0])):
            raise NotReached(f"{parts.hostname} leads to {entry[4][0]}")


def check_shown(url: str, *, issuer: str) -> None:
    """NotReached unless a browser may be sent there: over https, or to the issuer itself."""
    _over_https(url, issuer=issuer)


def _over_https(url: str, *, issuer: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise NotReached(f"not a URL: {error}") from None
    if not named or (parts.scheme != "https" and _origin(parts) != _origin(urlsplit(issuer))):
        raise NotReached("not https")
    return parts


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
