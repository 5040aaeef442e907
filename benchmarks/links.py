"""What there is to open, found as a person would: by the links of each page that is read.

A page that is new tomorrow is found too: the addresses that take no argument, then the links on
each page, the headings that sort, the fields that filter, the last page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

LAST = "999999999"
LINK = re.compile(r'href="([^"#]*)')
OF_PAGE = r'<form(?![^>]*\baction=)[^>]*method="get"[^>]*>(.*?)</form>'  # not the frame's search
FORM = re.compile(OF_PAGE, re.S)
FIELD = re.compile(r'<(input|select)[^>]*\bname="([^"]+)"[^>]*>(.*?)(?=<input|<select|$)', re.S)
OPTION = re.compile(r'<option value="([^"]+)"')
SOUGHT = ("availability.", "martin", "5.6")


def starts() -> list[str]:
    """The addresses that take no argument."""
    from django.urls import NoReverseMatch, reverse

    found = []
    for name in names():
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


def names() -> list[str]:
    """The name of every view that has one, but for the peer's."""
    from django.urls import URLPattern, get_resolver

    def inside(patterns: Any, prefix: str) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLPattern):
                if one.name:
                    yield f"{prefix}{one.name}"
            elif one.namespace != "peer":
                yield from inside(
                    one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix
                )

    return list(dict.fromkeys(inside(get_resolver().url_patterns, "")))


def name_of(address: str) -> str:
    """The name of the view at that address, nothing where there is none of ours."""
    from django.urls import Resolver404, resolve

    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/static/"):
        return ""
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""


def shape(address: str) -> str:
    """What is asked beside the page itself: the names of its parameters, and how it is sorted."""
    query = urlsplit(address).query
    parts = [part if part.startswith("sort=") else part.partition("=")[0]
             for part in query.split("&")]  # fmt: skip
    return "&".join(sorted(parts))


def found_on(address: str, text: str) -> Iterator[str]:
    """Where a page leads: its links, each field of its filters alone, its last page."""
    path, query = urlsplit(address).path, urlsplit(address).query
    for link in dict.fromkeys(unescape(found) for found in LINK.findall(text)):
        if link.startswith("?"):
            if not query:  # sorted, exported and turned from the list as it comes, no further
                yield path + link
        elif link.startswith("/"):
            yield link
    if query:
        return
    if 'rel="next"' in text:
        yield f"{path}?page={LAST}"
    for form in FORM.findall(text):
        for kind, name, rest in FIELD.findall(form):
            choices = OPTION.findall(rest)[:2] if kind == "select" else SOUGHT
            for value in choices:
                yield f"{path}?{urlencode({name: unescape(value)})}"
