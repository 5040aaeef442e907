"""Programs that hear of notices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.faces.console.frame import page
from tenir.ui import endpoints as ui
from tenir.ui.pages import staff_only

FACE = ui.Face("console", page, "notices")


@staff_only
def endpoints(request: HttpRequest) -> HttpResponseBase:
    """Every program that hears."""
    return ui.listed(request, FACE)


@staff_only
def endpoint(request: HttpRequest, id: int) -> HttpResponseBase:
    """One program, and what was handed to it."""
    return ui.shown(request, FACE, id)


@staff_only
def add(request: HttpRequest) -> HttpResponseBase:
    """A program is added."""
    return ui.added(request, FACE, clock.now())


@staff_only
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Another address, other kinds."""
    return ui.changed(request, FACE, id, clock.now())


@staff_only
@require_POST
def act(request: HttpRequest, id: int) -> HttpResponseBase:
    """Try it, pause it, go on, another secret."""
    return ui.acted(request, FACE, id, clock.now())
