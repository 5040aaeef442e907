"""What a client's contract opens of its account, for programs."""

from __future__ import annotations

from django.http import HttpRequest

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.terms.cited import Page
from tenir.ui.pages import viewer_of
from tenir.viewer import Viewer


def reader_of(request: HttpRequest, page: Page) -> Viewer:
    """Who is looking, where a contract of theirs opens that page; PageClosed where none does.

    Clause: 7.3.
    """
    viewer = viewer_of(request)
    agreements.must_be_open(viewer, page, at=clock.now())
    return viewer
