"""Asking the platform for its own pages, as anyone would, and for what they are drawn with."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.urls import resolve

from tenir.integrations.status_files.addresses import static_url
from tenir.viewer import ANONYMOUS

LINKED = re.compile(rb'(?:href|src)="([^"]+)"')
DRAWN = re.compile(rb"url\([\"']?([^)\"'#?]+)")
IMPORTED = re.compile(rb"(?:from|import)\s*\(?[\"'](\.[^\"']+)[\"']")


class NotWhole(Exception):
    """An address of the status page that answers otherwise than with its page."""


def answered(address: str) -> bytes:
    """What anyone is answered there."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", address, address
    host = urlsplit(settings.TENIR.url).hostname or "localhost"
    request.META = {"SERVER_NAME": host, "SERVER_PORT": "443", "REMOTE_ADDR": "127.0.0.1"}
    request.user = AnonymousUser()
    request.viewer = ANONYMOUS  # type: ignore[attr-defined]
    request.resolver_match = match = resolve(address)
    response = match.func(request, *match.args, **match.kwargs)
    if response.status_code != 200:
        raise NotWhole(f"{address}: {response.status_code}")
    return bytes(response.content)


def assets_of(pages: Mapping[str, bytes]) -> frozenset[str]:
    """The styles, scripts and pictures that pages name, by their path from the root."""
    start = static_url()
    return frozenset(
        found.decode().removeprefix(start)
        for name, content in pages.items() if name.endswith(".html")
        for found in LINKED.findall(content) if found.decode().startswith(start)
    )  # fmt: skip


def opened(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each of them with what it names in turn: fonts of a style, modules of a script."""
    left, met = list(names), set[str]()
    while left:
        name = left.pop()
        if name in met or not staticfiles_storage.exists(name):
            continue
        met.add(name)
        with staticfiles_storage.open(name) as file:
            content = file.read()
        yield f"{static_url().strip('/')}/{name}", content
        pattern = {".css": DRAWN, ".js": IMPORTED}.get(posixpath.splitext(name)[1])
        inside = pattern.findall(content) if pattern else ()
        folder = posixpath.dirname(name)
        left += [
            posixpath.normpath(posixpath.join(folder, each.decode()))
            for each in inside if not each.startswith((b"data:", b"http", b"/"))
        ]  # fmt: skip
