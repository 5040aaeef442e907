"""What the pages of search are told, the same in each face."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tenir.apps.search import queries
from tenir.ui import searching
from tenir.ui.doings import Doing, everyones, found, tells
from tenir.ui.pages import Place
from tenir.viewer import Viewer

MOST = 4  # things to do, while typing


def told(
    request: HttpRequest,
    viewer: Viewer,
    face: str,
    doings: Iterable[Doing],
    *,
    closed: Collection[str] = (),
) -> dict[str, Any]:
    """The question, what it finds, and what can be searched; `closed` as `searching.groups` has.

    What a button of the page does at once is found in the palette alone, where scripts run.
    """
    text = _asked(request)
    kinds = searching.kinds(face)
    only = request.GET.get("kind", "")
    only = only if only in dict(kinds) else ""
    return {
        "text": text, "only": only, "kinds": kinds, "help": "search",
        "groups": searching.groups(viewer, text, face=face, only=only, closed=closed),
        "doings": [] if only else [
            each for each in found(viewer, text, [*doings, *everyones()]) if not each.press
        ],
    }  # fmt: skip


def suggested(
    request: HttpRequest,
    viewer: Viewer,
    face: str,
    pages: Iterable[Place],
    doings: Iterable[Doing],
    *,
    closed: Collection[str] = (),
) -> dict[str, Any]:
    """Some of each kind, what may be done, the pages called so; without a question, all pages.

    What may be done comes first where whole words ask for it: a few letters begin a name.
    """
    text = _asked(request)
    words = queries.asked(text)
    shown = [
        searching.Result(searching.marked(str(label), words), searching.marked("", []), where)
        for label, where in ((each.label, reverse(f"{face}:{each.name}")) for each in pages)
        if all(word in queries.folded(str(label)) for word in words)
    ]
    groups = searching.groups(viewer, text, face=face, most=searching.PALETTE, closed=closed)
    able = found(viewer, text, [*doings, *everyones()], most=MOST)
    return {"text": text, "pages": shown, "groups": groups, "doings": able,
            "doings_lead": able and tells(words), "face": face}  # fmt: skip


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[: queries.LONGEST]
