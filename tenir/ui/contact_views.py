"""The pages about contacts that both faces have, each in its own frame, for its own people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from tenir.ui import contact_changes, contact_pages
from tenir.ui.contacts import Face

View = Callable[..., HttpResponseBase]


class Clock(Protocol):
    """What a face reads the time from."""

    def now(self) -> datetime:
        """This instant."""


class ContactViews:
    """The views of one face: `only` says whom they are for, `clock` is the face's.

    Clause: 4.2, 4.3, 9.1, 9.2, 9.3.
    """

    def __init__(self, face: Face, *, only: Callable[[View], View], clock: Clock):
        def dated(page: View) -> View:
            @wraps(page)
            def view(request: HttpRequest, id: int, **keys: Any) -> HttpResponseBase:
                return page(request, face, id, *keys.values(), clock.now())

            return view

        def change(request: HttpRequest, id: int) -> HttpResponseBase:
            return contact_changes.change(request, face, id)

        self.designate = only(dated(contact_pages.designate))
        self.contact = only(dated(contact_pages.change))
        self.contact_act = only(require_POST(dated(contact_pages.contact_act)))
        self.confirm = only(require_POST(dated(contact_pages.confirm)))
        self.invite_reader = only(dated(contact_pages.invite_reader))
        self.reader_act = only(require_POST(dated(contact_pages.reader_act)))
        self.invitation_act = only(require_POST(dated(contact_pages.invitation_act)))
        self.main_change = only(dated(contact_changes.ask))
        self.change = only(change)
        self.sign = only(dated(contact_changes.sign))
        self.change_act = only(require_POST(dated(contact_changes.change_act)))
        self.change_document = only(contact_changes.document)
