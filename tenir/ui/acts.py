"""A button pressed: one act, then back to the page with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from tenir.terms.errors import Refused
from tenir.ui.language import language
from tenir.viewer import NotSeen


def act(request: HttpRequest, call: Callable[[], Any], *, done: Any, back: str) -> HttpResponseBase:
    """Does it and goes back, saying that it is done or why it is not; NotSeen stays a 404."""
    try:
        call()
    except NotSeen:
        raise
    except Refused as refused:
        text = refused.message(language())
        messages.error(request, text[:1].upper() + text[1:])
    else:
        messages.success(request, str(done))
    return redirect(back)
