"""What a first view weighs: the page, and the static files that a browser asks for with it.

Static files come as WhiteNoise serves them (brotli), the page as the proxy of deploy/ compresses
it (gzip). Of the fonts, those whose range of characters the page uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit
from zlib import compressobj

import brotli

ASSET = re.compile(
    r'<(?:link[^>]*rel="(?:stylesheet|icon|preload|modulepreload|manifest)"[^>]*href'
    r'|script[^>]*src|img[^>]*src)="([^"]+)"'
)
FACE = re.compile(r"@font-face\s*{(.*?)}", re.S)
USED = re.compile(r"url\([\"']?([^\"')]+\.(?:woff2|svg|png|css)[^\"')]*)")
RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")


def gzip_of(body: bytes) -> int:
    """Its size as nginx and Caddy compress it."""
    packer = compressobj(level=6, wbits=31)
    return len(packer.compress(body) + packer.flush())


def brotli_of(body: bytes) -> int:
    """Its size as a proxy compresses on the way."""
    return len(brotli.compress(body, quality=5))


def someone(role: str) -> Any:
    """The first person of a role."""
    from tenir.apps.accounts.models import Membership

    return Membership.objects.filter(role=role).order_by("pk")[0].person


def first_views(visits: list[Any], meter: Any) -> list[dict[str, Any]]:
    """Each page once, as the first that a browser ever opens."""
    from benchmarks.visits import Visit, Visitor

    found, visitors = {}, {}
    for visit in visits:
        if visit.page in found or visit.streamed or "?" in visit.address:
            continue
        if visit.role not in visitors:
            person = None if visit.role == "nobody" else someone(visit.role)
            visitors[visit.role] = Visitor(visit.role, person, meter)
        text = visitors[visit.role].opened(Visit(visit.page, visit.role, visit.address))
        files = {name: served(name) for name in assets(text)}
        found[visit.page] = {
            "page": visit.page, "html": gzip_of(text.encode()), "files": files,
            "total": gzip_of(text.encode()) + sum(files.values()),
        }  # fmt: skip
    return sorted(found.values(), key=lambda view: -view["total"])


def assets(text: str) -> Iterator[str]:
    """The files that a browser asks for to show the page."""
    for name in dict.fromkeys(ASSET.findall(text)):
        if not name.startswith("data:"):
            yield name
            if urlsplit(name).path.endswith(".css"):
                yield from _of_style(name, frozenset(map(ord, text)))


def _of_style(name: str, letters: frozenset[int]) -> Iterator[str]:
    style = body_of(name).decode()
    for face in FACE.findall(style):
        spans = [(int(a, 16), int(b or a, 16)) for a, b in RANGE.findall(face)]
        if not spans or any(low <= letter <= high for low, high in spans for letter in letters):
            yield from (urljoin(name, used) for used in USED.findall(face)[:1])
    rest = FACE.sub("", style)
    yield from (urljoin(name, u) for u in USED.findall(rest) if not u.startswith("data:"))


@cache
def served(name: str) -> int:
    """The bytes of a static file as WhiteNoise hands it to a browser."""
    response = _asked(name, "br, gzip")
    return len(b"".join(response))


@cache
def body_of(name: str) -> bytes:
    """A static file as it is."""
    return b"".join(_asked(name, "identity"))


def _asked(name: str, encoding: str) -> Any:
    from django.test import Client

    browser = Client(SERVER_NAME="tenir.example.org", HTTP_X_FORWARDED_PROTO="https")
    response = browser.get(urlsplit(name).path, headers={"accept-encoding": encoding}, secure=True)
    assert response.status_code == 200, f"{name}: {response.status_code}"
    return response
